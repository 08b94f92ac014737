"""Columns of values as PostgreSQL's binary arrays: bytes go as they are, nothing is spelled out or quoted."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from shared.plumbing import binary
from shared.plumbing.binary import BIGINT, BYTEA, TEXT, TIMESTAMPTZ, UUID_, array


def uuids(values: Iterable[UUID]) -> bytes:
    """uuid[]."""
    return array(UUID_, map(binary.uuid, values))


def numbers(values: Iterable[int]) -> bytes:
    """bigint[]."""
    return array(BIGINT, map(binary.int8, values))


def moments(values: Iterable[datetime]) -> bytes:
    """timestamptz[] of aware moments."""
    return array(TIMESTAMPTZ, map(binary.moment, values))


def texts(values: Iterable[str]) -> bytes:
    """text[]."""
    return array(TEXT, map(binary.text, values))


def bytes_(values: Iterable[bytes]) -> bytes:
    """bytea[]."""
    return array(BYTEA, map(binary.sized, values))


def moment(value: datetime) -> bytes:
    """One timestamptz, without its length."""
    return binary.moment(value)[4:]
