"""From stored to visible in reporting, at 20 facts a second, against the bare floor of the same servers."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import quantiles
from threading import Thread
from typing import Any

import psycopg
from kombu import Consumer, Queue
from psycopg import Connection

from services.console.bench.figures import Figure
from services.console.bench.log_of_contacts import like, recorder_of
from services.console.bench.place import Place, measured, wait_until_seen
from shared.plumbing.bus import EVENTS, Publisher, connected
from shared.plumbing.settings import Settings

A_SECOND = 20
LOOK = 0.001
FLOOR = "floor"
LAST = 99 - 1
"""Of the hundredths, the 99th."""


def visible(place: Place) -> list[Figure]:
    """The slowest of a hundred, in milliseconds."""
    settings = place.fresh()
    sample = measured("log_of_contacts", "begun", settings)
    facts = max(20, round(place.seconds * A_SECOND * 2))
    with place.serving(settings, "intake", "reporting"):
        wait_until_seen(settings, len(sample))
        ours = measured("seeing", "our_way", settings, green=False, facts=facts)
    floor = measured("seeing", "bare_way", settings, green=False, facts=facts)
    return [
        Figure("stored → visible at 20 facts/s, p99", ours, floor, "ms",
               "bare commit, confirmed publish, delivery, commit", 3.0, at_most=True)
    ]  # fmt: skip


def our_way(facts: int) -> float:
    """Stored by our writer, relayed, applied by reporting's projections."""
    settings = Settings()
    sample, recorder = recorder_of(settings).facts_after(0, 10), recorder_of(settings)
    events = [event for n in range(2, facts) for event in like([s.event for s in sample], n)][:facts]

    def store(number: int) -> int:
        return recorder.insert_events([events[number]], now=datetime.now(UTC))[0]

    with psycopg.connect(settings.database_of("reporting"), autocommit=True) as rows:
        return _p99(store, lambda: _position(rows, "reporting.subscriptions"), facts)


def bare_way(facts: int) -> float:
    """A row committed, a message confirmed, delivered to another thread, a row committed there."""
    settings = Settings()
    url, bus = settings.database_of("intake"), str(settings.amqp_url)
    queue = Queue("bench.floor", exchange=EVENTS, routing_key="bench.#", durable=True,
                  queue_arguments={"x-queue-type": "quorum"})  # fmt: skip
    with psycopg.connect(url, autocommit=True) as store, psycopg.connect(url, autocommit=True) as rows:
        store.execute("DROP TABLE IF EXISTS floor, floor_seen")
        store.execute("CREATE TABLE floor (position bigint PRIMARY KEY, state text)")
        store.execute("CREATE TABLE floor_seen (position bigint PRIMARY KEY)")
        with connected(bus) as link:
            queue(link.channel()).declare()
            reader = Thread(target=_deliver, args=(url, bus, queue, facts))
            reader.start()
            publisher = Publisher(link)

            def put(number: int) -> int:
                store.execute("INSERT INTO floor VALUES (%s, %s)", (number + 1, "x" * 600))
                publisher.publish([("bench.fact", {"position": number + 1, "state": "x" * 600})])
                return number + 1

            slowest = _p99(put, lambda: _position(rows, "floor_seen"), facts)
            reader.join()
    return slowest


def _deliver(url: str, bus: str, queue: Queue, facts: int) -> None:
    with psycopg.connect(url, autocommit=True) as rows, connected(bus) as link:
        seen: list[int] = []

        def take(message: Any) -> None:
            seen.append(json.loads(message.body)["position"])
            rows.execute("INSERT INTO floor_seen VALUES (%s)", (seen[-1],))
            message.ack()

        with Consumer(link.channel(), [queue], on_message=take, accept=None):
            while len(seen) < facts:
                link.drain_events(timeout=30)


def _position(rows: Connection[Any], table: str) -> int:
    found = rows.execute(f"SELECT max(position) FROM {table}").fetchone()  # noqa: S608
    return int((found and found[0]) or 0)


def _p99(store: Callable[[int], int], seen: Callable[[], int], facts: int) -> float:
    """Milliseconds from before the save until the row is there to be read, one fact at a time."""
    took, due = [], time.monotonic()
    for number in range(facts):
        due += 1 / A_SECOND
        time.sleep(max(0.0, due - time.monotonic()))
        begun = time.monotonic()
        position = store(number)
        while seen() < position:
            time.sleep(LOOK)
        took.append((time.monotonic() - begun) * 1000)
    return quantiles(took, n=100, method="inclusive")[LAST]
