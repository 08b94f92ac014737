"""The answer to where a fact comes from, the same in every service that keeps facts.

Every stored fact carries who gave which command (`Meta`). It is told to whoever may open the fact's matter:
the service's own question about the matter is asked first, on the asker's behalf, and its no is the no here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from shared.contracts.asking import Query
from shared.contracts.origins import GivenBy, Origin, OriginView
from shared.kernel.asker import Asker
from shared.kernel.refused import Refused, Unknown
from shared.plumbing.policy import Policy
from shared.plumbing.store.mapper import Written, written
from shared.plumbing.store.recorder import FactRecorder, StoredFact

Opens = Callable[[Any, Asker], Mapping[str, Any]]
"""Answers the question about a matter, or refuses."""
ABOUT = ("referral_id", "case_id", "person_id", "professional_id")
"""Whom and what the reading is about, as the matter's own answer says it."""


@dataclass(frozen=True)
class Opening:
    """How a kind of matter is opened. question: about the one that a fact is of; answer: as it answers."""

    question: Callable[[Written], Query]
    answer: Opens


def answer_origin(
    query: Origin,
    asker: Asker,
    recorder: FactRecorder,
    policy: Policy,
    openings: Mapping[str, Opening],
) -> dict[str, Any]:
    """OriginView. Unknown: no such fact, or one of a matter that the asker may not open.

    openings: by the kind of matter, as a subject begins with it.
    """
    unknown = Unknown("there is no fact {position} here that you may see", position=query.position)
    stored = next(iter(recorder.facts_after(query.position - 1, 1)), None)
    if stored is None or stored.position != query.position:
        raise unknown
    fact = written(stored.event)
    opening = openings.get(_subject(fact).partition("/")[0])
    if opening is None:
        raise unknown
    question = opening.question(fact)
    try:
        policy.check(asker, question.name())
        opened = opening.answer(question, replace(asker, asks=question.name()))
    except Refused:
        raise unknown from None
    about = {name: opened.get(name) or getattr(question, name, None) for name in ABOUT}
    return told(policy.service, stored, fact, about).model_dump(mode="json", exclude_none=True)


def told(service: str, stored: StoredFact, fact: Written, about: Mapping[str, Any]) -> OriginView:
    """What is told of a fact: nothing that it says, only where it comes from."""
    meta = fact.meta
    return OriginView(
        **about,
        service=service,
        position=stored.position,
        fact=fact.kind.TOPIC.partition(".")[2],
        subject=_subject(fact),
        stream_id=fact.stream,
        version=stored.event.originator_version,
        command=meta["command"],
        command_id=meta["command_id"],
        given_by=GivenBy(user=meta["actor"], role=meta["role"]),
        occurred_at=meta["occurred_at"],
        recorded_at=stored.recorded_at,
        correlation_id=meta["correlation_id"],
        causation_id=meta["causation_id"],
    )


def _subject(fact: Written) -> str:
    return str(fact.meta["standing"]["subject"])
