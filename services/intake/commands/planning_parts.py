"""What the commands about a plan are made of: goals with their means, small steps, how often one meets."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from services.intake.commands.words import (
    AtLeastOne,
    Count,
    GoalArea,
    Long,
    Minutes,
    Part,
    Short,
    Upto,
)
from shared.contracts.words import finding

GOAL: dict[str, Any] = {
    "goal_id": "4ea48e6a-4cf4-41de-b453-95b6923f3194",
    "title": "Nukkuu yönsä",
    "area": "everyday_life",
    "means": ["iltarutiini kuvina", "puhelin pois kello 21"],
    "steps": [{"step_id": "579819d0-ea15-4cf4-80ef-deb2acc61647", "what": "Kolme iltaa viikossa ajoissa"}],
    "scale": {"-2": "valvoo öisin", "-1": "nukahtaa aamuyöllä", "0": "nukahtaa ennen kello 24",
              "1": "nukahtaa ennen kello 23", "2": "nukkuu kahdeksan tuntia"},
    "weight": 2,
}  # fmt: skip
"""Of the examples."""


def _each_level_once(texts: dict[str, str]) -> dict[str, str]:
    """`+1` is the level 1. Refuses one level named in both ways."""
    by_level = {str(int(level)): text for level, text in texts.items()}
    if len(by_level) < len(texts):
        raise finding("name each level of the scale only once")
    return by_level


Level = Literal["-2", "-1", "0", "1", "2", "+1", "+2"]
Scale = Annotated[dict[Level, Long], Field(min_length=1), AfterValidator(_each_level_once)]
"""What a goal's levels mean: 0 as hoped, -2 much less, +2 much more."""
Outcome = Literal["done", "too_hard", "split"]
"""Of a small step."""


class GoalStep(Part):
    """A small step towards a goal. A kept step keeps its step_id: what was done of it goes on."""

    step_id: UUID
    what: Long


class SmallerStep(Part):
    """A step that a harder one is split into; it gets a step_id where none is given."""

    step_id: UUID | None = None
    what: Long


class Goal(Part):
    """A goal (tavoite), by which means it is reached, and in which small steps."""

    goal_id: UUID
    title: Short
    area: GoalArea | None = None
    means: Annotated[tuple[Long, ...], AtLeastOne]
    steps: Annotated[tuple[GoalStep, ...], Upto] = ()
    scale: Scale | None = None
    weight: Count = Field(1, description="How much the goal counts beside the others")


class Intensity(Part):
    """How often one meets, and how long at a time."""

    meetings_per_week: Count
    minutes: Minutes
