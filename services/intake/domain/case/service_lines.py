"""What is usual in a service line: how often one meets, how long, for how many months (R-C4, R-C5, R-C8).

Data with dates of validity: `service_lines.json` beside this file. A row holds from `valid_from` to
`valid_to` (inclusive, or null: until further notice), for one region or any (null). The first row that
fits counts: a region's own stand before those for all.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).parent / "service_lines.json"


@dataclass(frozen=True)
class ServiceLineRule:
    """What is usual; None where nothing is. Only `most_minutes` ever refuses, the rest is for flags.

    meetings_per_week: least and most regular meetings. minutes: the usual least of a regular meeting,
    and the most that may be scheduled. usual_months: the usual range. joint_meeting_weeks: within how
    many weeks one meets the buyer together. work_pair: whether two workers are expected.
    """

    service_line: str
    meetings_per_week: tuple[int, int] | None
    minutes: tuple[int, int | None] | None
    usual_months: tuple[int, int] | None
    joint_meeting_weeks: int
    work_pair: bool

    @property
    def most_minutes(self) -> int | None:
        """The most minutes for which a regular meeting is scheduled (R-C4); None: no limit."""
        return self.minutes[1] if self.minutes else None


def rule_for(service_line: str, on: date, region: str | None = None) -> ServiceLineRule:
    """What is usual in a service line on a day.

    service_line: a code of `service_lines`; region: whose own rows count first.
    LookupError where the file has no row for that day: a gap in the file, not a caseworker's doing.
    """
    return rule_among(_rows(), service_line, on, region)


def rule_among(
    rows: Iterable[Mapping[str, Any]], service_line: str, on: date, region: str | None
) -> ServiceLineRule:
    """The first of the rows that fits, as a rule. LookupError where none does."""
    for row in rows:
        if row["service_line"] == service_line and row["region"] in {None, region} and _holds(row, on):
            return ServiceLineRule(
                service_line=service_line,
                meetings_per_week=_pair(row["meetings_per_week"]),
                minutes=_pair(row["minutes"]),
                usual_months=_pair(row["usual_months"]),
                joint_meeting_weeks=row["joint_meeting_weeks"],
                work_pair=row["work_pair"],
            )
    msg = f"service_lines.json has no row for {service_line} on {on}"
    raise LookupError(msg)


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(RULES.read_text(encoding="utf-8"))["rules"])


def _holds(row: Mapping[str, Any], on: date) -> bool:
    ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max
    return date.fromisoformat(row["valid_from"]) <= on <= ends


def _pair(limits: list[Any] | None) -> Any:
    return tuple(limits) if limits else None
