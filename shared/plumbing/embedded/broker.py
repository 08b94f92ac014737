"""The embedded broker: kombu's in-memory transport, made fit for nameko's RPC and for our facts.

    memory://             every connection of this process meets here
    memory://x/<name>     a broker of its own, such as a test's; `wipe(name)` empties it

It differs from kombu's own as RabbitMQ does:
- a message has its content type among its properties (nameko's Responder looks for it there);
- what waited longer than its expiration is not delivered;
- a mandatory message that no queue takes is refused with NO_ROUTE;
- what was delivered and not acknowledged comes back, to its own queue alone, when its channel closes;
- a deleted queue is bound no more;
- a consumer wakes when a message comes, and does not poll.
It has no confirms and forgets its messages at a stop; subscriptions pull what they missed.
"""

import contextlib
import threading
import time
from collections import defaultdict, deque
from queue import Empty
from typing import Any

from kombu import transport
from kombu.exceptions import ChannelError
from kombu.transport import virtual
from kombu.transport.virtual.exchange import DirectExchange, TopicExchange

Message = dict[str, Any]
NO_ROUTE = 312  # AMQP's reply code
LONGEST_SLEEP = 0.5  # seconds; a consumer looks up so often even where nothing wakes it


class Exchange:
    """What the connections of one broker share: queues, bindings, and the bell that wakes consumers."""

    def __init__(self) -> None:
        self.state = virtual.BrokerState()
        self.queues: dict[str, deque[Message]] = {}
        self._bell = threading.Condition()
        self.rung = 0

    def ring(self) -> None:
        """Something changed: a message came, or room for one."""
        with self._bell:
            self.rung += 1
            self._bell.notify_all()

    def wait(self, heard: int, seconds: float) -> None:
        """Wait until the bell has rung more often than `heard`, `seconds` at most."""
        with self._bell:
            self._bell.wait_for(lambda: self.rung != heard, min(seconds, LONGEST_SLEEP))


BROKERS: defaultdict[str, Exchange] = defaultdict(Exchange)


def wipe(name: str = "/") -> None:
    """Forget all queues, bindings and messages of a broker, as a broker's lost disk does."""
    broker = BROKERS[name]
    broker.state.clear()
    broker.queues.clear()
    broker.ring()


class Unacknowledged(virtual.QoS):  # type: ignore[misc]
    """What was delivered and not yet acknowledged. An acknowledgement makes room: it rings."""

    def ack(self, delivery_tag: str) -> None:
        super().ack(delivery_tag)
        self.channel.broker.ring()

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:  # noqa: FBT001, FBT002 - kombu's
        super().reject(delivery_tag, requeue=requeue)
        self.channel.broker.ring()


class Channel(virtual.Channel):  # type: ignore[misc]
    """One channel to the in-memory broker of its connection."""

    QoS = Unacknowledged
    exchange_types = {"direct": DirectExchange, "topic": TopicExchange}  # noqa: RUF012 - kombu's
    do_restore = True
    body_encoding = None  # bytes stay bytes: nothing leaves this process

    def __init__(self, connection: "Transport", **options: Any) -> None:
        self.broker = connection.broker
        self.queues = connection.broker.queues
        super().__init__(connection, **options)

    def prepare_message(self, body: Any, *args: Any, **options: Any) -> Message:
        message: Message = super().prepare_message(body, *args, **options)
        message["properties"]["content_type"] = message["content-type"]
        message["properties"]["content_encoding"] = message["content-encoding"]
        return message

    def basic_publish(self, message: Message, exchange: str, routing_key: str, **options: Any) -> Any:
        if options.get("mandatory") and not self._taken(exchange, routing_key):
            raise ChannelError(f"NO_ROUTE {routing_key}", (60, 40), "Basic.publish", NO_ROUTE)
        return super().basic_publish(message, exchange, routing_key, **options)

    def queue_delete(self, queue: str, *, if_empty: bool = False, **_: Any) -> None:
        if if_empty and self._size(queue):
            return
        for exchange in self.state.exchanges.values():
            exchange["table"][:] = [bound for bound in exchange["table"] if bound[2] != queue]
        self.state.queue_bindings_delete(queue)
        self.queues.pop(queue, None)

    def _taken(self, exchange: str, routing_key: str) -> bool:
        found = self._lookup(exchange, routing_key)
        return any(queue in self.queues for queue in found)

    def _has_queue(self, queue: str, **_: Any) -> bool:
        return queue in self.queues

    def _new_queue(self, queue: str, **_: Any) -> None:
        self.queues.setdefault(queue, deque())

    def _size(self, queue: str) -> int:
        return len(self.queues.get(queue, ()))

    def _purge(self, queue: str) -> int:
        size = self._size(queue)
        self.queues[queue] = deque()
        return size

    def _put(self, queue: str, message: Message, **_: Any) -> None:
        properties = dict(message["properties"], queue=queue, delivery_tag=self._next_delivery_tag())
        if "expiration" in properties and "until" not in properties:
            properties["until"] = time.monotonic() + int(properties["expiration"]) / 1000
        if queue in self.queues:  # else it is gone, and what is sent there as well
            self.queues[queue].append(dict(message, properties=properties))
            self.broker.ring()

    def _get(self, queue: str, timeout: float | None = None) -> Message:  # noqa: ARG002 - kombu's
        waiting = self.queues.get(queue) or deque()
        while True:
            try:
                message = waiting.popleft()
            except IndexError:
                raise Empty from None
            until = message["properties"].get("until")
            if until is None or time.monotonic() < until:
                return message

    def _restore(self, message: virtual.Message) -> None:
        """Back to the front of its own queue; kombu's would send it to every queue bound like it."""
        queue = message.properties["queue"]
        if queue in self.queues:
            self.queues[queue].appendleft(dict(message.serializable(), redelivered=True))
            self.broker.ring()


class Transport(virtual.Transport):  # type: ignore[misc]
    """Connections to the in-memory broker that a URL names."""

    Channel = Channel
    driver_type = driver_name = "memory"

    def __init__(self, client: Any, **options: Any) -> None:
        self.broker = BROKERS[client.virtual_host or "/"]
        super().__init__(client, **options)
        self.state = self.broker.state

    def drain_events(self, connection: Any, timeout: float | None = None) -> None:  # noqa: ARG002 - kombu's
        """Deliver one message; TimeoutError where none comes in `timeout` seconds."""
        until = time.monotonic() + (float("inf") if timeout is None else timeout)
        while True:
            heard = self.broker.rung
            with contextlib.suppress(Empty):
                self.cycle.get(self._deliver, timeout=timeout)
                return
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self.broker.wait(heard, left)


def register() -> None:
    """Make `memory://` mean this transport in this process."""
    transport.TRANSPORT_ALIASES["memory"] = f"{__name__}:Transport"
    transport._transport_cache.pop("memory", None)  # noqa: SLF001 - kombu has no other way to forget it
