"""Whoever reads published tables and solves them: what is left to know of each hidden count (R-R2).

Written apart from what hides them, on another solver (HiGHS, by scipy), and from another end: it takes
nothing but what is told. Noughts are told by absence, so a hidden count is 1 at least; counts are whole
numbers; what adds up, adds up, in tables that share dimensions as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

Key = tuple[str | None, ...]
Count = frozenset[tuple[str, str]]
MOST = 100_000
"""What nothing bounds is taken to be this at most: more than anything that tests publish."""


@dataclass(frozen=True)
class Published:
    """One table as it is read: its dimensions, and each count by key (None in a key: all values)."""

    dimensions: tuple[str, ...]
    told: Mapping[Key, int | None]


def ranges(published: Sequence[Published]) -> dict[Count, tuple[int, int]]:
    """The least and the most that each hidden count can be, as whole numbers."""
    unknown: dict[Count, int] = {}
    known: dict[Count, int] = {}
    for table in published:
        for key, count in table.told.items():
            if count is None:
                unknown.setdefault(_count(table, key), len(unknown))
            else:
                known[_count(table, key)] = count
    assert not unknown.keys() & known.keys(), "hidden in one table, told in another"
    rows, right = _equations(published, unknown, known)
    return {
        count: (
            _extreme(len(unknown), rows, right, place, 1),
            _extreme(len(unknown), rows, right, place, -1),
        )
        for count, place in unknown.items()
    }


def given_away(published: Sequence[Published], under: int) -> dict[Count, tuple[int, int]]:
    """The hidden counts whose least and most lie less than `under` apart."""
    return {count: (low, high) for count, (low, high) in ranges(published).items() if high - low < under}


def _count(table: Published, key: Key) -> Count:
    return frozenset(
        (name, value) for name, value in zip(table.dimensions, key, strict=True) if value is not None
    )


def _equations(
    published: Sequence[Published], unknown: Mapping[Count, int], known: Mapping[Count, int]
) -> tuple[list[dict[int, int]], list[int]]:
    """Each sum over one dimension: the unknown parts less the unknown whole are what is known of it."""
    rows: list[dict[int, int]] = []
    right: list[int] = []
    for table in published:
        values = [
            sorted({key[place] for key in table.told} - {None}, key=str)
            for place in range(len(table.dimensions))
        ]
        for place in range(len(table.dimensions)):
            others = [[None] if at == place else [None, *values[at]] for at in range(len(values))]
            for key in product(*others):
                parts = [(*key[:place], value, *key[place + 1 :]) for value in values[place]]
                row: dict[int, int] = {}
                rest = 0
                for part, sign in [(key, -1), *((each, 1) for each in parts)]:
                    count = _count(table, part)
                    if count in unknown:
                        row[unknown[count]] = row.get(unknown[count], 0) + sign
                    else:
                        rest -= sign * known.get(count, 0)
                if row:
                    rows.append(row)
                    right.append(rest)
    return rows, right


def _extreme(
    size: int, rows: Sequence[Mapping[int, int]], right: Sequence[int], place: int, sign: int
) -> int:
    target = np.zeros(size)
    target[place] = sign
    entries = [(line, at, times) for line, row in enumerate(rows) for at, times in row.items()]
    lines, places, times = zip(*entries, strict=True) if entries else ((), (), ())
    matrix = coo_array((times, (lines, places)), shape=(len(rows), size)).tocsr()
    sums = [LinearConstraint(matrix, right, right)] if rows else []
    solved = milp(target, constraints=sums, bounds=Bounds(1, MOST), integrality=np.ones(size))
    assert solved.status == 0, solved.message
    bound: float = solved.fun
    return sign * round(bound)
