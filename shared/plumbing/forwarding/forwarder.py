"""The forwarder: takes every source's facts to `case.events.out`, in their order, no faster than it may.

It pulls the logs and hangs no queue on `case.events`. Its cursor moves only past contiguous confirms: after a
crash some facts are published again, none is left out. Subscribers know a fact by its id.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import psycopg
import structlog
from amqp.exceptions import NotFound
from kombu import Connection, Exchange, Queue
from psycopg.rows import DictRow
from pydantic_core import to_json

from shared.contracts.catalogue import VERSIONS
from shared.contracts.subscribing import LOG, OUT
from shared.contracts.versions import routing_key_of
from shared.plumbing import metrics
from shared.plumbing.ask import NoAnswer
from shared.plumbing.bus import Publisher, connected
from shared.plumbing.forwarding.places import AnotherLog, Place, Source
from shared.plumbing.loops import ActiveLoop
from shared.plumbing.store.database import ServiceDatabase

log = structlog.get_logger()
OUTWARD = Exchange(OUT, type="topic", durable=True)
BATCH = 500
TURNS_A_SECOND = 5
LOOK = 0.5
"""Seconds between two looks whether reporting itself has seen anything new: one question to its database."""
LOOK_ALL_THE_SAME = 5.0
"""Seconds after which each source is asked, whatever reporting has seen: its readers may stand still."""
MEBIBYTE = 1024 * 1024
DAY = 24 * 3600
SEEN = """
SELECT source, position, (SELECT position FROM forwarded WHERE forwarded.source = subscriptions.source)
    AS forwarded FROM subscriptions
"""
CURSOR = """
INSERT INTO forwarded (source, log_id, position, recorded_at) VALUES (%(source)s, %(log_id)s, %(to)s, %(at)s)
ON CONFLICT (source) DO UPDATE SET log_id = %(log_id)s, position = %(to)s, recorded_at = %(at)s
"""


@dataclass(frozen=True)
class Keeping:
    """How much the stream keeps: days, and mebibytes on each node."""

    days: int
    mebibytes: int


class Forwarder(ActiveLoop):
    """One is active, however many instances run. a_second: how many facts; 0: as many as it can."""

    def __init__(
        self,
        database: ServiceDatabase,
        bus_url: str,
        sources: Sequence[Source],
        a_second: int,
        keeping: Keeping,
    ) -> None:
        super().__init__("forwarder", database)
        self._bus_url = bus_url
        self._sources = sources
        self._a_second = a_second
        self._keeping = keeping
        self._batch = max(1, a_second // TURNS_A_SECOND) if a_second else BATCH
        self._asked: dict[str, float] = {}
        self._stuck: dict[str, str] = {}
        self.stands_by()

    def standing(self) -> dict[str, Any]:
        """Always ready: people's work does not wait for subscribers. forwarded: by source, how far it is."""
        told = super().standing()
        with self.database.rows() as rows:
            found = rows.execute("SELECT source, position FROM forwarded").fetchall()
        fault = told["fault"] or "; ".join(self._stuck.values()) or None
        return {
            **told,
            "ready": True,
            "fault": fault,
            "forwarded": {row["source"]: int(row["position"]) for row in found},
        }

    def stands_by(self) -> None:
        metrics.FORWARDER_ACTIVE.labels(self.database.service).set(0)
        for source in self._sources:
            metrics.FORWARDER_LAG.remove(source.name)

    def lead(self, lock: psycopg.Connection[DictRow]) -> None:
        # A cursor that a crash of the database sets back has some facts forwarded again, as after any crash.
        lock.execute("SET synchronous_commit = off")
        with connected(self._bus_url) as connection:
            publisher = Publisher(connection, OUTWARD)
            declare_log(connection, self._keeping)
            metrics.FORWARDER_ACTIVE.labels(self.database.service).set(1)
            try:
                self._forward_on(publisher, lock)
            finally:
                metrics.FORWARDER_ACTIVE.labels(self.database.service).set(0)

    def _forward_on(self, publisher: Publisher, lock: psycopg.Connection[DictRow]) -> None:
        while not self.stopping.is_set():
            begun, sent = time.monotonic(), 0
            for source in self._with_news(lock):
                sent += self._forward(source, self._batch - sent, publisher, lock)
                if sent >= self._batch:
                    break
            self.well()
            pause = sent / self._a_second if self._a_second else 0.0
            self.stopping.wait(max(0.0, pause - (time.monotonic() - begun)) if sent else LOOK)

    def _with_news(self, lock: psycopg.Connection[DictRow]) -> list[Source]:
        """The sources worth asking now, who was asked the longest ago first: none is kept waiting."""
        seen = lock.execute(SEEN).fetchall()
        ahead = {row["source"] for row in seen if (row["forwarded"] or 0) < row["position"]}
        now = time.monotonic()
        due = [
            source
            for source in self._sources
            if source.name in ahead or now - self._asked.get(source.name, -DAY) >= LOOK_ALL_THE_SAME
        ]
        return sorted(due, key=lambda source: self._asked.get(source.name, 0.0))

    def _forward(
        self, source: Source, limit: int, publisher: Publisher, lock: psycopg.Connection[DictRow]
    ) -> int:
        """How many facts of the source the broker has taken."""
        self._asked[source.name] = time.monotonic()
        try:
            place, facts, head = source.after(read_place(lock, source.name), limit)
            self._stuck.pop(source.name, None)
        except NoAnswer:
            return 0  # it is asked again soon; the other sources go on
        except AnotherLog as foreign:
            if self._stuck.get(source.name) != str(foreign):
                log.error(  # noqa: TRY400 - where it was found out tells nothing
                    "facts are not forwarded", source=source.name, because=str(foreign)
                )
            self._stuck[source.name] = str(foreign)
            return 0
        taken = self._publish(facts, publisher)
        if taken:
            place = place.after(facts[taken - 1])
            store_place(lock, source.name, place)
            metrics.FORWARDED.labels(source.name).inc(taken)
        metrics.FORWARDER_LAG.labels(source.name).set(max(0, head - place.position))
        return taken

    @staticmethod
    def _publish(facts: Sequence[dict[str, Any]], publisher: Publisher) -> int:
        told = [list(VERSIONS.told(fact)) for fact in facts]
        bodies = [(routing_key_of(each), to_json(each)) for versions in told for each in versions]
        return wholly_taken(map(len, told), publisher.confirmed(publisher.send(bodies)))


def wholly_taken(versions: Iterable[int], taken: int) -> int:
    """How many facts, from the first on, the broker has in all their versions.

    versions: how many each fact is told in; taken: how many messages the broker has, from the first on.
    """
    return sum(upto <= taken for upto in accumulate(versions))


def read_place(rows: psycopg.Connection[DictRow], source: str) -> Place:
    """How far a source was forwarded."""
    row = rows.execute(
        "SELECT log_id, position, recorded_at FROM forwarded WHERE source = %s", (source,)
    ).fetchone()
    return Place(row["log_id"], int(row["position"]), row["recorded_at"]) if row else Place()


def store_place(rows: psycopg.Connection[DictRow], source: str, place: Place) -> None:
    """Moves the cursor."""
    rows.execute(
        CURSOR, {"source": source, "log_id": place.log_id, "to": place.position, "at": place.recorded_at}
    )


def declare_log(link: Connection, keeping: Keeping) -> None:
    """The stream of everything. One that is there stays as it is: what it keeps is changed by a policy."""
    arguments = {
        "x-queue-type": "stream",
        "x-max-age": f"{keeping.days}D",
        "x-max-length-bytes": keeping.mebibytes * MEBIBYTE,
    }
    stream = Queue(LOG, exchange=OUTWARD, routing_key="#", durable=True, queue_arguments=arguments)
    if not _is_there(link, stream):
        stream(link.channel()).declare()
        return
    stream(link.channel()).queue_bind()


def _is_there(link: Connection, queue: Queue) -> bool:
    channel = link.channel()
    try:
        queue(channel).queue_declare(passive=True)
    except NotFound:
        return False  # the broker has closed the channel
    channel.close()
    return True
