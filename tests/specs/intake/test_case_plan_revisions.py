"""R-C3: a revision is immutable; the next one says why."""

from dataclasses import replace
from uuid import uuid4

import pytest
from pydantic import ValidationError

from services.intake.commands.planning import RevisePlan
from services.intake.domain.case.goals import AskedGoal
from services.intake.domain.case.language import GoalStep
from tests.specs.intake.case_decisions import (
    CLOSE,
    NOVEMBER_13,
    PLANNED,
    READY_TO_PLAN,
    RECORD,
    REGULAR,
    REVISION,
    SCHEDULE,
    SCHOOL,
    SLEEP,
    SLEEPS,
    STEP,
    STUDIES,
)
from tests.specs.intake.case_story import given

FRIENDS = AskedGoal(uuid4(), "Tapaa ystäviä", ("yhteinen harrastus",))


def test_a_revision_is_the_next_and_those_before_stay() -> None:
    """R-C3: revisions only grow, and none of them changes."""
    story = given(*PLANNED)
    first = story.case.revisions
    story.when(REVISION.but(goals=(FRIENDS,))).then("PlanRevised", revision=2, reason="Tavoite tarkentui.")
    assert story.case.revisions[:1] == first
    story.when(REVISION).then("PlanRevised", revision=3)


def test_a_revision_says_why() -> None:
    """R-C3: the next one says why."""
    given(*PLANNED).when(REVISION.but(reason=" ")).then_refused("says why")
    without = {name: told for name, told in RevisePlan.example.items() if name != "reason"}
    with pytest.raises(ValidationError, match="reason"):
        RevisePlan.model_validate(without)


def test_there_is_something_to_revise() -> None:
    given(*READY_TO_PLAN).when(REVISION).then_refused("there is no plan to revise")


def test_a_revision_is_agreed_in_any_meeting_that_was_held() -> None:
    """R-C1: agreed_in names a held meeting; for a revision of whatever kind."""
    again = REVISION.but(agreed_in=REGULAR)
    given(*PLANNED, SCHEDULE, RECORD).when(again).then("PlanRevised", agreed_in=REGULAR)
    given(*PLANNED, SCHEDULE).when(again).then_refused("a meeting that was held")
    given(*PLANNED).when(again).then_refused("a meeting that was held")


def test_nothing_is_revised_after_the_close() -> None:
    given(*PLANNED, CLOSE).when(REVISION).then_refused("the case is closed")


def test_the_goals_that_changed_are_named() -> None:
    """R-C3: changed, new and dropped goals; a goal that reads as before is not among them."""
    slower = replace(SLEEPS, means=("iltarutiini", "unipäiväkirja"))
    given(*PLANNED).when(REVISION).then("PlanRevised", changed_goals=())
    given(*PLANNED).when(REVISION.but(goals=(slower, STUDIES))).then("PlanRevised", changed_goals=(SLEEP,))
    given(*PLANNED).when(REVISION.but(goals=(SLEEPS, FRIENDS))).then(
        "PlanRevised", changed_goals=(FRIENDS.goal_id, SCHOOL)
    )


def test_a_kept_goals_steps_go_on() -> None:
    """A step that the revision keeps stands as it stood; a new one is open."""
    new = GoalStep(uuid4(), "Viisi iltaa ajoissa")
    more = replace(SLEEPS, steps=(*SLEEPS.steps, new))
    revised = given(*PLANNED, STEP, REVISION.but(goals=(more,)))
    assert [step.outcome for step in revised.case.steps_of(SLEEP)] == ["done", "open", "open"]
    assert not revised.case.steps_of(SCHOOL)
    assert revised.case.plan
    assert revised.case.plan.effective_from == NOVEMBER_13
