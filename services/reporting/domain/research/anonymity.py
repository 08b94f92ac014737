"""How roughly columns are told and which rows are left out, until nobody's rows are their own (R-R5).

What counts is people, not rows. All rows of a person stay together by their pseudonym, so whoever knows
of two of them knows a combination of both. Therefore not only each row's combination of identifying
values has to be that of k people at least: all the rows of a person together are as well (their
*profile*). Situations count as the whole set that a row has: who knows some of them, or that one is
missing, finds no fewer people.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.reporting.domain.research.columns import Column, Row, common_ones

LEFT_OUT: Final = 0.05
"""The part of the rows that may be left out, beyond those that go anyway, to tell columns finely (P)."""

Combination = tuple[str, ...]


@dataclass(frozen=True)
class Anonymous:
    """kept: places of the rows that are told; levels: of each identifying column; values: told, by column."""

    kept: tuple[int, ...]
    levels: Mapping[str, str]
    values: Mapping[str, Sequence[str]]


def anonymous(rows: Sequence[Row], identifying: Sequence[Column], k: int) -> Anonymous:
    """A telling as fine as is found in which every profile is that of k people. rows: with `person`.

    First step by step up: each time that column is told more roughly which lets most rows stay; none is
    left untold while another can be told more roughly. Then down again where a column was told more
    roughly than it had to be. Rows that still remain alone are left out.
    """
    ladder = _Ladder(rows, identifying, k)
    limit = ladder.left([len(column.levels) - 1 for column in identifying]) + LEFT_OUT * len(rows)
    levels = ladder.up(limit)
    levels = ladder.down(levels, limit)
    values = ladder.values(levels)
    kept = _kept(ladder.people, list(zip(*values, strict=True)) if values else [()] * len(rows), k)
    names = [column.name for column in identifying]
    told = [column.levels[level] for column, level in zip(identifying, levels, strict=True)]
    return Anonymous(kept, dict(zip(names, told, strict=True)), dict(zip(names, values, strict=True)))


class _Ladder:
    """Each column's values at each of its levels, and how many rows would have to go at some."""

    def __init__(self, rows: Sequence[Row], identifying: Sequence[Column], k: int) -> None:
        self.people = [str(row["person"]) for row in rows]
        self._rows, self._columns, self._k = rows, identifying, k
        self._made: dict[tuple[int, int], Sequence[str]] = {}
        sets = [column.of for column in identifying if "common" in column.levels]
        self._common = {of: common_ones(((str(row["person"]), row[of]) for row in rows), k) for of in sets}

    def values(self, levels: Sequence[int]) -> list[Sequence[str]]:
        return [self._values(place, level) for place, level in enumerate(levels)]

    def left(self, levels: Sequence[int]) -> int:
        """About how many rows go: of who is alone with several rows all but one."""
        values = self.values(levels)
        combinations = list(zip(*values, strict=True)) if values else [()] * len(self.people)
        profiles = _profiles(self.people, combinations)
        having = Counter(profiles.values())
        return sum(max(1, len(profile) - 1) for profile in profiles.values() if having[profile] < self._k)

    def up(self, limit: float) -> list[int]:
        levels = [0] * len(self._columns)
        while self.left(levels) > limit:
            steps = [
                (levels[place] + 2 == len(column.levels), self.left(_stepped(levels, place, 1)), place)
                for place, column in enumerate(self._columns)
                if levels[place] + 1 < len(column.levels)
            ]
            if not steps:
                break
            levels = _stepped(levels, min(steps)[2], 1)
        return levels

    def down(self, levels: list[int], limit: float) -> list[int]:
        for place in range(len(levels)):
            while levels[place] and self.left(_stepped(levels, place, -1)) <= limit:
                levels = _stepped(levels, place, -1)
        return levels

    def _values(self, place: int, level: int) -> Sequence[str]:
        if (place, level) not in self._made:
            column = self._columns[place]
            common = self._common.get(column.of, frozenset())
            self._made[place, level] = column.told(self._rows, column.levels[level], common)
        return self._made[place, level]


def _stepped(levels: Sequence[int], place: int, by: int) -> list[int]:
    return [level + by * (at == place) for at, level in enumerate(levels)]


def _profiles(
    people: Sequence[str], combinations: Sequence[Combination]
) -> dict[str, tuple[Combination, ...]]:
    found: defaultdict[str, list[Combination]] = defaultdict(list)
    for person, combination in zip(people, combinations, strict=True):
        found[person].append(combination)
    return {person: tuple(sorted(told)) for person, told in found.items()}


def _kept(people: Sequence[str], combinations: Sequence[Combination], k: int) -> tuple[int, ...]:
    """The rows that stay. Of who is alone a row goes, the one whose combination is rarest."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        places[person].append(place)
    while True:
        profiles = {who: tuple(sorted(combinations[at] for at in own)) for who, own in places.items() if own}
        having = Counter(profiles.values())
        alone = [who for who, profile in profiles.items() if having[profile] < k]
        if not alone:
            return tuple(_in_order(places))
        often = Counter(combination for profile in profiles.values() for combination in set(profile))
        for who in alone:
            places[who].remove(min(places[who], key=lambda at: (often[combinations[at]], combinations[at])))


def _in_order(places: Mapping[str, Sequence[int]]) -> Iterator[int]:
    yield from sorted(place for own in places.values() for place in own)
