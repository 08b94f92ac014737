"""A template is a file that can be given at once; the page has every column."""

import re
from pathlib import Path

import pytest

from services.console.importing.checking import KINDS
from services.console.importing.kinds import Kind
from services.console.importing.page import allowed, template
from shared.kernel.reference import codes
from tests.specs.console.importing.files import checked

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_template_is_a_good_file_with_every_column(kind: Kind) -> None:
    read = checked(template(kind), kind)
    assert ([line.number for line in read.lines], read.faults) == ([2], ())
    header = template(kind).decode("utf-8-sig").splitlines()[0]
    assert header.split(";") == [column.name for column in kind.columns]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_page_has_every_column_in_order_and_whether_it_is_needed(kind: Kind) -> None:
    page = (ROOT / "docs/import.md").read_text(encoding="utf-8")
    (part,) = (part for part in page.split("\n## ")[1:] if part.lower().split("\n")[0].endswith(kind.name))
    told = re.findall(r"^\| `(\w+)` \| (yes)? ?\|", part, re.MULTILINE)
    assert [name for name, _ in told] == [column.name for column in kind.columns]
    assert {name for name, needed in told if needed} == kind.needed


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_page_shows_the_template(kind: Kind) -> None:
    shown = (ROOT / "docs/import.md").read_text(encoding="utf-8")
    assert template(kind).decode("utf-8-sig").replace("\r\n", "\n") in shown


def test_the_codes_on_the_page_are_those_that_the_commands_take() -> None:
    told = {column.name: allowed(column) for kind in KINDS.values() for column in kind.columns}
    assert told["competences"] == codes("competences")
    assert told["referrer_sector"] == codes("sectors")
    assert told["qualification"] == ("professional", "provider_trained")
    assert told["trigger"] == ()
