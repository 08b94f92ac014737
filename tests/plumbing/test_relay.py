"""The relay: every fact reaches the bus, in order; the cursor moves only past what was confirmed."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection, Queue

from shared.plumbing.bus import EVENTS, Publisher, connected
from shared.plumbing.loops import ActiveLoop
from tests.support.installation import wait_for
from tests.support.intake_store import IntakeStore

KEPT = 3


@pytest.fixture
def store(database: str, vhost: str, tmp_path: Path) -> IntakeStore:
    return IntakeStore(tmp_path, database, vhost)


@contextmanager
def running(*loops: ActiveLoop) -> Iterator[None]:
    threads = [threading.Thread(target=loop.run) for loop in loops]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for loop in loops:
            loop.stop()
        for thread in threads:
            thread.join()


def relay_of(store: IntakeStore) -> ActiveLoop:
    (relay,) = [loop for loop in store.desk.loops if loop.name == "relay"]
    assert isinstance(relay, ActiveLoop)
    return relay


def cursor(store: IntakeStore) -> int:
    with store.desk._intake.database.rows() as rows:  # noqa: SLF001 - its own row
        row = rows.execute("SELECT position FROM relay").fetchone()
    return int(row["position"]) if row else -1


@pytest.fixture
def link(vhost: str) -> Iterator[Connection]:
    with connected(vhost) as connection:
        yield connection


def queue(link: Connection, name: str, **arguments: Any) -> Queue:
    """A queue that hears everything."""
    made = Queue(name, EVENTS, routing_key="#", durable=True, queue_arguments=arguments or None)(
        link.channel()
    )
    made.declare()
    return made


def taken(heard: Queue) -> list[dict[str, Any]]:
    messages = iter(lambda: heard.get(no_ack=True, accept=None), None)
    return [json.loads(message.body) for message in messages]


def test_every_fact_in_order_as_who_asks_is_told(store: IntakeStore, link: Connection) -> None:
    heard = queue(link, "heard")
    for _ in range(5):
        store.receive()
    with running(relay_of(store)):
        store.receive()
        wait_for("all is relayed", lambda: cursor(store) == store.head())
    assert taken(heard) == json.loads(json.dumps(store.facts_after(0)["facts"]))


def test_after_a_stop_it_goes_on_where_it_was(store: IntakeStore, link: Connection) -> None:
    heard = queue(link, "heard")
    store.receive()
    with running(relay_of(store)):
        wait_for("all is relayed", lambda: cursor(store) == store.head())
    assert len(taken(heard)) == 1
    again = IntakeStore(store.settings.home, str(store.settings.database_url), str(store.settings.amqp_url))
    store.receive()
    with running(relay_of(again)):
        wait_for("all is relayed", lambda: cursor(store) == store.head())
    assert [event["position"] for event in taken(heard)] == [store.head()]


def test_of_two_one_relays(store: IntakeStore, link: Connection) -> None:
    heard = queue(link, "heard")
    other = IntakeStore(store.settings.home, str(store.settings.database_url), str(store.settings.amqp_url))
    with running(relay_of(store), relay_of(other)):
        for _ in range(5):
            store.receive()
        wait_for("all is relayed", lambda: cursor(store) == store.head())
        active = [desk.status()["loops"]["relay"]["active"] for desk in (store.desk, other.desk)]
    assert sorted(active) == [False, True]
    assert len(taken(heard)) == 5


def test_what_the_broker_refuses_stays_to_be_sent(store: IntakeStore, link: Connection) -> None:
    """A full queue refuses what comes: the cursor waits before it, and nothing is left out."""
    full = queue(link, "full", **{"x-max-length": KEPT, "x-overflow": "reject-publish"})
    for _ in range(KEPT + 2):
        store.receive()
    third = store.facts_after(0, KEPT)["facts"][-1]["position"]
    with running(relay_of(store)):
        wait_for("the queue is full", lambda: cursor(store) == third)
        heard = taken(full)
        wait_for("the rest comes", lambda: cursor(store) == store.head())
    positions = [event["position"] for event in heard + taken(full)]
    assert sorted(set(positions)) == [event["position"] for event in store.facts_after(0)["facts"]]


def test_confirmed_is_what_was_confirmed_without_a_gap(link: Connection) -> None:
    queue(link, "full", **{"x-max-length": KEPT, "x-overflow": "reject-publish"})
    publisher = Publisher(link)
    messages: list[tuple[str, dict[str, Any]]] = [("intake.test.v1", {"n": n}) for n in range(KEPT + 2)]
    assert publisher.publish(messages) == KEPT
    assert publisher.publish(messages[:1]) == 0


def test_what_nobody_hears_is_counted_and_not_held_back(link: Connection) -> None:
    publisher = Publisher(link)
    assert publisher.publish([("intake.test.v1", {}), ("intake.test.v1", {})]) == 2
    assert publisher.unrouted == 2
