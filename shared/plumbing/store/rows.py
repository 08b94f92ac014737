"""What is stored beside the facts, in their transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

Rows = Callable[[Cursor[DictRow]], None]
"""Writes rows that must commit with the facts, or not at all: plain statements, no savepoints of its own."""


@dataclass(frozen=True)
class CommandRow:
    """What is remembered of a command that was carried out: the same id again gets the same answer."""

    command_id: UUID
    actor: str
    digest: bytes
    answer: bytes
