"""Goals and small steps: as they are asked for, as they are agreed, and how each step stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from services.intake.domain.case.language import Goal, GoalStep, ScalePoint, StepTaken
from shared.kernel.refused import Refused
from shared.kernel.sealed import Text

LEVELS = range(-2, 3)
"""Of a goal's scale: much less than hoped to much more (goal attainment scaling)."""


@dataclass(frozen=True)
class AskedGoal:
    """A goal as it is asked for. scale: text by level, -2 to 2."""

    goal_id: UUID
    title: Text
    means: tuple[Text, ...]
    area: str | None = None
    steps: tuple[GoalStep, ...] = ()
    scale: dict[int, Text] = field(default_factory=dict)
    weight: int = 1


@dataclass(frozen=True)
class SmallerStep:
    """A step that a harder one is split into; without a step_id it gets one."""

    what: Text
    step_id: UUID | None = None


@dataclass(frozen=True)
class StepStanding:
    """A small step as it stands. outcome: open, done, too_hard or split; part_of: the step that was split."""

    step_id: UUID
    what: Text
    outcome: str = "open"
    on: date | None = None
    part_of: UUID | None = None


def goals_to_agree(asked: Sequence[AskedGoal]) -> tuple[Goal, ...]:
    """The goals as they are agreed. Refuses what R-C2 refuses, and ids that stand twice."""
    if not asked:
        raise Refused("a plan needs at least one goal")
    if any(not goal.means for goal in asked):
        raise Refused("each goal of a plan says by which means it is reached")
    if len({goal.goal_id for goal in asked}) < len(asked):
        raise Refused("two goals of the plan have the same goal_id")
    steps = [step.step_id for goal in asked for step in goal.steps]
    if len(set(steps)) < len(steps):
        raise Refused("two steps of the plan have the same step_id")
    return tuple(_agreed(goal) for goal in asked)


def _agreed(goal: AskedGoal) -> Goal:
    if any(level not in LEVELS for level in goal.scale):
        raise Refused("the levels of a goal's scale are from -2 to 2")
    scale = tuple(ScalePoint(level, text) for level, text in sorted(goal.scale.items()))
    return Goal(goal.goal_id, goal.title, goal.means, goal.area, goal.steps, scale, goal.weight)


def changed_goals(before: Sequence[Goal], after: Sequence[Goal]) -> tuple[UUID, ...]:
    """Which goals a revision changed: those that read otherwise, the new ones, then the dropped ones."""
    old = {goal.goal_id: goal for goal in before}
    changed = [goal.goal_id for goal in after if old.get(goal.goal_id) != goal]
    kept = {goal.goal_id for goal in after}
    return (*changed, *(goal_id for goal_id in old if goal_id not in kept))


def steps_standing(goal: Goal, taken: Iterable[StepTaken]) -> tuple[StepStanding, ...]:
    """A goal's small steps, those a step was split into right after it.

    A step that a later revision keeps goes on as it stood; one that it drops is gone, with its parts.
    """
    newest = {each.step_id: each for each in taken if each.goal_id == goal.goal_id}
    standing: dict[UUID, StepStanding] = {}
    waiting: list[tuple[GoalStep, UUID | None]] = [(step, None) for step in reversed(goal.steps)]
    while waiting:
        step, part_of = waiting.pop()
        if step.step_id in standing:
            continue
        took = newest.get(step.step_id)
        outcome, on = (took.outcome, took.on) if took else ("open", None)
        standing[step.step_id] = StepStanding(step.step_id, step.what, outcome, on, part_of)
        smaller = took.into if took else ()
        waiting += [(part, step.step_id) for part in reversed(smaller)]
    return tuple(standing.values())


def smaller_steps(
    asked: Sequence[SmallerStep], *, goal_id: UUID, step_id: UUID, used: frozenset[UUID]
) -> tuple[GoalStep, ...]:
    """The steps that a step is split into; those without an id get one from their place.

    used: the ids of all steps there have been. Refuses an id that stands for another step.
    """
    into = tuple(
        GoalStep(step.step_id or uuid5(goal_id, f"step {step_id} into {place}"), step.what)
        for place, step in enumerate(asked, start=1)
    )
    ids = {step.step_id for step in into}
    if len(ids) < len(into) or ids & used:
        raise Refused("a smaller step has a step_id of its own, or none")
    return into
