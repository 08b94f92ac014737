"""Decisions about the work: background, question, assessment, expertise, plan, evaluation."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from services.intake.domain import rules
from services.intake.domain.language import Agency, Alternative, ClientOf, Participant
from services.intake.domain.plan import PlanStep, steps_to_agree
from services.intake.domain.referral import facts
from services.intake.domain.referral.state import ReferralState
from shared.kernel.refused import Refused


class WorkDecisions(ReferralState):
    """The steps of a referral after the trigger (heräte)."""

    def gather_background(
        self,
        *,
        summary: str,
        agencies: tuple[Agency, ...],
        prior_services: tuple[str, ...] = (),
        client_of: tuple[ClientOf, ...] = (),
    ) -> None:
        """The buffer (puskuri); the newest counts (R-I2)."""
        self.must_be_open()
        self.tell(
            facts.BackgroundGathered,
            summary=summary, agencies=agencies, prior_services=prior_services, client_of=client_of,
        )  # fmt: skip

    def structure_situation(self, *, question: str, cynefin: str, rationale: str) -> None:
        """Words the question (jäsentäminen); also where structuring was skipped before."""
        self.must_be_open()
        self.tell(facts.SituationStructured, question=question, cynefin=cynefin, rationale=rationale)

    def skip_step(self, *, step: str, reason: str) -> None:
        """R-I2: structuring or expertise is not needed; expertise that was requested may be skipped."""
        self.must_be_open()
        if refusal := rules.refusal_to_skip(step, self.steps[step]):
            raise Refused(refusal)
        self.tell(facts.StepSkipped, step=step, reason=reason)

    def record_assessment(
        self, *, hypothesis: str | None = None, overall_assessment: str | None = None
    ) -> None:
        """R-I2: after structuring, or after it was skipped; the newest counts."""
        self.must_be_open()
        if not hypothesis and not overall_assessment:
            raise Refused("an assessment has a hypothesis, an overall assessment or both")
        if refusal := rules.refusal_to_assess(self.steps):
            raise Refused(refusal)
        self.tell(facts.AssessmentRecorded, hypothesis=hypothesis, overall_assessment=overall_assessment)

    def hold_consultation(
        self,
        *,
        meeting_id: UUID,
        held_at: datetime,
        minutes: int,
        mode: str,
        participants: tuple[Participant, ...],
        client_present: bool,
        shared_view: str,
        at: datetime,
        alternatives: tuple[Alternative, ...] = (),
    ) -> None:
        """A consultation that took place; it settles the step of expertise (R-I2)."""
        self.must_be_open()
        if held_at > at:
            raise Refused("a consultation is recorded after it was held")
        if any(meeting_id == held.meeting_id for held in self.consultations):
            raise Refused("this consultation is recorded already")
        self.tell(
            facts.ConsultationHeld,
            meeting_id=meeting_id, held_at=held_at, minutes=minutes, mode=mode,
            participants=participants, client_present=client_present, shared_view=shared_view,
            alternatives=alternatives,
        )  # fmt: skip

    def decide_tier(self, *, tier: int, reason: str) -> None:
        """How heavy the consultation is to be (porras), 1 to 4; the newest counts."""
        self.must_be_open()
        self.tell(facts.TierDecided, tier=tier, reason=reason)

    def request_expertise(
        self,
        *,
        match_request_id: UUID,
        competences: tuple[str, ...],
        mode: str,
        fields: tuple[str, ...] = (),
        languages: tuple[str, ...] = (),
        hours_per_week: float | None = None,
        team_size: int | None = None,
    ) -> None:
        """Asks matching for complementary expertise; a skipped step is open again."""
        self.must_be_open()
        if match_request_id in self.expertise:
            raise Refused("this expertise is requested already")
        self.tell(
            facts.ExpertiseRequested,
            match_request_id=match_request_id, competences=competences, fields=fields, mode=mode,
            languages=languages, hours_per_week=hours_per_week, team_size=team_size,
        )  # fmt: skip

    def assign_expertise(self, *, match_request_id: UUID) -> None:
        """Matching's answer: the expertise asked for was found (R-I2)."""
        self.must_be_open()
        if match_request_id not in self.expertise:
            raise Refused("no such expertise was requested for this contact")
        if self.expertise[match_request_id]:
            raise Refused("this expertise is assigned already")
        self.tell(facts.ExpertiseAssigned, match_request_id=match_request_id)

    def agree_consultation_plan(self, *, steps: Sequence[PlanStep], evaluate_on: date, on: date) -> None:
        """Agrees the plan on a day. Refuses by R-I1, R-I2, R-I5, and where there is a plan already."""
        self.must_be_open()
        if refusal := rules.refusal_to_plan(self.steps):
            raise Refused(refusal)
        if self.plan:
            raise Refused("a plan is agreed already: revise it")
        self._plan(facts.ConsultationPlanAgreed, steps, evaluate_on, on)

    def revise_consultation_plan(
        self, *, steps: Sequence[PlanStep], evaluate_on: date, reason: str, on: date
    ) -> None:
        """Replaces the plan as a whole and says why."""
        self.must_be_open()
        if not self.plan:
            raise Refused("there is no plan to revise: agree one first")
        self._plan(facts.ConsultationPlanRevised, steps, evaluate_on, on, reason=reason)

    def report_step(
        self, *, step_id: UUID, outcome: str, on: date, due: date | None = None, reason: str | None = None
    ) -> None:
        """How a step went; the newest report counts, also after the contact was closed on its plan."""
        if self.ended != "closed":
            self.must_be_open()
        if not self.plan or all(step.step_id != step_id for step in self.plan.steps):
            raise Refused("the plan in force has no such step")
        if (outcome == "moved") != (due is not None):
            raise Refused("a moved step, and no other, is given a new last day")
        if due and due < on:
            raise Refused("a step is moved to today or later")
        self.tell(facts.StepReported, step_id=step_id, outcome=outcome, due=due, reason=reason)

    def evaluate_consultation(self, *, outcome: str, text: str | None = None) -> None:
        """R-I2: an evaluation needs a plan; the newest counts."""
        self.must_be_open()
        if not self.plan:
            raise Refused("an evaluation needs a plan first")
        self.tell(facts.ConsultationEvaluated, outcome=outcome, text=text)

    def _plan(
        self,
        fact: type[facts.ConsultationPlanAgreed | facts.ConsultationPlanRevised],
        steps: Sequence[PlanStep],
        evaluate_on: date,
        on: date,
        **more: object,
    ) -> None:
        revision = self.plan.revision + 1 if self.plan else 1
        agreed = steps_to_agree(steps, referral_id=self.stream_id, revision=revision, before=self.plan, on=on)
        if evaluate_on < on and not (self.plan and self.plan.evaluate_on == evaluate_on):
            raise Refused("a plan is evaluated on the day it is agreed or later")
        self.tell(fact, revision=revision, steps=agreed, evaluate_on=evaluate_on, agreed_on=on, **more)
