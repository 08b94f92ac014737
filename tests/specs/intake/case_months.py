"""Months of a case, ready for stories: meetings on any day, and the reports about them."""

from datetime import date, timedelta
from uuid import UUID, uuid5

from services.intake.domain.case.flags import Flag, flags_of
from services.intake.domain.case.language import Progress, Section
from tests.specs.intake.case_decisions import SLEEP
from tests.specs.intake.case_story import CASE_ID, CLIENT, WORKER, Decision, Story, does, moment

REPORT = does(
    "write_monthly_report",
    month="2025-09",
    sections=(Section(("child_welfare",), "Kuukausi kului.", (Progress(SLEEP, "Nukkuu paremmin.", 1),)),),
    at=moment(date(2025, 10, 3)),
)
SEND = does("send_monthly_report", month="2025-09", at=moment(date(2025, 10, 4)))
ACKNOWLEDGE = does(
    "acknowledge_report", month="2025-09", sector="child_welfare", at=moment(date(2025, 10, 6))
)


def meeting_on(day: date) -> UUID:
    """The id of the meeting of a day."""
    return uuid5(CASE_ID, day.isoformat())


def agreed(day: date, minutes: int = 90, **told: object) -> Decision:
    """A meeting of a day is agreed, the day before: a regular one of worker and client unless told."""
    decision = does(
        "schedule_meeting", meeting_id=meeting_on(day), kind="regular", starts_at=moment(day),
        minutes=minutes, place="home", participants=(WORKER.id, CLIENT.id),
        service_line="neuropsychiatric_coaching", at=moment(day - timedelta(days=1)),
    )  # fmt: skip
    return decision.but(**told)


def met(day: date, minutes: int = 90, **told: object) -> Decision:
    """The meeting of a day was held and is written up in the evening."""
    decision = does(
        "record_meeting", meeting_id=meeting_on(day), started_at=moment(day), minutes=minutes, place="home",
        attended=(WORKER.id, CLIENT.id), summary="Tavattiin.", at=moment(day, 18),
    )  # fmt: skip
    return decision.but(**told)


def held(*days: date, minutes: int = 90) -> list[Decision]:
    """Regular meetings of these days, agreed and held."""
    pairs = ((agreed(day, 60), met(day, minutes)) for day in days)
    return [decision for pair in pairs for decision in pair]


def flags(story: Story, day: date) -> dict[str, Flag]:
    """The case's flags on a day, by code."""
    found = flags_of(story.case, day)
    assert len({flag.code for flag in found}) == len(found), "each code once at most"
    return {flag.code: flag for flag in found}
