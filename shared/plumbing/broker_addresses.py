"""Where the broker is: one address, or one of each node of a cluster, with `;` between them.

    amqps://user:password@rabbit-1:5671/region?cacertfile=/etc/tukiverkko/ca.pem;amqps://…@rabbit-2:5671/region

What follows the `?` is as in RabbitMQ's own addresses, for TLS: `cacertfile`, whose certificates are
believed (without it: those the machine believes), `certfile` and `keyfile`, who we are. A server whose
certificate does not fit its name, or is of another authority, is refused.

Each process begins with another one of them; one that did not answer comes last, until it answers again.
"""

import os
import ssl
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

PLAIN, TLS, MEMORY = "amqp", "amqps", "memory"
FILES = ("cacertfile", "certfile", "keyfile")
PORTS = {PLAIN: 5672, TLS: 5671}
_away_since: dict[str, float] = {}


@dataclass(frozen=True)
class BrokerAddress:
    """One node's. url: without what concerns TLS alone."""

    url: str
    cacertfile: str | None = None
    certfile: str | None = None
    keyfile: str | None = None

    @property
    def tls(self) -> bool:
        return self.url.startswith(f"{TLS}://")

    @property
    def host(self) -> str:
        """`name:port`."""
        parts = urlsplit(self.url)
        return f"{parts.hostname or 'localhost'}:{parts.port or PORTS.get(parts.scheme, 0)}"

    @cached_property
    def context(self) -> ssl.SSLContext | None:
        """What checks the server, and shows who we are; None without TLS. ssl.SSLError, OSError."""
        if not self.tls:
            return None
        context = ssl.create_default_context(cafile=self.cacertfile)
        if self.certfile:
            context.load_cert_chain(self.certfile, self.keyfile)
        return context

    @property
    def files(self) -> dict[str, str]:
        """The files that were named."""
        return {name: value for name in FILES if (value := getattr(self, name))}


def addresses_of(said: str) -> list[BrokerAddress]:
    """Each of them, in the order given. ValueError, with a sentence, where one does not fit."""
    found = [_address(each.strip()) for each in said.split(";") if each.strip()]
    if not found:
        raise ValueError("write an address that begins with amqp:// or amqps://")
    if len({urlsplit(each.url).scheme for each in found}) > 1:
        raise ValueError("the broker's addresses are all amqp:// or all amqps://")
    if any(each.files != found[0].files for each in found):
        raise ValueError("name the same certificates in each of the broker's addresses")
    return found


def fitting(said: str) -> str:
    """The same, for the settings: addresses that fit, whose files can be read. ValueError for others."""
    for address in addresses_of(said):
        for name, file in address.files.items():
            if not Path(file).is_file():
                raise ValueError(f"there is no file {file} ({name})")
        try:
            address.context  # noqa: B018 - it is made here, so that a wrong file is told at the start
        except OSError as wrong:
            raise ValueError(f"this is no certificate and key that fit ({wrong.strerror or wrong})") from None
    return said


def is_cluster(said: str) -> bool:
    """Whether several nodes were named."""
    return len(addresses_of(said)) > 1


def in_order(said: str) -> list[BrokerAddress]:
    """Who did not answer last time comes last, and of those who was asked longest ago first.

    Else each process begins with another node: a lost one takes a part of them with it.
    """
    found = addresses_of(said)
    first = os.getpid() % len(found)
    return sorted(found[first:] + found[:first], key=lambda each: _away_since.get(each.host, 0.0))


def went_away(host: str) -> None:
    """Nobody there, or no answer: others are tried first."""
    _away_since[host] = time.monotonic()


def is_away(host: str) -> bool:
    """Whether it did not answer the last time."""
    return host in _away_since


def answered(host: str) -> None:
    """It is there."""
    _away_since.pop(host, None)


def _address(said: str) -> BrokerAddress:
    parts = urlsplit(said)
    if parts.scheme not in {PLAIN, TLS, MEMORY}:
        raise ValueError(
            "write addresses that begin with amqp:// or amqps://, with ; between those of a cluster"
        )
    if parts.scheme == MEMORY:
        return BrokerAddress(said)
    asked = parse_qs(parts.query)
    if unknown := set(asked) - set(FILES):
        raise ValueError(
            f"after the ? of a broker's address come {', '.join(FILES)}, not {', '.join(unknown)}"
        )
    if asked and parts.scheme != TLS:
        raise ValueError("a broker that is asked over TLS has an address that begins with amqps://")
    files = {name: values[0] for name, values in asked.items()}
    return BrokerAddress(urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")), **files)
