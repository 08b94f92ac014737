"""Tables of counts with their margins, and what adds up to what, across tables that share dimensions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

ALL: Final = None
"""In a key, in the place of a value: all values of the dimension, that is a margin, or the total."""

Key = tuple[str | None, ...]
"""A cell of one table: a value, or ALL, for each of its dimensions in their order."""

Cell = tuple[str, tuple[tuple[str, str], ...]]
"""A count whichever tables it stands in: whom it counts, and of which dimensions which values, by name."""


@dataclass(frozen=True)
class Table:
    """Counts of people, or of matters, by one dimension or several; the margins are its own sums.

    counts: by a value for each dimension; what is not there is nought. Each who is counted stands in one
    cell: of what several may be said at once, see `several`. of: whom it counts. Only tables of the same
    are linked. ValueError for a count below nought, or a key that does not fit.
    """

    name: str
    dimensions: tuple[str, ...]
    counts: Mapping[tuple[str, ...], int]
    of: str = ""

    def __post_init__(self) -> None:
        if len(set(self.dimensions)) != len(self.dimensions):
            msg = f"{self.name} has a dimension twice"
            raise ValueError(msg)
        for key, count in self.counts.items():
            if len(key) != len(self.dimensions) or count < 0:
                msg = f"{self.name} has no place for {count} at {key}"
                raise ValueError(msg)

    def whole(self) -> dict[Key, int]:
        """Every count but noughts: cells, margins, and the total, which is always there."""
        counts: dict[Key, int] = {(ALL,) * len(self.dimensions): 0}
        for key, count in sorted(self.counts.items()):
            if count:
                for margin in _margins(key):
                    counts[margin] = counts.get(margin, 0) + count
        return counts

    def cell(self, key: Key) -> Cell:
        """The count that a key names, whichever tables it stands in."""
        named = zip(self.dimensions, key, strict=True)
        return self.of, tuple(sorted((name, value) for name, value in named if value is not ALL))

    def sums(self) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
        """Each margin with what adds up to it, once for each dimension that it is a sum over."""
        parts: dict[tuple[Key, int], list[Cell]] = {}
        for key in self.whole():
            for place, value in enumerate(key):
                if value is not ALL:
                    parts.setdefault(((*key[:place], ALL, *key[place + 1 :]), place), []).append(
                        self.cell(key)
                    )
        for (whole, _), cells in parts.items():
            yield self.cell(whole), tuple(cells)


def several(name: str, mentions: Mapping[str, int], of_all: int, *, of: str = "") -> list[Table]:
    """Tables of what may be said of one several times (R-R1): each value beside how many do not have it.

    How many do not mention something is a count of people, too. mentions: value → how many of `of_all`.
    Each is a table of its own, named `name: value`, by a dimension of that name with the values yes and no.
    """
    return [
        Table(f"{name}: {value}", (f"{name}: {value}",), {("yes",): count, ("no",): of_all - count}, of)
        for value, count in sorted(mentions.items())
    ]


@dataclass(frozen=True)
class Linked:
    """Every count of some tables, each once, and all that is known to add up. Noughts are in neither."""

    counts: Mapping[Cell, int]
    sums: tuple[tuple[Cell, tuple[Cell, ...]], ...]

    @classmethod
    def of(cls, tables: Iterable[Table]) -> "Linked":
        """ValueError where two tables count the same otherwise."""
        faces: dict[tuple[str, frozenset[str]], dict[Cell, int]] = {}
        sums: dict[tuple[Cell, tuple[Cell, ...]], None] = {}
        for table in tables:
            for names, face in _faces(table).items():
                if faces.setdefault((table.of, names), face) != face:
                    msg = f"{table.name} counts by {sorted(names) or 'nothing'} otherwise than another table"
                    raise ValueError(msg)
            sums.update(dict.fromkeys(table.sums()))
        return cls({cell: count for face in faces.values() for cell, count in face.items()}, tuple(sums))


def _faces(table: Table) -> dict[frozenset[str], dict[Cell, int]]:
    """The table's counts by which dimensions they are counted by."""
    faces: dict[frozenset[str], dict[Cell, int]] = {}
    for key, count in table.whole().items():
        cell = table.cell(key)
        faces.setdefault(frozenset(name for name, _ in cell[1]), {})[cell] = count
    return faces


def _margins(key: tuple[str, ...]) -> Iterator[Key]:
    places = range(len(key))
    for some in (kept for size in range(len(key) + 1) for kept in combinations(places, size)):
        yield tuple(key[place] if place in some else ALL for place in places)
