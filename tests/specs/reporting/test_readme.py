"""The README's tables have what the code has."""

import re
from pathlib import Path
from typing import get_args

import services.reporting
from services.reporting.projections import waiting
from services.reporting.queries import QUERIES, VIEWS
from services.reporting.queries.answers import ANSWERS
from services.reporting.queries.views import What

README = (Path(services.reporting.__file__).parent / "README.md").read_text(encoding="utf-8")


def rows_of(heading: str) -> list[str]:
    """The first cells of the table under a heading."""
    section = README.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(\w+)`", section, re.MULTILINE)


def test_every_query_is_described_answered_and_shown() -> None:
    assert rows_of("Queries") == list(QUERIES) == list(ANSWERS) == list(VIEWS)


def test_everything_that_may_wait_is_described() -> None:
    assert rows_of("What waits") == list(get_args(What))
    assert set(re.findall(r"^    (\w+)  ", str(waiting.__doc__), re.MULTILINE)) == set(get_args(What))
