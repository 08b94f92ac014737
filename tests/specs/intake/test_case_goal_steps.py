"""The small steps towards a goal: done, too hard, or split into smaller ones."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from services.intake.commands.planning import TakeGoalStep
from services.intake.domain.case.goals import SmallerStep
from tests.specs.intake.case_decisions import (
    CLOSE,
    EVENINGS,
    ONE_LESSON,
    PHONE,
    PLANNED,
    READY_TO_PLAN,
    REVISION,
    SCHOOL,
    SLEEP,
    SLEEPS,
    STEP,
)
from tests.specs.intake.case_story import Story, given

ONE_EVENING = SmallerStep("Yksi ilta ajoissa", uuid4())
TWO_EVENINGS = SmallerStep("Kaksi iltaa ajoissa")
SPLIT = STEP.but(outcome="split", into=(ONE_EVENING, TWO_EVENINGS))
TOO_HARD = STEP.but(outcome="too_hard")


def standing(story: Story) -> list[tuple[str, str]]:
    return [(step.what, step.outcome) for step in story.case.steps_of(SLEEP)]


def test_a_step_is_done_once() -> None:
    story = given(*PLANNED).when(STEP).then("GoalStepTaken", outcome="done")
    assert standing(story) == [(EVENINGS.what, "done"), (PHONE.what, "open")]
    story.when(STEP).then_refused("this step is done already")


def test_what_was_too_hard_is_tried_again() -> None:
    story = given(*PLANNED, TOO_HARD)
    assert standing(story)[0] == (EVENINGS.what, "too_hard")
    story.when(TOO_HARD).then("GoalStepTaken")
    story.when(STEP).then("GoalStepTaken")
    assert standing(story)[0] == (EVENINGS.what, "done")


def test_a_step_is_split_into_smaller_ones_that_take_its_place() -> None:
    story = given(*PLANNED).when(SPLIT).then("GoalStepTaken", outcome="split")
    smaller = story.fact.into
    assert smaller[0].step_id == ONE_EVENING.step_id
    assert [what for what, _ in standing(story)] == [
        EVENINGS.what, ONE_EVENING.what, TWO_EVENINGS.what, PHONE.what,
    ]  # fmt: skip
    assert [step.part_of for step in story.case.steps_of(SLEEP)][1] == EVENINGS.step_id
    story.when(STEP).then_refused("this step was split: take the smaller ones")
    for step in smaller:
        story.when(STEP.but(step_id=step.step_id)).then("GoalStepTaken")


def test_a_smaller_step_is_split_again() -> None:
    story = given(*PLANNED, SPLIT, SPLIT.but(step_id=ONE_EVENING.step_id, into=(TWO_EVENINGS,)))
    assert [step.outcome for step in story.case.steps_of(SLEEP)] == ["split", "split", "open", "open", "open"]


def test_smaller_steps_are_new_ones() -> None:
    taken = SmallerStep("Sama askel", PHONE.step_id)
    given(*PLANNED).when(SPLIT.but(into=(taken,))).then_refused("a step_id of its own")
    given(*PLANNED).when(SPLIT.but(into=(ONE_EVENING, ONE_EVENING))).then_refused("a step_id of its own")


def test_only_a_split_has_smaller_steps_and_it_has_one_at_least() -> None:
    given(*PLANNED).when(SPLIT.but(into=())).then_refused("into which smaller steps")
    given(*PLANNED).when(STEP.but(into=(ONE_EVENING,))).then_refused("only a step that is split")


@pytest.mark.parametrize("told", [{"into": []}, {"outcome": "done"}, {"outcome": "moved", "into": []}])
def test_what_does_not_fit_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TakeGoalStep.model_validate({**TakeGoalStep.example, **told})


def test_a_step_stands_in_the_plan_in_force() -> None:
    given(*READY_TO_PLAN).when(STEP).then_refused("no such goal")
    given(*PLANNED).when(STEP.but(goal_id=uuid4())).then_refused("no such goal")
    given(*PLANNED).when(STEP.but(step_id=uuid4())).then_refused("no such step")
    given(*PLANNED).when(STEP.but(goal_id=SCHOOL)).then_refused("no such step")
    given(*PLANNED).when(STEP.but(goal_id=SCHOOL, step_id=ONE_LESSON.step_id)).then("GoalStepTaken")
    dropped = REVISION.but(goals=(replace(SLEEPS, steps=(PHONE,)),))
    given(*PLANNED, SPLIT, dropped).when(STEP).then_refused("no such step")


def test_the_parts_of_a_dropped_step_are_dropped_with_it() -> None:
    story = given(*PLANNED, SPLIT, REVISION.but(goals=(replace(SLEEPS, steps=(PHONE,)),)))
    assert standing(story) == [(PHONE.what, "open")]


def test_no_step_after_the_close() -> None:
    given(*PLANNED, CLOSE).when(STEP).then_refused("the case is closed")
