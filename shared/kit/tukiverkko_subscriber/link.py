"""The way to the broker, on which nobody waits for ever."""

import ssl
from urllib.parse import urlsplit

from kombu import Connection
from kombu.transport import pyamqp

HEARTBEAT = 20
"""Seconds; who is silent for two of them is taken for dead, on both sides."""
ANSWERS_WITHIN = 15.0


class _Answered(pyamqp.Connection):  # type: ignore[misc]  # kombu's types are none to mypy
    """amqp waits without end for an answer: a broker whose host fell silent never gives one."""

    def drain_events(self, timeout: float | None = None) -> None:
        super().drain_events(ANSWERS_WITHIN if timeout is None else timeout)


class _Transport(pyamqp.Transport):  # type: ignore[misc]
    Connection = _Answered


def link_to(amqp_url: str, ca_file: str | None) -> Connection:
    """A kombu connection, not yet open. With amqps the broker's certificate is checked."""
    where = urlsplit(amqp_url)
    checked = {"server_hostname": where.hostname, "cert_reqs": ssl.CERT_REQUIRED, "ca_certs": ca_file}
    link = Connection(
        amqp_url,
        connect_timeout=10,
        heartbeat=HEARTBEAT,
        ssl=checked if where.scheme == "amqps" else None,
    )
    link.transport_cls = _Transport
    return link
