"""A line to the broker that breaks while a request is acknowledged harms nobody: the request comes again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from kombu import Consumer, Queue

from shared.plumbing.broker import connection
from shared.plumbing.entrypoint import ReturningConsumer

QUEUE = Queue("requests", durable=True)


@contextmanager
def a_request(url: str) -> Iterator[tuple[Any, Any]]:
    """A link, and a message on it that waits to be acknowledged."""
    with connection(url) as link:
        arrived: list[Any] = []
        with Consumer(link.channel(), [QUEUE], on_message=arrived.append, accept=None):
            while not arrived:
                link.drain_events(timeout=10)
            yield link, arrived[0]


@pytest.mark.parametrize("settle", [ReturningConsumer.ack_message, ReturningConsumer.requeue_message])
def test_it_is_left_to_the_broker(vhost: str, settle: Any) -> None:
    with connection(vhost) as link:
        link.Producer().publish({"name": "Äiti"}, routing_key=QUEUE.name, declare=[QUEUE])
    with a_request(vhost) as (link, message):
        link.connection.transport.sock.close()
        with pytest.raises(OSError, match=r"closed file|Bad file"):
            message.ack()
        settle(ReturningConsumer(), message)
    with a_request(vhost) as (_, again):
        assert again.payload == {"name": "Äiti"}
        again.ack()
