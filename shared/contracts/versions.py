"""Versions of one fact side by side.

Inside the installation each fact is told once, in its newest version. To integrators it is told in every
version that there is a contract of: the newest, and after it each older one, made of the next newer. All of
them are the same event, with one id, position and number within the subject; only `type` and `data` differ.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shared.contracts.envelope import PREFIX, PublicFact

Event = Mapping[str, Any]
"""A CloudEvent as structured-mode JSON."""


class Versions:
    """The contracts of all facts: which is the newest of each, and which older ones are told beside it."""

    def __init__(self, contracts: Iterable[type[PublicFact]]) -> None:
        by_fact: dict[str, list[type[PublicFact]]] = {}
        for contract in contracts:
            by_fact.setdefault(contract.FACT, []).append(contract)
        self._older: dict[str, tuple[type[PublicFact], ...]] = {}
        for several in by_fact.values():
            newest, *older = sorted(several, key=lambda each: -each.VERSION)
            if older:
                self._older[newest.type()] = tuple(older)

    def older(self, newest: str) -> tuple[type[PublicFact], ...]:
        """The older contracts of a fact by its newest type (`fi.tukiverkko.…`), the newest of them first."""
        return self._older.get(newest, ())

    def told(self, event: Event) -> Iterator[Event]:
        """The event as it came, then as each older version tells it. Of most facts there is one version.

        ValidationError where an older version cannot be made of it: its contract is not kept.
        """
        yield event
        data = event["data"]
        for contract in self.older(event["type"]):
            body = contract.model_validate(contract.told_from(dict(data)))
            data = body.model_dump(mode="json", exclude_none=True)
            yield {**event, "type": contract.type(), "data": data}


def routing_key_of(event: Event) -> str:
    """The key that an event is published by: `intake.referral-received.v1`."""
    return str(event["type"]).removeprefix(PREFIX)
