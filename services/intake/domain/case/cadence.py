"""How often and how long one meets, against what is usual in the service line (R-C4, R-C5).

Only regular meetings that were held count. A week is a whole one, Monday to Sunday, that the open time, the
plan's time and no pause leaves whole; the others say nothing about the cadence.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from services.intake.domain.case.language import Meeting
from services.intake.domain.case.service_lines import rule_for
from services.intake.domain.case.state import CaseState
from shared.kernel.calendar import local_date

WEEK = timedelta(days=7)
SIX_DAYS = timedelta(days=6)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def under_cadence_since(case: CaseState, day: date) -> date | None:
    """The Monday of the first week of the row that was under the least and lasts; None: no such row."""
    since = None
    held = held_by_week(case)
    for monday in weeks_that_count(case, day):
        usual = rule_for(case.service_line, monday, case.region).meetings_per_week
        enough = usual is None or held[monday] >= usual[0]
        since = None if enough else since or monday
    return since


def held_by_week(case: CaseState) -> Counter[date]:
    """Monday → how many regular meetings of the case's service line were held in its week."""
    return Counter(
        monday_of(local_date(meeting.starts_at))
        for meeting in case.meetings.values()
        if is_held_regular(meeting) and meeting.service_line == case.service_line
    )


def weeks_that_count(case: CaseState, day: date) -> Iterator[date]:
    """The Mondays of the weeks that are over on a day, and in which meetings were expected throughout."""
    if not case.revisions:
        return
    begins = max(case.opened_on, case.revisions[0].effective_from)
    monday = monday_of(begins) if begins.weekday() == 0 else monday_of(begins) + WEEK
    while monday + SIX_DAYS < day:
        sunday = monday + SIX_DAYS
        open_still = case.closed_on is None or sunday <= case.closed_on
        if open_still and not _paused(case, monday, sunday):
            yield monday
        monday += WEEK


def _paused(case: CaseState, first: date, last: date) -> bool:
    """Whether a pause takes any of these days. The day of going on is a day of work again."""
    return any(pause.since <= last and (pause.until is None or first < pause.until) for pause in case.pauses)


def is_held_regular(meeting: Meeting) -> bool:
    """What cadence and duration are about."""
    return meeting.kind == "regular" and meeting.state == "held"


def newest_regular(case: CaseState, day: date) -> Meeting | None:
    """The regular meeting that was held last, until a day."""
    held = (each for each in case.meetings.values() if is_held_regular(each))
    until = (each for each in held if local_date(each.starts_at) <= day)
    return max(until, key=lambda each: each.starts_at, default=None)


def outside(meeting: Meeting, region: str | None = None) -> str | None:
    """shorter_than_usual or longer_than_allowed, where a held regular meeting was (R-C4, R-C5)."""
    if not is_held_regular(meeting):
        return None
    usual = rule_for(meeting.service_line, local_date(meeting.starts_at), region).minutes
    if usual is None:
        return None
    if meeting.minutes < usual[0]:
        return "shorter_than_usual"
    return "longer_than_allowed" if usual[1] is not None and meeting.minutes > usual[1] else None
