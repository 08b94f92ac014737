"""R-M6 at size: 500 requests over 2,000 professionals, in a process of its own."""

import random
import resource
from functools import cache

import pytest

from services.matching.application.solving import solve_apart
from services.matching.domain.language import Candidate
from services.matching.domain.planning.greedy import greedy_solution
from services.matching.domain.planning.preparing import Asked, problem_of
from services.matching.domain.planning.problem import Problem, Solution, faults_of, most_possible, worth_of
from services.matching.domain.planning.solver import solve
from tests.plumbing.many_requests import bank_of, requests_of
from tests.properties.test_joint_plans import places_of
from tests.specs.matching.bank import RULES
from tests.specs.matching.handed_over import handed_over

GIGABYTE = 1024 * 1024
"""In the units of getrusage: KiB."""


PATIENCE = 120.0
"""Seconds of grace for a machine that does much else meanwhile; the solver's own time is the region's."""


@cache
def many() -> Problem:
    """500 requests over 2,000 professionals."""
    return problem_of(*asked_and_bank())


@cache
def asked_and_bank() -> tuple[list[Asked], list[Candidate]]:
    rng = random.Random(1)  # noqa: S311 - the same each time, no secret
    return requests_of(500, rng), bank_of(2_000, rng)


def is_valid(solution: Solution) -> bool:
    """Every request served or named, nobody over capacity, the bound not below what is found."""
    given = places_of(many(), solution)
    whole = len(solution.assigned) + len(solution.unserved) == len(many().wanted)
    in_bounds = worth_of(many(), given) == solution.worth <= solution.bound <= most_possible(many())
    return whole and in_bounds and not faults_of(many(), given)


@pytest.mark.timeout(240)
def test_five_hundred_requests_over_two_thousand_professionals() -> None:
    """R-M6: a valid plan in the region's seconds, with its bound, in less than a gigabyte."""
    assert all(len(each.choices) <= RULES.candidates_a_request for each in many().wanted)
    solution = solve_apart(handed_over(*asked_and_bank()), RULES.plan_seconds, grace=PATIENCE)
    assert is_valid(solution)
    assert "CP-SAT" in solution.solver
    assert len(solution.assigned) >= len(greedy_solution(many()).assigned) > len(many().wanted) / 2
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < GIGABYTE


@pytest.mark.timeout(240)
def test_a_plan_however_little_time_there_is() -> None:
    """R-M6: a solution always: the greedy one, with a bound that is no lower than the best plan."""
    hurried = solve(many(), 0.0)
    assert is_valid(hurried)
    assert hurried.proved == (hurried.bound == hurried.worth)


@pytest.mark.timeout(240)
def test_the_same_requests_and_people_give_the_same_plan() -> None:
    """R-M6: in whatever order the bank is told, where the plan is proved to be the best."""
    asked, bank = asked_and_bank()
    one, other = (solve(problem_of(asked, each), PATIENCE) for each in (bank, bank[::-1]))
    assert one.proved
    assert (one.assigned, one.worth, one.bound) == (other.assigned, other.worth, other.bound)
