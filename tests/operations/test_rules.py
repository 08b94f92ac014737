"""The shipped rules of Prometheus: valid, each alert unit-tested both ways, with a runbook that is there."""

import re
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from services.console.main import app
from tests.support.rules import SHIPPED, alerts, read, recorded, rules, unknown_in

ROOT = SHIPPED.parents[1]
UNIT_TESTS = sorted((SHIPPED / "tests").glob("*.yml"))
CASES = [case for file in UNIT_TESTS for case in read(f"tests/{file.name}")["tests"]]


def promtool(*words: str) -> str:
    done = subprocess.run(
        ["promtool", *words], cwd=SHIPPED / "tests", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def section(url: str) -> str:
    """What stands under a runbook's heading; nothing where there is no such heading."""
    page, _, anchor = url.partition("#")
    text = (ROOT / page).read_text(encoding="utf-8")
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading, _, words = part.partition("\n")
        if heading.lower() == anchor:
            return words.strip()
    return ""


def test_promtool_finds_rules_and_configurations_valid() -> None:
    promtool("check", "rules", "../recording.yml", "../alerts.yml")
    for name in ("prometheus.yml", "embedded.yml"):
        promtool("check", "config", f"../{name}")


@pytest.mark.parametrize("file", [file.name for file in UNIT_TESTS])
def test_promtool_runs_each_unit_test(file: str) -> None:
    assert "SUCCESS" in promtool("test", "rules", file)


@pytest.mark.parametrize("alert", alerts())
def test_an_alert_has_a_case_in_which_it_fires_and_one_in_which_it_does_not(alert: str) -> None:
    asked = f'count(ALERTS{{alertname="{alert}", alertstate="firing"}})'
    told = [
        bool(test["exp_samples"])
        for case in CASES
        for test in case["promql_expr_test"]
        if test["expr"] == asked
    ]
    assert {True, False} <= set(told)


@pytest.mark.parametrize("alert", alerts())
def test_an_alert_says_what_is_wrong_and_where_it_says_what_to_do(alert: str) -> None:
    rule = alerts()[alert]
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"]["summary"]
    assert section(rule["annotations"]["runbook_url"])


def test_a_runbook_names_commands_that_exist() -> None:
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    for page in Path(ROOT, "docs", "runbooks").glob("*.md"):
        said = set(re.findall(r"`tukiverkko ([a-z]+)", page.read_text(encoding="utf-8")))
        assert said <= known, page.name


def test_every_metric_in_a_rule_is_told_by_somebody() -> None:
    assert {rule["expr"]: unknown for rule in rules() if (unknown := unknown_in(rule["expr"]))} == {}


def test_a_metric_that_nobody_tells_would_be_found() -> None:
    """The check itself: a name that is a letter off, inside functions, operators and subqueries."""
    assert unknown_in("max(rate(tukiverkko_facts_stored_totl[5m])) > 3 or up") == {
        "tukiverkko_facts_stored_totl"
    }
    assert unknown_in("max_over_time(sum(upp)[1h:]) - (vector(0) + up2)") == {"upp", "up2"}


def test_every_recorded_name_is_used() -> None:
    read_by_alerts = " ".join(rule["expr"] for rule in alerts().values())
    dashboards = " ".join(each.read_text(encoding="utf-8") for each in ROOT.glob("deploy/grafana/**/*.json"))
    assert {name for name in recorded() if name not in read_by_alerts + dashboards} == set()
