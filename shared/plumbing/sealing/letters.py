"""What services say to each other over the broker, sealed: it lies in queues, and queues lie on disks (R-P1).

A request or a reply is one box under the installation's transport key (keys/transport.key), bound to the
number of its exchange, so that no reply serves for another request. Facts are not sealed so: they carry
nothing about people, and integrators read them.
"""

from pathlib import Path

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.plumbing.keys import kept
from shared.plumbing.sealing.boxes import locked, new_key, unlocked
from shared.plumbing.settings import Settings

log = structlog.get_logger()
SEALED = "application/vnd.tukiverkko.sealed"
"""The content type of a sealed body; what it holds is JSON."""


class Unreadable(ValueError):
    """The body was sealed with another key, or is no answer to this request."""


class Letters:
    """Seals and opens bodies. key: 32 bytes, the same for all processes of an installation."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def request(self, body: bytes, number: str) -> bytes:
        """A request as it travels. number: of the exchange (AMQP's correlation id)."""
        return locked(self._cipher, body, _about("request", number))

    def reply(self, body: bytes, number: str) -> bytes:
        """A reply as it travels."""
        return locked(self._cipher, body, _about("reply", number))

    def open_request(self, body: bytes, number: str) -> bytes:
        """What a request says. Unreadable where it is none of ours."""
        return self._opened(body, _about("request", number))

    def open_reply(self, body: bytes, number: str) -> bytes:
        """What a reply says. Unreadable where it is none of ours."""
        return self._opened(body, _about("reply", number))

    def _opened(self, body: bytes, about: bytes) -> bytes:
        try:
            return unlocked(self._cipher, body, about)
        except (InvalidTag, ValueError) as foreign:
            raise Unreadable("sealed with another key") from foreign


def letters_of(settings: Settings) -> Letters | None:
    """By the installation's transport key, made when there is none; None on the bus in memory."""
    return None if settings.embedded else open_letters(settings.keys)


def open_letters(folder: Path) -> Letters:
    """By the transport key in a keys folder."""
    return Letters(kept(folder, "transport.key", new_key))


def _about(what: str, number: str) -> bytes:
    return f"{what} {number}".encode()
