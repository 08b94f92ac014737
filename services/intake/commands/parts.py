"""What commands are made of: people, agencies, steps."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.intake.commands.words import (
    Day,
    Email,
    Language,
    Long,
    Part,
    Phone,
    Sector,
    Short,
    Truth,
    Upto,
)
from shared.contracts.words import finding


class Referrer(Part):
    """Who makes contact. A phone or an email lets a contact made twice be recognised (R-I7)."""

    name: Short
    title: Short | None = None
    organisation: Short
    sector: Sector
    phone: Phone | None = None
    email: Email | None = None


class Guardian(Part):
    """A guardian: a registered person or a name, and what they may know. order: a decision that limits it."""

    person_id: UUID | None = None
    name: Short | None = None
    custody: Literal["joint", "sole", "none"]
    right_to_information: Truth
    order: Short | None = None

    @model_validator(mode="after")
    def _someone(self) -> Self:
        if (self.person_id is None) == (self.name is None):
            raise finding("a guardian is either a registered person (person_id) or a name")
        return self


class SafeContact(Part):
    """Where a message may be sent without danger, and to whom."""

    channel: Literal["email", "sms", "phone", "paper"]
    address: Short
    safe_for: Short


class Subject(Part):
    """Whom a contact is about."""

    person_id: UUID
    given_name: Short
    family_name: Short
    birth_date: Day
    municipality: Short | None = None
    languages: Annotated[tuple[Language, ...], Upto]
    guardians: Annotated[tuple[Guardian, ...], Upto] | None = None


class Agency(Part):
    """An agency that is involved, and what it does."""

    sector: Sector
    organisation: Short
    role: Short


class ClientOf(Part):
    """A sector the family is a client of (contact), or would gain from (would_benefit)."""

    sector: Sector
    relation: Literal["contact", "would_benefit"]


class Participant(Part):
    """Someone at a consultation, by role; the name may stay away."""

    name: Short | None = None
    role: Short
    sector: Sector


class Alternative(Part):
    """A way on that was weighed."""

    option: Long
    in_favour: Long = Field(alias="for")
    against: Long


class ResponsibleParty(Part):
    """Who does a step: one, never several."""

    sector: Sector
    organisation: Short


class PlanStep(Part):
    """A next step. step_id: its own from the plan before, or a new one; made where it is left out."""

    step_id: UUID | None = None
    what: Long
    responsible: ResponsibleParty
    due: Day
