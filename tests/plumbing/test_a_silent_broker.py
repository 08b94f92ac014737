"""A broker whose host fell silent is left at once: no goodbye is waited for that never comes."""

import time

import pytest
from amqp.exceptions import ConnectionForced
from kombu import Connection, Consumer, Queue

from shared.plumbing.ask import AnswerLate
from shared.plumbing.broker import ANSWERS_WITHIN, connection, host_of
from shared.plumbing.broker_addresses import answered, is_away
from shared.plumbing.embedded.rabbit import Rabbit
from shared.plumbing.rpc import RpcServices
from tests.support.echo import echo

AT_ONCE = ANSWERS_WITHIN / 2
HEARTBEAT = 1


def seconds_to_leave(url: str, rabbit: Rabbit) -> float:
    """From the moment at which a consumer learns that the broker is silent until it has gone."""
    read = Queue("read", durable=True)
    with connection(url, heartbeat=HEARTBEAT) as link, Consumer(link.channel(), [read], accept=None):
        host = host_of(link)
        rabbit.pause()
        with pytest.raises(ConnectionForced):
            listen(link)
        noticed = time.monotonic()
    assert is_away(host), "others are tried first"
    answered(host)
    return time.monotonic() - noticed


def listen(link: Connection) -> None:
    """As a service does, until its heartbeats are missed."""
    while True:
        try:
            link.drain_events(timeout=HEARTBEAT)
        except TimeoutError:
            link.heartbeat_check()


def test_who_takes_requests_leaves_it_at_once(own_rabbit: Rabbit) -> None:
    try:
        assert seconds_to_leave(own_rabbit.url, own_rabbit) < AT_ONCE
    finally:
        own_rabbit.go_on()


def test_who_asks_leaves_it_at_once(own_rabbit: Rabbit) -> None:
    services = RpcServices(own_rabbit.url)
    with echo(own_rabbit.url):
        services.ask("echo", "answer", {})  # its line is kept for the next one
    own_rabbit.pause()
    try:
        begun = time.monotonic()
        with pytest.raises(AnswerLate):
            services.ask("echo", "answer", {}, timeout=1)
        services.close()
        assert time.monotonic() - begun < AT_ONCE
    finally:
        own_rabbit.go_on()
        answered(own_rabbit.url.rpartition("@")[2].rstrip("/"))
