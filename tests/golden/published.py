"""What each stored golden fact says in public: `python -m tests.golden.published` writes what is missing.

Two of each fact: the golden one, with every field filled, and the same with nothing in it that may be left
out. What is there is never written over: readers have it, and a log that is read again must say the same.
"""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from services.billing.publication import Publication as BillingPublication
from services.feedback.publication import Publication as FeedbackPublication
from services.intake.publication import Publication as IntakePublication
from services.matching.publication import Publication as MatchingPublication
from shared.contracts.envelope import Message, to_cloud_event
from shared.plumbing.keys import RegionKey
from shared.plumbing.store.mapper import OF_EVERY_EVENT, FactMapper
from shared.plumbing.store.recorder import StoredFact
from tests.golden.stored import MOMENT, stored, topics

FOLDER = Path(__file__).parent / "published"
LOG = UUID("3f2b8c1d-6a4e-4d8b-9c7f-1e5a0b9d2c66")


PUBLICATIONS: dict[str, type[Any]] = {
    "intake": IntakePublication, "matching": MatchingPublication, "billing": BillingPublication,
    "feedback": FeedbackPublication,
}  # fmt: skip


def file_of(topic: str) -> Path:
    return FOLDER / f"{topic}.json"


def publication_of(topic: str) -> Callable[[StoredFact], Message[Any]]:
    """The publication of a fact's service."""
    kind: Callable[..., Callable[[StoredFact], Message[Any]]] = PUBLICATIONS[topic.partition(".")[0]]
    return kind(RegionKey(b"k" * 32), "sisa-suomi")


def published(fact: StoredEvent) -> dict[str, Any]:
    """The message that its service makes of it."""
    said = to_cloud_event(publication_of(fact.topic)(StoredFact(LOG, 7, 6, MOMENT, fact)))
    return dict(json.loads(json.dumps(said)))


def bare(topic: str) -> StoredEvent:
    """The golden fact without anything that may be missing."""
    mapper = FactMapper()
    fact: Any = mapper.to_domain_event(stored(topic))
    hints = get_type_hints(type(fact))
    for name in set(vars(fact)) - {*OF_EVERY_EVENT, "meta", "standing"}:
        vars(fact)[name] = _without(vars(fact)[name], hints[name])
    object.__setattr__(fact, "meta", replace(fact.meta, causation_id=None))
    return mapper.to_stored_event(fact)


def _without(value: Any, hint: Any) -> Any:
    if type(None) in get_args(hint):
        return None
    if isinstance(value, tuple):
        return tuple(_without(each, get_args(hint)[0]) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        hints = get_type_hints(type(value))
        parts = {part.name: _without(getattr(value, part.name), hints[part.name]) for part in fields(value)}
        return type(value)(**parts)
    return value


def write_missing() -> None:
    FOLDER.mkdir(exist_ok=True)
    for topic in topics():
        if not file_of(topic).exists():
            both = {"filled": published(stored(topic)), "bare": published(bare(topic))}
            file_of(topic).write_text(json.dumps(both, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_missing()
