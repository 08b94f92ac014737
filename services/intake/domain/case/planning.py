"""Decisions about the plan (suunnitelma): agreed together, revised with a reason, followed step by step."""

from datetime import date
from typing import Any
from uuid import UUID

from services.intake.domain.case import facts
from services.intake.domain.case.goals import (
    AskedGoal,
    SmallerStep,
    StepStanding,
    changed_goals,
    goals_to_agree,
    smaller_steps,
)
from services.intake.domain.case.language import Intensity
from services.intake.domain.case.standing_team import (
    DEMANDING_SEPARATION,
    LEAST_SECTORS,
    taking_part,
    unaccounted,
)
from services.intake.domain.case.state import CaseState
from shared.kernel.calendar import local_date
from shared.kernel.refused import Refused


class PlanDecisions(CaseState):
    """The plan, its revisions and the small steps towards its goals."""

    def agree_plan(
        self,
        *,
        agreed_in: UUID,
        baseline: str,
        goals: tuple[AskedGoal, ...],
        effective_from: date,
        on: date,
        intensity: Intensity | None = None,
        county_plan_ref: str | None = None,
    ) -> None:
        """The first revision: after a start meeting (R-C1), the child's view (R-C12) and the risk (R-C6)."""
        self.must_not_be_closed()
        if self.plan:
            raise Refused("a plan is agreed already: revise it")
        self._meeting_that_was_held(agreed_in, on)
        self._must_have_started_together(on)
        if not self.child_views:
            raise Refused("a plan needs the child's own view first, or why it was not asked")
        self._must_be_assessed_by_the_standing_team()
        self.tell(
            facts.PlanAgreed,
            revision=1, agreed_in=agreed_in, agreed_on=on, effective_from=effective_from,
            **_content(baseline, goals, intensity, county_plan_ref),
        )  # fmt: skip

    def revise_plan(
        self,
        *,
        agreed_in: UUID,
        baseline: str,
        goals: tuple[AskedGoal, ...],
        effective_from: date,
        reason: str,
        on: date,
        intensity: Intensity | None = None,
        county_plan_ref: str | None = None,
    ) -> None:
        """The plan as a whole anew, and why; the revisions before stay as they were (R-C3)."""
        self.must_not_be_closed()
        if self.plan is None:
            raise Refused("there is no plan to revise: agree one first")
        if not reason.strip():
            raise Refused("a revision of the plan says why")
        self._meeting_that_was_held(agreed_in, on)
        content = _content(baseline, goals, intensity, county_plan_ref)
        self.tell(
            facts.PlanRevised,
            revision=self.plan.revision + 1, agreed_in=agreed_in, agreed_on=on,
            effective_from=effective_from, reason=reason,
            changed_goals=changed_goals(self.plan.goals, content["goals"]), **content,
        )  # fmt: skip

    def take_goal_step(
        self, *, goal_id: UUID, step_id: UUID, outcome: str, on: date, into: tuple[SmallerStep, ...] = ()
    ) -> None:
        """A small step was done, was too hard, or was split. What was too hard may be tried again."""
        self.must_not_be_closed()
        self.must_be_open_by(on)
        step = self._step(goal_id, step_id)
        if step.outcome == "done":
            raise Refused("this step is done already")
        if step.outcome == "split":
            raise Refused("this step was split: take the smaller ones")
        if outcome == "split" and not into:
            raise Refused("say into which smaller steps the step is split")
        if outcome != "split" and into:
            raise Refused("only a step that is split has smaller steps")
        smaller = smaller_steps(into, goal_id=goal_id, step_id=step_id, used=self._steps_ever())
        self.tell(facts.GoalStepTaken, goal_id=goal_id, step_id=step_id, outcome=outcome, into=smaller, on=on)

    def _meeting_that_was_held(self, meeting_id: UUID, on: date) -> None:
        """Refuses where the meeting in which something is agreed on a day was not held by then (R-C1)."""
        meeting = self.meetings.get(meeting_id)
        if meeting is None or meeting.state != "held" or local_date(meeting.starts_at) > on:
            raise Refused("a plan is agreed in a meeting that was held: agreed_in names none")

    def _must_have_started_together(self, on: date) -> None:
        """R-C1: a start meeting with the client and a buyer was held by that day."""
        for meeting in self.meetings.values():
            if meeting.kind == "start" and meeting.state == "held" and local_date(meeting.starts_at) <= on:
                roles = {self.network[member_id].member.role for member_id in meeting.attended}
                if {"client", "buyer"} <= roles:
                    return
        raise Refused("a plan needs a start meeting that was held with the client and a buyer first")

    def _must_be_assessed_by_the_standing_team(self) -> None:
        """R-C6, for a demanding separation. A region without the team is flagged, and two sectors do."""
        if DEMANDING_SEPARATION not in self.situations:
            return
        if len(taking_part(self.risks)) < LEAST_SECTORS:
            raise Refused("a demanding separation needs its risk assessed by two sectors before a plan")
        if self.with_standing_team and (missing := unaccounted(self.risks)):
            raise Refused(
                "of the standing team these neither assessed the risk nor are named absent with a reason: "
                "{sectors}",
                sectors=missing,
            )

    def _step(self, goal_id: UUID, step_id: UUID) -> StepStanding:
        if self.plan is None or all(goal.goal_id != goal_id for goal in self.plan.goals):
            raise Refused("the plan in force has no such goal")
        for step in self.steps_of(goal_id):
            if step.step_id == step_id:
                return step
        raise Refused("the plan in force has no such step")

    def _steps_ever(self) -> frozenset[UUID]:
        planned = {step.step_id for plan in self.revisions for goal in plan.goals for step in goal.steps}
        return frozenset(planned | {step.step_id for taken in self.steps_taken for step in taken.into})


def _content(
    baseline: str, goals: tuple[AskedGoal, ...], intensity: Intensity | None, county_plan_ref: str | None
) -> dict[str, Any]:
    """What a revision says. Refuses what R-C2 refuses."""
    if not baseline.strip():
        raise Refused("a plan says from where one starts: its baseline")
    return {
        "baseline": baseline,
        "goals": goals_to_agree(goals),
        "intensity": intensity,
        "county_plan_ref": county_plan_ref,
    }
