"""A month as a calendar: weeks of days with the meetings of each, on the Finnish clock."""

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import get_day_names

from services.gateway.pages.page import LOCALES, as_local

Meeting = dict[str, Any]
A_MONTH = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Day:
    """A day of the calendar. inside: whether it is one of the month, and not of the weeks at its ends."""

    date: date
    inside: bool
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True)
class Week:
    """A week of the calendar with its number (ISO 8601), Monday first."""

    number: int
    days: tuple[Day, ...]


@dataclass(frozen=True)
class Month:
    """A month with its weeks, its meetings in their order, and the months beside it ("2025-08")."""

    month: str
    weeks: tuple[Week, ...]
    meetings: tuple[Meeting, ...]
    before: str
    after: str


def month_of(asked: str, today: date) -> str:
    """The month that an address asks for ("2025-09"); today's where it asks for none that there is."""
    return asked if A_MONTH.fullmatch(asked) else f"{today:%Y-%m}"


def a_month(month: str, meetings: list[Meeting]) -> Month:
    """The month with those of the meetings that are in it. month: "2025-09"."""
    first = date.fromisoformat(f"{month}-01")
    by_day: dict[date, list[Meeting]] = {}
    for meeting in sorted(meetings, key=lambda one: as_local(one["starts_at"])):
        by_day.setdefault(as_local(meeting["starts_at"]).date(), []).append(meeting)
    weeks = tuple(
        Week(days[0].isocalendar().week, tuple(_day(day, first.month, by_day) for day in days))
        for days in Calendar().monthdatescalendar(first.year, first.month)
    )
    return Month(
        month=month,
        weeks=weeks,
        meetings=tuple(one for week in weeks for day in week.days for one in day.meetings),
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{first + timedelta(days=31):%Y-%m}",
    )


def _day(day: date, month: int, by_day: dict[date, list[Meeting]]) -> Day:
    inside = day.month == month
    return Day(day, inside, tuple(by_day.get(day, ())) if inside else ())


def weekdays(language: str) -> list[tuple[str, str]]:
    """The days of a week from Monday on: the short name and the whole one."""
    short, whole = (
        get_day_names(width, "stand-alone", LOCALES[language]) for width in ("abbreviated", "wide")
    )
    return [(short[day], whole[day]) for day in range(7)]
