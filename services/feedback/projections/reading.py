"""What the projections have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Cursor
from psycopg.rows import DictRow

from shared.contracts.envelope import Message

Rows = Cursor[DictRow]


@dataclass(frozen=True)
class Projection:
    """A picture made of facts. `apply` writes in the caller's transaction and may be given a fact twice.

    apply_all: the same rows as `apply` for each message in turn, in few statements; None: one by one.
    version: grows whenever `apply` would make other rows of the same facts.
    """

    name: str
    tables: tuple[str, ...]
    apply: Callable[[Message[Any], Rows], None]
    version: int = 1
    apply_all: Callable[[Sequence[Message[Any]], Rows], None] | None = None
