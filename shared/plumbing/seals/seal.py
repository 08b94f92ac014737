"""One seal: what it says of the facts, its hash, its signature.

It covers the facts after one position up to another. Of each it keeps the position and the SHA-256 of its
bytes as they lie in the store, so that a change can be named by its place. Its hash is taken over all it
says and over the hash of the seal before it, and signed with the installation's seal key (Ed25519).
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NO_SEAL = bytes(32)
"""What the first seal has for the hash of the one before it."""
POSITION, DIGEST = 8, 32
ENTRY = POSITION + DIGEST
POSTGRES_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
STORED = (
    "SELECT notification_id, originator_id, originator_version, topic, state,"
    " timestamptz_send(recorded_at) AS recorded FROM stored_events"
)
"""Every column of a stored fact, each as its very bytes can be had."""


@dataclass(frozen=True)
class Fact:
    """A stored fact as a seal sees it. digest: of everything but its position."""

    position: int
    digest: bytes


@dataclass(frozen=True)
class Book:
    """What is stored in the order of positions and never changed: a chain of seals vouches for it.

    stored: a SELECT of every entry; position: the column of their order. fact_of: what a seal keeps of one.
    seals: the table of its seals. log_id, renew: SQL that tells the log's id, and that gives it a new one.
    """

    name: str
    stored: str
    position: str
    fact_of: Callable[[Mapping[str, Any]], Fact]
    seals: str
    log_id: str
    renew: str


@dataclass(frozen=True)
class Seal:
    """kind: "sealed", or "restored" where the log was given a new id. It covers after < position <= last.

    facts: for each its position (8 bytes, big-endian) and its digest (32). signed_at: as PostgreSQL sends a
    timestamptz, microseconds since 2000 in 8 bytes.
    """

    number: int
    kind: str
    log_id: UUID
    after: int
    last: int
    facts: bytes
    previous: bytes
    signed_at: bytes
    hash: bytes = b""
    signature: bytes = b""

    def entries(self) -> Iterator[Fact]:
        """The facts it vouches for."""
        for at in range(0, len(self.facts), ENTRY):
            position = int.from_bytes(self.facts[at : at + POSITION], "big", signed=True)
            yield Fact(position, self.facts[at + POSITION : at + ENTRY])

    def computed(self) -> bytes:
        """The hash over all that it says."""
        return _hash_of(
            _number(self.number), self.kind.encode(), self.log_id.bytes, _number(self.after),
            _number(self.last), self.facts, self.previous, self.signed_at,
        )  # fmt: skip

    def holds(self, key: Ed25519PublicKey) -> bool:
        """Whether it says what was signed."""
        if self.hash != self.computed():
            return False
        try:
            key.verify(self.signature, self.hash)
        except InvalidSignature:
            return False
        return True


def signed(seal: Seal, key: Ed25519PrivateKey) -> Seal:
    """The seal with its hash and its signature."""
    computed = seal.computed()
    return Seal(**{**vars(seal), "hash": computed, "signature": key.sign(computed)})


def fact_of(row: Mapping[str, Any]) -> Fact:
    """What a seal keeps of a row that was read by `STORED`."""
    digest = _hash_of(
        row["originator_id"].bytes, _number(row["originator_version"]), row["topic"].encode(),
        bytes(row["state"]), bytes(row["recorded"]),
    )  # fmt: skip
    return Fact(row["notification_id"], digest)


FACTS = Book(
    name="facts",
    stored=STORED,
    position="notification_id",
    fact_of=fact_of,
    seals="seals",
    log_id="SELECT log_id FROM log",
    renew="UPDATE log SET log_id = %s",
)
"""A service's stored facts."""


def packed(facts: list[Fact]) -> bytes:
    """The facts as a seal holds them."""
    return b"".join(_number(fact.position) + fact.digest for fact in facts)


def as_sent(moment: datetime) -> bytes:
    """A moment as PostgreSQL sends it."""
    return _number((moment - POSTGRES_EPOCH) // timedelta(microseconds=1))


def _number(value: int) -> bytes:
    return value.to_bytes(8, "big", signed=True)


def _hash_of(*parts: bytes) -> bytes:
    """SHA-256 over the parts, each with its length before it: no two lists of parts look the same."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(_number(len(part)))
        hashed.update(part)
    return hashed.digest()
