"""Answers: by the link, once; written down for somebody; scored where enough was answered (R-F1, R-F2)."""

from typing import Any

import pytest

from services.feedback.domain.language import Answer, Recipient
from shared.kernel.refused import Misfit
from tests.specs.feedback.scenario import Scenario, given
from tests.specs.feedback.stories import (
    CHILD,
    FAMILY,
    KNOWN,
    MOTHER,
    SEND,
    START,
    WELL,
    WORKER,
    answers,
    day,
    follow_up,
    link,
    misses,
    sends,
    written,
)


def asked() -> Scenario:
    return given(follow_up(), SEND)


def test_a_link_is_answered_once() -> None:
    """R-F1: and opens nothing after that."""
    answered = asked().when(answers(1, CHILD, day(1), WELL)).then("FeedbackGiven")
    fact = answered.facts[0]
    assert (fact.on_behalf, fact.by, fact.recipient_id) == (False, None, CHILD)
    assert [(each.instrument, each.score) for each in fact.scores] == [("wellbeing", "75.0")]
    assert fact.answers[0] == Answer("wellbeing", "mood", "4")
    answered.when(answers(1, CHILD, day(1), WELL)).then_refused("answered already, thank you")
    answered.when(written(1, CHILD, day(1), WELL)).then_refused("answered already, thank you")
    answered.then_its_waves_are((1, 2, 1, 0))


def test_a_link_opens_until_its_last_day() -> None:
    """R-F1: 14 days (P)."""
    asked().when(answers(1, CHILD, day(2), WELL)).then("FeedbackGiven")
    late = asked().when(answers(1, CHILD, day(2, 1), WELL))
    late.then_refused("the time to answer ended on 2025-09-15")
    missed = given(follow_up(), SEND, misses(day(2, 1)))
    missed.when(answers(1, CHILD, day(2, 1), WELL)).then_refused("the time to answer ended on 2025-09-15")


def test_a_link_that_was_never_made_opens_nothing() -> None:
    """R-F1: nor does another wave's."""
    asked().when(answers(2, CHILD, day(1), WELL)).then_refused("this link does not open anything", status=404)
    assert follow_up().request_of_link(link(1, CHILD)) is None
    found = asked().stream.request_of_link(link(1, CHILD))
    assert found
    assert (found.wave, found.recipient_id) == (1, CHILD)


def test_what_somebody_said_is_written_down_for_them() -> None:
    """Also after it was missed, until the next wave goes."""
    missed = given(follow_up(), SEND, misses(day(2, 1))).then_its_waves_are((1, 2, 0, 2))
    missed.when(written(1, CHILD, day(3), WELL)).then("FeedbackGiven").then_its_waves_are((1, 2, 1, 1))
    assert (missed.facts[0].on_behalf, missed.facts[0].by) == (True, "Tukihenkilö")
    missed.when(sends(2, day(4)))
    missed.when(written(1, MOTHER, day(4), WELL)).then_refused("wave 1 is over: a newer one was sent")


def test_what_is_open_may_be_written_down_though_the_next_wave_went() -> None:
    early = given(follow_up(), SEND, sends(2, day(1)))
    early.when(written(1, CHILD, day(1), WELL)).then("FeedbackGiven")


def test_who_could_not_be_sent_anything_may_be_answered_for() -> None:
    """R-F7: and counts as asked then, so that nobody answers who was not."""
    waits = given(follow_up(), sends(1, START, MOTHER)).when(written(1, CHILD, day(1), WELL))
    waits.then("FeedbackGiven").then_its_waves_are((1, 2, 1, 0)).then_it_is(waiting=(), flags=())


def test_only_those_are_answered_for_who_are_asked() -> None:
    asked().when(written(1, WORKER, day(1), WELL)).then_refused("does not ask them")
    asked().when(written(2, CHILD, day(1), WELL)).then_refused("wave 2 was not sent")


def test_items_may_be_left_out() -> None:
    """With too few of them there is no score, and the answers are kept all the same."""
    four = {name: value for name, value in WELL.items() if name != "day"}
    scored = asked().when(answers(1, CHILD, day(1), four)).then("FeedbackGiven")
    assert [each.score for each in scored.facts[0].scores] == ["75.0"]
    few = asked().when(answers(1, CHILD, day(1), {"mood": 1})).then("FeedbackGiven")
    assert (few.facts[0].scores, len(few.facts[0].answers)) == ((), 1)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({}, "answer at least one item"),
        ({"humour": 3}, "there is no item humour here"),
        ({"mood": 0}, "answer mood with a whole number from 1 to 5"),
        ({"mood": 6}, "answer mood with a whole number from 1 to 5"),
        ({"mood": 2.5}, "answer mood with a whole number from 1 to 5"),
        ({"mood": True}, "answer mood with a whole number from 1 to 5"),
        ({"mood": "4"}, "answer mood with a whole number from 1 to 5"),
        ({"mood": float("nan")}, "answer mood with a whole number from 1 to 5"),
        ({"mood": float("inf")}, "answer mood with a whole number from 1 to 5"),
        ({"mood": 4, "wellbeing.mood": 4}, "answer the item mood once"),
        ({"alliance.say": 4}, "there is no item alliance.say here"),
    ],
)
def test_what_does_not_fit_is_refused_by_the_items_name(wrong: dict[str, Any], sentence: str) -> None:
    refused = asked().when(answers(1, CHILD, day(1), wrong)).then_refused(sentence, status=422)
    refused.when(written(1, CHILD, day(1), wrong)).then_refused(sentence, status=422)


def test_every_item_that_does_not_fit_is_told() -> None:
    refused = asked().when(answers(1, CHILD, day(1), {"mood": 9, "sleep": 0, "safe": 3}))
    assert isinstance(refused.refusal, Misfit)
    assert [each["field"] for each in refused.refusal.fields] == ["answers.mood", "answers.sleep"]


def test_several_instruments_are_told_apart() -> None:
    """An item of one name in two of them is named with its instrument."""
    both = given(follow_up(instruments=["wellbeing", "alliance"]), SEND)
    said = WELL | {"alliance.dare": 5, "say": 5, "next": 5}
    both.when(answers(1, CHILD, day(1), said)).then("FeedbackGiven")
    assert [(each.instrument, each.score) for each in both.facts[0].scores] == [
        ("wellbeing", "75.0"), ("alliance", "100.0"),
    ]  # fmt: skip
    assert len(both.facts[0].answers) == 8


def test_each_is_asked_what_is_for_their_role() -> None:
    worker = Recipient(WORKER, "worker", "email")
    mixed = follow_up(instruments=["alliance", "ot_support"], recipients=(FAMILY[0], worker))
    sent = given(mixed, sends(1, START, CHILD, WORKER))
    sent.when(answers(1, CHILD, day(1), {"clearer": 5})).then_refused("no item clearer here", status=422)
    sent.when(answers(1, WORKER, day(1), {"clearer": 5, "useful": 5})).then("FeedbackGiven")


def test_figures_of_a_licensed_form_are_added_up() -> None:
    """R-F5: four figures of 0 to 10, one decimal each."""
    paper = follow_up(instruments=["ors"], recipients=(Recipient(MOTHER, "guardian", "paper"),))
    asked_on_paper = given(paper, sends(1, START, MOTHER))
    figures = {"ors_1": 7.5, "ors_2": 6, "ors_3": 0, "ors_4": 10}
    asked_on_paper.when(written(1, MOTHER, day(1), {"ors_1": 7.55})).then_refused("1 decimals", status=422)
    asked_on_paper.when(written(1, MOTHER, day(1), figures)).then("FeedbackGiven")
    assert [each.score for each in asked_on_paper.facts[0].scores] == ["23.5"]
    assert [each.value for each in asked_on_paper.facts[0].answers] == ["7.5", "6.0", "0.0", "10.0"]


def test_a_version_that_is_there_no_more_is_told() -> None:
    """R-F5: its answers would be read by another otherwise."""
    without = type(KNOWN).of(each for each in KNOWN.known.values() if each.id != "wellbeing")
    asked().when(answers(1, CHILD, day(1), WELL).but(known=without)).then_refused(
        "wellbeing of version 1 is not"
    )
