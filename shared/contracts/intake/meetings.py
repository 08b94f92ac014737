"""A case's meetings in public: when, of what kind, who by role. Each fact tells of the meeting as a whole."""

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from shared.contracts.intake.case import CaseFact, Role
from shared.contracts.intake.words import Code

Party = Literal["client", "worker", "buyer", "provider"]


class MeetingFact(CaseFact):
    """What every fact of a meeting says."""

    meeting_id: UUID
    kind: Code = Field(description="Reference list meeting_kinds")
    service_line: Code


class MeetingScheduled(MeetingFact):
    """A meeting was agreed for a moment and a place."""

    FACT: ClassVar[str] = "intake.meeting-scheduled"
    starts_at: datetime
    minutes: int = Field(ge=0)
    place: Code
    participants: tuple[UUID, ...] = Field((), description="Ids of network members")
    planned_with_client: bool = False
    scheduled_at: datetime


class MeetingMoved(MeetingFact):
    """A scheduled meeting is at another time."""

    FACT: ClassVar[str] = "intake.meeting-moved"
    starts_at: datetime
    starts_before: datetime = Field(description="When it would have begun")


class MeetingCancelled(MeetingFact):
    """A scheduled meeting will not be."""

    FACT: ClassVar[str] = "intake.meeting-cancelled"
    starts_at: datetime
    planned_minutes: int = Field(ge=0)
    cancelled_by: Party
    cancelled_at: datetime


class _AsItWas(MeetingFact):
    """How a held meeting was."""

    started_at: datetime
    minutes: int = Field(ge=0)
    planned_minutes: int = Field(ge=0)
    place: Code
    attended: tuple[UUID, ...] = Field((), description="Ids of network members")
    roles: tuple[Role, ...] = Field((), description="Of those who attended, each once")
    goals_touched: tuple[UUID, ...] = ()
    travel_km: int | None = Field(None, ge=0)


class MeetingHeld(_AsItWas):
    """A meeting was held."""

    FACT: ClassVar[str] = "intake.meeting-held"


class MeetingCorrected(_AsItWas):
    """What was told of a held meeting was wrong: how it was after all."""

    FACT: ClassVar[str] = "intake.meeting-corrected"
    changed: tuple[Code, ...] = Field((), description="Names of the fields that are others now")


class MeetingNotAttended(MeetingFact):
    """Somebody did not come to a scheduled meeting."""

    FACT: ClassVar[str] = "intake.meeting-not-attended"
    starts_at: datetime
    planned_minutes: int = Field(ge=0)
    by: Party
