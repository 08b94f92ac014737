"""Where a fact comes from: who had what recorded by which command. Asked of the service that keeps it."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.asking import Personal, Query, Telling


class Origin(Query):
    """Where one fact comes from: its command, who gave it, when it happened and when it was recorded.

    Whoever may open the fact's matter may ask.
    """

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"position": 1}
    personal: ClassVar[Telling] = Personal(
        fields=("fact", "given_by"),
        persons=("person_id", "professional_id"),
        matters=("referral_id", "case_id"),
    )
    position: int = Field(ge=1, description="The fact's place in the log of its service")


class GivenBy(BaseModel):
    """Who gave a command."""

    model_config = ConfigDict(frozen=True, defer_build=True)
    user: str
    role: str


class OriginView(BaseModel):
    """Where a fact comes from."""

    model_config = ConfigDict(frozen=True, defer_build=True)
    service: str
    position: int
    fact: str = Field(description="Its name: referral-received")
    subject: str = Field(description="What it is about: referral/2023-00017")
    stream_id: UUID = Field(description="The id of that")
    referral_id: UUID | None = None
    case_id: UUID | None = None
    person_id: UUID | None = None
    professional_id: UUID | None = None
    version: int = Field(description="Its number among the facts of that")
    command: str = Field(description="The command that it was recorded by: receive_referral")
    command_id: UUID
    given_by: GivenBy
    occurred_at: datetime = Field(description="When it happened")
    recorded_at: datetime = Field(description="When it was recorded")
    correlation_id: str
    causation_id: str | None = Field(
        None, description="The fact of another service that the command answered"
    )
