"""Lines of work, and entries: a line as it was billed, before it is split among the payers.

Whole numbers only: cents, seconds, ten-thousandths of a unit, hundredths of a percent of VAT. Each has a
plain form for the facts that tell it (`plain`, `of_plain`): JSON's own words, nothing else.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

What = Literal["held", "no_show", "late_cancellation", "travel", "month"]
Kind = Literal["time", "travel", "month"]
Unit = Literal["hour", "meeting", "km", "month"]
Key = tuple[str, Kind]
"""What a line is of: a meeting's id with "time" or "travel", or "2025-09" with "month"."""
Days = tuple[tuple[date, date], ...]
"""Stretches of days: the first and the last of each."""
KINDS: dict[str, Kind] = {"travel": "travel", "month": "month"}
UNIT = 10_000
"""One hour, meeting, kilometre or month in quantities."""


class Line(NamedTuple):
    """What a piece of work costs.

    of: the meeting's id, or the month of a monthly price. on: its day, of a month's the last it is for.
    quantity: ten-thousandths of the unit. cents: rounded half up (R-B3). seconds: of billed time, what a
    ceiling in hours counts; 0 for travel and months. days: what a month's is for, else none.
    """

    of: str
    what: What
    unit: Unit
    on: date
    quantity: int
    cents: int
    seconds: int = 0
    days: Days = ()

    @property
    def key(self) -> Key:
        return self.of, KINDS.get(self.what, "time")

    @property
    def month(self) -> str:
        """Of the work: "2025-09"."""
        return self.on.isoformat()[:7]


class Entry(NamedTuple):
    """What was billed of a line, or what takes that back (`undoes`: the number of the entry it undoes).

    An entry's number is its place in the account. cents, seconds: all of the line's, or less where a
    ceiling leaves a part of it out; negative where it undoes. vat: hundredths of a percent, 0 where exempt
    by the evidence of the agreement `exempt_by`. late: the work's month had been billed before.
    """

    line: Line
    recorded: int
    cents: int
    seconds: int
    vat: int = 0
    exempt_by: str | None = None
    late: bool = False
    undoes: int | None = None

    @property
    def quantity(self) -> Decimal:
        """How much of the unit, with up to four decimals: "1.6667" of an hour; negative where it undoes."""
        whole = self.line.cents
        scaled = (
            self.line.quantity if whole == abs(self.cents) else self.line.quantity * abs(self.cents) // whole
        )
        return (Decimal(scaled if self.cents > 0 else -scaled) / UNIT).normalize() + 0

    def plain(self) -> dict[str, Any]:
        """As JSON has it; what is nothing is left out."""
        line = self.line
        told: dict[str, Any] = {
            "of": line.of,
            "what": line.what,
            "unit": line.unit,
            "on": line.on.isoformat(),
            "quantity": line.quantity,
            "line_cents": line.cents,
            "line_seconds": line.seconds,
            "days": [[first.isoformat(), last.isoformat()] for first, last in line.days],
            "recorded": self.recorded,
            "cents": self.cents,
            "seconds": self.seconds,
            "vat": self.vat,
            "exempt_by": self.exempt_by,
            "late": self.late,
            "undoes": self.undoes,
        }
        return {name: value for name, value in told.items() if value or (value == 0 and name == "undoes")}

    @classmethod
    def of_plain(cls, told: Mapping[str, Any]) -> "Entry":
        """What `plain` made."""
        get, day = told.get, date.fromisoformat
        line = Line(
            told["of"],
            told["what"],
            told["unit"],
            day(told["on"]),
            get("quantity", 0),
            get("line_cents", 0),
            get("line_seconds", 0),
            tuple((day(first), day(last)) for first, last in get("days", ())),
        )
        return cls(
            line,
            get("recorded", 0),
            get("cents", 0),
            get("seconds", 0),
            get("vat", 0),
            get("exempt_by"),
            get("late", False),
            get("undoes"),
        )
