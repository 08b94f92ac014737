"""A line of the access log and one of the disclosure log: names of fields and ids, no values (R-P1)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from shared.contracts.asking import Personal, Query
from shared.kernel.asker import Asker
from shared.kernel.grounds import Ground

A_CORRELATION = re.compile(r"[A-Za-z0-9._:-]{1,100}")
"""As the edge takes it: who asks a service by itself writes no text into facts or logs by it."""


def a_correlation(given: object) -> str | None:
    """The number of a request as it was given, where it is one; a text in its place is passed over."""
    return str(given) if A_CORRELATION.fullmatch(str(given or "")) else None


@dataclass(frozen=True)
class Reader:
    """Who read or gave, for what and on what ground: what lines of both logs have in common."""

    at: datetime
    user_name: str
    role: str
    organisation: str | None
    sector: str | None
    county: str | None
    region: str
    purpose: str | None
    legal_basis: str | None
    correlation: str | None

    @classmethod
    def of(cls, asker: Asker, ground: Ground, correlation: object) -> Self:
        return cls(
            at=asker.now,
            user_name=asker.user,
            role=asker.role,
            organisation=asker.organisation,
            sector=asker.sector,
            county=asker.county,
            region=asker.region,
            purpose=ground.purpose,
            legal_basis=ground.legal_basis,
            correlation=a_correlation(correlation),
        )


@dataclass(frozen=True)
class Told:
    """What an answer told: of whom and of what, and which fields. mentioned: of whom no more than who."""

    persons: tuple[UUID, ...]
    mentioned: tuple[UUID, ...]
    matters: tuple[UUID, ...]
    fields: tuple[str, ...]

    def with_persons(self, persons: Iterable[UUID]) -> "Told":
        """The same, of these as well."""
        return replace(self, persons=tuple(dict.fromkeys((*self.persons, *persons))))


@dataclass(frozen=True)
class Reading:
    """A line of the access log.

    special_reason: why lines older than two years were asked for; reveal: why masks were lifted (R-C13).
    """

    reader: Reader
    query: str
    told: Told
    special_reason: str | None = None
    reveal: str | None = None

    @classmethod
    def of(cls, reader: Reader, query: Query, told: Told) -> Self:
        """The line of this answer. Codes that a question may have are taken from it, and no text."""
        reason, reveal = (getattr(query, name, None) for name in ("special_reason", "reveal"))
        return cls(reader, query.name(), told, reason, reveal)

    def row(self) -> dict[str, Any]:
        """Its columns."""
        own = {name: getattr(self, name) for name in ("query", "special_reason", "reveal")}
        return {**vars(self.reader), **vars(self.told), **own}


@dataclass(frozen=True)
class Recipient:
    """To whom something was given: codes. kind: "county_record", "buyer", "guardian" or "person"."""

    kind: str
    sector: str | None = None
    county: str | None = None
    organisation: str | None = None


@dataclass(frozen=True)
class Disclosure:
    """A line of the disclosure log: what was given to another controller, or to the person. what: a code."""

    reader: Reader
    what: str
    told: Told
    recipient: Recipient

    def row(self) -> dict[str, Any]:
        """Its columns."""
        to = {f"recipient_{name}": value for name, value in vars(self.recipient).items()}
        told = {name: getattr(self.told, name) for name in ("persons", "matters", "fields")}
        return {**vars(self.reader), **told, **to, "what": self.what}


def told_in(personal: Personal, query: Query, answer: Mapping[str, Any]) -> Told:
    """What the declaration says of this answer: the names of the fields that hold something, and the ids."""
    both = {**query.model_dump(mode="json"), **answer}
    return Told(
        persons=_ids(personal.persons, both),
        mentioned=_ids(personal.mentioned, both),
        matters=_ids(personal.matters, both),
        fields=tuple(name for name in personal.fields if any(_found(name.split("."), answer))),
    )


def _ids(names: Sequence[str], told: Mapping[str, Any]) -> tuple[UUID, ...]:
    """The ids that stand there, each once."""
    found = (each for name in names for each in _found(name.split("."), told))
    return tuple(dict.fromkeys(UUID(str(each)) for each in found))


def _found(path: Sequence[str], told: Any) -> Iterator[Any]:
    """What stands at the end of a path, of lists in every entry; nothing that is empty."""
    if isinstance(told, list):
        for each in told:
            yield from _found(path, each)
    elif not path:
        if told not in (None, "", {}):
            yield told
    elif isinstance(told, dict):
        yield from _found(path[1:], told.get(path[0]))
