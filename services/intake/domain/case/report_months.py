"""A case's monthly reports: which months have one, and how each stands on a day (R-C7).

A month is written "2025-09". Pure: the day comes in as an argument, no clock is read.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from services.intake.domain.case.language import MonthlyReport
from services.intake.domain.case.state import CaseState
from shared.kernel.calendar import months_after

OVERDUE_FROM = 8
"""The day of the next month from which a report that was not sent is overdue."""


def month_of(day: date) -> str:
    """The month a day lies in: 2025-09-30 → "2025-09"."""
    return f"{day:%Y-%m}"


def first_day(month: str) -> date:
    """The month's first: "2025-09" → 2025-09-01."""
    return date.fromisoformat(f"{month}-01")


def last_day(month: str) -> date:
    """From this day its report is due: "2025-09" → 2025-09-30."""
    return months_after(first_day(month), 1) - timedelta(days=1)


def overdue_from(month: str) -> date:
    """From this day its report is overdue: "2025-09" → 2025-10-08."""
    return months_after(first_day(month), 1).replace(day=OVERDUE_FROM)


def months_of(case: CaseState, day: date) -> list[str]:
    """The months that have a report, oldest first: from the opening to the closing, or to the day."""
    last = min(day, case.closed_on) if case.closed_on else day
    return list(_months(case.opened_on, last))


def _months(since: date, until: date) -> Iterator[str]:
    month = since.replace(day=1)
    while month <= until:
        yield month_of(month)
        month = months_after(month, 1)


def state_of(month: str, report: MonthlyReport | None, day: date) -> str:
    """not_due, due, written, sent or overdue. What was written but not sent becomes overdue as well."""
    if report and report.sent_at:
        return "sent"
    if day >= overdue_from(month):
        return "overdue"
    if report:
        return "written"
    return "due" if day >= last_day(month) else "not_due"


def report_states(case: CaseState, day: date) -> dict[str, str]:
    """How each month's report stands on a day, after the close as well."""
    return {month: state_of(month, case.reports.get(month), day) for month in months_of(case, day)}
