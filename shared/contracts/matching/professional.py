"""A professional in public: what they can and how much, without a name, a text or with whom a conflict is."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from shared.contracts.matching.words import (
    Code,
    County,
    Language,
    Mode,
    Organisation,
    ProfessionalFact,
    Role,
    WeekHours,
)


class ProfessionalRegistered(ProfessionalFact):
    """The directory got to know an expert, a support person, a coach or a school support worker."""

    FACT: ClassVar[str] = "matching.professional-registered"
    roles: tuple[Role, ...]
    employer: Organisation = Field(description="As a pseudonym")
    field: Code
    county: County
    counties: tuple[County, ...]
    competences: tuple[Code, ...]
    languages: tuple[Language, ...]
    qualification: Literal["professional", "provider_trained"] | None = None
    modes: tuple[Mode, ...]
    hours_per_week: WeekHours
    on: date


class ProfileUpdated(ProfessionalFact):
    """What is known of a professional changed; what is left out did not, or is not told in public."""

    FACT: ClassVar[str] = "matching.profile-updated"
    roles: tuple[Role, ...] | None = None
    employer: Organisation | None = Field(None, description="As a pseudonym")
    field: Code | None = None
    county: County | None = None
    counties: tuple[County, ...] | None = None
    competences: tuple[Code, ...] | None = None
    languages: tuple[Language, ...] | None = None
    qualification: Literal["professional", "provider_trained"] | None = None
    modes: tuple[Mode, ...] | None = None


class ProfileConfirmed(ProfessionalFact):
    """The professional said that the profile is right as it stands."""

    FACT: ClassVar[str] = "matching.profile-confirmed"
    on: date


class CapacitySet(ProfessionalFact):
    """How many hours a week a professional gives in all, from now on."""

    FACT: ClassVar[str] = "matching.capacity-set"
    hours_per_week: WeekHours


class ProfessionalPaused(ProfessionalFact):
    """A professional takes nothing new for a time."""

    FACT: ClassVar[str] = "matching.professional-paused"
    until: date | None = Field(None, description="Its last day; none: until they resume")


class ProfessionalResumed(ProfessionalFact):
    """A professional is there again, after a pause or after having retired."""

    FACT: ClassVar[str] = "matching.professional-resumed"


class ProfessionalRetired(ProfessionalFact):
    """A professional left the bank."""

    FACT: ClassVar[str] = "matching.professional-retired"


class VettingAttested(ProfessionalFact):
    """The employer saw the extract of the criminal record (R-M1)."""

    FACT: ClassVar[str] = "matching.vetting-attested"
    extract_issued_on: date
    checked_on: date


class ConflictDeclared(ProfessionalFact):
    """A professional may not work with somebody, or in a case; with whom is told to nobody."""

    FACT: ClassVar[str] = "matching.conflict-declared"


class SharedNationally(ProfessionalFact):
    """Other regions may see and ask this professional (R-X2)."""

    FACT: ClassVar[str] = "matching.shared-nationally"


class SharingStopped(ProfessionalFact):
    """Other regions see this professional no more."""

    FACT: ClassVar[str] = "matching.sharing-stopped"


class ProfessionalParked(ProfessionalFact):
    """Declined for workload: not proposed before `until` (R-M7)."""

    FACT: ClassVar[str] = "matching.professional-parked"
    until: date


class HoursReserved(ProfessionalFact):
    """A confirmed match takes hours of the professional's week."""

    FACT: ClassVar[str] = "matching.hours-reserved"
    match_request_id: UUID
    hours_per_week: WeekHours
    starts_on: date
    ends_on: date | None = None


class HoursReleased(ProfessionalFact):
    """The match ended: its hours are free again after `ended_on`."""

    FACT: ClassVar[str] = "matching.hours-released"
    match_request_id: UUID
    ended_on: date
