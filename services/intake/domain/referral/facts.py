"""What can have happened to a referral. A fact's TOPIC is its name for ever."""

from datetime import date, datetime
from uuid import UUID

from services.intake.domain.language import (
    Agency,
    Alternative,
    ClientOf,
    Participant,
    Referrer,
    ScreenAnswer,
    Screened,
)
from services.intake.domain.plan import StepInPlan
from shared.kernel.facts import Keeping, Stream
from shared.kernel.sealed import Text


class ReferralReceived(Stream.Created):
    """A worker or a family reached an OT centre (yhteydenotto). The days due are fixed here (R-I6)."""

    TOPIC = "intake.referral-received"
    number: str
    region: str
    keeping: Keeping
    received_at: datetime
    source: str
    channel: str
    county: str
    service_line: str
    situations: tuple[str, ...]
    trigger: Text
    urgency: str
    referrer: Referrer
    legal_basis: str
    child_welfare_notification: bool
    source_other: Text | None
    person_id: UUID | None
    screening: Screened | None
    possible_duplicates: tuple[UUID, ...]
    first_decision_due: date | None
    assessment_due: date | None
    assessment_next_working_day: date | None


class SubjectIdentified(Stream.Event):
    """A contact without a name got to know whom it is about."""

    TOPIC = "intake.subject-identified"
    person_id: UUID
    legal_basis: str
    possible_duplicates: tuple[UUID, ...]


class DuplicateResolved(Stream.Event):
    """A person decided whether the contact repeats another (R-I7). of: None means all that were offered."""

    TOPIC = "intake.duplicate-resolved"
    same: bool
    of: UUID | None


class ReferralScreened(Stream.Event):
    """The OT screen (OT-seula) was filled in; the newest counts."""

    TOPIC = "intake.referral-screened"
    answers: tuple[ScreenAnswer, ...]
    score: int
    level: str
    instrument: str
    version: str


class NeedIdentifiedOtherwise(Stream.Event):
    """The need was seen without, or in spite of, the screen (R-I3)."""

    TOPIC = "intake.need-identified-otherwise"
    reason: Text


class UrgencyAssessed(Stream.Event):
    """How soon help is needed was assessed."""

    TOPIC = "intake.urgency-assessed"
    urgency: str
    reason: Text


class FirstDecisionRecorded(Stream.Event):
    """The county decided on a child welfare notification and told these (R-I6)."""

    TOPIC = "intake.first-decision-recorded"
    decided_on: date
    informed: tuple[str, ...]


class DutyToReportRecorded(Stream.Event):
    """A report was made, or it was said why not (R-I10)."""

    TOPIC = "intake.duty-to-report-recorded"
    to: str
    made_on: date | None
    reason_not: Text | None


class AdviceGiven(Stream.Event):
    """The coordinator advised the worker."""

    TOPIC = "intake.advice-given"
    advice: Text
    minutes: int
    support_kinds: tuple[str, ...]


class BackgroundGathered(Stream.Event):
    """The buffer (puskuri): what is known and who is involved; the newest counts."""

    TOPIC = "intake.background-gathered"
    summary: Text
    agencies: tuple[Agency, ...]
    prior_services: tuple[Text, ...]
    client_of: tuple[ClientOf, ...]


class SituationStructured(Stream.Event):
    """The question was worded and the kind of situation chosen."""

    TOPIC = "intake.situation-structured"
    question: Text
    cynefin: str
    rationale: Text


class StepSkipped(Stream.Event):
    """Structuring or expertise was not needed."""

    TOPIC = "intake.step-skipped"
    step: str
    reason: Text


class AssessmentRecorded(Stream.Event):
    """A shared hypothesis, an overall assessment or both; the newest counts."""

    TOPIC = "intake.assessment-recorded"
    hypothesis: Text | None
    overall_assessment: Text | None


class ConsultationHeld(Stream.Event):
    """The sectors met and formed a shared view."""

    TOPIC = "intake.consultation-held"
    meeting_id: UUID
    held_at: datetime
    minutes: int
    mode: str
    participants: tuple[Participant, ...]
    client_present: bool
    shared_view: Text
    alternatives: tuple[Alternative, ...]


class TierDecided(Stream.Event):
    """How heavy the consultation is to be, 1 to 4; the newest counts."""

    TOPIC = "intake.tier-decided"
    tier: int
    reason: Text


class ExpertiseRequested(Stream.Event):
    """Complementary special expertise was asked for; matching opens a request from this."""

    TOPIC = "intake.expertise-requested"
    match_request_id: UUID
    competences: tuple[str, ...]
    fields: tuple[str, ...]
    mode: str
    languages: tuple[str, ...]
    hours_per_week: float | None
    team_size: int | None


class ExpertiseAssigned(Stream.Event):
    """Matching found the expertise that was asked for."""

    TOPIC = "intake.expertise-assigned"
    match_request_id: UUID


class ConsultationPlanAgreed(Stream.Event):
    """The sectors agreed on next steps."""

    TOPIC = "intake.consultation-plan-agreed"
    revision: int
    steps: tuple[StepInPlan, ...]
    evaluate_on: date
    agreed_on: date


class ConsultationPlanRevised(Stream.Event):
    """The plan was replaced as a whole; a kept step keeps its step_id and what was reported of it."""

    TOPIC = "intake.consultation-plan-revised"
    revision: int
    steps: tuple[StepInPlan, ...]
    evaluate_on: date
    agreed_on: date
    reason: Text


class StepReported(Stream.Event):
    """A responsible party told how its step went. due: the new last day of a moved step."""

    TOPIC = "intake.step-reported"
    step_id: UUID
    outcome: str
    due: date | None
    reason: Text | None


class ConsultationEvaluated(Stream.Event):
    """What came of the consultation; the newest counts."""

    TOPIC = "intake.consultation-evaluated"
    outcome: str
    text: Text | None


class Ending(Stream.Event):
    """What the endings and a reopening say. to: where the worker may turn, if it was said."""

    reason: Text
    to: Text | None


class ReferralDeclined(Ending):
    """The centre does not take the matter on."""

    TOPIC = "intake.referral-declined"


class ReferralRedirected(Ending):
    """The matter belongs elsewhere and was sent there."""

    TOPIC = "intake.referral-redirected"


class ReferralWithdrawn(Ending):
    """The one who made contact took it back."""

    TOPIC = "intake.referral-withdrawn"


class ReferralClosed(Ending):
    """The work on the contact is done."""

    TOPIC = "intake.referral-closed"


class ReferralReopened(Ending):
    """An ended contact goes on from where it stood."""

    TOPIC = "intake.referral-reopened"


class GlassBroken(Stream.Event):
    """Somebody who takes no part in the contact opened it in an emergency, to read it."""

    TOPIC = "intake.glass-broken"
    by: str
    reason: Text
    until: datetime
