"""Hours a week as whole hundredths: sums of them are exact, and what is free is never off by a hair."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


def hundredths(hours: float) -> int:
    """Hours a week in hundredths of an hour, a half to the even one: 1.5 → 150."""
    return round(hours * 100)


@dataclass(frozen=True)
class Reservation:
    """Hours a week that a match takes of a professional, from a day to a day (None: open)."""

    match_request_id: UUID
    hours_per_week: float
    starts_on: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def most_taken(reservations: Iterable[Reservation], starts_on: date, ends_on: date | None) -> int:
    """The most that is taken in any week of a time, in hundredths of an hour.

    What is taken grows only on days on which a reservation starts: those and the first day are looked at.
    """
    kept = tuple(reservations)
    if not kept:
        return 0
    last = ends_on or date.max
    days = {starts_on, *(each.starts_on for each in kept if starts_on < each.starts_on <= last)}
    return max(sum(hundredths(each.hours_per_week) for each in kept if each.holds_on(day)) for day in days)
