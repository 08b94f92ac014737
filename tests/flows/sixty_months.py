"""Sixty months of one support person's weekly meetings, made up once and for all, and their plain count.

The history is days and what happened on them. The aggregate is told it by the verbs; the oracle goes through
it day by day with plain loops and knows nothing of the product's code.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

DAY, WEEK = timedelta(days=1), timedelta(days=7)
OPENED = date(2020, 3, 2)
PLANNED = date(2020, 3, 4)
CLOSED = date(2025, 2, 28)
LAST = date(2025, 6, 30)
"""Until when one looks on after the close."""
PAUSES = ((date(2021, 6, 14), date(2021, 8, 9)), (date(2023, 12, 20), date(2024, 1, 8)))
"""Suspended on the first day, resumed on the second."""
HOLIDAYS = (
    date(2020, 4, 9), date(2020, 12, 24), date(2020, 12, 31), date(2021, 5, 13), date(2022, 5, 26),
    date(2022, 7, 7), date(2022, 7, 14), date(2022, 7, 21), date(2022, 7, 28), date(2023, 1, 5),
    date(2024, 12, 26), date(2025, 1, 2),
)  # fmt: skip
"""Thursdays off: no meeting is agreed in that week. All of July 2022 is one."""
NO_SHOWS = (date(2020, 9, 17), date(2021, 2, 25), date(2021, 3, 4), date(2022, 11, 10), date(2024, 10, 3))
SHORT = {date(2020, 6, 11): 45, date(2021, 10, 7): 30, date(2021, 10, 14): 40, date(2024, 2, 15): 59}
LONG = {date(2020, 10, 15): 180, date(2023, 3, 16): 240}
"""Of a support person: three hours and more are fine."""
CORRECTED = (date(2022, 9, 15), 30, 60, date(2022, 9, 20))
"""A meeting, the minutes first written, those it had, and the day of the correction."""
JOINT = (date(2020, 5, 20), date(2020, 8, 12), date(2021, 1, 20), date(2022, 2, 2), date(2024, 9, 4))
"""Wednesdays on which the buyer was met."""
UNSENT = ("2024-12", "2025-01", "2025-02")
LATE = {"2020-11": date(2021, 2, 10), "2021-07": date(2021, 9, 20), "2022-07": date(2022, 9, 12)}
"""Months whose report was sent long after the 8th; the others on the 3rd of the next month."""


@dataclass(frozen=True)
class Meeting:
    """A regular one. minutes: None where nobody came."""

    day: date
    minutes: int | None


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def in_a_pause(day: date) -> bool:
    return any(first <= day < until for first, until in PAUSES)


@cache
def meetings() -> list[Meeting]:
    """Each Thursday, but in pauses and on holidays."""
    made = []
    for day in days(PLANNED, CLOSED):
        if day.weekday() == 3 and day not in HOLIDAYS and not in_a_pause(day):
            minutes = None if day in NO_SHOWS else {**SHORT, **LONG, CORRECTED[0]: CORRECTED[1]}.get(day, 90)
            made.append(Meeting(day, minutes))
    return made


def month_after(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02}"


def months(until: date) -> list[str]:
    """From the opening's to that of a day, or to the closing's."""
    made, last = ["2020-03"], min(until, CLOSED).isoformat()[:7]
    while made[-1] < last:
        made.append(month_after(made[-1]))
    return made


def sent_on(month: str) -> date | None:
    if month in UNSENT:
        return None
    return LATE.get(month) or date.fromisoformat(f"{month_after(month)}-03")


# What must come out, day by day.


def under_cadence(day: date) -> date | None:
    """The first Monday of the weeks on end without a meeting, by what was known before that day."""
    since, came = None, days_met()
    monday = date(2020, 3, 9)
    while monday + 6 * DAY < day:
        week = list(days(monday, monday + 6 * DAY))
        if week[-1] <= CLOSED and not any(in_a_pause(each) for each in week):
            if any(each in came for each in week):
                since = None
            elif since is None:
                since = monday
        monday += WEEK
    return since


@cache
def days_met() -> frozenset[date]:
    return frozenset(each.day for each in meetings() if each.minutes is not None)


def shorter(day: date) -> date | None:
    """The newest meeting's day, where it took less than an hour by what was known on that day."""
    newest = [each for each in meetings() if each.day <= day and each.minutes is not None][-1:]
    for each in newest:
        corrected = each.day == CORRECTED[0] and day >= CORRECTED[3]
        minutes = CORRECTED[2] if corrected else each.minutes
        if minutes is not None and minutes < 60:
            return each.day
    return None


def joint_overdue(day: date) -> date | None:
    last = PLANNED
    for each in JOINT:
        if each <= day:
            last = each
    first = last + 12 * WEEK + DAY
    return first if day >= first else None


def states(day: date) -> dict[str, str]:
    """Each month's report on a day."""
    made = {}
    for month in months(day):
        sent, eighth = sent_on(month), date.fromisoformat(f"{month_after(month)}-08")
        last_of_month = eighth.replace(day=1) - DAY
        if sent and sent <= day:
            made[month] = "sent"
        elif day >= eighth:
            made[month] = "overdue"
        else:
            made[month] = "due" if day >= last_of_month else "not_due"
    return made


def expected(day: date) -> dict[str, date]:
    """Code → since, of every flag that a day has."""
    overdue = [month for month, state in states(day).items() if state == "overdue"]
    found = {"report_overdue": date.fromisoformat(f"{month_after(overdue[0])}-08") if overdue else None}
    if day < CLOSED:
        found |= {
            "under_cadence": under_cadence(day),
            "shorter_than_usual": shorter(day),
            "joint_meeting_overdue": joint_overdue(day) if day >= PLANNED else None,
        }
    return {code: since for code, since in found.items() if since}
