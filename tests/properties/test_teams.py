"""The team that is proposed is the best of all that could be (R-M5): against every subset of small banks."""

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations

import pytest

from services.matching.domain.language import Candidate, Must, Need, TeamWish
from tests.specs.matching.bank import NEED, id_of, proposal, somebody, taken

COMPETENCES = ("trauma", "adhd", "custody", "substance_use", "rare_disease")
FIELDS = ("health", "social", "education", "organisations")
BANKS = 500
Order = tuple[int, int, Fraction, tuple[str, ...]]


def made_up(seed: int) -> tuple[list[Candidate], Need]:
    """Two to nine people with some competences and hours taken; a need of one to five competences."""
    rng = random.Random(seed)  # noqa: S311 - the same banks each time, no secret
    bank = [
        somebody(
            number,
            field=rng.choice(FIELDS),
            competences=tuple(rng.sample(COMPETENCES, rng.randint(1, 3))),
            reservations=(taken(rng.choice([0.0, 1.5, 3.0, 5.0])),),
            hours_per_week=rng.choice([7.0, 10.0, 20.0]),
            paused=rng.random() < 0.1,
        )
        for number in rng.sample(range(100), rng.randint(2, 9))
    ]
    wanted = tuple(rng.sample(COMPETENCES, rng.randint(1, 5)))
    fields = tuple(rng.sample(FIELDS, rng.choice([0, 0, 0, 1, 2])))
    team = TeamWish(size=rng.choice([None, None, max(2, len(fields))]), fields=fields)
    return bank, replace(NEED, must=Must(wanted, ("fi",)), team=team)


def order_of(team: tuple[Candidate, ...]) -> Order:
    """The rule's own order: size, balance, load, ids."""
    balance = sum(n * n for n in Counter(each.field for each in team).values())
    load = sum((Fraction(taken_of(each)) / Fraction(each.hours_per_week) for each in team), Fraction())
    return len(team), balance, load, tuple(sorted(str(each.professional_id) for each in team))


def taken_of(who: Candidate) -> float:
    return sum(each.hours_per_week for each in who.reservations)


@cache
def best_of_all(seed: int) -> Order | None:
    """By trying every group of people who are free; None where none covers everything."""
    bank, need = made_up(seed)
    free = [
        each
        for each in bank
        if not each.paused and taken_of(each) + need.hours_per_week <= each.hours_per_week
    ]
    assert need.team
    most = need.team.size or len(free)
    groups = (group for size in range(1, most + 1) for group in combinations(free, size))
    whole = [
        group
        for group in groups
        if set(need.must.competences) <= {it for each in group for it in each.competences}
        and set(need.team.fields) <= {each.field for each in group}
    ]
    return min(map(order_of, whole), default=None)


@pytest.mark.parametrize("start", range(0, BANKS, 50))
def test_the_team_is_the_best_of_all_groups(start: int) -> None:
    """R-M5: fewest people, then balanced, then least loaded: 500 made-up banks, every group of each tried."""
    for seed in range(start, start + 50):
        bank, need = made_up(seed)
        found = proposal(*bank, need=need).team
        ids = set(found.professional_ids) if found else set()
        team = tuple(each for each in bank if each.professional_id in ids)
        assert (order_of(team) if found else None) == best_of_all(seed), seed


def test_the_banks_hold_teams_of_every_kind() -> None:
    """R-M5: what was tried above is worth trying: no team, small ones, large ones, several as good."""
    sizes = Counter(best[0] if (best := best_of_all(seed)) else 0 for seed in range(BANKS))
    assert all(sizes[size] > 10 for size in (0, 1, 2, 3)), sizes


def test_the_ids_decide_between_equals() -> None:
    """R-M5: the same input, the same team."""
    bank = [somebody(number, competences=("adhd", "trauma")) for number in (5, 3, 4)]
    found = proposal(*bank, need=replace(NEED, must=Must(("adhd", "trauma")), team=TeamWish())).team
    assert found
    assert found.professional_ids == (id_of(3),)
