"""The Finnish calendar: working days, and the days by which the law wants something done (R-I6).

Pure: no clock is read. Public holidays are those of the library `holidays`; its list has Christmas Eve
and Midsummer Eve too, which no law makes holidays, so that each use says how it takes them.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from holidays import country_holidays

HELSINKI = ZoneInfo("Europe/Helsinki")
SATURDAY, SUNDAY = 5, 6
FIRST_DECISION_WORKING_DAYS = 7
ASSESSMENT_MONTHS = 3


class Due(NamedTuple):
    """A day by which something is done; `next_working_day` is None where `day` is one itself."""

    day: date
    next_working_day: date | None


def local_date(moment: datetime) -> date:
    """The day in Finland at an aware moment: 22.30 UTC is tomorrow's."""
    if moment.tzinfo is None:
        msg = "a moment has its zone"
        raise ValueError(msg)
    return moment.astimezone(HELSINKI).date()


def is_eve(day: date) -> bool:
    """Christmas Eve, or Midsummer Eve: the Friday of 19–25 June."""
    christmas = (day.month, day.day) == (12, 24)
    midsummer = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == SATURDAY - 1  # noqa: PLR2004
    return christmas or midsummer


@cache
def _holidays(year: int) -> frozenset[date]:
    listed = country_holidays("FI", years=year)
    return frozenset(day for day in listed if not is_eve(day))


def is_working_day(day: date, *, eves_work: bool) -> bool:
    """No Saturday, Sunday or public holiday; Christmas Eve and Midsummer Eve as `eves_work` says."""
    if day.weekday() in {SATURDAY, SUNDAY} or day in _holidays(day.year):
        return False
    return eves_work or not is_eve(day)


def next_working_day(day: date) -> date:
    """The first working day after a day, eves not counting as such."""
    day += timedelta(days=1)
    while not is_working_day(day, eves_work=False):
        day += timedelta(days=1)
    return day


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_decision_due(received_on: date) -> date:
    """R-I6: the 7th working day after the day of receipt (Child Welfare Act 417/2007, section 26).

    Christmas Eve and Midsummer Eve count as working days: the earlier day is the one shown.
    """
    day, left = received_on, FIRST_DECISION_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, eves_work=True)
    return day


def assessment_due(received_on: date) -> Due:
    """R-I6: three months from receipt; an end on a day off is shown with the next working day.

    Eves are days off here (Act on Time Limits 150/1930, section 5), so that both days are seen.
    """
    day = months_after(received_on, ASSESSMENT_MONTHS)
    return Due(day, None if is_working_day(day, eves_work=False) else next_working_day(day))
