"""The relay: follows a service's log and publishes each fact, in order, until the broker confirmed it.

Its cursor moves only past contiguous confirms: after a crash some facts are published again, none is left
out. Readers expect both.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from shared.contracts.envelope import Message, encoded
from shared.plumbing import metrics, tracing
from shared.plumbing.bus import EVENTS, Publisher, connected
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


@dataclass(frozen=True)
class Batch:
    """Facts on their way to the broker, their numbers on the channel, and when they went (ns)."""

    facts: Sequence[Message[Any]]
    numbers: range
    sent: int


class Relay(ActiveLoop):
    """Publishes one service's facts. One is active, however many instances run."""

    def __init__(self, database: ServiceDatabase, log: PublicLog, bus_url: str) -> None:
        super().__init__("relay", database)
        self._log = log
        self._bus_url = bus_url
        self._service = database.service
        self.stands_by()

    def standing(self) -> dict[str, Any]:
        """Also `position`: how far the log was relayed, by whichever process does it."""
        with self.database.rows() as rows:
            return {**super().standing(), "position": _read(rows)}

    def stands_by(self) -> None:
        metrics.RELAY_ACTIVE.labels(self._service).set(0)
        metrics.RELAY_LAG.remove(self._service)

    def lead(self, lock: psycopg.Connection[DictRow]) -> None:
        lock.execute(SQL("LISTEN {}").format(Identifier(self._log.recorder.channel_name)))
        # A cursor that a crash of the database sets back has some facts published again, as after any crash.
        lock.execute("SET synchronous_commit = off")
        with connected(self._bus_url) as connection:
            publisher = Publisher(connection)
            metrics.RELAY_ACTIVE.labels(self._service).set(1)
            try:
                self._follow(_read(lock), publisher, lock)
            finally:
                metrics.RELAY_ACTIVE.labels(self._service).set(0)

    def _follow(self, position: int, publisher: Publisher, lock: psycopg.Connection[DictRow]) -> None:
        """While facts wait, one batch is made ready as the broker confirms the one before it."""
        on_the_way: deque[Batch] = deque()
        while not self.stopping.is_set():
            batch = self._send_after(position, publisher)
            if batch:
                on_the_way.append(batch)
                position = batch.facts[-1].position
            more_waits = batch is not None and len(batch.facts) == BATCH
            if not self._confirm(on_the_way, int(more_waits), publisher, lock):
                position = _read(lock)
                self.stopping.wait(LOOK_AGAIN)  # a full queue refuses: it is asked again, not all the time
            elif batch is None:
                metrics.RELAY_LAG.labels(self._service).set(0)
                for _ in lock.notifies(timeout=LOOK_AGAIN, stop_after=1):
                    pass
            self.well()
        self._confirm(on_the_way, 0, publisher, lock)

    def _send_after(self, position: int, publisher: Publisher) -> Batch | None:
        messages = self._log.after(position, BATCH)
        if not messages:
            return None
        metrics.LOG_HEAD.labels(self._service).set(messages[-1].position)
        sent = time.time_ns()
        numbers = publisher.send([(m.body.routing_key(), encoded(m)) for m in messages])
        return Batch(messages, numbers, sent)

    def _confirm(
        self, on_the_way: deque[Batch], but: int, publisher: Publisher, lock: psycopg.Connection[DictRow]
    ) -> bool:
        """Waits for all batches but so many, and moves the cursor; whether all of their facts were taken.

        Where one was not, what was sent behind it counts for nothing: it is sent again, in order.
        """
        taken = True
        while len(on_the_way) > (but if taken else 0):
            batch = on_the_way.popleft()
            confirmed = publisher.confirmed(batch.numbers)
            if taken and confirmed:
                reached = batch.facts[confirmed - 1].position
                lock.execute("UPDATE relay SET position = %s", (reached,))
                lag = on_the_way[-1] if on_the_way else batch
                metrics.RELAY_LAG.labels(self._service).set(lag.facts[-1].position - reached)
                self._trace(batch, confirmed)
            taken = taken and confirmed == len(batch.facts)
        if publisher.unrouted:
            metrics.RELAY_UNROUTED.labels(self._service).inc(publisher.unrouted)
            publisher.unrouted = 0
        return taken

    @staticmethod
    def _trace(batch: Batch, confirmed: int) -> None:
        """The spans of those that the broker has taken."""
        if tracing.is_on():
            facts = [
                tracing.FactSpan(fact.service, fact.position, type(fact.body).FACT, fact.correlation_id)
                for fact in batch.facts[:confirmed]
            ]
            tracing.came_of(facts, "publish", batch.sent, {"messaging.destination.name": EVENTS.name})


def _read(connection: psycopg.Connection[DictRow]) -> int:
    row = connection.execute("SELECT position FROM relay").fetchone()
    return int(row["position"]) if row else 0
