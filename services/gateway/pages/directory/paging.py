"""A list that comes whole is shown a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Shown:
    """A page of a list. next: from where the next one goes on, None where this is the last."""

    rows: Sequence[Any]
    next: str | None
    first: bool


def a_page_of(whole: Sequence[Any], many: int, cursor: str) -> Shown:
    """So many from the place that a page before gave; from the first where it is none."""
    start = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 6 else 0  # noqa: PLR2004
    end = start + many
    return Shown(whole[start:end], str(end) if end < len(whole) else None, start == 0)
