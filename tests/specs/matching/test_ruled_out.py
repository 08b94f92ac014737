"""R-M1: who is never proposed; R-M2: each with the reason why not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.matching.domain.language import Must
from tests.specs.matching.bank import CASE, CHILD, NEED, TODAY, id_of, proposal, somebody, taken, who, why_not

FREE = somebody(9)
"""Somebody stays, so that the search does not widen."""


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"retired": True}, "retired"),
        ({"paused": True}, "paused"),
        ({"paused": True, "paused_until": TODAY}, "paused"),
        ({"parked_until": date(2025, 9, 3)}, "parked"),
        ({"vetted_on": None}, "unvetted"),
        ({"hours_per_week": 0.0}, "over_capacity"),
        ({"hours_per_week": 10.0, "reservations": (taken(8.5),)}, "over_capacity"),
        ({"conflicts": frozenset({CHILD})}, "conflict"),
        ({"conflicts": frozenset({CASE})}, "conflict"),
        ({"competences": ("adhd",)}, "competence_missing"),
        ({"languages": ("sv",)}, "language_missing"),
    ],
)
def test_who_is_ruled_out_and_why(known: dict[str, Any], reason: str) -> None:
    """R-M1, R-M2: the unavailable, the unvetted and those in conflict are named with the reason."""
    found = proposal(somebody(1, **known), FREE, about=frozenset({CHILD, CASE}))
    assert who(found) == [9]
    assert why_not(found) == {1: [reason]}


@pytest.mark.parametrize(
    "known",
    [
        {"paused": True, "paused_until": date(2025, 9, 1)},
        {"parked_until": TODAY},
        {"reservations": (taken(8.0),)},
        {"reservations": (taken(10.0, ends="2025-09-14"),)},
        {"conflicts": frozenset({id_of(77)})},
    ],
)
def test_what_is_over_or_leaves_enough_rules_nobody_out(known: dict[str, Any]) -> None:
    """R-M1: a pause that ended, hours that are free when the work starts, a conflict with somebody else."""
    assert who(proposal(somebody(1, **known), about=frozenset({CHILD}))) == [1]


def test_everything_that_speaks_against_somebody_is_told() -> None:
    """R-M2: not only the first reason."""
    found = proposal(somebody(1, retired=True, vetted_on=None, competences=()), FREE)
    assert why_not(found) == {1: ["retired", "unvetted", "competence_missing"]}


def test_capacity_is_that_of_the_fullest_week() -> None:
    """R-M1: hours taken one after the other do not add up; those at the same time do."""
    turns = (taken(8.0, "2025-09-01", "2025-10-31"), taken(8.0, "2025-11-01", "2025-12-31", number=2))
    together = (taken(4.5, "2025-09-01", "2025-11-15"), taken(4.5, "2025-11-01", "2025-12-31", number=2))
    found = proposal(somebody(1, reservations=turns), somebody(2, reservations=together), FREE)
    assert sorted(who(found)) == [1, 9]
    assert [dict(it.values) for it in found.ruled_out[0].because] == [{"free": "1", "needed": "2"}]


@pytest.mark.parametrize(
    ("ends_on", "asked"),
    [(date(2025, 12, 15), False), (date(2025, 12, 16), True), (None, True)],
)
def test_no_extract_is_asked_for_work_of_three_months(ends_on: date | None, asked: bool) -> None:  # noqa: FBT001
    """R-M1: unvetted unless the work ends within 3 months."""
    found = proposal(somebody(1, vetted_on=None), FREE, need=replace(NEED, ends_on=ends_on))
    assert (1 not in who(found)) == asked


def test_the_ruled_out_are_those_with_the_role_in_the_searched_scope() -> None:
    """R-M1: neither coaches nor people of another county are listed."""
    coach, far = somebody(1, roles=("coach",)), somebody(2, county="18", counties=("18",))
    found = proposal(coach, far, somebody(3, paused=True), FREE)
    assert set(why_not(found)) == {3}


def test_who_declined_this_request_is_not_proposed_again() -> None:
    """R-M7: client_refused rules out for that request."""
    found = proposal(somebody(1), FREE, said_no={id_of(1): "client_refused"})
    assert why_not(found) == {1: ["declined"]}
    assert found.ruled_out[0].because[0].values == {"reason": "client_refused"}


def test_a_way_of_working_that_is_a_must() -> None:
    """R-M1: who works only virtually does not come."""
    need = replace(NEED, must=Must(("trauma",), ("fi",), "on_site"))
    assert why_not(proposal(somebody(1, modes=("virtual",)), FREE, need=need)) == {1: ["mode_missing"]}
