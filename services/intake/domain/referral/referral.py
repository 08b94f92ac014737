"""Referral (yhteydenotto): one contact with an OT centre. Here its facts make it what it is."""

from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

from eventsourcing.domain import AggregateEvent, event

from services.intake.domain import erasing
from services.intake.domain.erasing import Erasable
from services.intake.domain.language import (
    Advice,
    Agency,
    Alternative,
    Assessment,
    Background,
    ClientOf,
    Consultation,
    FirstDecision,
    Glass,
    Participant,
    Referrer,
    ScreenAnswer,
    Screened,
    Structure,
)
from services.intake.domain.plan import StepInPlan, plan_of, with_report
from services.intake.domain.referral import facts
from services.intake.domain.referral.contact import ContactDecisions
from services.intake.domain.referral.ending import EndingDecisions
from services.intake.domain.referral.glass import GlassDecisions
from services.intake.domain.referral.reception import Reception
from services.intake.domain.referral.work import WorkDecisions
from services.intake.domain.rules import ASSESSED_BY_NOBODY_YET
from shared.kernel.facts import Keeping, Stream


class Referral(Reception, ContactDecisions, WorkDecisions, EndingDecisions, GlassDecisions, Erasable, Stream):
    """A contact from its first word to its evaluation.

    Decisions have the names of the commands and stand in reception.py, contact.py, work.py and
    ending.py; what is known stands in state.py. People name it `referral/2023-00017`.
    """

    TOPIC = "intake.referral"
    kind: ClassVar[str] = "referral"

    ReferralReceived = facts.ReferralReceived
    SubjectIdentified = facts.SubjectIdentified
    DuplicateResolved = facts.DuplicateResolved
    ReferralScreened = facts.ReferralScreened
    NeedIdentifiedOtherwise = facts.NeedIdentifiedOtherwise
    UrgencyAssessed = facts.UrgencyAssessed
    FirstDecisionRecorded = facts.FirstDecisionRecorded
    DutyToReportRecorded = facts.DutyToReportRecorded
    AdviceGiven = facts.AdviceGiven
    BackgroundGathered = facts.BackgroundGathered
    SituationStructured = facts.SituationStructured
    StepSkipped = facts.StepSkipped
    AssessmentRecorded = facts.AssessmentRecorded
    ConsultationHeld = facts.ConsultationHeld
    TierDecided = facts.TierDecided
    ExpertiseRequested = facts.ExpertiseRequested
    ExpertiseAssigned = facts.ExpertiseAssigned
    ConsultationPlanAgreed = facts.ConsultationPlanAgreed
    ConsultationPlanRevised = facts.ConsultationPlanRevised
    StepReported = facts.StepReported
    ConsultationEvaluated = facts.ConsultationEvaluated
    ReferralDeclined = facts.ReferralDeclined
    ReferralRedirected = facts.ReferralRedirected
    ReferralWithdrawn = facts.ReferralWithdrawn
    ReferralClosed = facts.ReferralClosed
    ReferralReopened = facts.ReferralReopened
    GlassBroken = facts.GlassBroken
    ReferralDestructionAsked = erasing.ReferralDestructionAsked
    ReferralDestroyed = erasing.ReferralDestroyed

    @classmethod
    def begin(cls, *, referral_id: UUID, **fields: object) -> Self:
        return cls._create(cls.ReferralReceived, id=referral_id, **fields)

    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        # eventsourcing registers a class of its own for each fact, under the same name on this class.
        self.trigger_event(getattr(type(self), fact.__name__), **fields)

    @property
    def erasure_facts(self) -> tuple[type[AggregateEvent], type[AggregateEvent]]:
        return erasing.ReferralDestructionAsked, erasing.ReferralDestroyed

    @property
    def stream_id(self) -> UUID:
        return self.id

    @property
    def subject(self) -> str:
        return f"{self.kind}/{self.number}"

    # From here on facts assign, and nothing refuses.

    def __init__(
        self,
        *,
        number: str,
        region: str,
        keeping: Keeping,
        received_at: datetime,
        source: str,
        channel: str,
        county: str,
        service_line: str,
        situations: tuple[str, ...],
        trigger: str,
        urgency: str,
        referrer: Referrer,
        legal_basis: str,
        child_welfare_notification: bool,
        source_other: str | None,
        person_id: UUID | None,
        screening: Screened | None,
        possible_duplicates: tuple[UUID, ...],
        first_decision_due: date | None,
        assessment_due: date | None,
        assessment_next_working_day: date | None,
    ) -> None:
        self.number, self.region, self.kept = number, region, keeping
        self.received_at, self.source, self.source_other = received_at, source, source_other
        self.channel, self.county, self.service_line = channel, county, service_line
        self.situations, self.trigger, self.urgency = situations, trigger, urgency
        self.referrer, self.legal_basis, self.person_id = referrer, legal_basis, person_id
        self.child_welfare_notification = child_welfare_notification
        self.offered_duplicates, self.screening = possible_duplicates, screening
        self.first_decision_due, self.assessment_due = first_decision_due, assessment_due
        self.assessment_next_working_day = assessment_next_working_day
        # The centre's own worker assesses while listening.
        self.urgency_assessed = channel not in ASSESSED_BY_NOBODY_YET
        self.identified_otherwise = False
        self.advice: tuple[Advice, ...] = ()
        self.consultations: tuple[Consultation, ...] = ()
        self.glasses: tuple[Glass, ...] = ()
        self.expertise: dict[UUID, bool] = {}
        self.skipped: dict[str, str] = {}
        self.duplicate_of = self.tier = self.first_decision = self.report_settled = None
        self.background = self.structure = self.assessment = self.plan = self.evaluation = None
        self.ended = None

    @event(SubjectIdentified)
    def _identified(self, person_id: UUID, legal_basis: str, possible_duplicates: tuple[UUID, ...]) -> None:
        self.person_id, self.legal_basis = person_id, legal_basis
        self.offered_duplicates = tuple(dict.fromkeys(self.offered_duplicates + possible_duplicates))

    @event(DuplicateResolved)
    def _duplicate_resolved(self, *, same: bool, of: UUID | None) -> None:
        if same:
            self.duplicate_of, self.offered_duplicates = of, ()
            return
        self.offered_duplicates = tuple(d for d in self.offered_duplicates if of not in {None, d})
        if of in {None, self.duplicate_of}:
            self.duplicate_of = None

    @event(ReferralScreened)
    def _screened(
        self, answers: tuple[ScreenAnswer, ...], score: int, level: str, instrument: str, version: str
    ) -> None:
        self.screening = Screened(answers, score, level, instrument, version)

    @event(NeedIdentifiedOtherwise)
    def _identified_otherwise(self) -> None:
        self.identified_otherwise = True

    @event(UrgencyAssessed)
    def _urgency_assessed(self, urgency: str) -> None:
        self.urgency, self.urgency_assessed = urgency, True

    @event(FirstDecisionRecorded)
    def _first_decision_recorded(self, decided_on: date, informed: tuple[str, ...]) -> None:
        told = self.first_decision.informed if self.first_decision else frozenset()
        self.first_decision = FirstDecision(decided_on, told | set(informed))

    @event(DutyToReportRecorded)
    def _report_settled(self, made_on: date | None) -> None:
        self.report_settled = "made" if made_on or self.report_settled == "made" else "explained"

    @event(AdviceGiven)
    def _advised(self, advice: str, minutes: int, support_kinds: tuple[str, ...]) -> None:
        self.advice = (*self.advice, Advice(advice, minutes, support_kinds))

    @event(BackgroundGathered)
    def _background_gathered(
        self,
        summary: str,
        agencies: tuple[Agency, ...],
        prior_services: tuple[str, ...],
        client_of: tuple[ClientOf, ...],
    ) -> None:
        self.background = Background(summary, agencies, prior_services, client_of)

    @event(SituationStructured)
    def _structured(self, question: str, cynefin: str, rationale: str) -> None:
        self.structure = Structure(question, cynefin, rationale)

    @event(StepSkipped)
    def _skipped(self, step: str, reason: str) -> None:
        self.skipped = {**self.skipped, step: reason}

    @event(AssessmentRecorded)
    def _assessed(self, hypothesis: str | None, overall_assessment: str | None) -> None:
        self.assessment = Assessment(hypothesis, overall_assessment)

    @event(ConsultationHeld)
    def _consulted(
        self,
        *,
        meeting_id: UUID,
        held_at: datetime,
        minutes: int,
        mode: str,
        participants: tuple[Participant, ...],
        client_present: bool,
        shared_view: str,
        alternatives: tuple[Alternative, ...],
    ) -> None:
        held = Consultation(
            meeting_id, held_at, minutes, mode, participants, client_present, shared_view, alternatives
        )
        self.consultations = (*self.consultations, held)

    @event(TierDecided)
    def _tier_decided(self, tier: int) -> None:
        self.tier = tier

    @event(ExpertiseRequested)
    def _expertise_requested(self, match_request_id: UUID) -> None:
        self.expertise = {**self.expertise, match_request_id: False}
        self.skipped = {step: why for step, why in self.skipped.items() if step != "expertise"}

    @event(ExpertiseAssigned)
    def _expertise_assigned(self, match_request_id: UUID) -> None:
        self.expertise = {**self.expertise, match_request_id: True}

    @event(ConsultationPlanAgreed)
    def _planned(
        self, revision: int, steps: tuple[StepInPlan, ...], evaluate_on: date, agreed_on: date
    ) -> None:
        self.plan = plan_of(
            steps, revision=revision, evaluate_on=evaluate_on, agreed_on=agreed_on, before=None
        )

    @event(ConsultationPlanRevised)
    def _replanned(
        self, revision: int, steps: tuple[StepInPlan, ...], evaluate_on: date, agreed_on: date
    ) -> None:
        self.plan = plan_of(
            steps, revision=revision, evaluate_on=evaluate_on, agreed_on=agreed_on, before=self.plan
        )

    @event(StepReported)
    def _step_reported(self, step_id: UUID, outcome: str, due: date | None) -> None:
        if self.plan:
            self.plan = with_report(self.plan, step_id, outcome, due)

    @event(ConsultationEvaluated)
    def _evaluated(self, outcome: str) -> None:
        self.evaluation = outcome

    @event(ReferralDeclined)
    def _declined(self) -> None:
        self.ended = "declined"

    @event(ReferralRedirected)
    def _redirected(self) -> None:
        self.ended = "redirected"

    @event(ReferralWithdrawn)
    def _withdrawn(self) -> None:
        self.ended = "withdrawn"

    @event(ReferralClosed)
    def _closed(self) -> None:
        self.ended = "closed"

    @event(ReferralReopened)
    def _reopened(self) -> None:
        self.ended = None

    @event(GlassBroken)
    def _glass_broken(self, by: str, reason: str, until: datetime) -> None:
        # To whom it is open just now, a row says (application/glass.py).
        self.glasses = (*self.glasses, Glass(by, reason, until))

    @event(erasing.ReferralDestructionAsked)
    def _erasure_asked(self, basis: str, asked_by: str) -> None:
        self.erasure_asked = erasing.ErasureAsked(asked_by, basis)

    @event(erasing.ReferralDestroyed)
    def _erased(self) -> None:
        self.erased = True
