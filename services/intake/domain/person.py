"""Person: the identity vault. Who somebody is stands here and in no other stream (R-P1)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from eventsourcing.domain import AggregateEvent, event

from services.intake.domain import erasing, protection
from services.intake.domain.erasing import Erasable
from services.intake.domain.language import Guardian, SafeContact, Subject
from services.intake.domain.protection import Forbidden, Protection, ProtectionDecisions
from shared.kernel.facts import Keeping, Stream
from shared.kernel.refused import Refused
from shared.kernel.sealed import Identity

OLDEST = 130
"""Years: a birth date further back is a slip of the pen."""


class PersonRegistered(Stream.Created):
    """Intake got to know a person. birth_date: ISO 8601, as text, so that it can be sealed."""

    TOPIC = "intake.person-registered"
    keeping: Keeping
    given_name: Identity
    family_name: Identity
    birth_date: Identity
    municipality: Identity | None
    languages: tuple[Identity, ...]
    guardians: tuple[Guardian, ...]
    safe_contact: SafeContact | None


class PersonCorrected(Stream.Event):
    """What is known of a person changed; None where it did not."""

    TOPIC = "intake.person-corrected"
    given_name: Identity | None
    family_name: Identity | None
    birth_date: Identity | None
    municipality: Identity | None
    languages: tuple[Identity, ...] | None
    guardians: tuple[Guardian, ...] | None
    safe_contact: SafeContact | None


class Person(ProtectionDecisions, Erasable, Stream):
    """A child, a young person or a guardian, by an id that says nothing.

    What keeps them safe, and who is the same person, is decided in protection.py.
    """

    TOPIC = "intake.person"
    kind: ClassVar[str] = "person"
    PersonRegistered = PersonRegistered
    PersonCorrected = PersonCorrected
    PersonProtected = protection.PersonProtected
    DisclosureForbidden = protection.DisclosureForbidden
    PersonsMerged = protection.PersonsMerged
    PersonErasureAsked = erasing.PersonErasureAsked
    PersonErased = erasing.PersonErased

    @classmethod
    def register_person(cls, subject: Subject, *, keeping: Keeping, on: date) -> Self:
        """Registers a person as a contact or a coordinator names them. Refuses an impossible birth date."""
        refuse_birth_date(subject.birth_date, on)
        return cls._create(
            cls.PersonRegistered,
            id=subject.person_id,
            keeping=keeping,
            **{**_told(subject), "guardians": subject.guardians or ()},
        )

    def correct_person(self, subject: Subject, *, on: date) -> None:
        """What was wrong or has changed. What is not told stays as it is. Refuses where nothing differs."""
        self.refuse_merged()
        refuse_birth_date(subject.birth_date, on)
        changed = {name: value for name, value in _told(subject).items() if value != self._known[name]}
        if not any(value is not None for value in changed.values()):
            raise Refused("nothing of this differs from what is known of the person")
        self._correct(changed)

    def learn(self, subject: Subject) -> None:
        """A further contact names this person: fills in what was not known, and changes nothing (R-I8).

        Refuses another name or birth date: whether that is a slip or another child, a person finds out.
        """
        self.refuse_merged()
        told = _told(subject)
        if any(_plain(told[name]) != _plain(self._known[name]) for name in SURE):
            raise Refused(
                "this person is registered with another name or birth date: correct the person first"
            )
        new = {name: value for name, value in told.items() if value and not self._known[name]}
        if new:
            self._correct(new)

    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        # eventsourcing registers a class of its own for each fact, under the same name on this class.
        self.trigger_event(getattr(type(self), fact.__name__), **fields)

    @property
    def erasure_facts(self) -> tuple[type[AggregateEvent], type[AggregateEvent]]:
        return erasing.PersonErasureAsked, erasing.PersonErased

    def _correct(self, changed: Mapping[str, Any]) -> None:
        self.trigger_event(self.PersonCorrected, **{name: changed.get(name) for name in self._known})

    @property
    def keeping(self) -> Keeping:
        """R-T2: the register the person was entered in."""
        return self._keeping

    @property
    def _known(self) -> dict[str, Any]:
        return {
            "given_name": self.given_name,
            "family_name": self.family_name,
            "birth_date": self.birth_date,
            "municipality": self.municipality,
            "languages": self.languages,
            "guardians": self.guardians,
            "safe_contact": self.safe_contact,
        }

    def __init__(
        self,
        *,
        keeping: Keeping,
        given_name: str,
        family_name: str,
        birth_date: str,
        municipality: str | None,
        languages: tuple[str, ...],
        guardians: tuple[Guardian, ...],
        safe_contact: SafeContact | None,
    ) -> None:
        self._keeping = keeping
        self.given_name, self.family_name, self.birth_date = given_name, family_name, birth_date
        self.municipality, self.languages = municipality, languages
        self.guardians, self.safe_contact = guardians, safe_contact
        self.protection: Protection | None = None
        self.forbidden: tuple[Forbidden, ...] = ()
        self.merged_into: UUID | None = None

    @event(PersonProtected)
    def _protected(self, order: str, since: date, until: date | None) -> None:
        self.protection = Protection(order, since, until)

    @event(DisclosureForbidden)
    def _disclosure_forbidden(self, to: str, by: str, reason: str, on: date) -> None:
        self.forbidden = (*self.forbidden, Forbidden(to, by, reason, on))

    @event(PersonsMerged)
    def _merged(self, into: UUID) -> None:
        self.merged_into = into

    @event(PersonCorrected)
    def _corrected(
        self,
        *,
        given_name: str | None,
        family_name: str | None,
        birth_date: str | None,
        municipality: str | None,
        languages: tuple[str, ...] | None,
        guardians: tuple[Guardian, ...] | None,
        safe_contact: SafeContact | None,
    ) -> None:
        self.given_name = given_name or self.given_name
        self.family_name = family_name or self.family_name
        self.birth_date = birth_date or self.birth_date
        self.municipality = municipality or self.municipality
        self.languages = self.languages if languages is None else languages
        self.guardians = self.guardians if guardians is None else guardians
        self.safe_contact = safe_contact or self.safe_contact

    @event(erasing.PersonErasureAsked)
    def _erasure_asked(self, basis: str, asked_by: str) -> None:
        self.erasure_asked = erasing.ErasureAsked(asked_by, basis)

    @event(erasing.PersonErased)
    def _erased(self) -> None:
        self.erased = True


SURE = ("given_name", "family_name", "birth_date")
"""By these a person is recognised: another one here is no new knowledge but a contradiction."""


def refuse_birth_date(birth_date: date, on: date) -> None:
    """Refuses a birth date after a day, or one that nobody alive has."""
    if birth_date > on:
        raise Refused("the birth date is in the future")
    if birth_date.year < on.year - OLDEST:
        raise Refused("the birth date is more than {years} years ago", years=OLDEST)


def _told(subject: Subject) -> dict[str, Any]:
    return {
        "given_name": subject.given_name,
        "family_name": subject.family_name,
        "birth_date": subject.birth_date.isoformat(),
        "municipality": subject.municipality,
        "languages": subject.languages,
        "guardians": subject.guardians,
        "safe_contact": subject.safe_contact,
    }


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
