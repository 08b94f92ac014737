"""ContactPerson (yhdyshenkilö): whom one reaches in a county's sector, and who stands in for them."""

from datetime import date
from typing import ClassVar, Final, Self
from uuid import UUID, uuid5

from eventsourcing.domain import event

from shared.kernel.facts import Stream
from shared.kernel.reference import region_of
from shared.kernel.refused import Refused

CONTACT_PERSONS: Final = UUID("0f6c0d4e-5f0a-5a0b-8b0e-61d6c1f7a3d2")
"""The name space of their ids: a county's sector has one."""


class ContactPostOpened(Stream.Created):
    """A county's sector has a contact person from now on."""

    TOPIC = "matching.contact-post-opened"
    county: str
    sector: str


class ContactPersonAppointed(Stream.Event):
    """Somebody is the contact person of a county's sector; the newest counts."""

    TOPIC = "matching.contact-person-appointed"
    professional_id: UUID
    substitute: UUID | None
    on: date


class ContactPerson(Stream):
    """The post of one county and sector, and who holds it."""

    TOPIC = "matching.contact-person"
    kind: ClassVar[str] = "contact-person"
    ContactPostOpened = ContactPostOpened
    ContactPersonAppointed = ContactPersonAppointed

    @classmethod
    def open(cls, *, county: str, sector: str) -> Self:
        """The post of a county's sector, with nobody yet; its id follows from the two."""
        return cls._create(
            cls.ContactPostOpened, id=contact_person_id(county, sector), county=county, sector=sector
        )

    @property
    def region(self) -> str:
        return region_of(self.county)

    @property
    def subject(self) -> str:
        return f"{self.kind}/{self.county}/{self.sector}"

    def appoint_contact_person(
        self, *, professional_id: UUID, on: date, substitute: UUID | None = None
    ) -> None:
        """Refused for one who would stand in for themselves, and where nothing changes."""
        if substitute == professional_id:
            raise Refused("nobody stands in for themselves")
        if (professional_id, substitute) == (self.professional_id, self.substitute):
            raise Refused("they are the contact person and the substitute already")
        self.trigger_event(
            self.ContactPersonAppointed, professional_id=professional_id, substitute=substitute, on=on
        )

    def __init__(self, *, county: str, sector: str) -> None:
        self.county, self.sector = county, sector
        self.professional_id: UUID | None = None
        self.substitute: UUID | None = None

    @event(ContactPersonAppointed)
    def _appointed(self, professional_id: UUID, substitute: UUID | None) -> None:
        self.professional_id, self.substitute = professional_id, substitute


def contact_person_id(county: str, sector: str) -> UUID:
    """The id of the post of a county's sector."""
    return uuid5(CONTACT_PERSONS, f"{county}/{sector}")
