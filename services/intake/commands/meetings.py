"""Commands about a case's meetings: scheduled, moved, cancelled, held, missed, put right."""

from typing import Annotated, Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.intake.commands.case_parts import CASE, MEMBER_ID
from services.intake.commands.words import (
    Long,
    MeetingKind,
    Minutes,
    Moment,
    Once,
    Place,
    ServiceLine,
    Truth,
    Upto,
)
from shared.contracts.asking import Command
from shared.contracts.words import finding

MEETING: dict[str, Any] = {**CASE, "meeting_id": "09f8c97b-2254-4ca0-9bf7-c5a7d3d64079"}
"""Of the examples."""
Side = Literal["client", "worker", "buyer", "provider"]
"""Who cancelled, or did not come."""
Members = Annotated[tuple[UUID, ...], Upto, Once]
"""Ids of members of the case's network."""
Goals = Annotated[tuple[UUID, ...], Upto, Once]
Kilometres = Annotated[int, Field(strict=True, ge=0, le=5000)]
CORRECTABLE = ("started_at", "minutes", "place", "attended", "summary", "goals_touched", "travel_km")


class ScheduleMeeting(Command):
    """Agrees on a meeting (tapaaminen): when, where, with whom of the network."""

    case_id: UUID
    meeting_id: UUID
    kind: MeetingKind
    starts_at: Moment
    minutes: Minutes
    place: Place
    participants: Members
    service_line: ServiceLine
    planned_with_client: Truth = False

    example: ClassVar[dict[str, Any]] = {
        **MEETING,
        "kind": "start",
        "starts_at": "2025-09-03T14:00:00+03:00",
        "minutes": 90,
        "place": "home",
        "participants": [MEMBER_ID],
        "service_line": "neuropsychiatric_coaching",
        "planned_with_client": True,
    }


class MoveMeeting(Command):
    """Moves a scheduled meeting to another time, and says why."""

    case_id: UUID
    meeting_id: UUID
    starts_at: Moment
    reason: Long

    example: ClassVar[dict[str, Any]] = {
        **MEETING, "starts_at": "2025-09-04T14:00:00+03:00", "reason": "Koulun retki samana päivänä.",
    }  # fmt: skip


class CancelMeeting(Command):
    """Cancels a scheduled meeting: who cancelled it, and why."""

    case_id: UUID
    meeting_id: UUID
    cancelled_by: Side
    reason: Long

    example: ClassVar[dict[str, Any]] = {**MEETING, "cancelled_by": "client", "reason": "Sairaana."}


class RecordMeeting(Command):
    """Writes up a scheduled meeting that was held: when, how long, where, with whom, what came of it."""

    case_id: UUID
    meeting_id: UUID
    started_at: Moment = Field(description="When it began; not in the future")
    minutes: Minutes
    place: Place
    attended: Members
    summary: Long
    goals_touched: Goals = ()
    travel_km: Kilometres | None = None

    example: ClassVar[dict[str, Any]] = {
        **MEETING,
        "started_at": "2025-09-03T14:05:00+03:00",
        "minutes": 85,
        "place": "home",
        "attended": [MEMBER_ID],
        "summary": "Sovittiin tavoitteista ja siitä, milloin tavataan.",
        "travel_km": 24,
    }


class CorrectMeeting(Command):
    """Puts right what was written of a held meeting, and says why; what is not given stays."""

    case_id: UUID
    meeting_id: UUID
    started_at: Moment | None = None
    minutes: Minutes | None = None
    place: Place | None = None
    attended: Members | None = None
    summary: Long | None = None
    goals_touched: Goals | None = None
    travel_km: Kilometres | None = None
    reason: Long

    example: ClassVar[dict[str, Any]] = {**MEETING, "minutes": 95, "reason": "Kirjattu väärin."}

    @model_validator(mode="after")
    def _something(self) -> Self:
        if all(getattr(self, field) is None for field in CORRECTABLE):
            raise finding("say what was different: one of {fields}", fields=", ".join(CORRECTABLE))
        return self


class RecordNoShow(Command):
    """Writes down that somebody did not appear at a scheduled meeting."""

    case_id: UUID
    meeting_id: UUID
    by: Side

    example: ClassVar[dict[str, Any]] = {**MEETING, "by": "client"}
