"""Commands about a case's plan: agreed in a meeting, revised with a reason, followed step by step."""

from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.intake.commands.case_parts import CASE
from services.intake.commands.planning_parts import GOAL, Goal, Intensity, Outcome, SmallerStep
from services.intake.commands.words import AtLeastOne, Day, Long, Short, Upto
from shared.contracts.asking import Command
from shared.contracts.words import finding

PLAN: dict[str, Any] = {
    **CASE,
    "agreed_in": "09f8c97b-2254-4ca0-9bf7-c5a7d3d64079",
    "baseline": "Valvoo öisin, koulupäiviä kaksi viikossa.",
    "goals": [GOAL],
    "intensity": {"meetings_per_week": 2, "minutes": 90},
    "effective_from": "2025-09-03",
}


class AgreePlan(Command):
    """Agrees on the plan (suunnitelma) in a start meeting that was held; the child's view comes before."""

    case_id: UUID
    agreed_in: UUID = Field(description="The meeting_id of the meeting in which it was agreed")
    baseline: Long = Field(description="From where one starts")
    goals: Annotated[tuple[Goal, ...], AtLeastOne]
    intensity: Intensity | None = None
    effective_from: Day
    county_plan_ref: Short | None = Field(None, description="Where the county's own plan is found")

    example: ClassVar[dict[str, Any]] = {**PLAN, "county_plan_ref": "ASIAKAS-SUUNNITELMA 12"}


class RevisePlan(Command):
    """Replaces the plan as a whole and says why; the revisions before stay as they were."""

    case_id: UUID
    agreed_in: UUID = Field(description="The meeting_id of the meeting in which it was agreed")
    baseline: Long = Field(description="From where one starts")
    goals: Annotated[tuple[Goal, ...], AtLeastOne]
    intensity: Intensity | None = None
    effective_from: Day
    county_plan_ref: Short | None = Field(None, description="Where the county's own plan is found")
    reason: Long

    example: ClassVar[dict[str, Any]] = {
        **PLAN,
        "effective_from": "2025-11-13",
        "reason": "Uni on kunnossa: seuraavaksi koulumatkat.",
    }


class TakeGoalStep(Command):
    """Tells what became of a small step: done, too hard, or split into smaller ones."""

    case_id: UUID
    goal_id: UUID
    step_id: UUID
    outcome: Outcome
    into: Annotated[tuple[SmallerStep, ...], Upto] = Field((), description="The smaller steps, when split")

    example: ClassVar[dict[str, Any]] = {
        **CASE,
        "goal_id": GOAL["goal_id"],
        "step_id": GOAL["steps"][0]["step_id"],
        "outcome": "split",
        "into": [{"what": "Yksi ilta viikossa ajoissa"}, {"what": "Kaksi iltaa viikossa ajoissa"}],
    }

    @model_validator(mode="after")
    def _smaller_steps_when_split(self) -> Self:
        if self.outcome == "split" and not self.into:
            raise finding("say into which smaller steps the step is split")
        if self.outcome != "split" and self.into:
            raise finding("only a step that is split has smaller steps")
        return self
