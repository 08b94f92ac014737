"""What is known about a contact: how it came, about whom, how urgent, what law asks for."""

from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from shared.contracts.envelope import PublicFact
from shared.contracts.intake.words import (
    Channel,
    Code,
    County,
    LegalBasis,
    Number,
    Pseudonym,
    ReferralFact,
    Screened,
    Urgency,
)


class ReferralReceived(ReferralFact):
    """A worker or a family reached an OT centre: the contact is counted from here."""

    FACT: ClassVar[str] = "intake.referral-received"
    number: Number
    received_at: datetime
    received_on: date = Field(description="The day of receipt in Finland; months and deadlines go by it")
    source: Code = Field(description="Reference list contact_sources")
    channel: Channel
    county: County
    service_line: Code
    situations: tuple[Code, ...] = Field(min_length=1, description="Several may hold at once")
    urgency: Urgency
    urgency_assessed: bool = Field(
        default=False, description="Whether a worker of the centre assessed it while receiving"
    )
    referrer_sector: Code
    legal_basis: LegalBasis
    child_welfare_notification: bool = False
    subject: Pseudonym | None = Field(None, description="None while the contact has no name")
    possible_duplicates: tuple[UUID, ...] = Field(
        (), description="Referrals a person should compare this with"
    )
    duty_to_report_asked: bool = Field(
        default=False, description="Whether the duty to report is asked for (R-I10)"
    )
    first_decision_due: date | None = Field(None, description="Child welfare notifications only (R-I6)")
    assessment_due: date | None = Field(None, description="Three months from receipt (R-I6)")
    assessment_next_working_day: date | None = Field(
        None, description="Where assessment_due is no working day"
    )
    screening: Screened | None = Field(
        None, description="Of the screen filled in before contact, where its code came"
    )


class SubjectIdentified(ReferralFact):
    """A contact without a name got to know whom it is about."""

    FACT: ClassVar[str] = "intake.subject-identified"
    subject: Pseudonym
    legal_basis: LegalBasis
    possible_duplicates: tuple[UUID, ...] = Field((), description="Found now that the subject is known")


class DuplicateResolved(ReferralFact):
    """A person decided whether the contact is one that was recorded before (R-I7)."""

    FACT: ClassVar[str] = "intake.duplicate-resolved"
    same: bool = Field(description="True: this contact is no longer counted")
    of: UUID | None = Field(None, description="The referral it was compared with")


class SituationScreened(PublicFact):
    """A professional tried the OT screen before any contact; it belongs to no referral and no person."""

    FACT: ClassVar[str] = "intake.situation-screened"
    screening: Screened


class ReferralScreened(ReferralFact, Screened):
    """The OT screen was filled in for a contact; the newest counts."""

    FACT: ClassVar[str] = "intake.referral-screened"


class NeedIdentifiedOtherwise(ReferralFact):
    """The need for an OT centre was seen without, or in spite of, the screen (R-I3)."""

    FACT: ClassVar[str] = "intake.need-identified-otherwise"


class UrgencyAssessed(ReferralFact):
    """How soon help is needed was assessed by a person."""

    FACT: ClassVar[str] = "intake.urgency-assessed"
    urgency: Urgency


class FirstDecisionRecorded(ReferralFact):
    """The county's decision whether a child welfare need is assessed, and who was told (R-I6)."""

    FACT: ClassVar[str] = "intake.first-decision-recorded"
    decided_on: date
    informed: tuple[Literal["client", "guardian", "notifier"], ...] = ()


class DutyToReportRecorded(ReferralFact):
    """A report to the police or child welfare was made, or it was said why not (R-I10)."""

    FACT: ClassVar[str] = "intake.duty-to-report-recorded"
    to: Literal["police", "child_welfare"]
    made_on: date | None = Field(None, description="None: it was explained why no report was made")


class PersonRegistered(PublicFact):
    """Intake got to know a person. Who it is, only the vault knows."""

    FACT: ClassVar[str] = "intake.person-registered"
    person: Pseudonym


class PersonCorrected(PublicFact):
    """What the vault knows about a person changed."""

    FACT: ClassVar[str] = "intake.person-corrected"
    person: Pseudonym


class PersonProtected(PublicFact):
    """A person is under an order that keeps where they are from others (R-C13)."""

    FACT: ClassVar[str] = "intake.person-protected"
    person: Pseudonym
    order: Literal["non_disclosure"]
    since: date
    until: date | None = Field(None, description="Its last day; none: until further notice")


class DisclosureForbidden(PublicFact):
    """A guardian of the person is told nothing about them (R-C9). Which one, only the vault knows."""

    FACT: ClassVar[str] = "intake.disclosure-forbidden"
    person: Pseudonym
    on: date


class PersonsMerged(PublicFact):
    """Two persons are one: whoever counts people counts the first as the other from now on."""

    FACT: ClassVar[str] = "intake.persons-merged"
    person: Pseudonym
    into: Pseudonym
