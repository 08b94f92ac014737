"""What intake says in public: each stored fact as a message that carries no person and no text (R-P1).

A public body takes from the fact only the fields that its contract names; what the contract names otherwise
(a pseudonym for a person, sectors for agencies) is translated here.
"""

from typing import Any
from uuid import UUID

from eventsourcing.persistence import Mapper

from services.intake.domain.person import Person
from services.intake.publication import cases, contacts
from services.intake.publication.translating import translated
from shared.contracts import intake as public
from shared.contracts.envelope import Message, PublicFact
from shared.kernel.facts import Meta
from shared.plumbing.keys import RegionKey
from shared.plumbing.store.recorder import StoredFact

REGISTERED = (cases, contacts)
"""The rooms whose facts are translated: importing them is what registers them."""


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
            body=_body(fact, self._key),
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


def _body(fact: Any, key: RegionKey) -> PublicFact:
    """The public fact of the same name."""
    contract: type[PublicFact] = getattr(public, type(fact).__name__)
    fields = {name: getattr(fact, name) for name in contract.model_fields if hasattr(fact, name)}
    if issubclass(contract, public.ReferralFact):
        standing = fact.meta.standing
        fields["referral_id"] = fact.originator_id
        fields |= {"state": standing.state, "next_step": standing.next_step}
    if issubclass(contract, public.CaseFact):
        fields |= {"case_id": fact.originator_id, "state": fact.meta.standing.state}
    return contract.model_validate(fields | translated(fact, key), from_attributes=True)
