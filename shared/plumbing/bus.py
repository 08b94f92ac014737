"""The bus as the relay and the subscriptions use it: kombu, on RabbitMQ or in memory.

Facts go to the topic exchange `case.events`. On RabbitMQ they are published in pipelines: all of a
batch is sent before the first confirm is waited for.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from kombu import Connection, Exchange, Queue

from shared.plumbing.broker import connection

EVENTS = Exchange("case.events", type="topic", durable=True)
CONTENT_TYPE = "application/cloudevents+json"
CONFIRMED_WITHIN = 10.0


class NotConfirmed(Exception):
    """The broker did not confirm in time."""


class Publisher:
    """Publishes batches on one channel and tells how many were confirmed without a gap."""

    def __init__(self, link: Connection) -> None:
        self._link = link
        self._channel: Any = link.channel()
        self._confirms = hasattr(self._channel, "confirm_select")
        self._sent, self._first = 0, 1
        self._open: set[int] = set()
        self._refused: set[int] = set()
        self.unrouted = 0
        if self._confirms:
            self._channel.confirm_select()
            self._channel.events["basic_ack"].add(self._acknowledged)
            self._channel.events["basic_nack"].add(self._not_acknowledged)
            self._channel.events["basic_return"].add(self._returned)
        EVENTS(self._channel).declare()

    def publish(self, messages: Sequence[tuple[str, dict[str, Any]]]) -> int:
        """Sends (routing key, CloudEvent) pairs; how many of them, from the first on, are confirmed."""
        self.send(messages)
        return self.confirmed()

    def send(self, messages: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Sends them and waits for nothing: the broker works while we get the next ones ready."""
        self._first = self._sent + 1
        for routing_key, event in messages:
            self._send(routing_key, json.dumps(event, ensure_ascii=False, separators=(",", ":")))

    def confirmed(self) -> int:
        """How many of those sent last, from the first on, are confirmed.

        NotConfirmed or a connection error where the broker went away: publish them again later.
        """
        while self._open:
            try:
                self._link.drain_events(timeout=CONFIRMED_WITHIN)
            except TimeoutError as error:
                raise NotConfirmed(f"{len(self._open)} messages") from error
        refused = min(self._refused, default=self._sent + 1)
        self._refused.clear()
        return refused - self._first

    def _send(self, routing_key: str, body: str) -> None:
        message = self._channel.prepare_message(
            body.encode(),
            content_type=CONTENT_TYPE,
            content_encoding="utf-8",
            properties={"delivery_mode": 2},
        )
        self._sent += 1
        if self._confirms:
            self._open.add(self._sent)
        self._channel.basic_publish(
            message, exchange=EVENTS.name, routing_key=routing_key, mandatory=self._confirms
        )

    def _settled(self, tag: int, multiple: bool) -> set[int]:  # noqa: FBT001 - amqp calls it so
        return {t for t in self._open if t <= tag} if multiple else {tag}

    def _acknowledged(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - amqp calls it so
        self._open -= self._settled(tag, multiple)

    def _not_acknowledged(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - amqp calls it so
        refused = self._settled(tag, multiple)
        self._refused |= refused
        self._open -= refused

    def _returned(self, *_: Any) -> None:
        # Nobody has a queue for it. Readers pull what they miss, so it is counted, not held back.
        self.unrouted += 1


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection of its own, closed at the end. Raises kombu's OperationalError where nobody listens."""
    link = connection(url, confirms=False)  # the publisher waits for confirms itself, by the batch
    try:
        link.ensure_connection(max_retries=1)
        yield link
    finally:
        link.release()


def queue_of(consumer: str, source: str) -> Queue:
    """The durable queue of one consumer for one source's facts."""
    return Queue(
        f"{consumer}.from-{source}",
        exchange=EVENTS,
        routing_key=f"{source}.#",
        durable=True,
        queue_arguments={"x-queue-type": "quorum", "x-single-active-consumer": True},
    )
