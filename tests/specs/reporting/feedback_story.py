"""Follow-ups as reporting is told of them: a family and a worker are asked every fourth week."""

from typing import Any
from uuid import UUID, uuid5

from shared.contracts.feedback import (
    DeclineNoticed,
    FeedbackGiven,
    FeedbackMissed,
    FeedbackRequested,
    FollowUpStarted,
    FollowUpStopped,
    GoalRated,
    GoalScaleSet,
    RecipientUnreachable,
)
from tests.specs.reporting.case_story import case
from tests.specs.reporting.story import LOGS, Story

FEEDBACK = LOGS["feedback"]
MOTHER, TEACHER, CHILD = "mother0000000001", "teacher000000001", "child00000000001"
"""Pseudonyms of those who are asked."""
ROLES = {MOTHER: "guardian", TEACHER: "worker", CHILD: "client"}


def follow_up(n: int = 1) -> UUID:
    return uuid5(FEEDBACK, f"follow-up {n}")


def goal_id(name: str) -> UUID:
    """As the plans of the cases' story name it."""
    return uuid5(LOGS["intake"], name)


def of(n: int = 1, state: str = "running") -> dict[str, Any]:
    return {"follow_up_id": follow_up(n), "state": state}


def started(n: int = 1, on: str = "2025-09-01", **changes: Any) -> FollowUpStarted:
    """Of the n-th case."""
    said: dict[str, Any] = {
        **of(n), "number": f"2025-{n:05}", "case_id": case(n), "every_weeks": 4, "on": on,
        "instruments": [{"instrument": "wellbeing", "version": "1"}],
        "recipients": [
            {"recipient": each, "role": role, "channel": "email"} for each, role in ROLES.items()
        ],
    }  # fmt: skip
    return FollowUpStarted.model_validate(said | changes)


def asked(who: str = MOTHER, on: str = "2025-09-01", n: int = 1, wave: int = 1) -> FeedbackRequested:
    said = {"attempt": 1, "on": on, "due": "2025-09-15", "rules_version": "1"}
    return FeedbackRequested.model_validate({**of(n), "wave": wave, "recipient": who, **said})


def answered(who: str = MOTHER, on: str = "2025-09-05", n: int = 1, wave: int = 1) -> FeedbackGiven:
    said = {"on_behalf": False, "instruments": ("wellbeing",), "on": on}
    return FeedbackGiven.model_validate({**of(n), "wave": wave, "recipient": who, **said})


def missed(who: str = MOTHER, on: str = "2025-09-16", n: int = 1, wave: int = 1) -> FeedbackMissed:
    said = {"due": "2025-09-15", "on": on}
    return FeedbackMissed.model_validate({**of(n), "wave": wave, "recipient": who, **said})


def unreachable(who: str = MOTHER, on: str = "2025-09-01", n: int = 1, wave: int = 1) -> RecipientUnreachable:
    said = {"why": "no_safe_contact", "on": on}
    return RecipientUnreachable.model_validate({**of(n), "wave": wave, "recipient": who, **said})


def worse(who: str = MOTHER, on: str = "2025-09-05", n: int = 1, wave: int = 1) -> DeclineNoticed:
    said = {"instrument": "wellbeing", "why": "two_falls", "notify": ("worker", "coordinator"), "on": on}
    return DeclineNoticed.model_validate({**of(n), "wave": wave, "recipient": who, **said})


def weighed(goal: str, weight: int, n: int = 1) -> GoalScaleSet:
    said = {"goal_id": goal_id(goal), "weight": weight, "on": "2025-09-01"}
    return GoalScaleSet.model_validate({**of(n), **said})


def rated(goal: str, attainment: int, on: str = "2025-10-01", n: int = 1) -> GoalRated:
    said = {"goal_id": goal_id(goal), "attainment": attainment, "by_role": "worker", "rated_on": on}
    return GoalRated.model_validate({**of(n), **said})


def stopped(n: int = 1, on: str = "2025-11-01") -> FollowUpStopped:
    return FollowUpStopped.model_validate({**of(n, "stopped"), "on": on})


def a_wave(story: Story, wave: int = 1, day: str = "2025-09-01", *who: str, n: int = 1) -> Story:
    """Each is asked on a day."""
    for each in who or tuple(ROLES):
        story.tell(asked(each, day, n, wave), day)
    return story
