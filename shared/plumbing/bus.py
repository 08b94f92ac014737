"""The bus as the relay and the subscriptions use it: kombu, on RabbitMQ or in memory.

Facts go to the topic exchange `case.events`. On RabbitMQ they are published in pipelines: all of a
batch is sent before the first confirm is waited for.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from kombu import Connection, Exchange, Queue
from pydantic_core import to_json

from shared.plumbing.broker import connection, give_up, tries
from shared.plumbing.frames import write

EVENTS = Exchange("case.events", type="topic", durable=True)
CONTENT_TYPE = "application/cloudevents+json"
CONFIRMED_WITHIN = 10.0


class NotConfirmed(Exception):
    """The broker did not confirm in time."""


class Publisher:
    """Publishes batches on one channel and tells how many were confirmed without a gap.

    It is alone on its connection. exchange: where facts go to.
    """

    def __init__(self, link: Connection, exchange: Exchange = EVENTS) -> None:
        self._link = link
        self._exchange = exchange
        self._channel: Any = link.channel()
        self._confirms = hasattr(self._channel, "confirm_select")
        self._sent = 0
        self._settled = Settled()
        self.unrouted = 0
        if self._confirms:
            self._channel.confirm_select()
            self._channel.events["basic_ack"].add(self._settled.acknowledge)
            self._channel.events["basic_nack"].add(self._settled.refuse)
            self._channel.events["basic_return"].add(self._returned)
        exchange(self._channel).declare()

    def publish(self, messages: Sequence[tuple[str, dict[str, Any]]]) -> int:
        """Sends (routing key, CloudEvent) pairs; how many of them, from the first on, are confirmed."""
        return self.confirmed(self.send([(routing_key, to_json(event)) for routing_key, event in messages]))

    def send(self, bodies: Sequence[tuple[str, bytes]]) -> range:
        """Sends (routing key, JSON) pairs and waits for nothing: the broker works while we get others ready.

        What `confirmed` is asked by: their numbers on this channel.
        """
        numbers = range(self._sent + 1, self._sent + 1 + len(bodies))
        self._sent += len(bodies)
        if self._confirms:
            write(self._channel, self._exchange.name, bodies, like=self._prepared(b""))
        else:
            for routing_key, body in bodies:
                self._channel.basic_publish(
                    self._prepared(body), exchange=self._exchange.name, routing_key=routing_key
                )
            self._settled.acknowledge(self._sent, multiple=True)
        return numbers

    def confirmed(self, sent: range) -> int:
        """How many of those sent together, from the first on, are confirmed.

        NotConfirmed or a connection error where the broker went away: publish them again later.
        """
        while self._settled.upto < sent.stop - 1:
            try:
                self._link.drain_events(timeout=CONFIRMED_WITHIN)
            except TimeoutError as error:
                give_up(self._link)
                raise NotConfirmed(f"{sent.stop - 1 - self._settled.upto} messages") from error
        return self._settled.without_gap(sent)

    def _prepared(self, body: bytes) -> Any:
        return self._channel.prepare_message(
            body,
            content_type=CONTENT_TYPE,
            content_encoding="utf-8",
            properties={"delivery_mode": 2},
        )

    def _returned(self, *_: Any) -> None:
        # Nobody has a queue for it. Readers pull what they miss, so it is counted, not held back.
        self.unrouted += 1


class Settled:
    """What became of a channel's messages, by their numbers: the broker settles them in any order.

    upto: all up to this one are settled, one way or the other.
    """

    def __init__(self) -> None:
        self.upto = 0
        self._beyond: set[int] = set()
        self._refused: set[int] = set()

    def acknowledge(self, number: int, multiple: bool) -> None:  # noqa: FBT001 - amqp calls it so
        """The broker has taken this one, or all up to it that were open."""
        if multiple:
            self._beyond.difference_update(range(self.upto + 1, number + 1))
            self.upto = max(self.upto, number)
        else:
            self._beyond.add(number)
        while self.upto + 1 in self._beyond:
            self.upto += 1
            self._beyond.remove(self.upto)

    def refuse(self, number: int, multiple: bool) -> None:  # noqa: FBT001 - amqp calls it so
        """It has not taken this one, or none up to it that were open."""
        meant = range(self.upto + 1, number + 1) if multiple else (number,)
        self._refused.update(each for each in meant if each not in self._beyond)
        self.acknowledge(number, multiple)

    def without_gap(self, sent: range) -> int:
        """How many of these, from the first on, were taken. Told once: what was refused is forgotten."""
        refused = {each for each in self._refused if each in sent}
        self._refused -= refused
        return min(refused, default=sent.stop) - sent.start


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection of its own, closed at the end. Raises kombu's OperationalError where nobody listens."""
    link = connection(url, confirms=False)  # the publisher waits for confirms itself, by the batch
    try:
        link.ensure_connection(max_retries=tries(url))
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
