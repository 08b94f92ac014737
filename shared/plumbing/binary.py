"""Values in PostgreSQL's binary form, each with its length before it: elements of arrays, and of copied rows.

Made by hand because psycopg looks at each value and dumps it by itself: that was a fifth of the processor
time of a save. `array` is PostgreSQL's array_send: number of dimensions, whether there are NULLs, the
elements' type, each dimension's length and first index; then the elements.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from struct import Struct
from uuid import UUID

TEXT, BYTEA, BIGINT, UUID_, TIMESTAMPTZ = 25, 17, 20, 2950, 1184
"""What PostgreSQL calls its types (pg_type.oid)."""
NULL = b"\xff\xff\xff\xff"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
FIRST_DAY = EPOCH.date().toordinal()
MICROSECOND = timedelta(microseconds=1)
FOREVER = Struct("!iq").pack(8, 2**63 - 1)
"""The moment 'infinity'."""
_length, _int2, _int4, _int8 = Struct("!i").pack, Struct("!ih").pack, Struct("!ii").pack, Struct("!iq").pack
_none, _head = Struct("!iiI").pack, Struct("!iiIii").pack


def sized(value: bytes) -> bytes:
    """Bytes as they are (bytea)."""
    return _length(len(value)) + value


@lru_cache(maxsize=4096)
def text(value: str | None) -> bytes:
    """Codes mostly: the same again and again."""
    return NULL if value is None else sized(value.encode())


@lru_cache(maxsize=1024)
def texts(values: tuple[str, ...]) -> bytes:
    """An array of texts as a value of a row."""
    return sized(array(TEXT, map(text, values)))


def uuid(value: UUID) -> bytes:
    """Sixteen bytes."""
    return b"\0\0\0\x10" + value.bytes


def boolean(value: bool) -> bytes:  # noqa: FBT001 - it is the value
    """One byte."""
    return b"\0\0\0\x01\x01" if value else b"\0\0\0\x01\x00"


def int2(value: int | None) -> bytes:
    """A smallint; struct.error where it is none."""
    return NULL if value is None else _int2(2, value)


def int8(value: int) -> bytes:
    """A bigint; struct.error where it is none."""
    return _int8(8, value)


def day(value: date) -> bytes:
    """Days since the year 2000 began."""
    return _int4(4, value.toordinal() - FIRST_DAY)


def moment(value: datetime) -> bytes:
    """Aware; microseconds, as Python and PostgreSQL both have them."""
    return _int8(8, (value - EPOCH) // MICROSECOND)


def array(kind: int, elements: Iterable[bytes]) -> bytes:
    """An array of one dimension, without its own length; of no dimension where it is empty."""
    made = list(elements)
    return b"".join([_head(1, 0, kind, len(made), 1), *made]) if made else _none(0, 0, kind)
