"""What is known of a professional, and what follows from it."""

from abc import ABC, abstractmethod
from datetime import date
from typing import Any, Final
from uuid import UUID

from eventsourcing.domain import AggregateEvent

from services.matching.domain.hours import Reservation
from services.matching.domain.language import Candidate, Conflict, Contact, Mode, Role, Vetting
from shared.kernel.calendar import months_after
from shared.kernel.reference import region_of

PROFILE: Final = (
    "name", "roles", "organisation", "field", "county", "counties", "competences", "target_ages", "languages",
    "education", "background", "qualification", "modes", "contact",
)  # fmt: skip
"""What `update_profile` may change. The hours have a command of their own."""


class ProfessionalState(ABC):
    """A professional as they stand; facts alone change it (professional.py)."""

    name: str
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
    contact: Contact | None
    hours_per_week: float
    confirmed_on: date
    vetting: Vetting | None
    """The newest that was attested."""
    retired: bool
    paused: bool
    paused_until: date | None
    parked_until: date | None
    conflicts: tuple[Conflict, ...]
    shared: bool
    reservations: dict[UUID, Reservation]
    """By match request; one that ended keeps its last day."""

    @property
    @abstractmethod
    def stream_id(self) -> UUID:
        """The professional's id."""

    @abstractmethod
    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        """Records a decision as a fact of this professional."""

    @property
    def region(self) -> str:
        return region_of(self.county)

    @property
    def state(self) -> str:
        """Active, paused or retired. A pause with a last day reads so until they resume: ask `state_on`."""
        return "retired" if self.retired else "paused" if self.paused else "active"

    def state_on(self, day: date) -> str:
        """The same on a day: a pause is over after its last day."""
        return "active" if self.state == "paused" and not self.candidate.paused_on(day) else self.state

    def stale_on(self, day: date, months: int) -> bool:
        """Whether the profile was not confirmed for longer than so many months."""
        return is_stale(self.confirmed_on, day, months)

    @property
    def profile(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in PROFILE}

    @property
    def candidate(self) -> Candidate:
        """As proposals look at them."""
        return Candidate(
            professional_id=self.stream_id,
            roles=self.roles,
            field=self.field,
            county=self.county,
            counties=self.counties,
            competences=self.competences,
            languages=self.languages,
            education=self.education,
            background=self.background,
            modes=self.modes,
            hours_per_week=self.hours_per_week,
            confirmed_on=self.confirmed_on,
            vetted_on=self.vetting.checked_on if self.vetting else None,
            retired=self.retired,
            paused=self.paused,
            paused_until=self.paused_until,
            parked_until=self.parked_until,
            conflicts=frozenset(each.what for each in self.conflicts),
            reservations=tuple(self.reservations.values()),
        )


def is_stale(confirmed_on: date, day: date, months: int) -> bool:
    """Whether a profile confirmed on a day is stale: so many months later it still is not."""
    return day > months_after(confirmed_on, months)
