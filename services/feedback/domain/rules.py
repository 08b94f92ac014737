"""What feedback goes by: for how long a link opens, and after how many days one is reminded (P).

Data with dates of validity: `rules.json` beside this file. A row holds from `valid_from` to `valid_to`
(inclusive, or null: until further notice), for one region or any (null). The first row that fits counts.
Its version stands in every request that was sent by it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).parent / "rules.json"


@dataclass(frozen=True)
class FeedbackRules:
    """One row of the file. link_days: from the sending to the last day; reminder_days: from the sending."""

    version: str
    link_days: int
    reminder_days: int


def rules_for(region: str | None, on: date) -> FeedbackRules:
    """What a region goes by on a day. LookupError where the file has no row: a gap in the file."""
    return rules_among(_rows(), region, on)


def rules_among(rows: Iterable[Mapping[str, Any]], region: str | None, on: date) -> FeedbackRules:
    """The first of the rows that fits. LookupError where none does."""
    for row in rows:
        if row["region"] in {None, region} and _holds(row, on):
            return rules_of(row)
    msg = f"rules.json has no row for {region} on {on}"
    raise LookupError(msg)


def rules_of(row: Mapping[str, Any]) -> FeedbackRules:
    """A row as rules. TypeError where a limit is missing, or one is there that is not known."""
    own = {name: value for name, value in row.items() if name not in {"region", "valid_from", "valid_to"}}
    return FeedbackRules(**own)


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(RULES.read_text(encoding="utf-8"))["rules"])


def _holds(row: Mapping[str, Any], on: date) -> bool:
    ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max
    return date.fromisoformat(row["valid_from"]) <= on <= ends
