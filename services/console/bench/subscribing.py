"""What the system's own rows lose to fifty subscribers: the same facts with and without, in turn."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Thread
from typing import Any, LiteralString

import psycopg
from kombu import Connection

from services.console.bench.figures import Figure
from services.console.bench.place import Place, measured, wait_until_seen
from services.console.subscribers import address_of
from services.console.supervising import wait_until
from shared.contracts.subscribing import EVERYTHING, queue_of_subscriber
from shared.plumbing.forwarding.at_broker import AtBroker
from shared.plumbing.loops import lock_key
from shared.plumbing.management import Management
from shared.plumbing.settings import Settings

SUBSCRIBERS, MOST = 50, 6_000
LOOK = 0.02
NAMES = [f"mittaus-{number:02}" for number in range(SUBSCRIBERS)]
SEEN = "SELECT coalesce(max(position), 0) FROM reporting.subscriptions WHERE source = 'intake'"
FORWARDED = "SELECT coalesce(max(position), 0) FROM reporting.forwarded WHERE source = 'intake'"


def subscribers(place: Place) -> list[Figure]:
    """Rows of reporting a second: the forwarder at its limit and fifty queues, against no forwarder."""
    settings, facts = place.fresh(), min(MOST, place.facts)
    begun = len(measured("log_of_contacts", "begun", settings))
    with place.serving(settings, "intake", "reporting"):
        with forwarder_held(settings):
            wait_until_seen(settings, begun)
            alone = rate(settings, facts, first=2)
        subscribe(place, settings)
        ours = rate(settings, facts, first=2 + facts)
        reached = read(settings, FORWARDED)
    drain(place, settings)
    against = (
        f"no forwarder; it had come to {reached} of {read(settings, SEEN)}, which all reached each queue"
    )
    return [Figure("rows beside 50 subscribers", ours, alone, "facts/s", against, 0.70)]


@contextmanager
def forwarder_held(settings: Settings) -> Iterator[None]:
    """The forwarder stands by, as where another process has its turn."""
    with psycopg.connect(settings.database_of("reporting"), autocommit=True) as lock:
        lock.execute("SELECT pg_advisory_lock(%s)", (lock_key("reporting", "forwarder"),))
        yield


def subscribe(place: Place, settings: Settings) -> None:
    """Fifty subscribers who are granted everything, and none of whom reads."""
    if place.rabbit is None:
        raise RuntimeError("subscribers are RabbitMQ's")
    vhost = address_of(str(settings.amqp_url))["vhost"]
    with Management(place.rabbit.management_url) as management:
        broker = AtBroker(management, vhost, settings.subscriber_queue_mebibytes)
        for name in NAMES:
            broker.make(name, [EVERYTHING], name)


def rate(settings: Settings, facts: int, first: int) -> float:
    """Facts a second that became rows, from the first of these on; stored beside."""
    before = read(settings, SEEN)
    storing = Thread(
        target=measured, args=("log_of_contacts", "filled", settings), kwargs={"facts": facts, "first": first}
    )
    storing.start()
    with psycopg.connect(settings.database_of("reporting"), autocommit=True) as rows:
        begun_at, begun = passed(rows, before)
        storing.join()
        head = read(settings, "SELECT max(notification_id) FROM intake.stored_events")
        ended = begun
        while begun_at < head and one(rows, SEEN) < head:
            time.sleep(LOOK)
        ended = time.monotonic()
    return (head - begun_at) / (ended - begun)


def passed(rows: psycopg.Connection[Any], position: int) -> tuple[int, float]:
    """Waits for rows of newer facts; how far they are, and when that was seen."""
    while (seen := one(rows, SEEN)) <= position:
        time.sleep(LOOK)
    return seen, time.monotonic()


def drain(place: Place, settings: Settings) -> None:
    """The backlog goes out without the limit; RuntimeError where a queue lacks a fact."""
    unlimited = settings.model_copy(update={"forwarded_a_second": 0})
    head = read(settings, "SELECT max(notification_id) FROM intake.stored_events")
    with place.serving(unlimited, "intake", "reporting") as running:
        while (at := read(settings, FORWARDED)) < head:
            wait_until("the backlog drains", partial(has_passed, settings, at), running["reporting"])
    with Connection(str(settings.amqp_url)) as link:
        for name in NAMES:
            _, messages, _ = link.channel().queue_declare(queue_of_subscriber(name), passive=True)
            if messages < head:
                raise RuntimeError(f"{name} has {messages} of {head} facts")


def has_passed(settings: Settings, position: int) -> bool:
    """Whether more than this was forwarded."""
    return read(settings, FORWARDED) > position


def read(settings: Settings, question: LiteralString) -> int:
    """A number of the database's."""
    with psycopg.connect(settings.database_of("reporting"), autocommit=True) as rows:
        return one(rows, question)


def one(rows: psycopg.Connection[Any], question: LiteralString) -> int:
    """The same, on a connection that is there."""
    found = rows.execute(question).fetchone()
    return int(found[0]) if found else 0
