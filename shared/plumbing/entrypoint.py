"""nameko's RPC entrypoint, made to last.

    from shared.plumbing.entrypoint import rpc

nameko's own ends the whole container when a reply cannot be sent, when a request names nobody to reply
to, and when its headers are not what nameko puts there. Here such a request is logged and dropped, and
a request whose asker has stopped waiting is not begun.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import structlog
from kombu import Connection, Queue
from nameko.exceptions import UnserializableValueError, serialize
from nameko.messaging import QueueConsumer
from nameko.rpc import Rpc as NamekoRpc
from nameko.rpc import RpcConsumer

from shared.plumbing.ask import DEADLINE_HEADER, too_late
from shared.plumbing.broker import JSON, LETTERS, RPC_EXCHANGE, connection, heartbeat_of
from shared.plumbing.broker_addresses import is_cluster
from shared.plumbing.frames import BASIC, PUBLISH
from shared.plumbing.sealing.letters import SEALED, Letters, Unreadable

Method = TypeVar("Method", bound=Callable[..., Any])

log = structlog.get_logger(__name__)
TRANSIENT = 1
"""A reply that a broker's crash takes with it: so are its queue and its asker's line."""


class ReturningConsumer(QueueConsumer):  # type: ignore[misc]
    """Is back soon after the broker is: kombu's own pauses grow by two seconds with each try, to thirty."""

    @property
    def connection(self) -> Connection:
        """As everybody connects to the broker: over TLS, or to the node of a cluster that answers."""
        return connection(self.amqp_uri, confirms=False, heartbeat=heartbeat_of(self.amqp_uri))

    @contextmanager
    def establish_connection(self) -> Iterator[Any]:
        with self.create_connection() as link:
            link.ensure_connection(
                self.on_connection_error, self.connect_max_retries,
                interval_start=0.1, interval_step=0.2, interval_max=1.0,
            )  # fmt: skip
            yield link

    def ack_message(self, message: Any) -> None:
        """What nameko does, whose own lets a socket's error through, which ends the container."""
        with on_a_living_line("acknowledge", message):
            super().ack_message(message)

    def requeue_message(self, message: Any) -> None:
        with on_a_living_line("give back", message):
            super().requeue_message(message)


@contextmanager
def on_a_living_line(what: str, message: Any) -> Iterator[None]:
    """Whatever breaks here, the line is broken: the broker has the message still, and brings it again."""
    try:
        yield
    except Exception as lost:  # noqa: BLE001 - a socket's, amqp's or kombu's, by the moment at which it broke
        log.warning(
            "a message was not settled", wanted=what, error=type(lost).__name__, to=routing_key(message)
        )


class LastingConsumer(RpcConsumer):  # type: ignore[misc]
    """Takes requests off the service's queue; no message of any kind ends it."""

    queue: Any
    queue_consumer = ReturningConsumer()

    def setup(self) -> None:
        """On a cluster, a queue that outlives its node: nameko's own lies on one, and is away with it.

        Under a name of its own: a queue cannot change its kind.
        """
        if self.queue is None and is_cluster(self.container.config["AMQP_URI"]):
            service = self.container.service_name
            self.queue = Queue(
                f"rpc.{service}", exchange=RPC_EXCHANGE, routing_key=f"{service}.*",
                durable=True, queue_arguments={"x-queue-type": "quorum"},
            )  # fmt: skip
            self.queue_consumer.register_provider(self)
            self._registered = True
        super().setup()

    def handle_result(self, message: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
        """Reply and acknowledge, on the line that brought the request.

        nameko's own way takes another connection and waits for the broker's confirm of each reply. Here a
        line that is lost loses the acknowledgement too: the request comes again, and is answered again.
        Where the reply cannot be sent for another reason, the asker's patience ends it.
        """
        try:
            send_reply(message, payload_of(result, exc_info), self.container.config.get(LETTERS))
        except Exception as lost:  # noqa: BLE001 - whatever it was, the next request can be answered
            log.warning("reply not sent", error=type(lost).__name__, to=routing_key(message))
        self.queue_consumer.ack_message(message)
        return result, exc_info


class Encoded(bytes):
    """A result that is JSON already: a large one is not gone through by two hands."""


def payload_of(result: Any, exc_info: Any) -> bytes:
    """A reply as it travels; a result that is not JSON is an error, as with nameko."""
    try:
        if isinstance(result, Encoded):
            return b'{"result":' + result + b',"error":null}'
        if exc_info is None:
            return as_json({"result": result, "error": None})
        error = exc_info[1]
    except (TypeError, ValueError):
        error = UnserializableValueError(result)
    return as_json({"result": None, "error": serialize(error)})


def as_json(payload: dict[str, Any]) -> bytes:
    """TypeError or ValueError where something in it is not JSON."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def send_reply(message: Any, payload: bytes, letters: Letters | None = None) -> None:
    """To whom the request names, sealed where the request was.

    KeyError where it names nobody; a connection error where the line broke.
    """
    channel, to = message.channel, message.properties["reply_to"]
    number = message.properties.get("correlation_id")
    sealed = letters is not None and message.content_type == SEALED
    reply = channel.prepare_message(
        letters.reply(payload, str(number)) if letters and sealed else payload,
        content_type=SEALED if sealed else JSON,
        content_encoding="binary" if sealed else "utf-8",
        properties={"correlation_id": number, "delivery_mode": TRANSIENT},
    )
    if hasattr(channel, "send_method"):
        # Not amqp's basic_publish: it reads from the line first, and the consumer is reading there already.
        channel.send_method((BASIC, PUBLISH), "Bssbb", (0, RPC_EXCHANGE.name, to, False, False), reply)
    else:
        channel.basic_publish(reply, exchange=RPC_EXCHANGE.name, routing_key=to)


class Rpc(NamekoRpc):  # type: ignore[misc]
    """An RPC method of a service, with one dict as its argument."""

    rpc_consumer = LastingConsumer()

    def handle_message(self, body: Any, message: Any) -> None:
        if too_late((message.headers or {}).get(DEADLINE_HEADER)):
            log.info("request expired, not begun", to=routing_key(message))
            self.rpc_consumer.queue_consumer.ack_message(message)
            return
        try:
            said = opened(body, message, self.container.config.get(LETTERS))
        except Unreadable:
            log.warning("request not readable, not begun", to=routing_key(message))
            self.rpc_consumer.queue_consumer.ack_message(message)
            return
        super().handle_message(said, message)

    def unpack_message_headers(self, message: Any) -> dict[str, Any]:  # noqa: ARG002 - nameko's
        """Nothing: what we pass on stands in the request, and nameko trusts what it finds here."""
        return {}


def opened(body: Any, message: Any, letters: Letters | None) -> Any:
    """A request's body. Unreadable where it is sealed and not by our key."""
    if message.content_type != SEALED:
        return body
    if letters is None:
        raise Unreadable("there is no transport key here")
    return json.loads(letters.open_request(body, str(message.properties.get("correlation_id"))))


def routing_key(message: Any) -> str:
    """The service and method that a message asks for."""
    return str(message.delivery_info.get("routing_key"))


def rpc(method: Method) -> Method:
    """Make a method of a service class answer over RPC; it takes one dict and returns one of JSON."""
    return cast("Method", Rpc.decorator(method))
