"""A figure of the bench is a ratio; its bound holds from below or from above."""

from services.console.bench.figures import Figure
from services.console.bench.running import middle


def rate(ours: float) -> Figure:
    return Figure("saves", ours, 1000.0, "saves/s", "a limit", 0.30)


def test_a_rate_holds_from_its_share_of_the_limit_on() -> None:
    assert rate(300.0).holds
    assert not rate(299.0).holds


def test_a_time_holds_up_to_its_multiple_of_the_floor() -> None:
    def slow(ours: float) -> Figure:
        return Figure("visible", ours, 5.0, "ms", "the floor", 3.0, at_most=True)

    assert slow(15.0).holds
    assert not slow(15.1).holds


def test_of_several_rounds_the_one_in_the_middle_is_told() -> None:
    rounds = [[rate(900.0)], [rate(100.0)], [rate(400.0)]]
    assert middle(rounds) == [rate(400.0)]
