"""The demo, from nothing to the figures and the pages; what it leaves in logs and figures; and once again."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.console.demo.shifting import HELSINKI, moved_to_lately
from services.console.demo.showing import LATELY, PILOT
from services.console.playing import lines_of
from services.intake.commands import COMMANDS
from shared.plumbing.embedded.ports import free_ports
from tests.support.boards import BOARDS
from tests.support.certificates import a_certificate
from tests.support.expressions import asked_by
from tests.support.processes import environment, says, started, wait_for, working_with
from tests.support.prometheus import a_prometheus
from tests.support.running import Running, ask, carry_out

pytestmark = pytest.mark.timeout(400)
DEMO = (sys.executable, "-m", "services.console.demo")
READERS = ("billing", "matching", "feedback", "reporting")
"""Those that make rows of intake's facts."""
PICTURED = ("By who contacted", "Situations mentioned", "By wellbeing services county", "By state")
PERSONAL = {
    "given_name", "family_name", "birth_date", "name", "organisation", "phone", "email", "title",
    "trigger", "summary", "question", "rationale", "hypothesis", "overall_assessment", "reason", "what",
    "advice", "text", "shared_view", "source_other",
}  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, subprocess.Popen[bytes]]]:
    """A demo that serves its pages, and its process. log: what its processes wrote."""
    under, port = tmp_path_factory.mktemp("build"), free_ports(1)[0]
    said, shown_to_browsers = under / "said.txt", under / "proxy.pem"
    a_certificate(shown_to_browsers, timedelta(days=90))
    demo = (*DEMO, "--under", under, "--port", str(port))
    with started(said, *demo, CERTIFICATES=str(shown_to_browsers)) as process:
        wait_for("the demo", lambda: says(said, "until you stop this"), said)
        data = under / "demo"
        yield Running(f"http://127.0.0.1:{port}", data, data / "demo.log"), process


def test_a_case_is_there_for_those_who_take_part(
    shown: tuple[Running, subprocess.Popen[bytes]],
) -> None:
    """It follows one of the pilot's contacts: its coordinator, its worker and its buyer find it."""
    running, _ = shown
    for role, told in {
        "coordinator": {}, "worker": {"sub": "tukihenkilo-1"},
        "buyer": {"sub": "tilaaja-a", "sector": "child_welfare"},
    }.items():  # fmt: skip
        with running.client(role, **told) as client:
            (case,) = ask(client, "intake.cases").json()["result"]["cases"]
            assert case["state"] == "open"
            known = ask(client, "intake.case", case_id=case["case_id"]).json()["result"]
    assert known["plan"]["revision"] > 1


def test_its_order_is_invoiced_and_a_payer_sees_its_own_part(
    shown: tuple[Running, subprocess.Popen[bytes]],
) -> None:
    """R-B4, R-B5: two months' work to two payers, and then anew by other shares."""
    running, _ = shown
    told = {
        "sub": "maksaja-1",
        "payer_id": "ls-08",
        "sector": "child_welfare",
        "organisation": "Hyvinvointialue (demo)",
    }
    with running.client("finance", sub="talous-1") as client:
        invoices = ask(client, "billing.invoices").json()["result"]["invoices"]
    with running.client("finance", **told) as client:
        own = ask(client, "billing.invoices").json()["result"]["invoices"]
    assert {(each["kind"], each["payer_id"]) for each in invoices} == {
        (kind, payer) for kind in ("invoice", "credit") for payer in ("ls-08", "si-08")
    }
    assert own == [each for each in invoices if each["payer_id"] == "ls-08"]


def test_searches_stand_at_every_point_and_one_found_somebody(
    shown: tuple[Running, subprocess.Popen[bytes]],
) -> None:
    """R-M3, R-M4, R-M7: open, proposed, offered, confirmed; one had to be widened to the whole country."""
    running, _ = shown
    with running.client("coordinator") as client:
        requests = ask(client, "matching.match_requests").json()["result"]["match_requests"]
        known = ask(client, "matching.professionals").json()["result"]["professionals"]
        (found,) = [each for each in requests if each["state"] == "confirmed"]
        referral = ask(client, "intake.referral", referral_id=found["referral_id"]).json()["result"]
    assert {each["state"] for each in requests} == {"open", "proposed", "offered", "confirmed"}
    assert [each["scope"] for each in requests].count("national") == 1
    assert len(known) == 16
    assert any(each["stale"] for each in known)
    assert referral["steps"]["expertise"] == "done"
    with running.client("expert", sub="asiantuntija-1") as client:
        offers = ask(client, "matching.offers").json()["result"]["offers"]
    assert {each["state"] for each in offers} == {"offered", "confirmed"}


def lines_in(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def personal(value: Any, key: str = "") -> Iterator[str]:
    """The names, birth dates, phone numbers and texts in a request's data."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from personal(inside, name)
    elif isinstance(value, list):
        for inside in value:
            yield from personal(inside, key)
    elif key in PERSONAL:
        yield str(value)


def test_the_pages_answer_and_the_figures_are_the_pilots(
    shown: tuple[Running, subprocess.Popen[bytes]],
) -> None:
    running, _ = shown
    said = (running.data.parent / "said.txt").read_text(encoding="utf-8")
    assert "657 commands carried out, 10 refused as they should be, 0 unexpected." in said
    assert "88 contacts received" in said
    assert all(title in said for title in PICTURED)
    assert f"{running.base_url}/api/docs" in said
    assert httpx.get(f"{running.base_url}/sign-in").status_code == 200


def test_no_panel_of_a_dashboard_is_empty(
    shown: tuple[Running, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    """As a real Prometheus sees it while somebody works there. RabbitMQ has no figures here."""
    gateway = shown[0].base_url.removeprefix("http://")
    paths = {"gateway": "/metrics", "services": "/metrics/services"}
    targets = {f"tukiverkko-{job}": (gateway, path) for job, path in paths.items()}
    asked = [expression for board in BOARDS for expression, others in asked_by(board) if not others]
    empty = asked

    def nothing_is_empty() -> bool:
        nonlocal empty
        empty = [expression for expression in empty if not seen.value(expression)]
        return not empty

    with a_prometheus(tmp_path / "prometheus", targets) as seen, shown[0].client() as client:
        contact = COMMANDS["receive_referral"].example | {"referral_id": str(uuid4())}
        assert carry_out(client, "intake.receive_referral", contact).status_code == httpx.codes.OK
        with suppress(AssertionError):
            wait_for("no panel is empty", nothing_is_empty)
        assert empty == []


def test_nothing_about_people_is_in_the_logs_or_the_figures(
    shown: tuple[Running, subprocess.Popen[bytes]],
) -> None:
    """R-P1: no name, birth date, phone number or text of the played pilot, and no id in a label."""
    running, _ = shown
    told = [httpx.get(f"{running.base_url}{path}").text for path in ("/metrics", "/metrics/services")]
    told += [path.read_text(errors="replace") for path in (running.log, running.data / "postgres" / "log")]
    files = (PILOT, *LATELY)
    lines = moved_to_lately([line for file in files for line in lines_of(file)], datetime.now(HELSINKI))
    words = {word for line in lines for word in personal(line.get("data", {})) if word}
    ids = {line["data"]["referral_id"] for line in lines if "referral_id" in line.get("data", {})}
    assert len(words) > 200
    assert 'tukiverkko_commands_total{command="receive_referral"' in told[1]
    assert {word for word in words if any(word in text for text in told)} == set()
    assert {one for one in ids if any(one in text for text in told[:2])} == set()


def test_one_correlation_id_leads_from_the_request_to_the_row(
    shown: tuple[Running, subprocess.Popen[bytes]],
) -> None:
    running, _ = shown
    correlation = f"test-{uuid4()}"
    data = {**COMMANDS["receive_referral"].example, "referral_id": str(uuid4())}
    with running.client() as client:
        answer = carry_out(client, "intake.receive_referral", data, **{"X-Correlation-Id": correlation})
    assert answer.status_code == 200, answer.text
    assert answer.headers["X-Correlation-Id"] == correlation

    def rows() -> list[dict[str, Any]]:
        return [line for line in lines_in(running.log) if correlation in line.get("correlations", [])]

    wait_for("the rows", lambda: len(rows()) == len(READERS), running.log)
    mine = [line for line in lines_in(running.log) if line.get("correlation") == correlation]
    assert [(line["process"], line["event"]) for line in mine] == [
        ("services", "command"),
        ("gateway", "request"),
    ]
    made = {line["service"]: line for line in rows()}
    assert {service: line["event"] for service, line in made.items()} == dict.fromkeys(READERS, "rows")
    position = answer.json()["position"]["intake"]
    for line in made.values():
        assert line["positions"][0] <= position <= line["positions"][1]


def test_it_stops_when_told_and_begins_anew_even_where_its_port_is_taken(
    shown: tuple[Running, subprocess.Popen[bytes]],
) -> None:
    running, process = shown
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert working_with(running.data) == []
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = str(other.getsockname()[1])
        again = ended(running.data.parent, "--port", taken)
    assert again.returncode == 0, again.stderr
    assert f"Port {taken} is taken" in again.stderr
    assert "88 contacts received" in again.stdout
    assert working_with(running.data) == []


def test_what_is_no_demo_is_not_emptied(tmp_path: Path) -> None:
    kept = tmp_path / "demo" / "kept.txt"
    kept.parent.mkdir()
    kept.write_text("mine")
    demo = ended(tmp_path)
    assert demo.returncode == 1
    assert "holds something that is no demo" in demo.stderr
    assert kept.read_text() == "mine"


def ended(under: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """A demo that ends by itself."""
    return subprocess.run(
        [*DEMO, "--once", "--under", str(under), *more],
        env=environment(), capture_output=True, text=True, check=False, timeout=200,
    )  # fmt: skip
