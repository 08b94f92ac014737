"""What was done about a contact: advice, the steps, tier, expertise, plan, evaluation."""

from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from shared.contracts.intake.words import Code, County, Language, Part, ReferralFact, Step

StepId = UUID


class AdviceGiven(ReferralFact):
    """The coordinator advised the worker."""

    FACT: ClassVar[str] = "intake.advice-given"
    minutes: int = Field(ge=0)
    support_kinds: tuple[Code, ...] = Field(description="Reference list support_kinds")


class ClientOf(Part):
    """A sector the family is a client of, or would gain from being."""

    sector: Code
    relation: Literal["contact", "would_benefit"]


class BackgroundGathered(ReferralFact):
    """The buffer (puskuri): who is involved was asked and written down; the newest counts."""

    FACT: ClassVar[str] = "intake.background-gathered"
    sectors: tuple[Code, ...] = Field((), description="Of the agencies involved, each once")
    client_of: tuple[ClientOf, ...] = ()


class SituationStructured(ReferralFact):
    """The question was worded and the kind of situation chosen."""

    FACT: ClassVar[str] = "intake.situation-structured"
    cynefin: Code = Field(description="Reference list cynefin_domains")


class StepSkipped(ReferralFact):
    """Structuring or expertise was not needed."""

    FACT: ClassVar[str] = "intake.step-skipped"
    step: Step


class AssessmentRecorded(ReferralFact):
    """A shared hypothesis, an overall assessment or both; the newest counts."""

    FACT: ClassVar[str] = "intake.assessment-recorded"
    with_hypothesis: bool
    with_overall_assessment: bool


class ConsultationHeld(ReferralFact):
    """The sectors met and formed a shared view."""

    FACT: ClassVar[str] = "intake.consultation-held"
    meeting_id: UUID
    held_at: datetime
    minutes: int = Field(ge=0)
    mode: Literal["virtual", "on_site"]
    sectors: tuple[Code, ...] = Field((), description="Of those who took part, each once")
    participants: int = Field(0, ge=0)
    client_present: bool


class TierDecided(ReferralFact):
    """How heavy the consultation is to be; the newest counts."""

    FACT: ClassVar[str] = "intake.tier-decided"
    tier: int = Field(ge=1, le=4)


class ExpertiseRequested(ReferralFact):
    """Complementary special expertise was asked for: matching opens a request from this."""

    FACT: ClassVar[str] = "intake.expertise-requested"
    match_request_id: UUID
    county: County
    competences: tuple[Code, ...]
    fields: tuple[Code, ...] = ()
    mode: Literal["virtual", "on_site", "either"]
    languages: tuple[Language, ...] = ()
    hours_per_week: float | None = Field(None, ge=0)
    team_size: int | None = Field(None, ge=1)


class ExpertiseAssigned(ReferralFact):
    """Matching found the expertise that was asked for."""

    FACT: ClassVar[str] = "intake.expertise-assigned"
    match_request_id: UUID


class PlannedStep(Part):
    """One next step, its responsible sector and its last day."""

    step_id: StepId
    sector: Code
    due: date


class ConsultationPlanAgreed(ReferralFact):
    """The sectors agreed on next steps; `steps` is the whole plan."""

    FACT: ClassVar[str] = "intake.consultation-plan-agreed"
    revision: int = Field(1, ge=1)
    steps: tuple[PlannedStep, ...]
    evaluate_on: date


class ConsultationPlanRevised(ReferralFact):
    """The plan was replaced; `steps` is the whole new plan, a kept step keeps its step_id."""

    FACT: ClassVar[str] = "intake.consultation-plan-revised"
    revision: int = Field(ge=2)
    steps: tuple[PlannedStep, ...]
    evaluate_on: date


class StepReported(ReferralFact):
    """A responsible party told how its step went."""

    FACT: ClassVar[str] = "intake.step-reported"
    step_id: StepId
    outcome: Literal["done", "moved", "dropped"]
    due: date | None = Field(None, description="The new last day of a moved step")


class ConsultationEvaluated(ReferralFact):
    """What came of the consultation."""

    FACT: ClassVar[str] = "intake.consultation-evaluated"
    outcome: Literal["resolved", "moved_on", "unchanged", "worse"]
