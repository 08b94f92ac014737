"""Intake's words as values: what a contact, a plan or a person is made of.

Frozen and plain, so that facts can hold them. Codes are of the reference lists; `Text` marks what is
free text of the matter, `Identity` what tells who a person is (R-P1). The names of the fields are those
of the commands.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shared.kernel.sealed import Identity, Text

STEPS = ("trigger", "buffer", "structuring", "assessment", "expertise", "plan", "evaluation")
"""The steps of a referral, in order: heräte, puskuri, jäsentäminen, arvio, asiantuntijuus, suunnitelma,
arviointi."""

STATES = ("received", "background_gathered", "structured", "assessed", "planned", "evaluated")
"""The states of an open referral, in order; each is the furthest step reached."""

ENDED = ("closed", "declined", "redirected", "withdrawn")


@dataclass(frozen=True)
class Referrer:
    """Who made contact (yhteydenottaja). Sealed under the matter, for it is not the subject."""

    name: Text
    organisation: Text
    sector: str
    title: Text | None = None
    phone: Text | None = None
    email: Text | None = None


@dataclass(frozen=True)
class ScreenAnswer:
    """One answered item of the screen."""

    item: str
    points: int


@dataclass(frozen=True)
class Screened:
    """What a screening came to: the sum, its level and by which instrument."""

    answers: tuple[ScreenAnswer, ...]
    score: int
    level: str
    instrument: str
    version: str


@dataclass(frozen=True)
class Agency:
    """One agency that is involved, and what it does."""

    sector: str
    organisation: Text
    role: Text


@dataclass(frozen=True)
class ClientOf:
    """A sector the family is a client of (contact) or would gain from (would_benefit)."""

    sector: str
    relation: str


@dataclass(frozen=True)
class Participant:
    """Someone at a consultation, by role; the name may stay away."""

    role: Text
    sector: str
    name: Text | None = None


@dataclass(frozen=True)
class Alternative:
    """A way on that was weighed: what speaks for it and what against."""

    option: Text
    in_favour: Text
    against: Text


@dataclass(frozen=True)
class Advice:
    """What a worker was advised."""

    advice: Text
    minutes: int
    support_kinds: tuple[str, ...]


@dataclass(frozen=True)
class Background:
    """The buffer (puskuri) as it was last written."""

    summary: Text
    agencies: tuple[Agency, ...]
    prior_services: tuple[Text, ...]
    client_of: tuple[ClientOf, ...]


@dataclass(frozen=True)
class Structure:
    """The situation as it was last structured (jäsennys): the question, and what kind of situation it is."""

    question: Text
    cynefin: str
    rationale: Text


@dataclass(frozen=True)
class Assessment:
    """The newest assessment: a shared hypothesis, an overall assessment or both."""

    hypothesis: Text | None
    overall_assessment: Text | None


@dataclass(frozen=True)
class Consultation:
    """A consultation that was held."""

    meeting_id: UUID
    held_at: datetime
    minutes: int
    mode: str
    participants: tuple[Participant, ...]
    client_present: bool
    shared_view: Text
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True)
class FirstDecision:
    """The county's first decision and everybody who has been told of it so far (R-I6)."""

    decided_on: date
    informed: frozenset[str]


@dataclass(frozen=True)
class Guardian:
    """A guardian (huoltaja): a registered person or a name. order: a decision that limits contact."""

    custody: str
    right_to_information: bool
    person_id: UUID | None = None
    name: Identity | None = None
    order: Identity | None = None


@dataclass(frozen=True)
class Glass:
    """That somebody who takes no part in a matter opened it in an emergency. by: who signs in."""

    by: str
    reason: Text
    until: datetime


@dataclass(frozen=True)
class SafeContact:
    """Where a message may be sent without danger, and to whom."""

    channel: str
    address: Identity
    safe_for: Identity


@dataclass(frozen=True)
class Subject:
    """Whom a contact is about: a child or young person, as the contact names them."""

    person_id: UUID
    given_name: Identity
    family_name: Identity
    birth_date: date
    municipality: Identity | None = None
    languages: tuple[Identity, ...] = ()
    guardians: tuple[Guardian, ...] | None = None
    safe_contact: SafeContact | None = None
