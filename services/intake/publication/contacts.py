"""What the facts of contacts, screenings and persons say in other words in public."""

from typing import Any

from services.intake.domain.person import PersonCorrected, PersonRegistered
from services.intake.domain.referral import facts
from services.intake.domain.rules import ASSESSED_BY_NOBODY_YET, asks_for_report
from services.intake.domain.screening import SituationScreened
from services.intake.publication.translating import translated
from shared.kernel.calendar import local_date
from shared.plumbing.keys import RegionKey


@translated.register
def _(fact: facts.ReferralReceived, key: RegionKey) -> dict[str, Any]:
    return {
        "received_on": local_date(fact.received_at),
        "referrer_sector": fact.referrer.sector,
        "subject": fact.person_id and key.pseudonym(fact.person_id),
        "duty_to_report_asked": asks_for_report(fact.situations),
        "urgency_assessed": fact.channel not in ASSESSED_BY_NOBODY_YET,
    }


@translated.register
def _(fact: facts.SubjectIdentified, key: RegionKey) -> dict[str, Any]:
    return {"subject": key.pseudonym(fact.person_id)}


@translated.register
def _(fact: facts.BackgroundGathered, _key: RegionKey) -> dict[str, Any]:
    return {"sectors": tuple(dict.fromkeys(agency.sector for agency in fact.agencies))}


@translated.register
def _(fact: facts.AssessmentRecorded, _key: RegionKey) -> dict[str, Any]:
    return {
        "with_hypothesis": fact.hypothesis is not None,
        "with_overall_assessment": fact.overall_assessment is not None,
    }


@translated.register
def _(fact: facts.ConsultationHeld, _key: RegionKey) -> dict[str, Any]:
    sectors = tuple(dict.fromkeys(taking_part.sector for taking_part in fact.participants))
    return {"sectors": sectors, "participants": len(fact.participants)}


@translated.register
def _(fact: facts.ExpertiseRequested, _key: RegionKey) -> dict[str, Any]:
    return {"county": fact.meta.standing.keeping.controller}  # type: ignore[attr-defined]


@translated.register(facts.ConsultationPlanAgreed)
@translated.register(facts.ConsultationPlanRevised)
def _(fact: Any, _key: RegionKey) -> dict[str, Any]:
    return {
        "steps": tuple(
            {"step_id": step.step_id, "sector": step.responsible.sector, "due": step.due}
            for step in fact.steps
        )
    }


@translated.register
def _(fact: SituationScreened, _key: RegionKey) -> dict[str, Any]:
    return {"screening": fact}


@translated.register(PersonRegistered)
@translated.register(PersonCorrected)
def _(fact: Any, key: RegionKey) -> dict[str, Any]:
    return {"person": key.pseudonym(fact.originator_id)}
