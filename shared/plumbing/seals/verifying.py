"""Whether the store still holds what was sealed.

Every changed, removed or inserted fact or seal is found, by its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import UUID

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from psycopg.rows import DictRow

from shared.plumbing.seals.known import Known, KnownSeals
from shared.plumbing.seals.seal import FACTS, NO_SEAL, Book, Fact, Seal

SEALS = (
    "SELECT number, kind, log_id, after, last, facts, previous, timestamptz_send(signed_at) AS signed_at,"
    " hash, signature FROM {seals} ORDER BY number, hash"
)
AT_ONCE = 1000
LOWEST = -(2**63)


@dataclass(frozen=True)
class Finding:
    """What is not as it was sealed. where: "fact", "seal" or "log"; at: the position or the seal's number."""

    where: str
    at: int
    what: str

    def __str__(self) -> str:
        place = {"fact": f"position {self.at}", "seal": f"seal {self.at}", "log": "the log"}[self.where]
        return f"{place}: {self.what}"


@dataclass
class Report:
    """How many facts and seals there are, how many facts no seal covers yet, and what was found."""

    facts: int = 0
    seals: int = 0
    unsealed: int = 0
    findings: list[Finding] = field(default_factory=list)


def verify(
    connection: psycopg.Connection[DictRow], key: Ed25519PublicKey, known: KnownSeals, book: Book = FACTS
) -> Report:
    """Reads everything once. connection: in a transaction that sees one moment (REPEATABLE READ)."""
    seals = [_seal_of(row) for row in connection.execute(SEALS.format(seals=book.seals))]
    log_id: UUID = connection.execute(book.log_id).fetchall()[0]["log_id"]
    report = Report(seals=len(seals))
    intact = [seal for seal in seals if seal.holds(key)]
    changed = [seal.number for seal in seals if seal not in intact]
    report.findings += [
        Finding("seal", number, "was changed: what it covers is not vouched for") for number in changed
    ]
    if intact and intact[-1].log_id != log_id and intact[-1] is seals[-1]:
        report.findings.append(Finding("log", 0, "has another id than its newest seal says"))
    report.findings += _missing(intact, changed, known.of(log_id))
    report.findings += _out_of_line(intact)
    report.findings += _of_the_facts(connection, [seal for seal in intact if seal.facts], report, book)
    return report


def _seal_of(row: dict[str, Any]) -> Seal:
    said: dict[str, Any] = {n: bytes(it) if isinstance(it, memoryview) else it for n, it in row.items()}
    return Seal(**said)


def _missing(intact: list[Seal], changed: list[int], known: Known | None) -> Iterator[Finding]:
    """Numbers without a seal, up to the newest that must be there; and a newest that is another one."""
    there = {seal.number: seal.hash for seal in intact}
    newest = max([known.number if known else 0, *there])
    for number in range(1, newest + 1):
        if number not in there and number not in changed:
            yield Finding("seal", number, "was removed")
    if known and there.get(known.number, known.hash) != known.hash:
        yield Finding("seal", known.number, "is not the one that was signed here")


def _out_of_line(intact: list[Seal]) -> Iterator[Finding]:
    """Seals that were signed, but not behind the one that stands before them now."""
    if intact and intact[0].number == 1 and intact[0].previous != NO_SEAL:
        yield Finding("seal", 1, "is not the first that was made")
    for before, seal in pairwise(intact):
        if seal.number == before.number:
            yield Finding("seal", seal.number, "is there twice")
        elif seal.number == before.number + 1 and seal.previous != before.hash:
            yield Finding("seal", seal.number, "does not follow the one before it")


def _of_the_facts(
    connection: psycopg.Connection[DictRow], seals: list[Seal], report: Report, book: Book
) -> list[Finding]:
    """Compares what is stored with what the intact seals say.

    What lies between them, where a seal was removed or changed, cannot be judged: that seal's finding tells.
    """
    differences = Differences()
    facts = _stored(connection, report, book)
    fact = next(facts, None)
    for seal in seals:
        expected = {entry.position: entry.digest for entry in seal.entries()}
        begins = LOWEST if seal.number == 1 else seal.after
        while fact is not None and fact.position <= seal.last:
            if fact.position > begins:
                differences.compare(fact, expected.pop(fact.position, None))
            fact = next(facts, None)
        differences.removed.update(expected)
    report.unsealed = 0 if fact is None else 1 + sum(1 for _ in facts)
    return differences.findings()


def _stored(connection: psycopg.Connection[DictRow], report: Report, book: Book) -> Iterator[Fact]:
    with connection.cursor("stored_facts") as cursor:
        cursor.itersize = AT_ONCE
        for row in cursor.execute(f"{book.stored} ORDER BY {book.position}"):
            report.facts += 1
            yield book.fact_of(row)


class Differences:
    """Facts that are not as they were sealed, by position, and whose bytes they hold if that is known."""

    def __init__(self) -> None:
        self.changed: dict[int, bytes] = {}
        self.inserted: dict[int, bytes] = {}
        self.removed: dict[int, bytes] = {}
        self._sealed: dict[bytes, int] = {}

    def compare(self, fact: Fact, expected: bytes | None) -> None:
        """expected: the digest that was sealed at this position; None where there was no fact."""
        if expected is None:
            self.inserted[fact.position] = fact.digest
        elif expected != fact.digest:
            self.changed[fact.position] = fact.digest
            self._sealed[expected] = fact.position

    def findings(self) -> list[Finding]:
        """In the order of the positions."""
        self._sealed |= {digest: position for position, digest in self.removed.items()}
        found = [(position, self._said(digest, "was changed")) for position, digest in self.changed.items()]
        found += [
            (position, self._said(digest, "was inserted")) for position, digest in self.inserted.items()
        ]
        found += [(position, "was removed") for position in self.removed]
        return [Finding("fact", position, what) for position, what in sorted(found)]

    def _said(self, digest: bytes, otherwise: str) -> str:
        place = self._sealed.get(digest)
        return otherwise if place is None else f"holds what was sealed at position {place}"
