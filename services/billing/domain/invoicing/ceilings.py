"""How much of new work fits under an order's ceilings (R-B6).

A ceiling bounds all work up to the day before the next one holds. What is billed keeps its room; a new
line gets what every ceiling from its day on leaves. Hours are counted for billed time alone.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from services.billing.domain.invoicing.entries import Entry, Line
from services.billing.domain.invoicing.history import History
from services.billing.domain.invoicing.outcome import CeilingUse
from services.billing.domain.invoicing.work import CeilingSince
from shared.kernel.money import cents, rounded

SECONDS = Decimal(3600)


class Room:
    """What is left under each ceiling; entries take of it as they are added."""

    def __init__(self, ceilings: Iterable[CeilingSince], entries: Iterable[Entry]) -> None:
        self.ceilings = History((each.effective_from, each) for each in ceilings)
        self.left = [_limit(each) for each in self.ceilings.values]
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """An entry counts to every ceiling that bounds its day: those that still hold on it or later."""
        for place in self._bounding(entry.line.on):
            hours = self.ceilings.values[place].hours is not None
            self.left[place] -= entry.seconds if hours else entry.cents

    def fitting(self, line: Line, billed_cents: int, billed_seconds: int) -> tuple[int, int]:
        """Cents and seconds of what is not yet billed of a line that fit: all, a part or nothing."""
        rest, seconds = line.cents - billed_cents, line.seconds - billed_seconds
        for place in self._bounding(line.on):
            left = self.left[place]
            if self.ceilings.values[place].hours is None:
                if rest > left:
                    rest = left
                    seconds = _of(line.seconds, billed_cents + rest, line.cents) - billed_seconds
            elif line.seconds and seconds > left:
                seconds = left
                rest = _of(line.cents, billed_seconds + seconds, line.seconds) - billed_cents
        return max(rest, 0), max(seconds, 0)

    def _bounding(self, on: date) -> range:
        days = self.ceilings.days
        first = next((place for place, until in enumerate(days[1:]) if on < until), max(len(days) - 1, 0))
        return range(first, len(days))


def use_of(ceilings: Iterable[CeilingSince], entries: Iterable[Entry], on: date) -> CeilingUse:
    """Of the ceiling in force on a day: everything that is billed, and the limit."""
    ceiling = History((each.effective_from, each) for each in ceilings).on(on)
    if ceiling is None:
        return CeilingUse(sum(entry.cents for entry in entries))
    if ceiling.hours is None:
        return CeilingUse(sum(entry.cents for entry in entries), _limit(ceiling))
    return CeilingUse(sum(entry.seconds for entry in entries), _limit(ceiling), in_hours=True)


def _limit(ceiling: CeilingSince) -> int:
    return cents(ceiling.amount or Decimal(0)) if ceiling.hours is None else int(ceiling.hours * SECONDS)


def _of(whole: int, part: int, of: int) -> int:
    return rounded(whole * part, of)
