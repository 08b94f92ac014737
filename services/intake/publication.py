"""What intake says in public: each stored fact as a message that carries no person and no text (R-P1).

A public body takes from the fact only the fields that its contract names; what the contract names otherwise
(a pseudonym for a person, sectors for agencies) is translated here.
"""

from collections.abc import Callable
from functools import singledispatch
from typing import Any
from uuid import UUID

from eventsourcing.persistence import Mapper

from services.intake.domain.person import Person, PersonCorrected, PersonRegistered
from services.intake.domain.referral import facts
from services.intake.domain.rules import ASSESSED_BY_NOBODY_YET, asks_for_report
from services.intake.domain.screening import SituationScreened
from shared.contracts import intake as public
from shared.contracts.envelope import Message, PublicFact
from shared.kernel.calendar import local_date
from shared.kernel.facts import Meta
from shared.plumbing.keys import RegionKey
from shared.plumbing.store.recorder import StoredFact

Pseudonym = Callable[[UUID], str]


class Publication:
    """Translates the log of intake.

    region: of the installation, for facts that belong to no matter.
    """

    def __init__(self, mapper: Mapper[UUID], key: RegionKey, region: str) -> None:
        self._mapper = mapper
        self._key = key
        self._region = region

    def __call__(self, stored: StoredFact) -> Message[Any]:
        fact: Any = self._mapper.to_domain_event(stored.event)
        meta: Meta = fact.meta
        standing = meta.standing
        return Message(
            body=_body(fact, self._key.pseudonym),
            service="intake",
            region=standing.region or meta.region or self._region,
            subject=self._subject(fact, standing.subject),
            at=meta.occurred_at,
            recorded_at=stored.recorded_at,
            log_id=stored.log_id,
            position=stored.position,
            previous=stored.previous,
            sequence=fact.originator_version,
            actor_role=meta.role,
            correlation_id=meta.correlation_id,
            causation_id=meta.causation_id,
            **(vars(standing.keeping) if standing.keeping else {}),
        )

    def _subject(self, fact: Any, private: str) -> str:
        if isinstance(fact, Person.Event):
            return f"{Person.kind}/{self._key.pseudonym(fact.originator_id)}"
        return private


def _body(fact: Any, pseudonym: Pseudonym) -> PublicFact:
    """The public fact of the same name."""
    contract: type[PublicFact] = getattr(public, type(fact).__name__)
    fields = {name: getattr(fact, name) for name in contract.model_fields if hasattr(fact, name)}
    if issubclass(contract, public.ReferralFact):
        standing = fact.meta.standing
        fields["referral_id"] = fact.originator_id
        fields |= {"state": standing.state, "next_step": standing.next_step}
    return contract.model_validate(fields | _translated(fact, pseudonym), from_attributes=True)


@singledispatch
def _translated(_fact: object, _pseudonym: Pseudonym) -> dict[str, Any]:
    """The fields that a contract says in other words than the fact."""
    return {}


@_translated.register
def _(fact: facts.ReferralReceived, pseudonym: Pseudonym) -> dict[str, Any]:
    return {
        "received_on": local_date(fact.received_at),
        "referrer_sector": fact.referrer.sector,
        "subject": fact.person_id and pseudonym(fact.person_id),
        "duty_to_report_asked": asks_for_report(fact.situations),
        "urgency_assessed": fact.channel not in ASSESSED_BY_NOBODY_YET,
    }


@_translated.register
def _(fact: facts.SubjectIdentified, pseudonym: Pseudonym) -> dict[str, Any]:
    return {"subject": pseudonym(fact.person_id)}


@_translated.register
def _(fact: facts.BackgroundGathered, _pseudonym: Pseudonym) -> dict[str, Any]:
    return {"sectors": tuple(dict.fromkeys(agency.sector for agency in fact.agencies))}


@_translated.register
def _(fact: facts.AssessmentRecorded, _pseudonym: Pseudonym) -> dict[str, Any]:
    return {
        "with_hypothesis": fact.hypothesis is not None,
        "with_overall_assessment": fact.overall_assessment is not None,
    }


@_translated.register
def _(fact: facts.ConsultationHeld, _pseudonym: Pseudonym) -> dict[str, Any]:
    sectors = tuple(dict.fromkeys(taking_part.sector for taking_part in fact.participants))
    return {"sectors": sectors, "participants": len(fact.participants)}


@_translated.register
def _(fact: facts.ExpertiseRequested, _pseudonym: Pseudonym) -> dict[str, Any]:
    return {"county": fact.meta.standing.keeping.controller}  # type: ignore[attr-defined]


@_translated.register(facts.ConsultationPlanAgreed)
@_translated.register(facts.ConsultationPlanRevised)
def _(fact: Any, _pseudonym: Pseudonym) -> dict[str, Any]:
    return {
        "steps": tuple(
            {"step_id": step.step_id, "sector": step.responsible.sector, "due": step.due}
            for step in fact.steps
        )
    }


@_translated.register
def _(fact: SituationScreened, _pseudonym: Pseudonym) -> dict[str, Any]:
    return {"screening": fact}


@_translated.register(PersonRegistered)
@_translated.register(PersonCorrected)
def _(fact: Any, pseudonym: Pseudonym) -> dict[str, Any]:
    return {"person": pseudonym(fact.originator_id)}
