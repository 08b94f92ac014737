"""Where a message may be sent, for the service that sends one (R-F7): asked between services, never shown.

{"case_id" or "referral_id", "whom": "subject" or "referrer"} → {"channel"?, "address"?, "person_id"?}: as is
known at this moment; nothing where there is no safe way. Who reads a matter asks for its person instead. A
restriction of the matter, and an order that keeps a person's whereabouts from others, are kept by not showing
the address: the message itself names nobody, and goes where it is safe.
"""

from typing import Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import model_validator

from services.intake.domain.case import Case
from services.intake.domain.referral import Referral
from services.intake.queries.reading import Reading
from shared.contracts.asking import Personal, Query, Telling
from shared.contracts.words import finding
from shared.kernel.refused import Unknown
from shared.plumbing.sealing.key_store import ERASED, LOST

BY_MESSAGE = ("email", "sms")
"""The channels by which a message goes; a call or a letter is a person's work."""


class SafeContact(Query):
    """How whom a matter is about, or who made contact, is reached by a message."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"case_id": "3633df9a-48b2-5268-a0bd-bb4f01e140f8"}
    personal: ClassVar[Telling] = Personal(
        fields=("channel", "address"), persons=("person_id",), matters=("case_id", "referral_id")
    )
    case_id: UUID | None = None
    referral_id: UUID | None = None
    whom: Literal["subject", "referrer"] = "subject"

    @model_validator(mode="after")
    def _of_one(self) -> Self:
        if (self.case_id is None) == (self.referral_id is None):
            raise finding("name the case or the referral")
        return self


def answer_safe_contact(query: SafeContact, region: str, reading: Reading) -> dict[str, Any]:
    """As above, with the person_id of whom it is about. Unknown where the region has no such matter."""
    matter: Case | Referral = (
        reading.intake.load(Case, query.case_id)
        if query.case_id
        else reading.intake.load(Referral, _given(query.referral_id))
    )
    if matter.region != region:
        raise Unknown("there is no {kind} with the id {id}", kind=matter.kind, id=str(matter.id))
    if query.whom == "referrer":
        return _of_referrer(matter, reading)
    return _of_subject(matter.person_id, reading)


def _of_subject(person_id: UUID | None, reading: Reading) -> dict[str, Any]:
    person = None if person_id is None else reading.intake.who_is(person_id)
    safe = None if person is None or person.erased else person.safe_contact
    if person is None or safe is None or safe.channel not in BY_MESSAGE:
        return {}
    return _told(safe.channel, safe.address, person_id=str(person.id))


def _of_referrer(matter: Case | Referral, reading: Reading) -> dict[str, Any]:
    referral = matter if isinstance(matter, Referral) else reading.intake.load(Referral, matter.referral_id)
    if address := referral.referrer.email:
        return _told("email", address)
    return _told("sms", referral.referrer.phone) if referral.referrer.phone else {}


def _told(channel: str, address: str, **more: str) -> dict[str, Any]:
    """Nothing of what was erased, or cannot be opened."""
    return {} if address in {ERASED, LOST} else {"channel": channel, "address": address, **more}


def _given(referral_id: UUID | None) -> UUID:
    assert referral_id  # noqa: S101 - one of the two is there
    return referral_id
