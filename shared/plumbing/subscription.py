"""A subscription pulls; a message only saves the pull (architecture.md, 6).

A message that continues the cursor is applied as it is; one that is not newer is acknowledged; a gap, a
start, a reconnect or two seconds of silence make the subscription ask the source for what it missed. Rows
and cursor commit together: redelivery, another order, a lost last message and a wiped broker change nothing.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import psycopg
import structlog
from kombu import Consumer
from psycopg import Cursor
from psycopg.rows import DictRow

from shared.contracts.envelope import Message, PublicFact, from_cloud_event
from shared.plumbing import metrics
from shared.plumbing.ask import SyncServices
from shared.plumbing.bus import connected, queue_of
from shared.plumbing.loops import ActiveLoop
from shared.plumbing.store.database import ServiceDatabase

log = structlog.get_logger()
BATCH = 500
SILENCE = 2.0
GATHERING = 0.003
FACTS_A_LINE = 100  # longer lines are cut by what collects them
Pull = Callable[[int, int], dict[str, Any]]
"""(position, limit) → {"log_id", "head", "facts": [CloudEvents]}, asked of the source."""


def pull_from(services: SyncServices, source: str) -> Pull:
    """Asks a source over RPC for the facts of its log."""

    def pull(position: int, limit: int) -> dict[str, Any]:
        return services.ask(source, "facts_after", {"position": position, "limit": limit})

    return pull


class Projection(Protocol):
    """Makes rows of messages; the cursor's transaction is its transaction."""

    @property
    def name(self) -> str: ...
    @property
    def apply(self) -> Callable[[Message[Any], Cursor[DictRow]], None]: ...


@dataclass(frozen=True)
class Place:
    """How far a subscription has come in its source's log; log_id None before the first fact."""

    log_id: UUID | None
    position: int
    stopped: str | None


class Overtaken(Exception):
    """Another process moved the cursor: read it again."""


class Subscription(ActiveLoop):
    """One consumer of one source. One process at a time applies; the others stand by."""

    def __init__(  # the wiring of one flow, named where it is made
        self,
        source: str,
        database: ServiceDatabase,
        bus_url: str,
        *,
        pull: Pull,
        kinds: Mapping[str, type[PublicFact]],
        projections: Sequence[Projection],
    ) -> None:
        super().__init__(f"from-{source}", database)
        self.source = source
        self._bus_url = bus_url
        self._pull = pull
        self._kinds = dict(kinds)
        self._projections = projections

    def standing(self) -> dict[str, Any]:
        # Read, not remembered: those who stand by say the same as the one that found out.
        told, stopped = super().standing(), self._place().stopped
        return {**told, "ready": told["ready"] and stopped is None, "stopped": stopped}

    def lead(self, lock: psycopg.Connection[DictRow]) -> None:
        place = self._place()
        if self._stands_still(place):
            self.stopping.wait(SILENCE)
            return
        place = self._catch_up(place)
        with connected(self._bus_url) as connection:
            channel = connection.channel()
            buffer: list[Any] = []
            consumer = Consumer(
                channel, [queue_of(self.database.service, self.source)],
                on_message=buffer.append, accept=None, prefetch_count=BATCH,
            )  # fmt: skip
            with consumer:
                place = self._catch_up(place)  # what came between the first look and the binding
                while not self.stopping.is_set() and not self._stands_still(place):
                    self.well()
                    _gather(connection, buffer, self.stopping.is_set)
                    lock.execute("SELECT 1")  # the lock is held only while its connection lives
                    place = self._take(place, buffer) if buffer else self._catch_up(place)

    def _stands_still(self, place: Place) -> bool:
        metrics.SUBSCRIPTION_STOPPED.labels(self.database.service, self.source).set(bool(place.stopped))
        return place.stopped is not None

    def _take(self, place: Place, buffer: list[Any]) -> Place:
        """Applies what the bus brought, pulls where that does not continue the cursor, acknowledges all."""
        arrived = [self._read(raw) for raw in buffer]
        known = [m for m in arrived if m is not None and m.log_id == place.log_id]
        continuing: list[Message[Any]] = []
        position = place.position
        for message in sorted(known, key=lambda m: m.position):
            if message.previous == position:
                continuing.append(message)
                position = message.position
        place = self._apply(place, continuing, "bus")
        if len(known) < len(arrived) or any(m.position > place.position for m in known):
            place = self._catch_up(place)
        for raw in buffer:
            raw.ack()
        buffer.clear()
        return place

    def _catch_up(self, place: Place) -> Place:
        """Pulls until the source's head is reached. A foreign log, or one cut short, stops it and says so."""
        while not self.stopping.is_set():
            answer = self._pull(place.position, BATCH)
            log_id, head = UUID(answer["log_id"]), int(answer["head"])
            if place.log_id not in {None, log_id}:
                return self._stop(place, f"the log of {self.source} is another one now: rebuild")
            if head < place.position:
                return self._stop(place, f"the log of {self.source} ends before what was read: rebuild")
            place = Place(log_id, place.position, None) if place.log_id is None else place
            messages = [from_cloud_event(event, self._kinds) for event in answer["facts"]]
            place = self._apply(place, messages, "pull")
            metrics.SUBSCRIPTION_LAG.labels(self.database.service, self.source).set(
                max(0, head - place.position)
            )
            if place.position >= head or not messages:
                break
        return place

    def _apply(self, place: Place, messages: Sequence[Message[Any]], how: str) -> Place:
        if not messages:
            return place
        newest = messages[-1]
        with self.database.rows() as connection:
            rows = connection.cursor()
            for message in messages:
                for projection in self._projections:
                    projection.apply(message, rows)
            moved = rows.execute(
                "INSERT INTO subscriptions AS s (source, log_id, position, recorded_at)"
                " VALUES (%(source)s, %(log_id)s, %(to)s, %(at)s)"
                " ON CONFLICT (source) DO UPDATE"
                " SET log_id = %(log_id)s, position = %(to)s, recorded_at = %(at)s"
                " WHERE s.position = %(from)s",
                {
                    "source": self.source,
                    "log_id": newest.log_id,
                    "from": place.position,
                    "to": newest.position,
                    "at": newest.recorded_at,
                },
            ).rowcount
            if moved != 1:
                raise Overtaken(self.name)
        metrics.APPLIED.labels(self.database.service, self.source, how).inc(len(messages))
        self._write_down(messages, how)
        return Place(newest.log_id, newest.position, None)

    def _write_down(self, messages: Sequence[Message[Any]], how: str) -> None:
        """The line by which a request can be followed to its rows: what arrived, and whose it was."""
        for first in range(0, len(messages), FACTS_A_LINE):
            some = messages[first : first + FACTS_A_LINE]
            log.info(
                "rows", service=self.database.service, source=self.source, how=how,
                positions=[some[0].position, some[-1].position],
                correlations=list(dict.fromkeys(message.correlation_id for message in some)),
            )  # fmt: skip

    def _read(self, raw: Any) -> Message[Any] | None:
        try:
            body = raw.body.decode() if isinstance(raw.body, bytes) else str(raw.body)
            return from_cloud_event(json.loads(body), self._kinds)
        except Exception:  # noqa: BLE001 - anybody may have written it, and the next message must be read
            metrics.UNREADABLE.labels(self.database.service, self.source).inc()
            log.warning(
                "a message that is not ours to read", consumer=self.database.service, source=self.source
            )
            return None

    def _place(self) -> Place:
        with self.database.rows() as connection:
            row = connection.execute(
                "SELECT log_id, position, stopped FROM subscriptions WHERE source = %s", (self.source,)
            ).fetchone()
        return Place(row["log_id"], int(row["position"]), row["stopped"]) if row else Place(None, 0, None)

    def _stop(self, place: Place, why: str) -> Place:
        with self.database.rows() as connection:
            connection.execute("UPDATE subscriptions SET stopped = %s WHERE source = %s", (why, self.source))
        log.error(
            "a subscription stands still", consumer=self.database.service, source=self.source, because=why
        )
        return Place(place.log_id, place.position, why)


def _gather(connection: Any, buffer: list[Any], stopping: Callable[[], bool]) -> None:
    """Waits for messages, two seconds at most, then takes the others that are there already."""
    silent_since = time.monotonic()
    while not buffer and not stopping() and time.monotonic() - silent_since < SILENCE:
        _drain(connection, SILENCE / 4)
    while buffer and len(buffer) < BATCH and _drain(connection, GATHERING):
        pass


def _drain(connection: Any, timeout: float) -> bool:
    try:
        connection.drain_events(timeout=timeout)
    except TimeoutError:
        return False
    return True
