"""A case's report months and how each stands (R-C7), and the weeks that cadence is counted by (R-C5)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

ReportState = Literal["not_due", "due", "written", "sent", "overdue"]

OVERDUE_FROM = 8
"""The day of the next month from which an unsent report is overdue (P)."""
JOINT_MEETING_WEEKS = 12
"""Within so many weeks the buyer is met together (P)."""


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def months_between(first: date, last: date) -> Iterator[str]:
    """Each calendar month that has one of these days: "2025-09"."""
    day = first.replace(day=1)
    while day <= last:
        yield f"{day:%Y-%m}"
        day = next_month(day)


def report_state(month: str, today: date, written: list[str], sent: list[str]) -> ReportState:
    """not_due, due (from the month's last day), written, sent, or overdue (until sent)."""
    after = next_month(date.fromisoformat(f"{month}-01"))
    if month in sent:
        return "sent"
    if today >= after.replace(day=OVERDUE_FROM):
        return "overdue"
    if month in written:
        return "written"
    return "due" if today >= after - timedelta(days=1) else "not_due"


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())
