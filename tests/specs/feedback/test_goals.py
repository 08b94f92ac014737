"""Goals: how far they were reached, as one figure (R-F3)."""

from datetime import date

import pytest

from services.feedback.domain.language import GoalScale, LevelText
from shared.kernel.t_scores import t_score
from tests.specs.feedback.scenario import given
from tests.specs.feedback.stories import START, STOP, day, follow_up, goal, rates, scales


@pytest.mark.parametrize(
    ("rated", "score"),
    [
        ([(1, 0)] * 3, "50.00"),
        ([(1, 1)], "60.00"),
        ([(1, 1), (1, 1), (1, 0)], "59.13"),
        ([(3, 2), (2, 1), (1, -1)], "65.42"),
        ([(1, -1)] * 3, "36.31"),
        ([(1, 2)] * 3, "77.39"),
    ],
)
def test_the_published_vectors(rated: list[tuple[int, int]], score: str) -> None:
    """R-F3: as Kiresuk and Sherman's formula has them."""
    assert t_score(rated) == score


def test_goals_are_rated_and_weighed() -> None:
    """R-F3: weights as they were set last; 1 where none was."""
    rated = given(follow_up(), scales(1, 3), scales(2, 2), rates(1, 2), rates(2, 1), rates(3, -1))
    rated.then("GoalRated").then_it_is(t_score="65.42")
    rated.when(scales(1, 1), scales(2, 1)).then("GoalScaleSet")
    rated.then_it_is(t_score=t_score([(1, 2), (1, 1), (1, -1)]))


def test_without_a_rating_there_is_no_score() -> None:
    """R-F3: unrated goals are left out."""
    given(follow_up(), scales(1)).then_it_is(t_score=None, t_scores=())
    given(follow_up(), scales(1), scales(2), rates(2, 1)).then_it_is(t_score="60.00")


def test_the_newest_day_counts_and_of_one_day_what_was_recorded_last() -> None:
    """R-F3: by rated_on, then recorded_at."""
    rated = given(follow_up(), rates(1, 2, day(4)), rates(1, -2, day(2), on=day(4)))
    rated.then_it_is(t_score="70.00")
    rated.when(rates(1, 0, day(4), by_role="guardian")).then_it_is(t_score="50.00")
    assert rated.stream.newest_ratings[goal(1)].by_role == "guardian"


def test_the_score_over_time() -> None:
    """R-F3: on each day what was known of it by then."""
    rated = given(follow_up(), rates(1, -2), rates(2, 0, day(4)), rates(1, 0, day(8)))
    assert rated.stream.t_scores == (
        (START, "30.00"), (day(4), t_score([(1, -2), (1, 0)])), (day(8), "50.00"),
    )  # fmt: skip


def test_a_goal_that_stands_in_no_plan_is_rated_all_the_same() -> None:
    """R-F3: and without a scale."""
    given(follow_up()).when(rates(9, 1)).then("GoalRated").then_it_is(scales={})


def test_a_scale_has_words_and_a_weight() -> None:
    words = (LevelText(-2, "valvoo öisin"), LevelText(0, "nukkuu"))
    scaled = given(follow_up()).when(scales(1, 2, scale=words)).then("GoalScaleSet")
    scaled.then_it_is(scales={goal(1): GoalScale(2, words)})


@pytest.mark.parametrize("levels", [(3,), (-3,), (0, 0)])
def test_a_scale_has_five_levels(levels: tuple[int, ...]) -> None:
    words = tuple(LevelText(each, "sanat") for each in levels)
    given(follow_up()).when(scales(1, scale=words)).then_refused("each level from -2 to +2 at most once")


def test_a_goal_counts_at_least_once() -> None:
    given(follow_up()).when(scales(1, 0)).then_refused("at least 1")


@pytest.mark.parametrize("beyond", [-3, 3])
def test_attainment_is_on_the_scale(beyond: int) -> None:
    given(follow_up()).when(rates(1, beyond)).then_refused("from -2 to +2")


def test_nothing_is_rated_on_a_day_to_come() -> None:
    given(follow_up()).when(rates(1, 1, date(2025, 9, 2), on=START)).then_refused("a day that has come")


def test_after_the_stop_only_what_was_before_is_rated() -> None:
    """What was seen in the last meeting may be written down later."""
    stopped = given(follow_up(), STOP)
    stopped.when(rates(1, 1, day(2), on=day(3))).then("GoalRated")
    stopped.when(rates(1, 1, day(3), on=day(3))).then_refused("was stopped on 2025-09-15")
    stopped.when(scales(1)).then_refused("the follow-up was stopped")
