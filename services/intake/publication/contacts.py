"""What the facts of contacts, screenings and persons say in other words in public."""

from datetime import datetime
from uuid import UUID

from services.intake.domain.erasing import PersonErased, PersonErasureAsked
from services.intake.domain.person import PersonCorrected, PersonRegistered
from services.intake.domain.protection import DisclosureForbidden, PersonProtected, PersonsMerged
from services.intake.domain.referral import facts
from services.intake.domain.rules import ASSESSED_BY_NOBODY_YET, asks_for_report
from services.intake.domain.screening import SituationScreened
from services.intake.publication.translating import Said, translates
from shared.kernel.calendar import local_date
from shared.plumbing.keys import RegionKey
from shared.plumbing.store.mapper import Written


@translates(facts.ReferralReceived)
def _(fact: Written, key: RegionKey) -> Said:
    said = fact.data
    person = said["person_id"]
    return {
        "received_on": local_date(datetime.fromisoformat(said["received_at"])),
        "referrer_sector": said["referrer"]["sector"],
        "subject": person and key.pseudonym(UUID(person)),
        "duty_to_report_asked": asks_for_report(said["situations"]),
        "urgency_assessed": said["channel"] not in ASSESSED_BY_NOBODY_YET,
    }


@translates(facts.SubjectIdentified)
def _(fact: Written, key: RegionKey) -> Said:
    return {"subject": key.pseudonym(UUID(fact.data["person_id"]))}


@translates(facts.BackgroundGathered)
def _(fact: Written, _key: RegionKey) -> Said:
    return {"sectors": tuple(dict.fromkeys(agency["sector"] for agency in fact.data["agencies"]))}


@translates(facts.AssessmentRecorded)
def _(fact: Written, _key: RegionKey) -> Said:
    return {
        "with_hypothesis": fact.data["hypothesis"] is not None,
        "with_overall_assessment": fact.data["overall_assessment"] is not None,
    }


@translates(facts.ConsultationHeld)
def _(fact: Written, _key: RegionKey) -> Said:
    took_part = fact.data["participants"]
    sectors = tuple(dict.fromkeys(taking_part["sector"] for taking_part in took_part))
    return {"sectors": sectors, "participants": len(took_part)}


@translates(facts.ExpertiseRequested)
def _(fact: Written, _key: RegionKey) -> Said:
    return {"county": fact.meta["standing"]["keeping"]["controller"]}


@translates(facts.ConsultationPlanAgreed, facts.ConsultationPlanRevised)
def _(fact: Written, _key: RegionKey) -> Said:
    return {
        "steps": tuple(
            {"step_id": step["step_id"], "sector": step["responsible"]["sector"], "due": step["due"]}
            for step in fact.data["steps"]
        )
    }


@translates(SituationScreened)
def _(fact: Written, _key: RegionKey) -> Said:
    return {"screening": fact.data}


@translates(
    PersonRegistered, PersonCorrected, PersonProtected, DisclosureForbidden, PersonErasureAsked, PersonErased
)
def _(fact: Written, key: RegionKey) -> Said:
    return {"person": key.pseudonym(fact.stream)}


@translates(PersonsMerged)
def _(fact: Written, key: RegionKey) -> Said:
    return {"person": key.pseudonym(fact.stream), "into": key.pseudonym(UUID(fact.data["into"]))}
