"""A fact as a reader got it: its envelope, and what it is made of, before anybody made rows of it."""

import hashlib
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from shared.contracts.envelope import log_id_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class ReadFact(NamedTuple):
    """The envelope of a fact. Its body may be one that this reader cannot read: that is found out later."""

    event: dict[str, Any]
    log_id: UUID
    position: int
    previous: int
    subject: str
    recorded_at: datetime
    identity: int


def read_fact(event: dict[str, Any]) -> ReadFact:
    """KeyError, TypeError or ValueError where the envelope is not one of ours."""
    log_id, position = log_id_of(event["logid"]), int(event["position"])
    recorded_at = datetime.fromisoformat(event["recordedat"])
    return ReadFact(
        event,
        log_id,
        position,
        int(event["previous"]),
        str(event["subject"]),
        recorded_at,
        identity(log_id, position, int(event["sequence"]), recorded_at),
    )


def identity(log_id: UUID, position: int, sequence: int, recorded_at: datetime) -> int:
    """A number of 60 bits that only this fact of this log has; SQL makes the same (completeness.py).

    Made of what never changes about a fact: a newer release may tell its body in other words.
    """
    micros = (recorded_at - EPOCH) // MICROSECOND
    said = b"%b:%d:%d:%d" % (_said(log_id), position, sequence, micros)
    return int.from_bytes(hashlib.sha256(said).digest()[:8]) >> 4


@lru_cache(maxsize=64)
def _said(log_id: UUID) -> bytes:
    return str(log_id).encode()
