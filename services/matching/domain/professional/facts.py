"""What can have happened to a professional. A fact's TOPIC is its name for ever."""

from datetime import date
from uuid import UUID

from services.matching.domain.language import Contact, Mode, Role
from shared.kernel.facts import Stream
from shared.kernel.sealed import Identity, Text


class ProfessionalRegistered(Stream.Created):
    """The directory got to know an expert, a support person, a coach or a school support worker."""

    TOPIC = "matching.professional-registered"
    name: Identity
    roles: tuple[Role, ...]
    organisation: str
    field: str
    county: str
    counties: tuple[str, ...]
    competences: tuple[str, ...]
    target_ages: str | None
    languages: tuple[str, ...]
    education: tuple[str, ...]
    background: tuple[str, ...]
    qualification: str | None
    modes: tuple[Mode, ...]
    hours_per_week: float
    contact: Contact | None
    on: date


class ProfileUpdated(Stream.Event):
    """What is known of a professional changed; None where it did not."""

    TOPIC = "matching.profile-updated"
    name: Identity | None
    roles: tuple[Role, ...] | None
    organisation: str | None
    field: str | None
    county: str | None
    counties: tuple[str, ...] | None
    competences: tuple[str, ...] | None
    target_ages: str | None
    languages: tuple[str, ...] | None
    education: tuple[str, ...] | None
    background: tuple[str, ...] | None
    qualification: str | None
    modes: tuple[Mode, ...] | None
    contact: Contact | None


class ProfileConfirmed(Stream.Event):
    """The professional said that the profile is right as it stands."""

    TOPIC = "matching.profile-confirmed"
    on: date


class CapacitySet(Stream.Event):
    """How many hours a week a professional gives in all, from now on."""

    TOPIC = "matching.capacity-set"
    hours_per_week: float


class ProfessionalPaused(Stream.Event):
    """A professional takes nothing new for a time. until: its last day; None: until they resume."""

    TOPIC = "matching.professional-paused"
    reason: Text
    until: date | None


class ProfessionalResumed(Stream.Event):
    """A professional is there again, after a pause or after having retired."""

    TOPIC = "matching.professional-resumed"
    reason: Text | None


class ProfessionalRetired(Stream.Event):
    """A professional left the bank."""

    TOPIC = "matching.professional-retired"
    reason: Text


class VettingAttested(Stream.Event):
    """The employer saw the extract of the criminal record, which is never stored (R-M1)."""

    TOPIC = "matching.vetting-attested"
    by: str
    extract_issued_on: date
    checked_on: date


class ConflictDeclared(Stream.Event):
    """A professional may not work with somebody, or in a case (R-M1)."""

    TOPIC = "matching.conflict-declared"
    what: UUID
    reason: Text


class SharedNationally(Stream.Event):
    """Other regions may see and ask this professional (R-X2)."""

    TOPIC = "matching.shared-nationally"


class SharingStopped(Stream.Event):
    """Other regions see this professional no more."""

    TOPIC = "matching.sharing-stopped"


class ProfessionalParked(Stream.Event):
    """Declined for workload: not proposed before `until` (R-M7)."""

    TOPIC = "matching.professional-parked"
    match_request_id: UUID
    until: date


class HoursReserved(Stream.Event):
    """A confirmed match takes hours of the professional's week."""

    TOPIC = "matching.hours-reserved"
    match_request_id: UUID
    hours_per_week: float
    starts_on: date
    ends_on: date | None


class HoursReleased(Stream.Event):
    """The match ended: its hours are free again after `ended_on`."""

    TOPIC = "matching.hours-released"
    match_request_id: UUID
    ended_on: date
