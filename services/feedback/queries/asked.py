"""The questions about follow-ups, instruments, and what a link asks."""

from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import model_validator

from services.feedback.commands.follow_up import FOLLOW_UP
from services.feedback.commands.words import Token
from shared.contracts.asking import NotPersonal, Personal, Query, Telling
from shared.contracts.origins import Origin
from shared.contracts.words import finding

TELLS = (
    "instruments", "recipients", "waves", "scores", "goals", "scales", "t_score", "t_scores", "flags",
)  # fmt: skip


class FollowUp(Query):
    """One follow-up as it stands or was known then: who answered, what it came to, how goals went."""

    example: ClassVar[dict[str, Any]] = FOLLOW_UP
    personal: ClassVar[Telling] = Personal(fields=TELLS, matters=("referral_id", "case_id"))
    follow_up_id: UUID


class FollowUps(Query):
    """The follow-ups of a referral or of a case, the newest first."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"case_id": "ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7"}
    personal: ClassVar[Telling] = Personal(fields=("follow_ups",), matters=("case_id", "referral_id"))
    case_id: UUID | None = None
    referral_id: UUID | None = None

    @model_validator(mode="after")
    def _of_one(self) -> Self:
        if (self.case_id is None) == (self.referral_id is None):
            raise finding("name a referral or a case")
        return self


class Instruments(Query):
    """The instruments there are, the newest version of each, with their items."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {}
    personal: ClassVar[Telling] = NotPersonal("the questions of instruments, which are everybody's")


class AnswerSheet(Query):
    """What a link asks, for whoever has it: the questions, until when, and nothing about anybody (R-F1)."""

    takes_as_of: ClassVar[bool] = False
    by_post: ClassVar[bool] = True
    example: ClassVar[dict[str, Any]] = {"token": "q3Zl7mY0bKx1nT5wRc8uVf2hJd6sPg9oEa4iLk7tXyM"}
    personal: ClassVar[Telling] = NotPersonal("the questions of instruments, and nothing of whom it is about")
    token: Token


QUERIES: dict[str, type[Query]] = {
    query.name(): query for query in (FollowUp, FollowUps, Instruments, AnswerSheet, Origin)
}
"""By name."""
