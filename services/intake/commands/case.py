"""Commands that open a case, say who may see it, let it pause, and end it."""

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from services.intake.commands.case_parts import CASE, User
from services.intake.commands.examples import REFERRAL, SUBJECT
from services.intake.commands.words import Day, Long, Once, Sector, ServiceLine, Short, Upto
from shared.contracts.asking import Command


class OpenCase(Command):
    """Opens the work (työskentely) that follows a contact, about the contact's subject."""

    case_id: UUID
    referral_id: UUID
    service_line: ServiceLine
    person_id: UUID
    process_lead: Sector = Field(description="The sector that leads the process")
    nature: Literal["preventive", "corrective"] | None = None
    required_parties: Annotated[tuple[Sector, ...], Upto, Once] = Field(
        (), description="Sectors that have to take part"
    )
    base_services: Annotated[tuple[Short, ...], Upto, Once] = Field(
        (), description="The services that stay beside the work"
    )
    restricted_to: Annotated[tuple[User, ...], Upto, Once] = Field(
        (), description="Who alone sees the case; nobody named: whoever takes part"
    )
    usual_end: Day | None = Field(None, description="When such work usually ends")

    example: ClassVar[dict[str, Any]] = {
        **CASE,
        **REFERRAL,
        "service_line": "neuropsychiatric_coaching",
        "person_id": SUBJECT["person_id"],
        "process_lead": "child_welfare",
        "nature": "preventive",
        "required_parties": ["education"],
        "base_services": ["Kouluterveydenhuolto"],
    }


class ChangeRestriction(Command):
    """Restricts a case to named people, or names others; nobody named lifts the restriction."""

    case_id: UUID
    restricted_to: Annotated[tuple[User, ...], Upto, Once] = ()
    reason: Long

    example: ClassVar[dict[str, Any]] = {
        **CASE,
        "restricted_to": ["koordinaattori-1", "tukihenkilo-1"],
        "reason": "Perheen turvallisuus.",
    }


class _Turn(Command):
    """What turns the work have in common."""

    case_id: UUID
    reason: Long


class SuspendCase(_Turn):
    """Lets the work pause: no meetings are expected meanwhile."""

    example: ClassVar[dict[str, Any]] = {**CASE, "reason": "Perhe on matkoilla."}


class ResumeCase(_Turn):
    """Lets the work go on."""

    example: ClassVar[dict[str, Any]] = {**CASE, "reason": "Perhe palasi."}


class CloseCase(_Turn):
    """Ends the work. What was held before may still be written up."""

    outcome: Literal["resolved", "moved_on", "unchanged", "worse"] | None = None

    example: ClassVar[dict[str, Any]] = {
        **CASE, "reason": "Tavoitteet saavutettiin.", "outcome": "resolved",
    }  # fmt: skip
