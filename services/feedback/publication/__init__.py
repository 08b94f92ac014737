"""What feedback says in public: each stored fact as a message that carries no person and no text (R-P1).

A public body takes from the fact only the fields that its contract names; who is asked is told by a
pseudonym, what was answered not at all. The fact is taken as it is written: nothing has to be opened.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from services.feedback.domain.follow_up import facts
from shared.contracts import feedback as public
from shared.contracts.envelope import Message, PublicFact
from shared.plumbing.keys import RegionKey
from shared.plumbing.store.mapper import Written, written
from shared.plumbing.store.recorder import StoredFact

Said = dict[str, Any]
"""Fields of a public fact by name."""
Translation = Callable[[Written, RegionKey], Said]


class Publication:
    """Translates the log of feedback. region: of the installation, for facts that belong to no matter."""

    def __init__(self, key: RegionKey, region: str) -> None:
        self._key = key
        self._region = region

    def __call__(self, stored: StoredFact) -> Message[Any]:
        fact = written(stored.event)
        meta = fact.meta
        standing = meta["standing"]
        return Message(
            body=_body(fact, self._key),
            service="feedback",
            region=standing["region"] or meta["region"] or self._region,
            subject=standing["subject"],
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


def _pseudonym(recipient_id: str, key: RegionKey) -> str:
    """The one that intake uses: a recipient may be a person that it knows."""
    return key.pseudonym(UUID(recipient_id))


def _started(fact: Written, key: RegionKey) -> Said:
    recipients = [
        {**each, "recipient": _pseudonym(each["recipient_id"], key)} for each in fact.data["recipients"]
    ]
    return {**fact.data["matter"], "recipients": recipients}


def _given(fact: Written, _key: RegionKey) -> Said:
    return {"instruments": tuple(each["instrument"] for each in fact.data["scores"])}


TRANSLATIONS: dict[type[Any], Translation] = {
    facts.FollowUpStarted: _started,
    facts.FeedbackGiven: _given,
}
"""Where a public fact says something in other words than the stored one."""


def _body(fact: Written, key: RegionKey) -> PublicFact:
    """The public fact of the same name. The library makes each aggregate subclasses of its facts."""
    kind: Any = fact.kind
    contract: type[PublicFact] = getattr(public, kind.__name__)
    # Its contract names those that it takes, and leaves out the others.
    fields = {**fact.data, "follow_up_id": fact.stream, "state": fact.meta["standing"]["state"]}
    if "recipient_id" in fact.data:
        fields["recipient"] = _pseudonym(fact.data["recipient_id"], key)
    for translated in (TRANSLATIONS[base] for base in kind.__mro__ if base in TRANSLATIONS):
        fields |= translated(fact, key)
    return contract.model_validate(fields)
