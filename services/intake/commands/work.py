"""Commands about the work on a contact: background, question, assessment, expertise, plan, evaluation."""

from typing import Annotated, Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.intake.commands.examples import REFERRAL, STEP
from services.intake.commands.parts import Agency, Alternative, ClientOf, Participant, PlanStep
from services.intake.commands.words import (
    AtLeastOne,
    Competence,
    Count,
    Cynefin,
    Day,
    FieldOfCoreUnit,
    Hours,
    Language,
    Long,
    Minutes,
    Moment,
    Once,
    Truth,
    Upto,
)
from shared.contracts.asking import Command
from shared.contracts.words import finding


class GatherBackground(Command):
    """Writes down the background (puskuri): what is known and who is involved. The newest counts."""

    referral_id: UUID
    summary: Long
    agencies: Annotated[tuple[Agency, ...], Upto]
    prior_services: Annotated[tuple[Long, ...], Upto] = ()
    client_of: Annotated[tuple[ClientOf, ...], Upto] = ()

    example: ClassVar[dict[str, Any]] = {
        **REFERRAL,
        "summary": "Poissaoloja on ollut syyskuusta; kolme palvelua, ei yhteistä suunnitelmaa.",
        "agencies": [{"sector": "education", "organisation": "Esimerkkilän koulu", "role": "opetus"}],
        "prior_services": ["perheneuvola 2021"],
        "client_of": [{"sector": "child_psychiatry", "relation": "would_benefit"}],
    }


class StructureSituation(Command):
    """Structures the situation (jäsentäminen): the question, and what kind of situation it is."""

    referral_id: UUID
    question: Long
    cynefin: Cynefin
    rationale: Long

    example: ClassVar[dict[str, Any]] = {
        **REFERRAL,
        "question": "Kuka kutsuu toimijat koolle, ja mitä tehdään ensin?",
        "cynefin": "complex",
        "rationale": "Monta toimijaa, eikä syytä ja seurausta voi erottaa ennalta.",
    }


class SkipStep(Command):
    """Says that structuring or expertise is not needed, and why."""

    referral_id: UUID
    step: Literal["structuring", "expertise"]
    reason: Long

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "step": "expertise", "reason": "Oma osaaminen riittää."}


class RecordAssessment(Command):
    """Records a shared hypothesis, an overall assessment or both. The newest counts."""

    referral_id: UUID
    hypothesis: Long | None = None
    overall_assessment: Long | None = None

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "hypothesis": "Palvelut eivät kohtaa toisiaan."}

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.hypothesis is None and self.overall_assessment is None:
            raise finding("an assessment has a hypothesis, an overall assessment or both")
        return self


class HoldConsultation(Command):
    """Records a consultation that was held and the view that was shared there."""

    referral_id: UUID
    meeting_id: UUID
    held_at: Moment
    minutes: Minutes
    mode: Literal["virtual", "on_site"]
    participants: Annotated[tuple[Participant, ...], Upto]
    client_present: Truth
    shared_view: Long
    alternatives: Annotated[tuple[Alternative, ...], Upto] = ()

    example: ClassVar[dict[str, Any]] = {
        **REFERRAL,
        "meeting_id": "a2b8c7de-7b39-4c3f-8f5a-58c1b7a9e0d4",
        "held_at": "2023-03-13T13:00:00+02:00",
        "minutes": 60,
        "mode": "virtual",
        "participants": [{"role": "lastenpsykiatri", "sector": "child_psychiatry"}],
        "client_present": True,
        "shared_view": "Ensin turvallinen arki, sitten koulunkäynti pienin askelin.",
        "alternatives": [{"option": "Sairaalakoulu", "for": "Osaava tuki", "against": "Pitkä matka kotoa"}],
    }


class DecideTier(Command):
    """Decides how heavy the consultation is to be, 1 to 4 (porrasteisuus). The newest counts."""

    referral_id: UUID
    tier: Annotated[int, Field(strict=True, ge=1, le=4)]
    reason: Long

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "tier": 2, "reason": "Tarvitaan alueen asiantuntija."}


class RequestExpertise(Command):
    """Asks for complementary special expertise."""

    referral_id: UUID
    match_request_id: UUID
    competences: Annotated[tuple[Competence, ...], Upto, Once]
    fields: Annotated[tuple[FieldOfCoreUnit, ...], Upto, Once] = ()
    mode: Literal["virtual", "on_site", "either"]
    languages: Annotated[tuple[Language, ...], Upto, Once] = ()
    hours_per_week: Hours | None = None
    team_size: Count | None = None

    example: ClassVar[dict[str, Any]] = {
        **REFERRAL,
        "match_request_id": "c9d5a1f3-0f3e-4d7b-9f0d-2e6b3b6f4a55",
        "competences": ["autism_spectrum", "school_refusal"],
        "mode": "either",
        "languages": ["fi"],
    }


class AgreeConsultationPlan(Command):
    """Agrees on small next steps, each with one responsible party and a last day."""

    referral_id: UUID
    steps: Annotated[tuple[PlanStep, ...], AtLeastOne]
    evaluate_on: Day

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "steps": [STEP], "evaluate_on": "2023-05-02"}


class ReviseConsultationPlan(Command):
    """Replaces the plan as a whole and says why; a kept step names its step_id."""

    referral_id: UUID
    steps: Annotated[tuple[PlanStep, ...], AtLeastOne]
    evaluate_on: Day
    reason: Long

    example: ClassVar[dict[str, Any]] = {
        **REFERRAL,
        "steps": [STEP],
        "evaluate_on": "2023-05-16",
        "reason": "Palaveri siirtyi koulun loman vuoksi.",
    }


class ReportStep(Command):
    """Tells how a step of the plan went; also through a link without an account."""

    referral_id: UUID
    step_id: UUID
    outcome: Literal["done", "moved", "dropped"]
    due: Day | None = Field(None, description="The new last day of a moved step")
    reason: Long | None = None

    example: ClassVar[dict[str, Any]] = {
        **REFERRAL,
        "step_id": "4a3f8d10-6c2b-4b7e-8a56-0d7b1c9e2f33",
        "outcome": "moved",
        "due": "2023-03-28",
        "reason": "Vanhemmat eivät päässeet paikalle.",
    }


class EvaluateConsultation(Command):
    """Evaluates what came of the consultation."""

    referral_id: UUID
    outcome: Literal["resolved", "moved_on", "unchanged", "worse"]
    text: Long | None = None

    example: ClassVar[dict[str, Any]] = {**REFERRAL, "outcome": "moved_on"}
