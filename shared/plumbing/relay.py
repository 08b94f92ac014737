"""The relay: follows a service's log and publishes each fact, in order, until the broker confirmed it.

Its cursor moves only past contiguous confirms: after a crash some facts are published again, none is left
out. Readers expect both.
"""

from collections.abc import Callable
from typing import Any

import psycopg
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from shared.contracts.envelope import Message, to_cloud_event
from shared.plumbing import metrics
from shared.plumbing.bus import Publisher, connected
from shared.plumbing.loops import ActiveLoop
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.recorder import FactRecorder

BATCH = 500
LOOK_AGAIN = 1.0
"""Seconds without a notification after which the log is looked at all the same."""


class PublicLog:
    """A service's log as others may see it: stored facts translated by the service's publication."""

    def __init__(self, recorder: FactRecorder, translate: Callable[[Any], Message[Any]]) -> None:
        self.recorder = recorder
        self._translate = translate

    def after(self, position: int, limit: int) -> list[Message[Any]]:
        """The next public facts after a position, in order; every stored fact has one."""
        return [self._translate(stored) for stored in self.recorder.facts_after(position, limit)]


class Relay(ActiveLoop):
    """Publishes one service's facts. One is active, however many instances run."""

    def __init__(self, database: ServiceDatabase, log: PublicLog, bus_url: str) -> None:
        super().__init__("relay", database)
        self._log = log
        self._bus_url = bus_url
        self._ahead: list[Message[Any]] = []
        self._service = database.service

    def standing(self) -> dict[str, Any]:
        """Also `position`: how far the log was relayed, by whichever process does it."""
        with self.database.rows() as rows:
            return {**super().standing(), "position": _read(rows)}

    def lead(self, lock: psycopg.Connection[DictRow]) -> None:
        lock.execute(SQL("LISTEN {}").format(Identifier(self._log.recorder.channel_name)))
        position, self._ahead = _read(lock), []
        with connected(self._bus_url) as connection:
            publisher = Publisher(connection)
            metrics.RELAY_ACTIVE.labels(self._service).set(1)
            try:
                while not self.stopping.is_set():
                    position = self._publish_after(position, publisher, lock)
                    self.well()
            finally:
                metrics.RELAY_ACTIVE.labels(self._service).set(0)

    def _publish_after(self, position: int, publisher: Publisher, lock: psycopg.Connection[DictRow]) -> int:
        messages, self._ahead = self._ahead or self._log.after(position, BATCH), []
        if not messages:
            metrics.RELAY_LAG.labels(self._service).set(0)
            for _ in lock.notifies(timeout=LOOK_AGAIN, stop_after=1):
                pass
            return position
        metrics.LOG_HEAD.labels(self._service).set(messages[-1].position)
        publisher.send([(m.body.routing_key(), to_cloud_event(m)) for m in messages])
        ahead = self._log.after(messages[-1].position, BATCH) if len(messages) == BATCH else []
        confirmed = publisher.confirmed()
        if publisher.unrouted:
            metrics.RELAY_UNROUTED.labels(self._service).inc(publisher.unrouted)
            publisher.unrouted = 0
        if confirmed:
            position = messages[confirmed - 1].position
            lock.execute("UPDATE relay SET position = %s", (position,))
        metrics.RELAY_LAG.labels(self._service).set(messages[-1].position - position)
        if confirmed < len(messages):
            ahead = []
            self.stopping.wait(LOOK_AGAIN)  # a full queue refuses: it is asked again, not all the time
        self._ahead = ahead
        return position


def _read(connection: psycopg.Connection[DictRow]) -> int:
    row = connection.execute("SELECT position FROM relay").fetchone()
    return int(row["position"]) if row else 0
