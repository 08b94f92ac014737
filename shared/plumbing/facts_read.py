"""A fact as a reader got it: its envelope, and what it is made of, before anybody made rows of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from shared.contracts.envelope import Message, PublicFact, from_cloud_event, log_id_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class ReadFact:
    """The envelope of a fact. Its body may be one that this reader cannot read: that is found out later."""

    event: dict[str, Any]
    log_id: UUID
    position: int
    previous: int
    subject: str
    recorded_at: datetime
    identity: int

    def message(self, kinds: Mapping[str, type[PublicFact]]) -> Message[Any]:
        """The whole of it. KeyError, TypeError or ValueError where the body does not fit its contract."""
        return from_cloud_event(self.event, kinds)


def read_fact(event: dict[str, Any]) -> ReadFact:
    """KeyError, TypeError or ValueError where the envelope is not one of ours."""
    log_id, position = log_id_of(event["logid"]), int(event["position"])
    recorded_at = datetime.fromisoformat(event["recordedat"])
    return ReadFact(
        event=event,
        log_id=log_id,
        position=position,
        previous=int(event["previous"]),
        subject=str(event["subject"]),
        recorded_at=recorded_at,
        identity=identity(log_id, position, int(event["sequence"]), recorded_at),
    )


def identity(log_id: UUID, position: int, sequence: int, recorded_at: datetime) -> int:
    """A number of 60 bits that only this fact of this log has; SQL makes the same (completeness.py).

    Made of what never changes about a fact: a newer release may tell its body in other words.
    """
    micros = (recorded_at - EPOCH) // MICROSECOND
    said = f"{log_id}:{position}:{sequence}:{micros}"
    return int(hashlib.sha256(said.encode()).hexdigest()[:15], 16)
