"""The T-score of goals, whatever they are (R-F3)."""

import math
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.t_scores import t_score

RATED = st.lists(st.tuples(st.integers(1, 100), st.integers(-2, 2)), min_size=1, max_size=30)


def score(rated: list[tuple[int, int]]) -> Decimal:
    told = t_score(rated)
    assert told is not None
    return Decimal(told)


@given(RATED)
def test_it_is_the_formula(rated: list[tuple[int, int]]) -> None:
    """R-F3: as floating point has it, to the hundredth."""
    weights = [weight for weight, _ in rated]
    spread = math.sqrt(0.7 * sum(each * each for each in weights) + 0.3 * sum(weights) ** 2)
    whole = 50 + 10 * sum(weight * attained for weight, attained in rated) / spread
    assert abs(float(score(rated)) - whole) <= 0.005 + 1e-9


@given(RATED)
def test_it_always_has_two_decimals(rated: list[tuple[int, int]]) -> None:
    """R-F3: a string with two decimals."""
    assert t_score(rated) == f"{score(rated):.2f}"


@given(RATED)
def test_the_opposite_lies_as_far_on_the_other_side_of_fifty(rated: list[tuple[int, int]]) -> None:
    """To the hundredth: a half goes up on both sides."""
    opposite = [(weight, -attained) for weight, attained in rated]
    assert abs(score(rated) + score(opposite) - 100) <= Decimal("0.01")


@given(RATED, st.integers(2, 9))
def test_only_how_weights_stand_to_each_other_counts(rated: list[tuple[int, int]], times: int) -> None:
    assert t_score([(weight * times, attained) for weight, attained in rated]) == t_score(rated)


@given(RATED)
def test_the_order_of_goals_does_not_count(rated: list[tuple[int, int]]) -> None:
    assert t_score(sorted(rated)) == t_score(rated)


@given(RATED, st.data())
def test_a_goal_reached_further_never_lowers_it(rated: list[tuple[int, int]], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(rated) - 1))
    weight, attained = rated[place]
    better = [*rated[:place], (weight, min(2, attained + 1)), *rated[place + 1 :]]
    assert score(better) >= score(rated)
