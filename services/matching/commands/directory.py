"""Commands about teams, the core unit of a region and the contact persons of the counties."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import Field

from services.matching.commands.professional import PROFESSIONAL
from services.matching.commands.words import (
    AtLeastOne,
    County,
    Day,
    FieldOfCoreUnit,
    Once,
    Percent,
    Sector,
    Short,
    Situations,
)
from shared.contracts.asking import Command

TEAM: dict[str, Any] = {"team_id": "8d0f4d0e-9b6a-4c56-9c31-2a7c0e5b1f44"}
"""Of the examples."""
Members = Annotated[tuple[UUID, ...], AtLeastOne, Once]


class FormTeam(Command):
    """Professionals take on certain situations together."""

    team_id: UUID
    full_name: Short = Field(alias="name")
    situations: Situations
    members: Members

    example: ClassVar[dict[str, Any]] = {
        **TEAM, "name": "Erotyöryhmä", "situations": ["demanding_separation"],
        "members": [PROFESSIONAL["professional_id"]],
    }  # fmt: skip


class ChangeTeam(Command):
    """Says what has changed of a team; what is not told stays."""

    team_id: UUID
    full_name: Short | None = Field(None, alias="name")
    situations: Situations | None = None
    members: Members | None = None

    example: ClassVar[dict[str, Any]] = {**TEAM, "situations": ["demanding_separation", "rare_disease"]}


class DissolveTeam(Command):
    """A team is none any more."""

    team_id: UUID

    example: ClassVar[dict[str, Any]] = TEAM


class SeatCoreUnitMember(Command):
    """Somebody sits in a field of the region's core unit. share: percent of a full working time."""

    field: FieldOfCoreUnit
    professional_id: UUID
    share: Percent
    since: Day = Field(alias="from")
    until: Day | None = Field(None, alias="to")

    example: ClassVar[dict[str, Any]] = {
        "field": "health", **PROFESSIONAL, "share": "50", "from": "2025-09-01",
    }  # fmt: skip


class Unseat(Command):
    """Somebody leaves a field of the core unit; `to` is their last day, today where it is not said."""

    field: FieldOfCoreUnit
    professional_id: UUID
    until: Day | None = Field(None, alias="to")

    example: ClassVar[dict[str, Any]] = {"field": "health", **PROFESSIONAL, "to": "2025-12-31"}


class AppointContactPerson(Command):
    """Somebody is whom one reaches in a county's sector; the substitute stands in for them."""

    county: County
    sector: Sector
    professional_id: UUID
    substitute: UUID | None = None

    example: ClassVar[dict[str, Any]] = {"county": "08", "sector": "education", **PROFESSIONAL}
