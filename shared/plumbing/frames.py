"""AMQP's frames for many messages that differ in their body alone, made by hand and written at once.

amqp packs each message's properties anew and hands it to the socket by itself: that was half of the relay's
work. A message is three frames (AMQP 0-9-1, 2.3.5 and 4.2): the method Basic.Publish, the content's header,
its body; a body that is longer than a frame may be takes several.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from struct import pack
from typing import Any

METHOD, HEADER, BODY = 1, 2, 3
BASIC, PUBLISH = 60, 40
MANDATORY = b"\x01"
END = b"\xce"
AROUND = 8
"""Bytes of a frame beside its payload: type, channel, size and end."""
AT_ONCE = 64
"""Messages handed to the socket together: enough to be few, few enough that the broker has work meanwhile."""


def write(channel: Any, exchange: str, messages: Sequence[tuple[str, bytes]], like: Any) -> None:
    """Publishes (routing key, body) pairs, mandatory, on an amqp channel whose connection nobody else uses.

    like: a prepared message that has the properties of all. OSError where the broker went away.
    """
    properties: bytes = like._serialize_properties()  # noqa: SLF001 - amqp gives it no other name
    connection = channel.connection
    for first in range(0, len(messages), AT_ONCE):
        frames: list[bytes] = []
        for routing_key, body in messages[first : first + AT_ONCE]:
            frames.append(_method(channel.channel_id, exchange, routing_key))
            header = pack(">HHQ", BASIC, 0, len(body)) + properties
            frames.append(_frame(HEADER, channel.channel_id, header))
            frames.extend(_bodies(channel.channel_id, body, connection.frame_max - AROUND))
        connection.transport.write(b"".join(frames))


@lru_cache(maxsize=256)
def _method(channel: int, exchange: str, routing_key: str) -> bytes:
    reserved = 0
    said = pack(">HHH", BASIC, PUBLISH, reserved) + _short(exchange) + _short(routing_key) + MANDATORY
    return _frame(METHOD, channel, said)


def _bodies(channel: int, body: bytes, most: int) -> Iterator[bytes]:
    for first in range(0, len(body), most):
        yield _frame(BODY, channel, body[first : first + most])


def _short(text: str) -> bytes:
    """AMQP's short string. struct.error where it has more than 255 bytes."""
    said = text.encode()
    return pack(">B", len(said)) + said


def _frame(kind: int, channel: int, payload: bytes) -> bytes:
    return pack(">BHI", kind, channel, len(payload)) + payload + END
