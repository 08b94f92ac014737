"""What may be told of tables, and the account of what was hidden and why, which no reader of them sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from services.reporting.domain.suppression.tables import Cell, Key

Why = Literal["small", "beside"]
"""Hidden as a small count itself (primary), or beside one, which its sums would give away (complementary)."""

Told = Mapping[Key, int | None]
"""A table's counts, margins and total; None: hidden. A cell that is not there is a nought."""


@dataclass(frozen=True)
class Hidden:
    """One hidden count. because: for which hidden one it had to be, itself where it is small."""

    cell: Cell
    why: Why
    because: Cell
    count: int


@dataclass(frozen=True)
class Suppression:
    """Tables as they may be told.

    told: by the tables' names; None: of this one not even its keys may be told. account: what was hidden and
    why. It says which are the small ones, so it never goes where the figures are read, nor into a log.
    """

    told: Mapping[str, Told | None]
    account: tuple[Hidden, ...] = field(repr=False)

    def hidden_in(self, name: str) -> frozenset[Key]:
        """The keys of a table whose counts are hidden; of one that is not told at all there are none."""
        table = self.told[name]
        return frozenset(key for key, count in (table or {}).items() if count is None)
