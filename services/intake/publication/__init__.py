"""What intake says in public: each stored fact as a message that carries no person and no text (R-P1).

A public body takes from the fact only the fields that its contract names; what the contract names otherwise
(a pseudonym for a person, sectors for agencies) is translated here. The fact is taken as it is written, and
its contract alone judges what comes of it: no text has to be opened to be left out.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from services.intake.domain.person import Person
from services.intake.publication import cases, contacts
from services.intake.publication.translating import TRANSLATIONS, Translation
from shared.contracts import intake as public
from shared.contracts.envelope import Message, PublicFact
from shared.plumbing.keys import RegionKey
from shared.plumbing.store.mapper import Written, written
from shared.plumbing.store.recorder import StoredFact

REGISTERED = (cases, contacts)
"""The rooms whose facts are translated: importing them is what registers them."""


class Publication:
    """Translates the log of intake.

    region: of the installation, for facts that belong to no matter.
    """

    def __init__(self, key: RegionKey, region: str) -> None:
        self._key = key
        self._region = region

    def __call__(self, stored: StoredFact) -> Message[Any]:
        fact = written(stored.event)
        meta = fact.meta
        standing = meta["standing"]
        return Message(
            body=_body(fact, self._key),
            service="intake",
            region=standing["region"] or meta["region"] or self._region,
            subject=self._subject(fact, standing["subject"]),
            at=datetime.fromisoformat(meta["occurred_at"]),
            recorded_at=stored.recorded_at,
            log_id=stored.log_id,
            position=stored.position,
            previous=stored.previous,
            sequence=stored.event.originator_version,
            actor_role=meta["role"],
            correlation_id=meta["correlation_id"],
            causation_id=meta["causation_id"],
            **(standing["keeping"] or {}),
        )

    def _subject(self, fact: Written, private: str) -> str:
        if issubclass(fact.kind, Person.Event):
            return f"{Person.kind}/{self._key.pseudonym(fact.stream)}"
        return private


@dataclass(frozen=True)
class Way:
    """How a kind of fact becomes public: its contract, and what says some of it in other words."""

    contract: type[PublicFact]
    of_referral: bool
    of_case: bool
    translation: Translation | None


@cache
def _way(kind: Any) -> Way:
    """Found by the bases of a kind as well: the library makes each aggregate subclasses of its facts."""
    contract: type[PublicFact] = getattr(public, kind.__name__)
    return Way(
        contract,
        issubclass(contract, public.ReferralFact),
        issubclass(contract, public.CaseFact),
        next((TRANSLATIONS[base] for base in kind.__mro__ if base in TRANSLATIONS), None),
    )


def _body(fact: Written, key: RegionKey) -> PublicFact:
    """The public fact of the same name."""
    way = _way(fact.kind)
    fields = dict(fact.data)  # its contract names those that it takes, and leaves out the others
    standing = fact.meta["standing"]
    if way.of_referral:
        fields["referral_id"] = fact.stream
        fields["next_step"] = standing["next_step"]
    elif way.of_case:
        fields["case_id"] = fact.stream
    if way.of_referral or way.of_case:
        fields["state"] = standing["state"]
    if way.translation:
        fields |= way.translation(fact, key)
    return way.contract.model_validate(fields)
