"""A subscription pulls; a message only saves the pull (architecture.md, 6).

A message that continues the cursor is applied as it is; one that is not newer is acknowledged; a gap, a
start, a reconnect or two seconds of silence make the subscription ask the source for what it missed. Rows
and cursor commit together: redelivery, another order, a lost last message and a wiped broker change nothing.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import psycopg
import structlog
from kombu import Consumer
from psycopg.rows import DictRow

from shared.contracts.envelope import PREFIX, PublicFact
from shared.contracts.reading import Reader
from shared.plumbing import metrics, parked, tracing, versions
from shared.plumbing.ahead import Ahead, Pull
from shared.plumbing.applying import Applier, Overtaken, Place
from shared.plumbing.ask import NoAnswer, SyncServices
from shared.plumbing.bus import connected, queue_of
from shared.plumbing.completeness import Completeness
from shared.plumbing.facts_read import ReadFact, read_fact
from shared.plumbing.loops import ActiveLoop
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.versions import OtherVersion, Projection

log = structlog.get_logger()
BATCH = 500
RANGE = 1000  # facts that are asked for at once
SILENCE = 2.0
GATHERING = 0.003
AT_ONCE = 0.0001
FACTS_A_LINE = 100  # longer lines are cut by what collects them
LOOK_AT_PARKED = 0.2
CHECK_EVERY = 30.0
"""Seconds between two turns of the completeness check."""
TOO_OLD = 86_400.0
"""Seconds: a fact older than that was read from a file or after a rebuild, with a clock of its own."""
TOLD_BY_ONE = (
    metrics.SUBSCRIPTION_LAG, metrics.SUBSCRIPTION_STOPPED, metrics.PARKED, metrics.COMPLETENESS_HOLES,
)  # fmt: skip
"""Figures that only the process which reads may tell."""


def pull_from(services: SyncServices, source: str) -> Pull:
    """Asks a source over RPC for the facts of its log."""

    def pull(position: int, limit: int) -> dict[str, Any]:
        return services.ask(source, "facts_after", {"position": position, "limit": limit})

    return pull


def tally_from(services: SyncServices, source: str) -> Callable[[int, int], dict[str, Any]]:
    """Asks a source over RPC what its log holds, range by range."""

    def tally(after: int, upto: int) -> dict[str, Any]:
        return services.ask(source, "tally", {"after": after, "upto": upto})

    return tally


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
        completeness: Completeness | None = None,
    ) -> None:
        super().__init__(f"from-{source}", database)
        self.source = source
        self.applier = Applier(source, database, kinds, projections)
        self._bus_url = bus_url
        self._pull = pull
        self._reader = Reader(kinds)
        self._completeness = completeness
        self._looked = self._checked = 0.0
        self.stands_by()

    def standing(self) -> dict[str, Any]:
        # Read, not remembered: those who stand by say the same as the one that found out.
        told, stopped = super().standing(), self.applier.place().stopped
        with self.database.rows() as rows:
            waiting, _ = parked.standing(rows.cursor(), self.source)
        ready = told["ready"] and stopped is None
        return {**told, "ready": ready, "stopped": stopped, "parked": waiting}

    def may_lead(self) -> bool:
        """Not where the rows were made by another version of ours: whoever has that one goes on."""
        with self.database.rows() as rows:
            theirs = versions.of_rows(rows.cursor())
        return versions.agree(self.applier.versions, theirs) or not self.applier.begun()

    def stands_by(self) -> None:
        labels = (self.database.service, self.source)
        metrics.SUBSCRIPTION_ACTIVE.labels(*labels).set(0)
        for gauge in TOLD_BY_ONE:
            gauge.remove(*labels)

    def lead(self, lock: psycopg.Connection[DictRow]) -> None:
        active = metrics.SUBSCRIPTION_ACTIVE.labels(self.database.service, self.source)
        active.set(1)
        try:
            self._read_on(lock)
        except (Overtaken, OtherVersion) as passed_by:
            log.info("rows moved by another", loop=self.name, by=type(passed_by).__name__)
        finally:
            active.set(0)

    def _read_on(self, lock: psycopg.Connection[DictRow]) -> None:
        place = self.applier.place()
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
                    self._look_after()  # last: who waits for rows does not wait for this as well

    def _stands_still(self, place: Place) -> bool:
        metrics.SUBSCRIPTION_STOPPED.labels(self.database.service, self.source).set(bool(place.stopped))
        return place.stopped is not None

    def _take(self, place: Place, buffer: list[Any]) -> Place:
        """Applies what the bus brought, pulls where that does not continue the cursor, acknowledges all."""
        arrived = [self._read(raw) for raw in buffer]
        known = [fact for fact in arrived if fact is not None and fact.log_id == place.log_id]
        continuing: list[ReadFact] = []
        position = place.position
        for fact in sorted(known, key=lambda each: each.position):
            if fact.previous == position:
                continuing.append(fact)
                position = fact.position
        place = self._apply(place, continuing, "bus")
        if len(known) < len(arrived) or any(fact.position > place.position for fact in known):
            place = self._catch_up(place)
        for raw in buffer:
            raw.ack()
        buffer.clear()
        return place

    def _catch_up(self, place: Place) -> Place:
        """Pulls until the source's head is reached. A foreign log, or one cut short, stops it and says so."""
        with Ahead(self._pull, RANGE) as ranges:
            while not self.stopping.is_set() and place.stopped is None:
                before = place.position
                place, head = self._take_range(place, ranges.after(before))
                if place.position >= head or place.position == before:
                    break
        return place

    def _take_range(self, place: Place, answer: dict[str, Any]) -> tuple[Place, int]:
        """Where it is after a range, and the source's head."""
        log_id, head = UUID(answer["log_id"]), int(answer["head"])
        if place.log_id not in {None, log_id}:
            return self._stop(place, f"the log of {self.source} is another one now: rebuild"), head
        if head < place.position:
            return self._stop(place, f"the log of {self.source} ends before what was read: rebuild"), head
        place = Place(log_id, place.position, None) if place.log_id is None else place
        place = self._apply(place, [read_fact(event) for event in answer["facts"]], "pull")
        metrics.SUBSCRIPTION_LAG.labels(self.database.service, self.source).set(max(0, head - place.position))
        return place, head

    def _apply(self, place: Place, facts: Sequence[ReadFact], how: str) -> Place:
        if not facts:
            return place
        since = time.time_ns()
        place = self.applier.apply(place, facts)
        metrics.APPLIED.labels(self.database.service, self.source, how).inc(len(facts))
        if 0 <= (age := time.time() - facts[0].recorded_at.timestamp()) < TOO_OLD:
            metrics.ROWS_AFTER.labels(self.database.service, self.source).observe(age)
        self._write_down(facts, how)
        if tracing.is_on():
            tracing.came_of([span_of(fact) for fact in facts], "rows of", since, {"tukiverkko.how": how})
        return place

    def _write_down(self, facts: Sequence[ReadFact], how: str) -> None:
        """The line by which a request can be followed to its rows: what arrived, and whose it was."""
        for first in range(0, len(facts), FACTS_A_LINE):
            some = facts[first : first + FACTS_A_LINE]
            log.info(
                "rows", service=self.database.service, source=self.source, how=how,
                positions=[some[0].position, some[-1].position],
                correlations=list(dict.fromkeys(fact.event.get("correlationid") for fact in some)),
            )  # fmt: skip

    def _look_after(self) -> None:
        """What is done beside reading: parked facts whose next try is due, and the completeness check."""
        now, labels = time.monotonic(), (self.database.service, self.source)
        if now - self._looked >= LOOK_AT_PARKED:
            self._looked = now
            if not self.may_lead():
                raise OtherVersion(self.name)
            with self.database.rows() as rows:
                waiting, due = parked.standing(rows.cursor(), self.source)
            metrics.PARKED.labels(*labels).set(waiting)
            for subject in due:
                self.applier.bring_in(subject)
        if self._completeness and now - self._checked >= CHECK_EVERY:
            self._checked = now
            self.check(self._completeness)

    def check(self, completeness: Completeness) -> None:
        """One turn of the completeness check. A source that does not answer is asked the next time."""
        try:
            with self.database.rows() as rows:
                rows.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                holes = completeness.look(rows)
        except NoAnswer:
            return
        metrics.COMPLETENESS_HOLES.labels(self.database.service, self.source).set(holes)
        if holes:
            log.error("rows are not complete", service=self.database.service, source=self.source, holes=holes)

    def _read(self, raw: Any) -> ReadFact | None:
        try:
            event = json.loads(raw.body.decode() if isinstance(raw.body, bytes) else str(raw.body))
            self._reader.one(event)
            return read_fact(event)
        except Exception:  # noqa: BLE001 - anybody may have written it, and the next message must be read
            metrics.UNREADABLE.labels(self.database.service, self.source).inc()
            log.warning(
                "a message that is not ours to read", consumer=self.database.service, source=self.source
            )
            return None

    def _stop(self, place: Place, why: str) -> Place:
        with self.database.rows() as connection:
            connection.execute("UPDATE subscriptions SET stopped = %s WHERE source = %s", (why, self.source))
        log.error(
            "a subscription stands still", consumer=self.database.service, source=self.source, because=why
        )
        return Place(place.log_id, place.position, why)


def span_of(fact: ReadFact) -> tracing.FactSpan:
    """A fact as a trace knows it, by its envelope."""
    said = fact.event
    source = said["source"].rpartition("/")[2]
    name = said["type"].removeprefix(PREFIX).rpartition(".v")[0]
    return tracing.FactSpan(source, fact.position, name, str(said.get("correlationid")))


def _gather(connection: Any, buffer: list[Any], stopping: Callable[[], bool]) -> None:
    """Waits for messages, two seconds at most, then takes the others that are there already.

    Where several are, more follow: they are waited for a moment. One alone is not kept waiting.
    """
    silent_since = time.monotonic()
    while not buffer and not stopping() and time.monotonic() - silent_since < SILENCE:
        _drain(connection, SILENCE / 4)
    while buffer and len(buffer) < BATCH and _drain(connection, GATHERING if len(buffer) > 1 else AT_ONCE):
        pass


def _drain(connection: Any, timeout: float) -> bool:
    try:
        connection.drain_events(timeout=timeout)
    except TimeoutError:
        return False
    return True
