"""Commands about the contact itself: whom it is about, how urgent, what the law asks for."""

from typing import Annotated, Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field, StrictInt, model_validator

from services.intake.commands.examples import REFERRAL, REFERRER, SCREEN, SUBJECT
from services.intake.commands.parts import Referrer, Subject
from services.intake.commands.words import (
    AtLeastOne,
    Channel,
    County,
    Day,
    LegalBasis,
    Long,
    Minutes,
    Moment,
    Once,
    ServiceLine,
    Short,
    Situation,
    Source,
    SupportKind,
    Truth,
    Upto,
    Urgency,
)
from shared.contracts.asking import Command
from shared.contracts.words import finding

Answers = Annotated[dict[str, StrictInt], Upto]
"""Points by item of the screen. Which items there are, and their range, the instrument says."""


class ReceiveReferral(Command):
    """Records a contact (yhteydenotto), with or without the name of whom it is about."""

    referral_id: UUID
    received_at: Moment = Field(description="When the contact came in; not in the future")
    source: Source
    source_other: Short | None = Field(None, description="Which source, where source is other")
    channel: Channel
    county: County
    service_line: ServiceLine
    situations: Annotated[tuple[Situation, ...], AtLeastOne, Once]
    trigger: Long = Field(description="The prompt (heräte): what set the matter off")
    urgency: Urgency
    referrer: Referrer
    subject: Subject | None = None
    legal_basis: LegalBasis
    child_welfare_notification: Truth = False
    screen_code: Short | None = Field(None, description="Of a screening made before the contact")

    example: ClassVar[dict[str, Any]] = {
        **REFERRAL,
        "received_at": "2023-03-07T09:20:00+02:00",
        "source": "school",
        "channel": "phone",
        "county": "08",
        "service_line": "ot_consultation",
        "situations": ["demanding_neuropsychiatric", "school_absence"],
        "trigger": "Nuori ei ole käynyt koulua syksyn jälkeen, ja apu on jumissa.",
        "urgency": "urgent",
        "referrer": REFERRER,
        "subject": SUBJECT,
        "legal_basis": "statutory_task",
    }

    @model_validator(mode="after")
    def _source_is_said(self) -> Self:
        if self.source == "other" and self.source_other is None:
            raise finding("say which other source in source_other")
        return self


class IdentifySubject(Command):
    """Tells whom a contact without a name is about."""

    referral_id: UUID
    subject: Subject
    legal_basis: LegalBasis

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "subject": SUBJECT, "legal_basis": "statutory_task"}


class ResolveDuplicate(Command):
    """Decides whether this contact is one that was recorded before; if so it is no longer counted."""

    referral_id: UUID
    same: Truth
    of: UUID | None = Field(None, description="The contact it repeats, or does not")

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "same": False}


class ScreenSituation(Command):
    """Screens a situation before any contact, about nobody; answers with a code for the contact."""

    answers: Answers

    example: ClassVar[dict[str, Any]] = {"answers": SCREEN}


class ScreenReferral(Command):
    """Screens a contact with the OT screen (OT-seula): every item answered. It blocks nothing."""

    referral_id: UUID
    answers: Answers

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "answers": SCREEN}


class IdentifyOtherwise(Command):
    """Says that the need is seen without, or in spite of, the screen."""

    referral_id: UUID
    reason: Long

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "reason": "Työntekijän oma arvio tilanteesta."}


class AssessUrgency(Command):
    """Assesses how soon help is needed."""

    referral_id: UUID
    urgency: Urgency
    reason: Long

    example: ClassVar[dict[str, Any]] = {
        **REFERRAL, "urgency": "immediate", "reason": "Lapsella ei ole turvallista yöpaikkaa.",
    }  # fmt: skip


class RecordFirstDecision(Command):
    """Records the county's first decision on a child welfare notification, and who was told of it."""

    referral_id: UUID
    decided_on: Day
    informed: Annotated[tuple[Literal["client", "guardian", "notifier"], ...], Upto, Once]

    example: ClassVar[dict[str, Any]] = {
        **REFERRAL, "decided_on": "2023-03-09", "informed": ["client", "guardian"],
    }  # fmt: skip


class RecordDutyToReport(Command):
    """Records that a report was made to the police or child welfare, or why none was made."""

    referral_id: UUID
    to: Literal["police", "child_welfare"]
    made_on: Day | None = None
    reason_not: Long | None = None

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "to": "police", "made_on": "2023-03-07"}

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.made_on is None) == (self.reason_not is None):
            raise finding("say either when the report was made or why none was made")
        return self


class GiveAdvice(Command):
    """Advises the one who made contact; a contact may be closed on advice alone."""

    referral_id: UUID
    advice: Long
    minutes: Minutes
    support_kinds: Annotated[tuple[SupportKind, ...], Upto, Once]

    example: ClassVar[dict[str, Any]] = {
        **REFERRAL,
        "advice": "Kutsu koulu ja perheneuvola samaan palaveriin ennen uusia lähetteitä.",
        "minutes": 20,
        "support_kinds": ["coordination"],
    }
