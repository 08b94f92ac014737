"""The pages that are made from the code are the code's, and the console's page has every command."""

import re
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import REGISTRY
from typer import main as typer_main

from services.console import catalogue
from services.console.main import app
from tests.contracts.golden import FACTS

ROOT = Path(__file__).parents[3]
README = (ROOT / "services/console/README.md").read_text(encoding="utf-8")
LABELS = {
    "certificate",
    "service",
    "command",
    "query",
    "outcome",
    "channel",
    "kind",
    "fact",
    "source",
    "how",
    "method",
    "route",
    "status",
    "role",
}


@pytest.mark.parametrize("name", catalogue.PAGES)
def test_a_page_made_from_the_code_is_up_to_date(name: str) -> None:
    """`python -m services.console.catalogue PAGE > docs/PAGE.md` makes it anew."""
    assert (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") == catalogue.page(name)


def test_the_events_page_has_every_public_fact() -> None:
    page = catalogue.page("events")
    assert re.findall(r"^\| `([\w.-]+)` \|", page, re.MULTILINE) == [kind.FACT for kind in FACTS.values()]


def test_every_figure_that_is_told_is_on_the_metrics_page() -> None:
    """Whatever module it is defined in: the registry knows them all."""
    registered = {family.name for family in REGISTRY.collect() if family.name.startswith("tukiverkko_")}
    listed = re.findall(r"^\| `(\w+?)(?:_total)?` \|", catalogue.page("metrics"), re.MULTILINE)
    assert set(listed) == registered


def test_no_label_is_an_id() -> None:
    """R-P1: a label is one of these words."""
    used = re.findall(r"^\| `\w+` \| \w+ \| (.*?) \|", catalogue.page("metrics"), re.MULTILINE)
    assert {label.strip("` ") for cell in used if cell for label in cell.split(",")} <= LABELS


def test_the_readme_has_every_command_with_its_options() -> None:
    told = {
        name: set(re.findall(r"--[\w-]+", options))
        for name, options in re.findall(
            r"^\| `(\w+)[^`]*` \| (.*?) \|", README.partition("## Commands")[2], re.MULTILINE
        )
    }
    group = typer_main.get_group(app)
    assert told == {name: options_of(command) for name, command in group.commands.items()}


def options_of(command: Any) -> set[str]:
    """Its own, and those of the commands under it."""
    own = {option for each in command.params for option in each.opts if option.startswith("--")}
    return own.union(*map(options_of, getattr(command, "commands", {}).values())) - {"--help"}


def test_every_command_argument_and_option_has_its_help() -> None:
    for name, command in typer_main.get_group(app).commands.items():
        assert command.help, name
        assert [each.name for each in command.params if not getattr(each, "help", None)] == [], name
