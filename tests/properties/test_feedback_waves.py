"""Waves of follow-ups, whenever something runs: none twice, none forgotten, every answer counted (R-F2)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.feedback.domain.clock import wakes_on
from services.feedback.domain.follow_up import FollowUp
from services.feedback.domain.waves import day_of, newest_by
from tests.specs.feedback.stories import (
    CHILD,
    KNOWN,
    MOTHER,
    RULES,
    START,
    WELL,
    follow_up,
    link,
)

WEEKS = st.integers(1, 8)
DAYS = st.lists(st.integers(0, 200), max_size=12).map(
    lambda days: [START + timedelta(days=each) for each in sorted(days)]
)
"""On which days the scheduler runs."""
REACHED = st.sets(st.sampled_from([CHILD, MOTHER]))
HABITS = st.lists(st.tuples(REACHED, REACHED), min_size=1, max_size=5)
"""Who can be reached, and who of them answers on the day: again and again in this order."""


def ticks(stream: FollowUp, on: date, reached: set[UUID]) -> None:
    """What is done by itself on a day: what the service's scheduler does."""
    stream.miss(on=on)
    stream.remind(on=on)
    wave = stream.due_wave(on)
    if wave is not None:
        stream.send_wave(on=on, links={who: link(wave, who) for who in reached}, rules=RULES)


def answered(stream: FollowUp, on: date, who: set[UUID]) -> None:
    for each in stream.open_requests:
        if each.recipient_id in who and each.due and on <= each.due and each.link_hash:
            stream.answer(link_hash=each.link_hash, answers=WELL, known=KNOWN, on=on)


@given(WEEKS, DAYS, HABITS)
def test_however_often_it_runs(every_weeks: int, days: list[date], habits: list[Any]) -> None:
    """R-F2: each wave once, on its day or later and before the next one's, and its counts add up."""
    stream = follow_up(every_weeks=every_weeks)
    for place, on in enumerate(days):
        reached, willing = habits[place % len(habits)]
        ticks(stream, on, reached)
        answered(stream, on, willing)
        _stands_well(stream, on)
    sent_on = {each.wave: each.first_on for each in stream.requests}
    for wave, on in sent_on.items():
        assert newest_by(on, START, every_weeks) == wave
    assert sorted(sent_on) == sorted({newest_by(on, START, every_weeks) for on in days})


def _stands_well(stream: FollowUp, on: date) -> None:
    assert stream.due_wave(on) is None
    assert not stream.overdue(on)
    assert not stream.reminders_due(on)
    woken = wakes_on(stream)
    assert woken is not None
    assert woken > on
    for each in stream.waves:
        assert each.answered + each.missed <= each.requested
        assert each.requested + each.waiting <= len(stream.recipients)


@given(WEEKS, st.integers(1, 100))
def test_the_calendar_reads_the_same_both_ways(every_weeks: int, wave: int) -> None:
    """A wave is the newest from its own day to the day before the next one's."""
    day, following = day_of(wave, START, every_weeks), day_of(wave + 1, START, every_weeks)
    assert day
    assert following
    assert (
        newest_by(day, START, every_weeks)
        == newest_by(following - timedelta(days=1), START, every_weeks)
        == wave
    )
    assert (following - day).days == 7 * every_weeks
    assert following.weekday() == START.weekday()


@given(DAYS)
def test_what_asks_once_never_asks_again(days: list[date]) -> None:
    """R-F6."""
    stream = follow_up(every_weeks=None)
    for on in days:
        ticks(stream, on, {CHILD, MOTHER})
    assert [each.wave for each in stream.waves] == ([1] if days else [])
