"""Waves: who is asked when, who waits, who is reminded, who did not answer (R-F1, R-F2, R-F7)."""

from datetime import date

import pytest

from services.feedback.domain.clock import wakes_on
from services.feedback.domain.language import Recipient
from tests.specs.feedback.scenario import does, given
from tests.specs.feedback.stories import (
    CHILD,
    FAMILY,
    MOTHER,
    NOBODY,
    RULES,
    SEND,
    START,
    STOP,
    WELL,
    answers,
    day,
    follow_up,
    link,
    links,
    misses,
    reminds,
    sends,
    written,
)

TO_THE_CHILD = does("send_waiting", on=day(1), links=links(1, CHILD), rules=RULES)


def test_wave_1_goes_at_the_start() -> None:
    """R-F1: each has a link of their own, that opens for 14 days; nobody's name is in it."""
    sent = given(follow_up()).when(SEND).then("FeedbackRequested", "FeedbackRequested")
    sent.then_its_waves_are((1, 2, 0, 0)).then_it_is(state="running", newest_wave=1)
    assert [each.due for each in sent.facts] == [date(2025, 9, 15)] * 2
    assert {each.link_hash for each in sent.facts} == {link(1, CHILD), link(1, MOTHER)}
    assert sent.facts[0].rules_version == RULES.version


def test_a_follow_up_knows_which_wave_is_due() -> None:
    fresh = follow_up()
    assert (fresh.due_wave(START), fresh.next_wave) == (1, (1, START))
    sent = given(fresh, SEND).stream
    assert (sent.due_wave(day(3, 6)), sent.due_wave(day(4))) == (None, 2)
    assert sent.next_wave == (2, day(4))


def test_a_wave_that_was_due_while_nothing_ran_is_sent_once() -> None:
    late = given(follow_up(), SEND).when(sends(2, day(5))).then("FeedbackRequested", "FeedbackRequested")
    late.then_it_is(newest_wave=2, next_wave=(3, day(8)))
    assert late.stream.due_wave(day(7, 6)) is None


def test_a_wave_whose_time_is_wholly_over_is_left_out() -> None:
    """Nobody is asked twice about the same time."""
    late = given(follow_up(), SEND, misses(day(9))).when(sends(3, day(9)))
    late.then_its_waves_are((1, 2, 0, 2), (3, 2, 0, 0))
    late.then_it_is(next_wave=(4, day(12)))


def test_by_hand_the_next_wave_goes_ahead_of_its_day() -> None:
    ahead = given(follow_up(), SEND).when(sends(2, day(1))).then("FeedbackRequested", "FeedbackRequested")
    assert ahead.stream.due_wave(day(4)) is None
    ahead.then_it_is(next_wave=(3, day(8)))


def test_nothing_is_sent_twice_on_a_day() -> None:
    given(follow_up(), SEND).when(sends(2, START)).then_refused("wave 1 was sent today already")


@pytest.mark.parametrize("every_weeks", [None, 0])
def test_once_is_once(every_weeks: int | None) -> None:
    """R-F6: the professional is asked once, and with the answer it is over."""
    once = given(follow_up(every_weeks=every_weeks, recipients=FAMILY[1:]), sends(1, START, MOTHER))
    once.then_it_is(every_weeks=None, next_wave=None, state="running")
    once.when(sends(2, day(9))).then_refused("asks only once")
    once.when(answers(1, MOTHER, day(1), WELL)).then_it_is(state="ended")
    assert wakes_on(once.stream) is None


def test_what_asked_once_is_over_with_the_last_day_too() -> None:
    """R-F6, R-F2: also where nobody answered."""
    once = given(follow_up(every_weeks=0), SEND, misses(day(2, 1))).then_it_is(state="ended")
    once.then_its_waves_are((1, 2, 0, 2))


def test_who_cannot_be_reached_safely_waits() -> None:
    """R-F7: nothing is sent to them, and the others are asked."""
    sent = given(follow_up()).when(sends(1, START, MOTHER))
    sent.then("RecipientUnreachable", "FeedbackRequested").then_its_waves_are((1, 1, 0, 0))
    assert (sent.facts[0].recipient_id, sent.facts[0].why) == (CHILD, "no_safe_contact")
    assert [(each.code, each.since, each.recipient_id) for each in sent.stream.flags] == [
        ("unreachable", START, CHILD)
    ]


def test_who_waits_is_asked_when_they_can_be_reached() -> None:
    """R-F7: with a last day of their own, and a link of its own."""
    later = given(follow_up(), sends(1, START, MOTHER)).when(TO_THE_CHILD).then("FeedbackRequested")
    later.then_its_waves_are((1, 2, 0, 0)).then_it_is(waiting=(), flags=())
    assert (later.facts[0].due, later.facts[0].wave) == (day(3), 1)
    later.when(answers(1, CHILD, day(3), WELL)).then("FeedbackGiven")


def test_who_still_waits_when_the_next_wave_goes_was_not_asked() -> None:
    """R-F7: their part of the old wave lapses, and is no missed one."""
    second = given(follow_up(), sends(1, START, MOTHER), misses(day(4))).when(sends(2, day(4), MOTHER))
    second.then_its_waves_are((1, 1, 0, 1), (2, 1, 0, 0))
    assert [each.wave for each in second.stream.waiting] == [2]


def test_nothing_is_caught_up_where_nobody_waits_or_nobody_can_be_reached() -> None:
    given(follow_up(), SEND).when(TO_THE_CHILD).then_refused("nobody of this follow-up waits")
    waits = given(follow_up(), sends(1, START, MOTHER))
    waits.when(TO_THE_CHILD.but(links={})).then_refused("no safe way to reach those who wait")


def test_a_wave_in_which_nobody_can_be_reached_is_there_and_waits() -> None:
    """R-F7: it waits in the queue."""
    waits = given(follow_up()).when(NOBODY).then("RecipientUnreachable", "RecipientUnreachable")
    waits.then_its_waves_are((1, 0, 0, 0)).then_it_is(state="running")
    assert wakes_on(waits.stream) == day(4)
    assert [each.attempt for each in waits.stream.waiting] == [1, 1]


def test_what_did_not_arrive_waits_again() -> None:
    """R-F7: its link opens nothing, and the next one is another."""
    back = given(follow_up(), SEND)
    back.when(does("note_undelivered", recipient_id=CHILD, wave=1, on=day(0, 1))).then("RecipientUnreachable")
    back.then_its_waves_are((1, 1, 0, 0))
    back.when(answers(1, CHILD, day(1), WELL)).then_refused("does not open anything", status=404)
    again = TO_THE_CHILD.but(links=links(1, CHILD, attempt=2))
    back.when(again).then("FeedbackRequested").then_its_waves_are((1, 2, 0, 0))
    assert back.facts[0].attempt == 2
    back.when(answers(1, CHILD, day(1), WELL, attempt=2)).then("FeedbackGiven")
    back.when(does("note_undelivered", recipient_id=CHILD, wave=1, on=day(1))).then_refused("no open request")


def test_one_is_reminded_once() -> None:
    """With the same link; who answered is left alone."""
    sent = given(follow_up(), SEND, answers(1, MOTHER, day(0, 3), WELL))
    sent.when(reminds(day(0, 6))).then()
    sent.when(reminds(day(1))).then("ReminderSent")
    reminded = sent.stream.request_to(CHILD, 1)
    assert (sent.facts[0].recipient_id, reminded and reminded.reminded_on) == (CHILD, day(1))
    sent.when(reminds(day(1, 1))).then()
    sent.when(answers(1, CHILD, day(1, 1), WELL)).then("FeedbackGiven")


def test_nobody_is_reminded_of_what_is_over() -> None:
    given(follow_up(), SEND).when(reminds(day(2))).then("ReminderSent", "ReminderSent")
    given(follow_up(), SEND).when(reminds(day(2, 1))).then()


def test_who_was_handed_a_paper_gets_no_reminder() -> None:
    """A reminder is a message."""
    paper = follow_up(recipients=(Recipient(MOTHER, "guardian", "paper"),))
    handed = given(paper, sends(1, START, MOTHER)).when(reminds(day(1))).then()
    assert wakes_on(handed.stream) == day(2, 1)


def test_not_answering_is_a_fact_and_is_counted() -> None:
    """R-F2: on the day after the last one, once."""
    sent = given(follow_up(), SEND, answers(1, CHILD, day(2), WELL))
    sent.when(misses(day(2))).then()
    sent.when(misses(day(2, 1))).then("FeedbackMissed").then_its_waves_are((1, 2, 1, 1))
    assert (sent.facts[0].recipient_id, sent.facts[0].due) == (MOTHER, day(2))
    sent.when(misses(day(2, 2))).then()


def test_who_missed_two_waves_is_flagged() -> None:
    """R-F2: until they answer again."""
    silent = given(follow_up(), SEND, misses(day(3)), sends(2, day(4)), misses(day(7)))
    flags = [(each.code, each.since, each.recipient_id) for each in silent.stream.flags]
    assert flags == [("unanswered", day(7), CHILD), ("unanswered", day(7), MOTHER)]
    silent.when(written(2, CHILD, day(7), WELL))
    assert [each.recipient_id for each in silent.stream.flags] == [MOTHER]


def test_the_next_day_on_which_something_is_to_be_done() -> None:
    fresh = follow_up()
    assert wakes_on(fresh) == START
    sent = given(fresh, SEND)
    assert wakes_on(sent.stream) == day(1)
    sent.when(reminds(day(1)))
    assert wakes_on(sent.stream) == day(2, 1)
    sent.when(misses(day(2, 1)))
    assert wakes_on(sent.stream) == day(4)
    sent.when(STOP)
    assert wakes_on(sent.stream) is None


def test_what_is_stopped_asks_nothing_any_more() -> None:
    """What was open lapses: it was asked, and not missed."""
    stopped = given(follow_up(), SEND).when(STOP).then("FollowUpStopped").then_it_is(state="stopped")
    stopped.then_its_waves_are((1, 2, 0, 0)).then_it_is(next_wave=None, open_requests=(), flags=())
    stopped.when(misses(day(3))).then()
    stopped.when(reminds(day(1))).then()
    assert stopped.stream.due_wave(day(4)) is None
    for refused in (
        sends(2, day(4)),
        TO_THE_CHILD,
        answers(1, CHILD, day(1), WELL),
        written(1, CHILD, day(1), WELL),
    ):
        stopped.when(refused).then_refused("the follow-up was stopped")
    stopped.when(STOP).then_refused("stopped already")
