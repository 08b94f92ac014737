"""When an agreement ends that one party gives notice of (R-A2 to R-A4). Pure: dates in, a date out.

Days are calendar days in Finland. A term never ends later than it was agreed.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from shared.kernel.refused import Refused

COACHING = "neuropsychiatric_coaching"
SPRING, AUTUMN = ((1, 1), (5, 31)), ((8, 1), (12, 31))
"""The terms by name (P): first and last month and day of a year."""


@dataclass(frozen=True)
class Term:
    """From a day to a day, both in it."""

    first: date
    last: date


@dataclass(frozen=True)
class NoticeClause:
    """How long notice takes: so many days after it, or to the end of the so manieth month after it."""

    days: int | None = None
    whole_months: int | None = None

    def ends_on(self, given_on: date) -> date:
        if self.whole_months is not None:
            return end_of_month(given_on, self.whole_months)
        return given_on + timedelta(days=self.days or 0)


@dataclass(frozen=True)
class Terms:
    """What of an agreement decides when it ends."""

    service_line: str
    starts_on: date
    term: Term
    clause: NoticeClause | None = None


def named_term(name: str, starts_on: date) -> Term:
    """The spring or autumn term (P) of the year in which the agreement starts."""
    first, last = {"spring": SPRING, "autumn": AUTUMN}[name]
    return Term(date(starts_on.year, *first), date(starts_on.year, *last))


def end_of_first_month(starts_on: date) -> date:
    """The last day of the first month of activity (P): 10 September to 9 October.

    Where the next month has no such day it ends with that month: 31 January to 28 February.
    """
    year, month = _months_on(starts_on, 1)
    if starts_on.day > monthrange(year, month)[1]:
        return date(year, month, monthrange(year, month)[1])
    return date(year, month, starts_on.day) - timedelta(days=1)


def end_of_month(day: date, months_later: int) -> date:
    """The last day of the month that is so many months after the day's own."""
    year, month = _months_on(day, months_later)
    return date(year, month, monthrange(year, month)[1])


def ends_on(terms: Terms, given_on: date) -> date:
    """The last day after notice on a day. Refused where no clause says it (R-A4)."""
    if given_on <= end_of_first_month(terms.starts_on):  # also before the start (R-A2)
        last = given_on
    elif terms.service_line == COACHING:
        last = end_of_month(given_on, 1)
        if terms.clause:
            last = max(last, terms.clause.ends_on(given_on))
    elif terms.clause:
        last = terms.clause.ends_on(given_on)
    else:
        raise Refused("the agreement has no notice clause: agree an end date")
    return min(last, terms.term.last)


def _months_on(day: date, months: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + months, 12)
    return day.year + years, month + 1
