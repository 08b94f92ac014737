"""Meetings: agreed, moved, cancelled, held or missed; workers only while in the network."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from services.intake.commands.meetings import CancelMeeting, RecordMeeting, ScheduleMeeting
from services.intake.domain.case.language import Member
from shared.contracts.asking import Command
from tests.specs.intake.case_decisions import (
    CANCEL,
    CLOSE,
    CORRECT,
    MOVE,
    NO_SHOW,
    PLANNED,
    RECORD,
    REGULAR,
    REVISION,
    SCHEDULE,
    SCHOOL,
    SEPTEMBER_9,
    SLEEP,
    SLEEPS,
    SUSPEND,
)
from tests.specs.intake.case_story import (
    BUYER,
    CLIENT,
    WORKER,
    Decision,
    adds,
    does,
    given,
    moment,
)

NEW_WORKER = Member(uuid4(), "worker", user="tukihenkilo-2")
SEPTEMBER_8 = date(2025, 9, 8)
WORKER_LEAVES = does("remove_network_member", member_id=WORKER.id, on=SEPTEMBER_8, reason="Vaihtui.")
CLIENT_LEAVES = does("remove_network_member", member_id=CLIENT.id, on=SEPTEMBER_8)


def test_a_meeting_is_scheduled_and_held() -> None:
    story = (
        given(SCHEDULE)
        .when(RECORD)
        .then("MeetingHeld", kind="regular", planned_minutes=90, minutes=90, roles=("client", "worker"))
    )
    assert story.case.meetings[REGULAR].state == "held"


@pytest.mark.parametrize(
    ("ends", "state", "sentence"),
    [
        (RECORD, "held", "was held and is written up"),
        (CANCEL, "cancelled", "was cancelled"),
        (NO_SHOW, "not_attended", "as not attended"),
    ],
)
def test_nothing_leads_back_from_where_a_meeting_ended(ends: Decision, state: str, sentence: str) -> None:
    story = given(SCHEDULE, ends)
    assert story.case.meetings[REGULAR].state == state
    for again in (RECORD, CANCEL, NO_SHOW, MOVE):
        story.when(again).then_refused(sentence)


@pytest.mark.parametrize("asked", [RECORD, CANCEL, NO_SHOW, MOVE, CORRECT])
def test_a_meeting_that_nobody_scheduled_is_not_there(asked: Decision) -> None:
    given().when(asked).then_refused("the case has no such meeting")


def test_a_meeting_id_stands_for_one_meeting() -> None:
    given(SCHEDULE).when(SCHEDULE).then_refused("a meeting with this meeting_id already")


def test_a_meeting_moves_and_remembers_from_when() -> None:
    story = given(SCHEDULE).when(MOVE).then("MeetingMoved", starts_before=moment(SEPTEMBER_9))
    assert story.case.meetings[REGULAR].starts_at == moment(date(2025, 9, 10))
    story.when(MOVE).then_refused("at that time already")


def test_what_nobody_had_planned_is_scheduled_a_month_late_at_most() -> None:
    at = moment(SEPTEMBER_9) + timedelta(days=31)
    given().when(SCHEDULE.but(at=at)).then("MeetingScheduled")
    given().when(SCHEDULE.but(at=at + timedelta(minutes=1))).then_refused("at most 31 days late")
    given(SCHEDULE).when(MOVE.but(at=at + timedelta(days=2))).then_refused("at most 31 days late")


def test_no_meeting_before_the_case_was_opened() -> None:
    sunday = moment(date(2025, 8, 24))
    given().when(SCHEDULE.but(starts_at=sunday)).then_refused("opened only on 2025-08-25")
    given(SCHEDULE).when(RECORD.but(started_at=sunday)).then_refused("opened only on 2025-08-25")


def test_what_has_not_been_yet_is_neither_held_nor_missed() -> None:
    early = moment(SEPTEMBER_9, 11)
    given(SCHEDULE).when(RECORD.but(at=early)).then_refused("in the future")
    given(SCHEDULE).when(NO_SHOW.but(at=early)).then_refused("has not begun yet")


def test_only_members_are_in_a_meeting() -> None:
    """R-C11: participants and attended are members of the network."""
    stranger = uuid4()
    given().when(SCHEDULE.but(participants=(WORKER.id, stranger))).then_refused(f"{stranger} is not in")
    given(SCHEDULE).when(RECORD.but(attended=(stranger,))).then_refused("add them first")


def test_a_worker_meets_only_while_in_the_network() -> None:
    """R-C11: the last day counts, the day after no more."""
    given(WORKER_LEAVES).when(SCHEDULE).then_refused(
        f"{WORKER.id} is not in the case's network on 2025-09-09"
    )
    given(SCHEDULE, WORKER_LEAVES).when(RECORD).then_refused("network on 2025-09-09")
    last_day = RECORD.but(started_at=moment(SEPTEMBER_8))
    given(SCHEDULE, WORKER_LEAVES).when(last_day).then("MeetingHeld")
    given(SCHEDULE, WORKER_LEAVES).when(MOVE).then_refused("network on 2025-09-10")


def test_a_new_worker_was_not_in_the_meetings_before() -> None:
    """R-C11: nor before the first day."""
    late = RECORD.but(attended=(NEW_WORKER.id,))
    given(SCHEDULE, adds(NEW_WORKER, date(2025, 9, 10))).when(late).then_refused("network on 2025-09-09")
    given(SCHEDULE, adds(NEW_WORKER, SEPTEMBER_9)).when(late).then("MeetingHeld", roles=("worker",))


def test_who_came_back_was_in_the_network_before_too() -> None:
    """R-C11: each time of a membership counts, and the days between do not."""
    back = (SCHEDULE, WORKER_LEAVES, adds(WORKER, date(2025, 9, 20)))
    given(*back).when(RECORD.but(started_at=moment(SEPTEMBER_8))).then("MeetingHeld")
    given(*back).when(RECORD).then_refused("network on 2025-09-09")


def test_others_may_have_joined_later_or_left_before_it_is_written() -> None:
    """R-C11 speaks of workers: others are members on the day or now."""
    friend = Member(uuid4(), "close_person")
    joined = adds(friend, date(2025, 9, 10))
    given(SCHEDULE, joined).when(RECORD.but(attended=(friend.id,))).then("MeetingHeld")
    given(SCHEDULE, CLIENT_LEAVES).when(RECORD.but(started_at=moment(SEPTEMBER_8))).then("MeetingHeld")
    given(SCHEDULE, CLIENT_LEAVES).when(RECORD).then_refused("network on 2025-09-09")


def test_goals_touched_are_goals_of_the_plan_in_any_revision() -> None:
    touched = RECORD.but(goals_touched=(SLEEP, SCHOOL))
    given(SCHEDULE).when(touched).then_refused(f"the plan has no goal {SLEEP}")
    given(*PLANNED, SCHEDULE).when(touched).then("MeetingHeld", goals_touched=(SLEEP, SCHOOL))
    given(*PLANNED, REVISION.but(goals=(SLEEPS,)), SCHEDULE).when(touched).then("MeetingHeld")
    given(*PLANNED, SCHEDULE).when(RECORD.but(goals_touched=(uuid4(),))).then_refused("has no goal")


def test_a_suspended_case_schedules_nothing_and_writes_up_what_was_held() -> None:
    given(SUSPEND).when(SCHEDULE).then_refused("the case is suspended: resume it first")
    given(SCHEDULE, SUSPEND).when(RECORD).then("MeetingHeld")


def test_after_the_close_only_what_was_before_it_is_written_up() -> None:
    """Held before the close but written later counts; nothing is held or scheduled after it."""
    closed = (SCHEDULE, CLOSE)
    given(*closed).when(SCHEDULE.but(meeting_id=uuid4())).then_refused("the case is closed")
    given(*closed).when(MOVE).then_refused("the case is closed")
    later = moment(date(2025, 12, 20))
    given(*closed).when(RECORD.but(at=later)).then("MeetingHeld")
    given(*closed).when(NO_SHOW.but(at=later)).then("MeetingNotAttended")
    given(*closed).when(CANCEL.but(at=later)).then("MeetingCancelled")
    after = RECORD.but(started_at=moment(date(2025, 12, 11)), at=later)
    given(*closed).when(after).then_refused("the case was closed on 2025-12-10: no meeting after it")
    planned_later = SCHEDULE.but(starts_at=moment(date(2025, 12, 12)))
    given(planned_later, CLOSE).when(NO_SHOW.but(at=later)).then_refused("no meeting after it")


@pytest.mark.parametrize(
    ("command", "field", "told"),
    [
        (ScheduleMeeting, "kind", "coffee"),
        (ScheduleMeeting, "place", "Esimerkkikatu 1"),
        (ScheduleMeeting, "minutes", 0),
        (ScheduleMeeting, "starts_at", "2025-09-03"),
        (ScheduleMeeting, "planned_with_client", "yes"),
        (RecordMeeting, "attended", [str(BUYER.id), str(BUYER.id)]),
        (RecordMeeting, "travel_km", -1),
        (RecordMeeting, "summary", ""),
        (CancelMeeting, "cancelled_by", "school"),
    ],
)
def test_what_does_not_fit_is_named(command: type[Command], field: str, told: Any) -> None:
    with pytest.raises(ValidationError, match=field):
        command.model_validate({**command.example, field: told})


def test_the_day_is_that_of_finland() -> None:
    """22.30 UTC is the next day: whoever joined that day was there."""
    late_evening = RECORD.but(started_at=moment(SEPTEMBER_8, 22, 30), attended=(NEW_WORKER.id,))
    given(SCHEDULE, adds(NEW_WORKER, SEPTEMBER_9)).when(late_evening).then("MeetingHeld")
