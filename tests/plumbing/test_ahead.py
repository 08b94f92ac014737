"""A range is on its way while the one before it becomes rows; what comes is what was asked for, in order."""

import threading
from typing import Any

import pytest

from shared.plumbing.ahead import Ahead
from shared.plumbing.ask import ServiceAway

LOG = "3f2b8c1d-6a4e-4d8b-9c7f-1e5a0b9d2c66"
HEAD = 7
PATIENCE = 5.0


class Source:
    """A log of seven facts; what was asked of it is written down, and it may be away."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.twice = threading.Event()
        self.away = False

    def __call__(self, position: int, limit: int) -> dict[str, Any]:
        self.asked.append(position)
        if len(self.asked) > 1:
            self.twice.set()
            if self.away:
                raise ServiceAway("nobody listens")
        last = min(position + limit, HEAD)
        facts = [{"position": each} for each in range(position + 1, last + 1)]
        return {"log_id": LOG, "head": HEAD, "facts": facts}


def positions(answer: dict[str, Any]) -> list[int]:
    return [fact["position"] for fact in answer["facts"]]


def test_the_next_range_is_asked_for_before_anybody_wants_it() -> None:
    source = Source()
    with Ahead(source, 3) as ranges:
        assert positions(ranges.after(0)) == [1, 2, 3]
        assert source.twice.wait(PATIENCE)
    assert source.asked == [0, 3]


def test_every_range_is_asked_for_once_and_nothing_behind_the_head() -> None:
    source, found, position = Source(), [], 0
    with Ahead(source, 3) as ranges:
        while position < HEAD:
            found += positions(ranges.after(position))
            position = found[-1]
    assert found == [1, 2, 3, 4, 5, 6, 7]
    assert source.asked == [0, 3, 6]


def test_another_place_than_was_thought_of_is_asked_for() -> None:
    """Another process moved the cursor meanwhile."""
    source = Source()
    with Ahead(source, 2) as ranges:
        ranges.after(0)
        assert positions(ranges.after(5)) == [6, 7]


def test_a_source_that_went_away_is_told_of_where_its_range_is_wanted() -> None:
    source = Source()
    source.away = True
    with Ahead(source, 3) as ranges:
        assert positions(ranges.after(0)) == [1, 2, 3]
        with pytest.raises(ServiceAway):
            ranges.after(3)


def test_a_range_that_nobody_wants_any_more_is_no_fault() -> None:
    source = Source()
    source.away = True
    with Ahead(source, 3) as ranges:
        ranges.after(0)
    assert source.asked == [0, 3]
