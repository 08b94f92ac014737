"""What was agreed to hold from days on, and what of it holds on a day."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")
DAY = timedelta(days=1)


class History(Generic[T]):
    """Values from their days on, as they were told: of two from the same day the later told one holds."""

    def __init__(self, told: Iterable[tuple[date, T]]) -> None:
        newest = dict(told)
        self.days = sorted(newest)
        self.values = [newest[day] for day in self.days]

    def on(self, day: date) -> T | None:
        """None before the first day."""
        place = bisect_right(self.days, day)
        return self.values[place - 1] if place else None

    def stretches(self, first: date, last: date) -> list[tuple[T | None, int]]:
        """From one day to another, both in it: what held, and for how many days."""
        found, day = [], first
        while day <= last:
            place = bisect_right(self.days, day)
            until = min(self.days[place] - DAY, last) if place < len(self.days) else last
            found.append((self.values[place - 1] if place else None, (until - day).days + 1))
            day = until + DAY
        return found
