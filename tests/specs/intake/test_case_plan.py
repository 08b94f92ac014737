"""R-C1, R-C2, R-C12: a plan is agreed together, after listening to the child, and says how it is reached."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from services.intake.commands.planning import AgreePlan
from services.intake.domain.case import Case
from services.intake.domain.case.language import Intensity, ScalePoint
from shared.plumbing.store.verbs import arguments
from tests.specs.intake.case_decisions import (
    CLOSE,
    EVENINGS,
    MET,
    PLAN,
    PLANNED,
    READY_TO_PLAN,
    RECORD,
    RECORD_START,
    REGULAR,
    SCHEDULE,
    SCHEDULE_START,
    SEPTEMBER_3,
    SLEEPS,
    STUDIES,
    VIEW,
)
from tests.specs.intake.case_story import AUGUST_25, BUYER, CLIENT, WORKER, does, given, moment


def test_a_plan_comes_of_a_start_meeting_with_the_client_and_a_buyer() -> None:
    """R-C1: no plan before a start meeting was held with the client and a buyer."""
    given(*READY_TO_PLAN).when(PLAN).then("PlanAgreed", revision=1, agreed_on=SEPTEMBER_3)


@pytest.mark.parametrize("attended", [(WORKER.id, CLIENT.id), (WORKER.id, BUYER.id), ()])
def test_no_plan_where_the_client_or_the_buyer_was_away(attended: tuple[Any, ...]) -> None:
    """R-C1: with the client and a buyer."""
    story = given(SCHEDULE_START, RECORD_START.but(attended=attended), VIEW)
    story.when(PLAN).then_refused("a start meeting that was held with the client and a buyer")


def test_no_plan_without_a_meeting_that_was_held() -> None:
    """R-C1: agreed_in names a held meeting."""
    given(VIEW).when(PLAN).then_refused("a plan is agreed in a meeting that was held")
    given(SCHEDULE_START, VIEW).when(PLAN).then_refused("a plan is agreed in a meeting that was held")
    cancelled = does("cancel_meeting", meeting_id=SCHEDULE_START.told["meeting_id"], cancelled_by="client")
    story = given(SCHEDULE_START, VIEW, cancelled.but(reason="Sairaana.", at=moment(SEPTEMBER_3, 8)))
    story.when(PLAN).then_refused("a plan is agreed in a meeting that was held")


def test_no_first_plan_without_a_start_meeting() -> None:
    """R-C1: a start meeting comes first, whoever attended another."""
    everybody = RECORD.but(attended=(WORKER.id, CLIENT.id, BUYER.id))
    story = given(SCHEDULE, everybody, VIEW)
    story.when(PLAN.but(agreed_in=REGULAR, on=RECORD.told["at"].date())).then_refused("needs a start meeting")


def test_a_plan_may_be_agreed_in_a_later_meeting() -> None:
    """R-C1: after the start meeting, agreed_in names any meeting that was held."""
    story = given(*READY_TO_PLAN, SCHEDULE, RECORD)
    story.when(PLAN.but(agreed_in=REGULAR, on=RECORD.told["at"].date())).then("PlanAgreed", agreed_in=REGULAR)


def test_no_plan_dated_before_its_meeting() -> None:
    """R-C1: what is agreed in a meeting is not agreed before it."""
    given(*READY_TO_PLAN).when(PLAN.but(on=AUGUST_25)).then_refused("a meeting that was held")


def test_the_childs_view_comes_first_or_why_it_was_not_asked() -> None:
    """R-C12: before a plan the child's view is recorded, or why not."""
    given(*MET).when(PLAN).then_refused("the child's own view first, or why it was not asked")
    not_asked = does("record_child_view", why_not="Vauva.", by="worker", on=SEPTEMBER_3)
    given(*MET, not_asked).when(PLAN).then("PlanAgreed")


def test_a_plan_is_agreed_once() -> None:
    given(*PLANNED).when(PLAN).then_refused("agreed already: revise it")


def test_no_plan_for_a_closed_case() -> None:
    given(*READY_TO_PLAN, CLOSE).when(PLAN).then_refused("the case is closed")


def test_each_goal_has_its_means_and_there_is_a_goal() -> None:
    """R-C2: without a goal or its means a plan is refused, whoever asks."""
    given(*READY_TO_PLAN).when(PLAN.but(goals=())).then_refused("at least one goal")
    aimless = replace(SLEEPS, means=())
    given(*READY_TO_PLAN).when(PLAN.but(goals=(aimless,))).then_refused("by which means")
    given(*READY_TO_PLAN).when(PLAN.but(baseline=" ")).then_refused("its baseline")


@pytest.mark.parametrize(
    ("field", "told"),
    [("baseline", None), ("baseline", " "), ("goals", None), ("goals", []), ("agreed_in", None)],
)
def test_a_plan_without_its_parts_does_not_fit(field: str, told: Any) -> None:
    """R-C2: a plan without baseline or a goal is no plan."""
    with pytest.raises(ValidationError, match=field):
        AgreePlan.model_validate({**AgreePlan.example, field: told})


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("means", []),
        ("area", "weather"),
        ("weight", 0),
        ("scale", {"3": "x"}),
        ("scale", {"1": "x", "+1": "y"}),
    ],
)
def test_a_goal_that_does_not_fit_is_named(field: str, told: Any) -> None:
    """R-C2: a goal has its means; its area is a known one, its scale goes from -2 to 2."""
    goal = {**AgreePlan.example["goals"][0], field: told}
    with pytest.raises(ValidationError, match=f"goals.0.{field}"):
        AgreePlan.model_validate({**AgreePlan.example, "goals": [goal]})


def test_goals_and_steps_have_ids_of_their_own() -> None:
    twice = (SLEEPS, replace(STUDIES, goal_id=SLEEPS.goal_id))
    given(*READY_TO_PLAN).when(PLAN.but(goals=twice)).then_refused("the same goal_id")
    shared = (SLEEPS, replace(STUDIES, steps=(EVENINGS,)))
    given(*READY_TO_PLAN).when(PLAN.but(goals=shared)).then_refused("the same step_id")


def test_a_plan_as_it_is_asked_for_is_the_plan_agreed() -> None:
    """The command's words reach the plan: the scale in order, how often one meets."""
    asked = AgreePlan.model_validate({**AgreePlan.example, "agreed_in": str(PLAN.told["agreed_in"])})
    told = arguments(Case.agree_plan, asked, moment(SEPTEMBER_3))
    case = given(*READY_TO_PLAN, does("agree_plan", **told)).case
    assert case.plan
    [goal] = case.plan.goals
    assert [point.level for point in goal.scale] == [-2, -1, 0, 1, 2]
    assert goal.scale[2] == ScalePoint(0, "nukahtaa ennen kello 24")
    assert (goal.weight, case.plan.intensity) == (2, Intensity(2, 90))
