"""R-I5: the steps of a plan, their last days and what is reported of them."""

from datetime import date
from uuid import uuid4

from tests.specs.intake.decisions import CLOSE, PLAN, PLANNED, READY_TO_PLAN, REVISION, WITHDRAW
from tests.specs.intake.examples import FIRST_STEP, MEETING, PHONE_CALL, TUESDAY
from tests.specs.intake.scenario import does, given

LATER = date(2023, 3, 22)
DONE = does("report_step", step_id=FIRST_STEP, outcome="done", on=LATER)
MOVED = does("report_step", step_id=FIRST_STEP, outcome="moved", due=date(2023, 4, 4), on=LATER)
DROPPED = does("report_step", step_id=FIRST_STEP, outcome="dropped", on=LATER, reason="Ei tarvita.")


def test_a_plan_has_at_least_one_step() -> None:
    """R-I5: `steps` is never empty."""
    given(*READY_TO_PLAN).when(PLAN.but(steps=())).then_refused("at least one step")


def test_a_step_may_be_due_on_the_day_agreed_and_not_before() -> None:
    """R-I5: a due date on or after the day agreed."""
    given(*READY_TO_PLAN).when(PLAN.but(on=MEETING.due)).then("ConsultationPlanAgreed")
    given(*READY_TO_PLAN).when(PLAN.but(on=date(2023, 3, 22))).then_refused(
        "step 1 is due before the day it is agreed: 2023-03-21 is before 2023-03-22"
    )


def test_steps_without_an_id_get_one_each() -> None:
    anonymous = (
        type(MEETING)(MEETING.what, MEETING.responsible, MEETING.due),
        type(MEETING)(PHONE_CALL.what, PHONE_CALL.responsible, PHONE_CALL.due),
    )
    planned = given(*READY_TO_PLAN).when(PLAN.but(steps=anonymous)).then("ConsultationPlanAgreed")
    assert planned.referral.plan
    assert len({step.step_id for step in planned.referral.plan.steps}) == 2


def test_two_steps_with_one_id_are_refused() -> None:
    given(*READY_TO_PLAN).when(PLAN.but(steps=(MEETING, MEETING))).then_refused("the same step_id")


def test_an_overdue_step_is_seen_until_it_is_reported() -> None:
    """R-I5: overdue steps wait."""
    planned = given(*PLANNED)
    assert planned.referral.plan
    step = planned.referral.plan.steps[0]
    assert not step.overdue(MEETING.due)
    assert step.overdue(LATER)
    assert "steps" in planned.referral.waiting_for
    planned.when(DONE).then("StepReported")
    assert not planned.referral.plan.steps[0].overdue(LATER)
    assert "steps" not in planned.referral.waiting_for


def test_a_moved_step_is_open_until_its_new_day() -> None:
    moved = given(*PLANNED).when(MOVED).then("StepReported")
    assert moved.referral.plan
    assert moved.referral.plan.steps[0].due == date(2023, 4, 4)
    assert moved.referral.plan.steps[0].open
    moved.when(DROPPED).then("StepReported")
    assert not moved.referral.plan.steps[0].open


def test_a_report_says_what_fits_its_outcome() -> None:
    given(*PLANNED).when(MOVED.but(due=None)).then_refused("given a new last day")
    given(*PLANNED).when(DONE.but(due=LATER)).then_refused("given a new last day")
    given(*PLANNED).when(MOVED.but(due=TUESDAY)).then_refused("moved to today or later")
    given(*PLANNED).when(DONE.but(step_id=uuid4())).then_refused("no such step")
    given().when(DONE).then_refused("no such step")


def test_steps_are_reported_after_a_close_on_the_plan_but_not_after_a_withdrawal() -> None:
    given(*PLANNED, CLOSE).when(DONE).then("StepReported").then_it_is(state="closed")
    given(*PLANNED, WITHDRAW).when(DONE).then_refused("withdrawn: reopen it first")


def test_a_revision_keeps_what_was_reported_of_a_kept_step() -> None:
    revised = given(*PLANNED, DONE).when(REVISION.but(steps=(MEETING, PHONE_CALL), on=date(2023, 3, 8)))
    revised.then("ConsultationPlanRevised")
    assert revised.referral.plan
    assert revised.referral.plan.revision == 2
    assert [step.outcome for step in revised.referral.plan.steps] == ["done", None]


def test_a_kept_step_may_be_late_already_and_a_new_one_not() -> None:
    given(*PLANNED).when(REVISION.but(on=LATER)).then("ConsultationPlanRevised")
    given(*PLANNED).when(REVISION.but(on=LATER, steps=(PHONE_CALL,))).then_refused("step 1 is due before")


def test_a_plan_is_agreed_once_and_then_revised() -> None:
    given(*PLANNED).when(PLAN).then_refused("agreed already: revise it")
    given(*READY_TO_PLAN).when(REVISION).then_refused("no plan to revise")


def test_a_plan_is_evaluated_after_it_is_agreed() -> None:
    given(*READY_TO_PLAN).when(PLAN.but(evaluate_on=date(2023, 3, 6))).then_refused("evaluated on the day")
