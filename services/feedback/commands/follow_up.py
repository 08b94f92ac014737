"""Commands about a follow-up: started, sent, answered, its goals rated, stopped."""

from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.feedback.commands.parts import Recipient
from services.feedback.commands.words import (
    Answers,
    AtLeastOne,
    Attainment,
    Count,
    Day,
    Long,
    Once,
    RaterRole,
    Scale,
    Short,
    Token,
    WaveNumber,
    Weeks,
)
from shared.contracts.asking import Command
from shared.contracts.words import finding

FOLLOW_UP: dict[str, Any] = {"follow_up_id": "8be5da1b-3aca-5a99-8ff6-6c6e290b2104"}
"""Of the examples."""
RECIPIENT: dict[str, Any] = {"recipient_id": "9987b216-b9ee-5c60-8b79-2257e016846e"}
GOAL: dict[str, Any] = {"goal_id": "4ea48e6a-4cf4-41de-b453-95b6923f3194"}
ANSWERS: dict[str, Any] = {"mood": 4, "sleep": 3, "safe": 5, "people": 4, "day": 3}


class StartFollowUp(Command):
    """Follows up whether it helps, with instruments in waves. Wave 1 goes at once.

    every_weeks: 0 for one wave only. The matter is a case or a referral.
    """

    follow_up_id: UUID
    case_id: UUID | None = None
    referral_id: UUID | None = None
    instruments: Annotated[tuple[Short, ...], AtLeastOne, Once]
    every_weeks: Weeks
    recipients: Annotated[tuple[Recipient, ...], AtLeastOne]

    example: ClassVar[dict[str, Any]] = {
        **FOLLOW_UP,
        "case_id": "ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7",
        "instruments": ["wellbeing"],
        "every_weeks": 4,
        "recipients": [{**RECIPIENT, "role": "client", "channel": "sms", "age_group": "young"}],
    }

    @model_validator(mode="after")
    def _of_one_matter(self) -> Self:
        if (self.referral_id is None) == (self.case_id is None):
            raise finding("name a referral or a case")
        if len({each.recipient_id for each in self.recipients}) < len(self.recipients):
            raise finding("name each only once")
        return self


class SendWave(Command):
    """Sends the wave that is due, or by hand the next one ahead of its day.

    Where somebody of the newest wave could not be reached and can be now, it goes to them instead.
    """

    follow_up_id: UUID

    example: ClassVar[dict[str, Any]] = FOLLOW_UP


class Answer(Command):
    """Answers by a link, without an account, once (R-F1). token: what stands in the link."""

    token: Token
    answers: Answers

    example: ClassVar[dict[str, Any]] = {
        "token": "q3Zl7mY0bKx1nT5wRc8uVf2hJd6sPg9oEa4iLk7tXyM", "answers": ANSWERS,
    }  # fmt: skip


class RecordOnBehalf(Command):
    """Writes down what a recipient said or left on paper. by: who wrote it down."""

    follow_up_id: UUID
    wave: WaveNumber
    recipient_id: UUID
    answers: Answers
    by: Short

    example: ClassVar[dict[str, Any]] = {
        **FOLLOW_UP, **RECIPIENT, "wave": 1, "answers": ANSWERS, "by": "Tukihenkilö",
    }  # fmt: skip


class SetGoalScale(Command):
    """Says how much a goal counts, and what its levels mean. The goal need not stand in a plan."""

    follow_up_id: UUID
    goal_id: UUID
    weight: Count = Field(1, description="How much the goal counts beside the others")
    scale: Scale | None = None

    example: ClassVar[dict[str, Any]] = {
        **FOLLOW_UP, **GOAL, "weight": 2, "scale": {"0": "nukahtaa ennen kello 24", "1": "ennen kello 23"},
    }  # fmt: skip


class RateGoal(Command):
    """Says how far a goal was reached on a day (R-F3). attainment: -2 to +2, 0 as hoped."""

    follow_up_id: UUID
    goal_id: UUID
    attainment: Attainment
    by_role: RaterRole
    rated_on: Day

    example: ClassVar[dict[str, Any]] = {
        **FOLLOW_UP, **GOAL, "attainment": 1, "by_role": "worker", "rated_on": "2025-10-15",
    }  # fmt: skip


class StopFollowUp(Command):
    """Asks nothing any more. What is open lapses."""

    follow_up_id: UUID
    reason: Long

    example: ClassVar[dict[str, Any]] = {**FOLLOW_UP, "reason": "Työ päättyi."}
