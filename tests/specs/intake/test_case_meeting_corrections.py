"""What was written of a meeting was wrong: it is put right with a reason, and both stay known."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from services.intake.commands.meetings import CorrectMeeting
from tests.specs.intake.case_decisions import (
    CANCEL,
    CLOSE,
    CORRECT,
    NO_SHOW,
    PLANNED,
    RECORD,
    REGULAR,
    SCHEDULE,
    SEPTEMBER_9,
    SLEEP,
)
from tests.specs.intake.case_story import BUYER, CLIENT, WORKER, Decision, does, given, moment

HELD = (SCHEDULE, RECORD)
OTHER_DAY = moment(date(2025, 9, 8))


def test_a_correction_says_how_it_was_after_all() -> None:
    """Whoever reads the correction alone knows the whole meeting, and which fields changed."""
    story = given(*HELD).when(CORRECT).then(
        "MeetingCorrected", minutes=75, changed=("minutes",), started_at=moment(SEPTEMBER_9),
        planned_minutes=90, attended=(WORKER.id, CLIENT.id), roles=("client", "worker"),
        summary="Harjoiteltiin iltaa.", reason="Kirjattu väärin.",
    )  # fmt: skip
    meeting = story.case.meetings[REGULAR]
    assert (meeting.state, meeting.minutes, meeting.planned_minutes) == ("held", 75, 90)
    assert meeting.corrections == ("Kirjattu väärin.",)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("started_at", OTHER_DAY),
        ("place", "school"),
        ("attended", (WORKER.id, BUYER.id)),
        ("summary", "Käveltiin koululle."),
        ("goals_touched", (SLEEP,)),
        ("travel_km", 12),
    ],
)
def test_whatever_was_written_is_corrected(field: str, told: Any) -> None:
    correction = CORRECT.but(minutes=None, **{field: told})
    story = given(*PLANNED, *HELD).when(correction)
    story.then("MeetingCorrected", changed=(field,), **{field: told})


def test_a_correction_changes_something() -> None:
    given(*HELD).when(CORRECT.but(minutes=90)).then_refused("changes nothing")
    given(*HELD).when(CORRECT.but(minutes=None)).then_refused("changes nothing")
    untold = {name: told for name, told in CorrectMeeting.example.items() if name != "minutes"}
    with pytest.raises(ValidationError, match="say what was different"):
        CorrectMeeting.model_validate(untold)


@pytest.mark.parametrize("before", [(), (CANCEL,), (NO_SHOW,)])
def test_only_a_meeting_that_was_held_is_corrected(before: tuple[Decision, ...]) -> None:
    given(SCHEDULE, *before).when(CORRECT).then_refused("only a meeting that was held is corrected")


def test_a_correction_is_made_after_the_close_as_well() -> None:
    """It was so, whenever it is found out; but not later than the work itself."""
    late = CORRECT.but(at=moment(date(2026, 1, 5)))
    given(*HELD, CLOSE).when(late).then("MeetingCorrected")
    after = late.but(started_at=moment(date(2025, 12, 11)))
    given(*HELD, CLOSE).when(after).then_refused("no meeting after it")


def test_who_was_there_after_all_was_in_the_network() -> None:
    """R-C11 holds for corrections too."""
    given(*HELD).when(CORRECT.but(attended=(uuid4(),))).then_refused("add them first")
    leaves = does("remove_network_member", member_id=WORKER.id, on=SEPTEMBER_9)
    next_day = CORRECT.but(started_at=moment(date(2025, 9, 10)), at=moment(date(2025, 9, 11)))
    given(*HELD, leaves).when(next_day).then_refused("network on 2025-09-10")


def test_a_correction_brings_no_meeting_into_the_future_and_no_goal_from_nowhere() -> None:
    given(*HELD).when(CORRECT.but(started_at=moment(date(2025, 9, 10)))).then_refused("in the future")
    given(*HELD).when(CORRECT.but(goals_touched=(SLEEP,))).then_refused("the plan has no goal")
