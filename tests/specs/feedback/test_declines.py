"""Where it is getting worse, the worker and the coordinator are told (R-F4)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from services.feedback.domain.declines import fall_in, series_of
from tests.specs.feedback.scenario import Decision, Scenario, given
from tests.specs.feedback.stories import (
    BADLY,
    CHILD,
    KNOWN,
    MIDDLING,
    MOTHER,
    WELL,
    day,
    follow_up,
    notices,
    sends,
    written,
)

A_LITTLE_WORSE = WELL | {"mood": 3}
"""70."""
WORSE_AGAIN = WELL | {"mood": 3, "sleep": 3}
"""65."""


def told(*waves: dict[str, Any], who: UUID = CHILD) -> Scenario:
    """Somebody answered wave after wave, and each time it was looked whether it got worse."""
    decisions: list[Decision] = []
    for number, given_answers in enumerate(waves):
        on = day(4 * number)
        decisions += [sends(number + 1, on), written(number + 1, who, on, given_answers), notices(who, on)]
    return given(follow_up(), *decisions)


def test_two_falling_waves_in_a_row() -> None:
    """R-F4: however small."""
    fell = told(WELL, A_LITTLE_WORSE, WORSE_AGAIN).then("DeclineNoticed")
    fact = fell.facts[0]
    assert (fact.why, fact.wave, fact.instrument, fact.recipient_id) == ("two_falls", 3, "wellbeing", CHILD)
    assert fact.notify == ("worker", "coordinator")
    assert [(each.code, each.since, each.instrument) for each in fell.stream.flags] == [
        ("decline", day(8), "wellbeing")
    ]


def test_a_fall_over_the_reliable_change() -> None:
    """R-F4: one is enough."""
    fell = told(WELL, MIDDLING).then("DeclineNoticed")
    assert fell.facts[0].why == "reliable_change"


@pytest.mark.parametrize(
    "waves",
    [(WELL,), (WELL, A_LITTLE_WORSE), (A_LITTLE_WORSE, WELL), (WELL, A_LITTLE_WORSE, A_LITTLE_WORSE),
     (A_LITTLE_WORSE, WELL, A_LITTLE_WORSE)],
)  # fmt: skip
def test_what_is_no_decline(waves: tuple[dict[str, Any], ...]) -> None:
    """R-F4: one small fall, or a fall and a rise."""
    told(*waves).then()


def test_it_is_said_once_and_flagged_until_the_next_answer() -> None:
    """R-F4: and again where it gets worse again."""
    fell = told(WELL, MIDDLING)
    fell.when(notices(CHILD, day(5))).then()
    fell.when(sends(3, day(8)), written(3, CHILD, day(8), WELL), notices(CHILD, day(8))).then()
    fell.then_it_is(flags=())
    fell.when(sends(4, day(12)), written(4, CHILD, day(12), BADLY), notices(CHILD, day(12)))
    fell.then("DeclineNoticed")
    assert [each.since for each in fell.stream.flags] == [day(12)]


def test_a_missed_wave_says_nothing() -> None:
    """R-F4: the fall is from the answered wave before."""
    fell = told(WELL)
    fell.when(sends(2, day(4)), sends(3, day(8)), written(3, CHILD, day(8), BADLY), notices(CHILD, day(8)))
    fell.then("DeclineNoticed")


def test_each_is_compared_with_themselves() -> None:
    """R-F4: a mother sees it otherwise than her child."""
    both = told(WELL)
    both.when(written(1, MOTHER, day(1), BADLY), notices(MOTHER, day(1))).then()


def test_without_a_reliable_change_two_falls_are_seen() -> None:
    """R-F4: none is stated for SRS."""
    srs = KNOWN.newest("srs")
    assert fall_in(((1, Decimal(40)), (2, Decimal(1))), srs) is None
    assert fall_in(((1, Decimal(40)), (2, Decimal(39)), (3, Decimal(38))), srs) == "two_falls"


def test_a_fall_of_just_the_reliable_change_is_not_over_it() -> None:
    """R-F4: over it."""
    wellbeing = KNOWN.newest("wellbeing")
    change = wellbeing.reliable_change
    assert change
    for score in (Decimal(60), Decimal(40)):
        assert fall_in(((1, score), (2, score - change)), wellbeing) is None
        assert fall_in(((1, score), (2, score - change - 1)), wellbeing) == "reliable_change"


def test_erased_answers_are_no_decline() -> None:
    """R-P2: without its key a score reads `[erased]`."""
    before = told(WELL, MIDDLING).stream.requests
    gone = [
        replace(each, scores=tuple(replace(score, score="[erased]") for score in each.scores))
        for each in before
    ]
    assert series_of(gone, "wellbeing") == ()
    assert [score for _, score in series_of(before, "wellbeing")] == [75, 50]
