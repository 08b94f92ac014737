"""The consultation plan: small next steps, each with one responsible party and a last day (R-I5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from shared.kernel.refused import Refused
from shared.kernel.sealed import Text


@dataclass(frozen=True)
class ResponsibleParty:
    """Who does a step: one party, never several (R-I5)."""

    sector: str
    organisation: Text


@dataclass(frozen=True)
class PlanStep:
    """A next step as it is asked for; a step that is kept from the plan before names its step_id."""

    what: Text
    responsible: ResponsibleParty
    due: date
    step_id: UUID | None = None


@dataclass(frozen=True)
class StepInPlan:
    """A step of an agreed plan."""

    step_id: UUID
    what: Text
    responsible: ResponsibleParty
    due: date


@dataclass(frozen=True)
class StepStanding:
    """A step as it stands: `due` is the newest, `outcome` the newest report, None before any."""

    step_id: UUID
    what: Text
    responsible: ResponsibleParty
    due: date
    outcome: str | None = None

    @property
    def open(self) -> bool:
        """Whether somebody still has it to do: a moved step is open."""
        return self.outcome in {None, "moved"}

    def overdue(self, on: date) -> bool:
        """Whether its last day is past and it is still open."""
        return self.open and self.due < on


@dataclass(frozen=True)
class Plan:
    """The consultation plan in force. revision: 1 as agreed, one more with each revision."""

    revision: int
    steps: tuple[StepStanding, ...]
    evaluate_on: date
    agreed_on: date

    @property
    def waits(self) -> bool:
        """Whether any of its steps is still to be done."""
        return any(step.open for step in self.steps)


def steps_to_agree(
    asked: Sequence[PlanStep], *, referral_id: UUID, revision: int, before: Plan | None, on: date
) -> tuple[StepInPlan, ...]:
    """The steps as they are agreed on a day; those without an id get one from the plan's place.

    Refuses what R-I5 refuses. A step kept from the plan before, on its old day, may be late already.
    """
    if not asked:
        raise Refused("a plan needs at least one step")
    kept = {step.step_id: step.due for step in before.steps} if before else {}
    steps = []
    for place, step in enumerate(asked, start=1):
        step_id = step.step_id or uuid5(referral_id, f"plan {revision} step {place}")
        if step.due < on and kept.get(step_id) != step.due:
            raise Refused(
                "step {place} is due before the day it is agreed: {due} is before {on}",
                place=place, due=step.due.isoformat(), on=on.isoformat(),
            )  # fmt: skip
        steps.append(StepInPlan(step_id, step.what, step.responsible, step.due))
    if len({step.step_id for step in steps}) < len(steps):
        raise Refused("two steps of the plan have the same step_id")
    return tuple(steps)


def plan_of(
    steps: Sequence[StepInPlan], *, revision: int, evaluate_on: date, agreed_on: date, before: Plan | None
) -> Plan:
    """The plan in force after it was agreed or revised: a kept step keeps what was reported of it."""
    reported = {step.step_id: step.outcome for step in before.steps} if before else {}
    standing = tuple(
        StepStanding(s.step_id, s.what, s.responsible, s.due, reported.get(s.step_id)) for s in steps
    )
    return Plan(revision, standing, evaluate_on, agreed_on)


def with_report(plan: Plan, step_id: UUID, outcome: str, due: date | None) -> Plan:
    """The plan after a report on one of its steps."""
    steps = tuple(
        replace(step, outcome=outcome, due=due or step.due) if step.step_id == step_id else step
        for step in plan.steps
    )
    return replace(plan, steps=steps)
