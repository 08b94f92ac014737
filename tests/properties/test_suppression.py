"""R-R2: an attacker who solves all published tables and sums comes close to no hidden count."""

import random
import time
from collections import Counter
from collections.abc import Sequence

import pytest

from services.reporting.domain.suppression import Suppression, Table, several, suppressed
from tests.support.table_attacker import Published, given_away

PEOPLE = 240
"""How many made-up populations are published."""
UNDER = (5, 5, 5, 3, 10)
DIMENSIONS = ("county", "month", "service_line")


def made_up(seed: int) -> list[Table]:
    """Tables of one made-up population: one, or some that share dimensions, or a circle, or mentions."""
    rng = random.Random(seed)  # noqa: S311 - the same populations each time, no secret
    sizes = [rng.randint(1, 5) for _ in DIMENSIONS]
    skew = rng.choice([0.3, 1.0, 3.0])
    people = [
        tuple(
            f"{name[0]}{min(int(rng.expovariate(skew) * size / 2), size - 1)}"
            for name, size in zip(DIMENSIONS, sizes, strict=True)
        )
        for _ in range(rng.choice([0, 3, 12, 30, 80, 200]))
    ]
    by = rng.choice([(0,), (0, 1), (0, 1), (0, 1, 2), "linked", "circle", "year", "mentions"])
    if by == "linked":
        return [counted(people, (0, 1)), counted(people, (0, 2))]
    if by == "circle":
        return [counted(people, (0, 1)), counted(people, (1, 2)), counted(people, (0, 2))]
    if by == "year":
        quarters: Counter[tuple[str, ...]] = Counter(
            (f"q{int(person[1][1:]) // 2}", person[1]) for person in people
        )
        return [counted(people, (0, 1)), Table("quarters", ("quarter", "month"), quarters)]
    if by == "mentions":
        said = {f"s{number}": rng.randint(0, len(people)) for number in range(3)}
        return [counted(people, (0, 1)), *several("situation", said, len(people))]
    assert isinstance(by, tuple)
    return [counted(people, by)]


def counted(people: Sequence[tuple[str, ...]], by: tuple[int, ...]) -> Table:
    names = tuple(DIMENSIONS[place] for place in by)
    return Table(
        " and ".join(names), names, Counter(tuple(person[place] for place in by) for person in people)
    )


def published(tables: Sequence[Table], told: Suppression) -> list[Published]:
    shown = [(table, told.told[table.name]) for table in tables]
    return [Published(table.dimensions, counts) for table, counts in shown if counts is not None]


def only_small_ones(tables: Sequence[Table], under: int) -> list[Published]:
    """What a careless office publishes: the small counts are left out, and nothing else."""
    return [
        Published(table.dimensions, {key: None if 1 <= n < under else n for key, n in table.whole().items()})
        for table in tables
    ]


@pytest.mark.parametrize("part", range(8))
@pytest.mark.timeout(300)
def test_no_hidden_count_is_bounded_within_less_than_the_threshold(part: int) -> None:
    """R-R2: in whole numbers; the same attacker finds many where only the small ones are hidden."""
    careless = 0
    for seed in range(part, PEOPLE, 8):
        tables, under = made_up(seed), UNDER[seed % len(UNDER)]
        told = suppressed(tables, under)
        assert None not in told.told.values(), f"{seed}: something could be told"
        assert not given_away(published(tables, told), under), seed
        careless += bool(given_away(only_small_ones(tables, under), under))
    assert careless >= 5, "the attacker does attack"


def test_no_small_count_is_told_and_what_is_told_is_so() -> None:
    """R-R2: in cells, margins and totals; whoever reads the account finds each small one in it."""
    for seed in range(PEOPLE):
        tables, under = made_up(seed), UNDER[seed % len(UNDER)]
        told = suppressed(tables, under)
        small = {each.cell for each in told.account if each.why == "small"}
        for table in tables:
            shown = told.told[table.name]
            assert shown is not None
            for key, count in table.whole().items():
                assert shown[key] in {None, count}
                assert (table.cell(key) in small) == (1 <= count < under)
                assert (key in told.hidden_in(table.name)) == (shown[key] is None)


def test_the_same_tables_are_told_the_same_way() -> None:
    """R-R2: asking again, or after the rows came in another order, tells nothing more."""
    for seed in range(0, PEOPLE, 4):
        tables = made_up(seed)
        turned = [
            Table(table.name, table.dimensions, dict(reversed([*table.counts.items()])), table.of)
            for table in reversed(tables)
        ]
        assert suppressed(tables).told == suppressed(turned).told


def test_where_nothing_is_small_everything_is_told() -> None:
    """R-R2 takes nothing where nobody is few."""
    table = Table("t", ("a", "b"), {(a, b): 5 + len(a + b) for a in "xyz" for b in ("p", "qq")})
    told = suppressed([table])
    assert told.told["t"] == table.whole()
    assert not told.account


@pytest.mark.parametrize("people", [300, 2_000, 6_000, 20_000])
def test_a_large_table_is_told_in_two_seconds(people: int) -> None:
    """30 × 20, from nearly all small to few small; the processor's time, whatever else the machine does."""
    rng = random.Random(people)  # noqa: S311 - the same table each time, no secret
    counts: Counter[tuple[str, ...]] = Counter(
        (f"r{min(int(rng.expovariate(0.1)), 29)}", f"c{min(int(rng.expovariate(0.15)), 19)}")
        for _ in range(people)
    )
    began = time.process_time()
    told = suppressed([Table("t", ("row", "column"), counts)])
    assert time.process_time() - began < 2
    assert told.account
