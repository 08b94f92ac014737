"""The broker as all of us meet it: RabbitMQ by `amqp://` or `amqps://`, the embedded one by `memory://`.

connection(url)       a kombu connection, not yet open
nameko_config(url)    what a nameko container is given
"""

import json
import ssl
from typing import Any

from kombu import Connection, Exchange, serialization

from shared.plumbing.embedded.broker import register

RPC_EXCHANGE = Exchange("nameko-rpc", type="topic", durable=True)
JSON = "application/json"
CONNECT_PATIENCE = 4.0  # seconds
LOST = (*Connection("memory://").connection_errors, ConnectionError, OSError)


def plain_json() -> None:
    """Make kombu's "json" be JSON and no more, in this process.

    kombu's own writes a UUID or a date as {"__type__": ...}, which no other reader understands, and
    reads such a thing from anybody. Here a value that is not JSON raises, as it does over the bridge.
    """

    def said(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

    serialization.register("json", said, json.loads, content_type=JSON, content_encoding="utf-8")


def connection(url: str, *, tls: ssl.SSLContext | None = None, confirms: bool = True) -> Connection:
    """A kombu connection: confirms on, four seconds to connect, no heartbeat (who waits has a timeout)."""
    prepare()
    return Connection(
        url,
        connect_timeout=CONNECT_PATIENCE,
        ssl={"context": tls} if tls else None,
        transport_options={"confirm_publish": confirms},
    )


def nameko_config(url: str, *, tls: ssl.SSLContext | None = None, workers: int = 10) -> dict[str, Any]:
    """A nameko container's configuration. workers: requests that one service carries out at once."""
    prepare()
    config: dict[str, Any] = {
        "AMQP_URI": url,
        "max_workers": workers,
        "serializer": "json",
        "ACCEPT": ["json"],
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
