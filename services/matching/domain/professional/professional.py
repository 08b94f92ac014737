"""Professional (ammattilainen): an expert, support person, coach or school support worker, kept alive."""

from dataclasses import replace
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from eventsourcing.domain import AggregateEvent, event

from services.matching.domain.hours import Reservation
from services.matching.domain.language import Conflict, Contact, Mode, Role, Vetting
from services.matching.domain.professional import facts
from services.matching.domain.professional.availability import AvailabilityDecisions
from services.matching.domain.professional.profile import ProfileDecisions
from services.matching.domain.professional.state import PROFILE
from shared.kernel.facts import Stream


class Professional(ProfileDecisions, AvailabilityDecisions, Stream):
    """Somebody in the directory, from registration to retirement and back.

    Decisions stand in profile.py and availability.py; what is known, and how proposals see it (`candidate`),
    in state.py. Facts about professionals are in no client register.
    """

    TOPIC = "matching.professional"
    kind: ClassVar[str] = "professional"

    ProfessionalRegistered = facts.ProfessionalRegistered
    ProfileUpdated = facts.ProfileUpdated
    ProfileConfirmed = facts.ProfileConfirmed
    CapacitySet = facts.CapacitySet
    ProfessionalPaused = facts.ProfessionalPaused
    ProfessionalResumed = facts.ProfessionalResumed
    ProfessionalRetired = facts.ProfessionalRetired
    VettingAttested = facts.VettingAttested
    ConflictDeclared = facts.ConflictDeclared
    SharedNationally = facts.SharedNationally
    SharingStopped = facts.SharingStopped
    ProfessionalParked = facts.ProfessionalParked
    HoursReserved = facts.HoursReserved
    HoursReleased = facts.HoursReleased

    @classmethod
    def begin(cls, *, professional_id: UUID, **fields: object) -> Self:
        return cls._create(cls.ProfessionalRegistered, id=professional_id, **fields)

    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        # eventsourcing registers a class of its own for each fact, under the same name on this class.
        self.trigger_event(getattr(type(self), fact.__name__), **fields)

    @property
    def stream_id(self) -> UUID:
        return self.id

    # From here on facts assign, and nothing refuses.

    def __init__(
        self,
        *,
        name: str,
        roles: tuple[Role, ...],
        organisation: str,
        field: str,
        county: str,
        counties: tuple[str, ...],
        competences: tuple[str, ...],
        target_ages: str | None,
        languages: tuple[str, ...],
        education: tuple[str, ...],
        background: tuple[str, ...],
        qualification: str | None,
        modes: tuple[Mode, ...],
        hours_per_week: float,
        contact: Contact | None,
        on: date,
    ) -> None:
        self.name, self.roles, self.organisation, self.field = name, roles, organisation, field
        self.county, self.counties, self.competences = county, counties, competences
        self.target_ages, self.languages, self.education = target_ages, languages, education
        self.background, self.qualification, self.modes = background, qualification, modes
        self.hours_per_week, self.contact, self.confirmed_on = hours_per_week, contact, on
        self.vetting: Vetting | None = None
        self.retired = self.paused = self.shared = False
        self.paused_until: date | None = None
        self.parked_until: date | None = None
        self.conflicts: tuple[Conflict, ...] = ()
        self.reservations: dict[UUID, Reservation] = {}

    @event(ProfileUpdated)
    def _updated(
        self,
        *,
        name: str | None,
        roles: tuple[Role, ...] | None,
        organisation: str | None,
        field: str | None,
        county: str | None,
        counties: tuple[str, ...] | None,
        competences: tuple[str, ...] | None,
        target_ages: str | None,
        languages: tuple[str, ...] | None,
        education: tuple[str, ...] | None,
        background: tuple[str, ...] | None,
        qualification: str | None,
        modes: tuple[Mode, ...] | None,
        contact: Contact | None,
    ) -> None:
        told = {key: value for key, value in locals().items() if key in PROFILE}
        for key, value in told.items():
            if value is not None:
                setattr(self, key, value)

    @event(ProfileConfirmed)
    def _confirmed(self, on: date) -> None:
        self.confirmed_on = on

    @event(CapacitySet)
    def _capacity_set(self, hours_per_week: float) -> None:
        self.hours_per_week = hours_per_week

    @event(ProfessionalPaused)
    def _paused(self, until: date | None) -> None:
        self.paused, self.paused_until = True, until

    @event(ProfessionalResumed)
    def _resumed(self) -> None:
        self.paused = self.retired = False
        self.paused_until = None

    @event(ProfessionalRetired)
    def _retired(self) -> None:
        self.retired = True

    @event(VettingAttested)
    def _vetted(self, by: str, extract_issued_on: date, checked_on: date) -> None:
        self.vetting = Vetting(by, extract_issued_on, checked_on)

    @event(ConflictDeclared)
    def _in_conflict(self, what: UUID, reason: str) -> None:
        self.conflicts = (*self.conflicts, Conflict(what, reason))

    @event(SharedNationally)
    def _shared(self) -> None:
        self.shared = True

    @event(SharingStopped)
    def _not_shared(self) -> None:
        self.shared = False

    @event(ProfessionalParked)
    def _parked(self, until: date) -> None:
        self.parked_until = until

    @event(HoursReserved)
    def _hours_reserved(
        self, match_request_id: UUID, hours_per_week: float, starts_on: date, ends_on: date | None
    ) -> None:
        taken = Reservation(match_request_id, hours_per_week, starts_on, ends_on)
        self.reservations = {**self.reservations, match_request_id: taken}

    @event(HoursReleased)
    def _hours_released(self, match_request_id: UUID, ended_on: date) -> None:
        kept = self.reservations[match_request_id]
        self.reservations = {**self.reservations, match_request_id: replace(kept, ends_on=ended_on)}
