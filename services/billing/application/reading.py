"""Many streams at once, as runs and bank files read them: in one statement, without opening their texts."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from psycopg import Connection
from psycopg.rows import DictRow

from services.billing.domain.order import Order
from shared.kernel.facts import Stream
from shared.plumbing.sealing.marks import put_back
from shared.plumbing.sealing.sealing import Instead
from shared.plumbing.store.mapper import FactMapper

CLOSED = "[closed]"
S = TypeVar("S", bound=Stream)


class ClosedMapper(FactMapper):
    """Reads facts whose texts nobody asks for: no key is fetched, each text reads `[closed]`.

    A stream that was read with it may tell new facts, for facts never repeat what was said before.
    """

    def _opened(self, stored: StoredEvent, whole: dict[str, Any]) -> None:  # noqa: ARG002 - the mapper's own
        if "sealed" in whole:
            put_back(whole["data"], Instead(CLOSED))


def read_streams(rows: Connection[DictRow], kind: type[S], ids: Iterable[UUID]) -> dict[UUID, S]:
    """The streams of a kind with these ids, by id; none where there is none."""
    mapper, found = ClosedMapper(), dict[UUID, Any]()
    for row in rows.execute(_FACTS, (list(ids),)).fetchall():
        stored = StoredEvent(
            row["originator_id"], row["originator_version"], row["topic"], bytes(row["state"])
        )
        fact: Any = mapper.to_domain_event(stored)
        stream: UUID = row["originator_id"]
        found[stream] = fact.mutate(found.get(stream))
    return {stream_id: stream for stream_id, stream in found.items() if isinstance(stream, kind)}


def read_orders(rows: Connection[DictRow], orders: Iterable[UUID]) -> dict[UUID, Order]:
    """The orders with these ids, by id; none where there is none."""
    return read_streams(rows, Order, orders)


_FACTS = """
SELECT originator_id, originator_version, topic, state FROM stored_events
WHERE originator_id = ANY (%s) ORDER BY originator_id, originator_version
"""
