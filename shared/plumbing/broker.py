"""The broker as all of us meet it: RabbitMQ by `amqp://` or `amqps://`, the embedded one by `memory://`.

connection(url)       a kombu connection, not yet open
nameko_config(url)    what a nameko container is given
"""

import json
from ssl import CERT_REQUIRED
from typing import Any

from amqp.exceptions import ConnectionForced, MessageNacked
from kombu import Connection, Exchange, serialization
from kombu.transport import pyamqp

from shared.plumbing.broker_addresses import BrokerAddress, answered, in_order, is_cluster, went_away
from shared.plumbing.embedded.broker import register
from shared.plumbing.sealing.letters import SEALED, Letters

LETTERS = "TUKIVERKKO_LETTERS"
"""Where a container's configuration has what opens sealed requests."""
RPC_EXCHANGE = Exchange("nameko-rpc", type="topic", durable=True)
JSON = "application/json"
CONNECT_PATIENCE = 4.0  # seconds
HEARTBEAT, AMONG_NODES = 10, 5
"""Seconds: a line is given up after two of them. Sooner where another node can be asked instead."""
ANSWERS_WITHIN = 15.0
"""Seconds that a broker has to open a channel, to declare a queue or to say goodbye."""
LAST_WORD = 1.0
"""Seconds that a line which is given up may take to be closed: TLS has a goodbye of its own."""
LOST = (*Connection("memory://").connection_errors, MessageNacked, ConnectionError, OSError)
"""A line broke, or the broker did not take what it was given, as while a queue's nodes choose a leader."""


class AnsweredOrLost(pyamqp.Connection):  # type: ignore[misc]
    """A connection on which nobody waits for ever.

    amqp waits without end for the answer to what it asks. A broker whose host fell silent never gives one:
    who was starting, or was coming back, would wait with a lock in its hand and look alive. A line on
    which an answer is due for too long is a lost one, TimeoutError, and lost lines are made anew, to
    another node of the broker first, where there is one. A silent host is left without a goodbye: each
    that it owes us, of a consumer, a channel and the connection, would be waited for as long again.
    """

    def __init__(self, host: str, *, ssl: Any = False, **more: Any) -> None:
        if ssl:  # amqp checks the server's name only where it is told which
            ssl = {**ssl, "server_hostname": host.rpartition(":")[0]}
        super().__init__(host, ssl=ssl, **more)

    def connect(self, callback: Any = None) -> Any:
        try:
            done = super().connect(callback)
        except Exception:
            went_away(self.host)
            raise
        answered(self.host)
        return done

    def drain_events(self, timeout: float | None = None) -> None:
        try:
            super().drain_events(ANSWERS_WITHIN if timeout is None else timeout)
        except TimeoutError:
            if timeout is None:
                self.give_up()
            raise

    def heartbeat_tick(self, rate: int = 2) -> None:
        try:
            super().heartbeat_tick(rate)
        except ConnectionForced:
            self.give_up()
            raise

    def give_up(self) -> None:
        """Leaves it, and other nodes are tried first."""
        went_away(self.host)
        self.leave()

    def leave(self) -> None:
        """Without a goodbye. What is asked on it from now on fails at once."""
        if self._transport is not None and self._transport.sock is not None:
            self._transport.sock.settimeout(LAST_WORD)
        self.collect()


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


def connection(url: str, *, confirms: bool = True, heartbeat: int = 0) -> Connection:
    """A kombu connection: confirms on, four seconds to connect, no heartbeat (who waits has a timeout).

    url: one address, or those of a cluster's nodes (broker_addresses.py).
    """
    prepare()
    first, *others = nodes = in_order(url)
    return Connection(
        first.url,
        alternates=[node.url for node in nodes] if others else None,
        connect_timeout=CONNECT_PATIENCE,
        heartbeat=heartbeat,
        ssl=tls_of(first),
        transport_options={"confirm_publish": confirms},
    )


def tries(url: str) -> int:
    """How often to try again, so that every node was asked and the first of them twice."""
    return len(in_order(url))


def heartbeat_of(url: str) -> int:
    """How often a line that takes requests is looked at."""
    return AMONG_NODES if is_cluster(url) else HEARTBEAT


def host_of(link: Connection) -> str:
    """The node that a connection is to, as `name:port`; nothing in memory."""
    return str(getattr(link.connection, "host", ""))


def give_up(link: Connection) -> None:
    """Leaves a line whose node says nothing any more; in memory there is no such thing."""
    if link.connected and isinstance(link.connection, AnsweredOrLost):
        link.connection.give_up()


def leave(link: Connection) -> None:
    """Leaves a line without a goodbye; in memory there is nobody to say it to."""
    if link.connected and isinstance(link.connection, AnsweredOrLost):
        link.connection.leave()


def tls_of(node: BrokerAddress) -> dict[str, Any] | bool:
    """What amqp is told of TLS; the name of the server it finds by itself (AnsweredOrLost)."""
    if not node.tls:
        return False
    names = {"cacertfile": "ca_certs", "certfile": "certfile", "keyfile": "keyfile"}
    return {"cert_reqs": CERT_REQUIRED, **{names[name]: file for name, file in node.files.items()}}


def nameko_config(url: str, *, workers: int = 10, letters: Letters | None = None) -> dict[str, Any]:
    """A nameko container's configuration.

    workers: requests that one service carries out at once. letters: opens sealed requests, and seals the
    replies to them.
    """
    prepare()
    return {
        "AMQP_URI": url,
        "max_workers": workers,
        "serializer": "json",
        "ACCEPT": ["json", "sealed"],
        LETTERS: letters,
    }


def prepare() -> None:
    """What every process needs before it connects; again does no harm."""
    register()
    plain_json()
    pyamqp.Transport.Connection = AnsweredOrLost
