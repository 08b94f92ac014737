"""The questions intake answers."""

from typing import Annotated, Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.intake.queries.asked_access import ACCESS_QUERIES
from services.intake.queries.asked_cases import CASE_QUERIES, Reveal
from services.intake.queries.asked_people import People
from services.intake.queries.asked_retention import RETENTION_QUERIES
from shared.contracts.asking import NotPersonal, Personal, Query, Telling
from shared.contracts.origins import Origin
from shared.contracts.words import Code, Day, Email, Moment, Part, Phone, Short, finding

A_REFERRAL = "181fecb9-b463-5a9c-969e-d660ec5e341f"
State = Literal[
    "received", "background_gathered", "structured", "assessed", "planned", "evaluated",
    "closed", "declined", "redirected", "withdrawn",
]  # fmt: skip
WaitingFor = Literal[
    "duplicate", "duty_to_report", "first_decision", "urgency", "steps",
    "buffer", "structuring", "assessment", "expertise", "plan", "evaluation",
]  # fmt: skip


class Referral(Query):
    """One referral as it stands, or as it was known then. Professionals see the status of their own."""

    example: ClassVar[dict[str, Any]] = {"referral_id": A_REFERRAL}
    personal: ClassVar[Telling] = Personal(
        fields=(
            "number", "state", "situations", "urgency", "screening", "plan", "evaluation", "texts.trigger",
            "texts.source_other", "texts.referrer", "texts.subject", "texts.advice", "texts.background",
            "texts.structure", "texts.assessment", "texts.consultations", "texts.skipped", "sector", "due",
            "glasses",
            "source", "duty_to_report", "possible_duplicates",
        ),
        persons=("texts.subject.person_id",),
        matters=("referral_id",),
    )  # fmt: skip
    referral_id: UUID
    reveal: Reveal | None = None


class Referrals(Query):
    """The referrals you may see, newest first."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"state": "received", "limit": 20}
    personal: ClassVar[Telling] = Personal(fields=("referrals",), matters=("referrals.referral_id",))
    state: State | None = None
    county: Code("counties") | None = None  # type: ignore[valid-type]
    waiting_for: WaitingFor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, Field(max_length=200)] | None = Field(
        None, description="`next` of the page before"
    )


class Person(Query):
    """Who a person is: the identity vault."""

    example: ClassVar[dict[str, Any]] = {"person_id": "c68b13c7-1ed3-571c-9320-04ddb61f8d9c"}
    personal: ClassVar[Telling] = Personal(
        fields=(
            "given_name", "family_name", "birth_date", "municipality", "languages", "guardians",
            "safe_contact", "protection", "forbidden",
        ),
        persons=("person_id",),
        mentioned=("guardians.person_id",),
    )  # fmt: skip
    person_id: UUID
    reveal: Reveal | None = None


class Screen(Query):
    """The OT screen that is in use: its items, their words and the levels."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {}
    personal: ClassVar[Telling] = NotPersonal("the questions of the screen, which are everybody's")


class StepLink(Query):
    """A link with which a step's responsible party reports on it without an account."""

    takes_as_of: ClassVar[bool] = False
    example: ClassVar[dict[str, Any]] = {"referral_id": A_REFERRAL, "step_id": A_REFERRAL}
    personal: ClassVar[Telling] = NotPersonal("a token: what is read with it is written down then")
    referral_id: UUID
    step_id: UUID


class SoughtReferrer(Part):
    """Who makes contact, as far as it is known: a phone or an email, or a name and an organisation (R-I7)."""

    name: Short | None = None
    organisation: Short | None = None
    phone: Phone | None = None
    email: Email | None = None

    @model_validator(mode="after")
    def _recognisable(self) -> Self:
        if not (self.phone or self.email or (self.name and self.organisation)):
            raise finding("who makes contact is known by a phone, an email, or a name and an organisation")
        return self


class SoughtSubject(Part):
    """Whom it is about, as far as it is known: name and birth date, and the person where one is known."""

    person_id: UUID | None = None
    given_name: Short
    family_name: Short
    birth_date: Day


class SimilarContacts(Query):
    """The contacts that one being written down may repeat (R-I7), of those you may see, newest first."""

    takes_as_of: ClassVar[bool] = False
    by_post: ClassVar[bool] = True
    example: ClassVar[dict[str, Any]] = {
        "referrer": {"name": "Olli Opettaja", "organisation": "Esimerkkilän koulu"},
        "subject": {"given_name": "Lapsi", "family_name": "Esimerkki", "birth_date": "2010-05-06"},
    }
    personal: ClassVar[Telling] = Personal(fields=("contacts",), matters=("contacts.referral_id",))
    referrer: SoughtReferrer
    subject: SoughtSubject
    received_at: Moment | None = Field(None, description="When the contact came in; now, if not said")


QUERIES: dict[str, type[Query]] = {
    **{query.name(): query for query in (Referral, Referrals, Person, Screen, StepLink, SimilarContacts)},
    **CASE_QUERIES,
    People.name(): People,
    **ACCESS_QUERIES,
    **RETENTION_QUERIES,
    Origin.name(): Origin,
}
"""By name, for the edge and the service."""
