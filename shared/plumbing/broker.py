"""The broker as all of us meet it: RabbitMQ by `amqp://` or `amqps://`, the embedded one by `memory://`.

connection(url)       a kombu connection, not yet open
nameko_config(url)    what a nameko container is given
"""

import json
import ssl
from typing import Any

from kombu import Connection, Exchange, serialization
from kombu.transport import pyamqp

from shared.plumbing.embedded.broker import register
from shared.plumbing.sealing.letters import SEALED, Letters

LETTERS = "TUKIVERKKO_LETTERS"
"""Where a container's configuration has what opens sealed requests."""
RPC_EXCHANGE = Exchange("nameko-rpc", type="topic", durable=True)
JSON = "application/json"
CONNECT_PATIENCE = 4.0  # seconds
ANSWERS_WITHIN = 15.0
"""Seconds that a broker has to open a channel, to declare a queue or to say goodbye."""
LOST = (*Connection("memory://").connection_errors, ConnectionError, OSError)


class AnsweredOrLost(pyamqp.Connection):  # type: ignore[misc]
    """A connection on which nobody waits for ever.

    amqp waits without end for the answer to what it asks. A broker whose host fell silent never gives one:
    who was starting, or was coming back, would wait with a lock in its hand and look alive. A line on
    which an answer is due for too long is a lost one, TimeoutError, and lost lines are made anew.
    """

    def drain_events(self, timeout: float | None = None) -> None:
        super().drain_events(ANSWERS_WITHIN if timeout is None else timeout)


def plain_json() -> None:
    """Make kombu's "json" be JSON and no more, in this process.

    kombu's own writes a UUID or a date as {"__type__": ...}, which no other reader understands, and
    reads such a thing from anybody. Here a value that is not JSON raises, as it does over the bridge.
    """

    def said(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

    serialization.register("json", said, json.loads, content_type=JSON, content_encoding="utf-8")
    # What is sealed comes to the consumer as it is: who opens it knows which exchange it belongs to.
    serialization.register("sealed", bytes, bytes, content_type=SEALED, content_encoding="binary")


def connection(url: str, *, tls: ssl.SSLContext | None = None, confirms: bool = True) -> Connection:
    """A kombu connection: confirms on, four seconds to connect, no heartbeat (who waits has a timeout)."""
    prepare()
    return Connection(
        url,
        connect_timeout=CONNECT_PATIENCE,
        ssl={"context": tls} if tls else None,
        transport_options={"confirm_publish": confirms},
    )


def nameko_config(
    url: str, *, tls: ssl.SSLContext | None = None, workers: int = 10, letters: Letters | None = None
) -> dict[str, Any]:
    """A nameko container's configuration.

    workers: requests that one service carries out at once. letters: opens sealed requests, and seals the
    replies to them.
    """
    prepare()
    config: dict[str, Any] = {
        "AMQP_URI": url,
        "max_workers": workers,
        "serializer": "json",
        "ACCEPT": ["json", "sealed"],
        LETTERS: letters,
        "HEARTBEAT": 10,
        "TRANSPORT_OPTIONS": {"max_retries": 3, "interval_start": 0.2, "interval_step": 0.5},
    }
    if tls is not None:
        config["AMQP_SSL"] = {"context": tls}
    return config


def prepare() -> None:
    """What every process needs before it connects; again does no harm."""
    register()
    plain_json()
    pyamqp.Transport.Connection = AnsweredOrLost
