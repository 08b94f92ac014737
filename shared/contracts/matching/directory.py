"""Teams, core units and contact persons in public: who by id, without the names that people gave them."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from shared.contracts.matching.words import (
    Code,
    ContactPersonFact,
    CoreUnitFact,
    County,
    Part,
    Share,
    TeamFact,
)


class TeamFormed(TeamFact):
    """Professionals take on certain situations together."""

    FACT: ClassVar[str] = "matching.team-formed"
    situations: tuple[Code, ...]
    members: tuple[UUID, ...]


class TeamChanged(TeamFact):
    """A team's name, situations or members are others now."""

    FACT: ClassVar[str] = "matching.team-changed"
    situations: tuple[Code, ...] | None = None
    members: tuple[UUID, ...] | None = None


class TeamDissolved(TeamFact):
    """A team is none any more."""

    FACT: ClassVar[str] = "matching.team-dissolved"


class CoreUnitFormed(CoreUnitFact):
    """A region's core unit has its first member."""

    FACT: ClassVar[str] = "matching.core-unit-formed"


class PublicSeat(Part):
    """Somebody in a field of the core unit."""

    field: Code
    professional_id: UUID
    share: Share = Field(description="Percent of a full working time")
    since: date
    until: date | None = Field(None, description="The last day")


class CoreUnitMemberSeated(CoreUnitFact):
    """Somebody sits in a field of the core unit."""

    FACT: ClassVar[str] = "matching.core-unit-member-seated"
    seat: PublicSeat


class CoreUnitMemberUnseated(CoreUnitFact):
    """Somebody leaves a field after a day."""

    FACT: ClassVar[str] = "matching.core-unit-member-unseated"
    field: Code
    professional_id: UUID
    until: date


class ContactPostOpened(ContactPersonFact):
    """A county's sector has a contact person from now on."""

    FACT: ClassVar[str] = "matching.contact-post-opened"
    county: County
    sector: Code


class ContactPersonAppointed(ContactPersonFact):
    """Somebody is the contact person of a county's sector; the newest counts."""

    FACT: ClassVar[str] = "matching.contact-person-appointed"
    professional_id: UUID
    substitute: UUID | None = None
    on: date
