"""What matching goes by: the points of a score's parts and the limits that a region may set (P).

Data with dates of validity: `rules.json` beside this file. A row holds from `valid_from` to `valid_to`
(inclusive, or null: until further notice), for one region or any (null). The first row that fits counts.
Its version stands in every fact that was decided by it.
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
class Points:
    """The most that each part of a score gives, in whole points.

    same_county, same_region: for living there; wished_county: on top of it where one of the same county is
    wished for.
    """

    competence: int
    language: int
    education: int
    background: int
    same_county: int
    same_region: int
    wished_county: int
    load: int


@dataclass(frozen=True)
class MatchingRules:
    """One row of the file.

    profile_months: for how long a profile counts as confirmed. extract_months: how old an extract may be
    when it is checked. unvetted_months: how long work may last without one. parked_days: after declining
    for workload. vetted_roles: who is asked for an extract.
    """

    version: str
    points: Points
    profile_months: int
    extract_months: int
    unvetted_months: int
    parked_days: int
    vetted_roles: frozenset[str]
    candidates_a_request: int
    plan_seconds: int


def rules_for(region: str | None, on: date) -> MatchingRules:
    """What a region goes by on a day. LookupError where the file has no row: a gap in the file."""
    return rules_among(_rows(), region, on)


def rules_among(rows: Iterable[Mapping[str, Any]], region: str | None, on: date) -> MatchingRules:
    """The first of the rows that fits. LookupError where none does."""
    for row in rows:
        if row["region"] in {None, region} and _holds(row, on):
            return rules_of(row)
    msg = f"rules.json has no row for {region} on {on}"
    raise LookupError(msg)


def rules_of(row: Mapping[str, Any]) -> MatchingRules:
    """A row as rules. TypeError where a limit or a part is missing, or one is there that is not known."""
    own = {name: value for name, value in row.items() if name not in {"region", "valid_from", "valid_to"}}
    own["points"] = Points(**own["points"])
    own["vetted_roles"] = frozenset(own["vetted_roles"])
    return MatchingRules(**own)


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(RULES.read_text(encoding="utf-8"))["rules"])


def _holds(row: Mapping[str, Any], on: date) -> bool:
    ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max
    return date.fromisoformat(row["valid_from"]) <= on <= ends
