"""R-F1: a link opens questions without an account, once, in three languages and easy words, with no name."""

import re
from typing import Any

import pytest
from structlog.testing import capture_logs

from shared.plumbing.ask import ServiceAway
from tests.specs.gateway.directory_answers import words
from tests.specs.gateway.edge import Echo, an_edge, refusal, send_to
from tests.specs.gateway.feedback_answers import (
    FOR_A_CHILD,
    OTHER_TOKEN,
    TOKEN,
    Feedback,
    an_item,
    an_open,
    open_link,
    send_answers,
)

ASKED = {
    "fi": "Miten wellbeing.sleep on mennyt?",
    "sv": "Hur har wellbeing.sleep gått?",
    "en": "How has wellbeing.sleep been?",
}
BOTH = {"wellbeing.sleep": "7", "wellbeing.school": "10"}


def test_the_link_itself_is_what_one_asks_with() -> None:
    feedback = Feedback()
    with an_edge(feedback) as app:
        assert open_link(app).status_code == 200
    assert [(each["token"], each["data"]) for each in feedback.asked] == [(TOKEN, {"token": TOKEN})]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_questions_are_in_the_reader_s_language(language: str) -> None:
    with an_edge(Feedback()) as app:
        page = open_link(app, f"?lang={language}")
    assert f'<html lang="{language}">' in page.text
    assert ASKED[language] in words(page)
    others = [f'hreflang="{other}"' in page.text for other in ASKED]
    assert others == [True, True, True]


def test_it_says_who_asks_and_what_becomes_of_the_answers() -> None:
    with an_edge(Feedback()) as app:
        text = words(open_link(app))
    for said in ("The OT centre", "You choose whether to answer", "are read by", "until 15 Oct 2026"):
        assert said in text


def test_a_scale_is_circles_with_words_at_both_ends() -> None:
    with an_edge(Feedback()) as app:
        page = open_link(app).text
    assert page.count('name="answers.wellbeing.sleep" value=') == 11
    assert "Not at all" in page
    assert "Really well" in page


def test_a_small_child_gets_easy_words_and_faces() -> None:
    with an_edge(Feedback(FOR_A_CHILD)) as app:
        page = open_link(app)
    assert page.text.count('src="/static/pages/faces/') == 10
    assert "Your week" in words(page)
    assert "How has mood been? (:" in words(page)
    assert "In between" in words(page), "a face has a word as its name"
    assert page.text.count('alt=""') == 10, "and the picture says nothing besides"


def test_one_can_change_between_the_plain_and_the_easy_wording() -> None:
    with an_edge(Feedback(FOR_A_CHILD)) as app:
        easy, plain = open_link(app), open_link(app, "?lang=en&easy=no")
    assert f'href="/f/{TOKEN}?lang=en&amp;easy=no"' in easy.text
    assert f'href="/f/{TOKEN}?lang=en&amp;easy=yes"' in plain.text
    assert "/static/pages/faces/" not in plain.text
    assert "The last week" in words(plain)


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (an_item("pain", max=100), "From 0 (Not at all) to 100 (Really well)"),
        (an_item("pain", min=1, max=2, labels={"1": {"en": "Oh no"}, "2": {"en": "Fine"}}), "Oh no Fine"),
    ],
)
def test_each_kind_of_scale(item: dict[str, Any], shown: str) -> None:
    with an_edge(Feedback(an_open(item))) as app:
        assert shown in words(open_link(app))


def test_nothing_is_kept_on_the_device_and_nothing_is_told_elsewhere() -> None:
    with an_edge(Feedback()) as app:
        page = open_link(app, "?lang=sv")
    assert "Set-Cookie" not in page.headers, "not even the language"
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "<script" not in page.text
    assert not re.findall(r'(?:href|src)="(?!/static/|/f/|#)', page.text), "no way elsewhere"


def test_a_link_stands_in_no_log() -> None:
    with an_edge(Feedback()) as app, capture_logs() as lines:
        open_link(app)
        send_answers(app, **BOTH)
        open_link(app, token=OTHER_TOKEN)
    assert len(lines) == 4
    assert {line["route"] for line in lines} == {"/f/{token}"}
    assert TOKEN[:-1] not in str(lines)


def test_answers_are_sent_as_numbers() -> None:
    feedback = Feedback()
    with an_edge(feedback) as app:
        sent = send_answers(app, **BOTH)
        thanks = open_link(app, sent.headers["Location"].partition(TOKEN)[2])
    assert sent.status_code == 303
    [told] = feedback.done
    assert told["token"] == TOKEN
    assert told["data"] == {"token": TOKEN, "answers": {"wellbeing.sleep": 7, "wellbeing.school": 10}}
    assert "Thank you!" in words(thanks)
    assert "sleep" not in words(thanks), "nothing of the answers"


def test_what_is_open_is_listed_and_what_was_chosen_is_kept() -> None:
    feedback = Feedback()
    with an_edge(feedback) as app:
        page = send_answers(app, **{"wellbeing.school": "3"})
    assert page.status_code == 422
    assert feedback.done == []
    assert '<a href="#q-1-1-0">How has wellbeing.sleep been?</a>' in page.text
    assert page.text.count("choose an answer") == 1
    assert 'name="answers.wellbeing.school" value="3" checked' in page.text
    assert "<title>Error: " in page.text
    assert "Send as it is" in words(page)


def test_nobody_has_to_answer_every_question() -> None:
    """What was left open on purpose is sent so; nothing at all is not sent."""
    feedback = Feedback()
    with an_edge(feedback) as app:
        nothing = send_answers(app, as_it_is="yes")
        assert nothing.status_code == 422
        assert "Answer at least one question" in words(nothing)
        sent = send_answers(app, as_it_is="yes", **{"wellbeing.school": "3"})
    assert sent.status_code == 303
    assert feedback.done[0]["data"]["answers"] == {"wellbeing.school": 3}


def test_what_the_service_refuses_is_said_and_kept() -> None:
    feedback = Feedback(
        an_open(an_item("pain")), refuses=refusal(422, "{item} is odd", item="pain"), then="open"
    )
    with an_edge(feedback) as app:
        page = send_answers(app, pain="odd")
    assert page.status_code == 422
    assert "pain is odd" in words(page)
    assert feedback.done[0]["data"]["answers"] == {"pain": "odd"}, "the service judges what does not fit"


@pytest.mark.parametrize(
    ("state", "status", "said"),
    [
        ("used", 200, "This was answered already, thank you"),
        ("late", 410, "The time for answering has passed"),
        ("stopped", 410, "These questions are over"),
    ],
)
def test_a_link_that_is_over_says_so_kindly(state: str, status: int, said: str) -> None:
    feedback = Feedback({"state": state, "sheets": []})
    with an_edge(feedback) as app:
        page = open_link(app)
    assert page.status_code == status
    assert said in words(page)
    assert "<form" not in page.text


def test_who_is_second_with_the_same_link_is_told_so() -> None:
    """Both had the page open; the first answer holds."""
    feedback = Feedback(refuses=refusal(409, "this link was used already"))
    with an_edge(feedback) as app:
        page = send_answers(app, **BOTH)
    assert "This was answered already, thank you" in words(page)


def test_sent_again_after_the_answer_it_is_not_sent_on() -> None:
    """Back, and send: the questions are over by then."""
    feedback = Feedback()
    with an_edge(feedback) as app:
        csrf = open_link(app)
        assert csrf.status_code == 200
        send_answers(app, **BOTH)
        again = open_link(app)
    assert "This was answered already, thank you" in words(again)
    assert len(feedback.done) == 1


@pytest.mark.parametrize("token", [OTHER_TOKEN, "short", f"{TOKEN}.a.b", "x" * 500])
def test_an_unknown_or_changed_link_opens_nothing(token: str) -> None:
    feedback = Feedback()
    with an_edge(feedback) as app:
        page = open_link(app, token=token)
    assert page.status_code == 404
    assert "This link opens nothing" in words(page)
    assert "/sign-in" not in page.text
    assert len(feedback.asked) == (token == OTHER_TOKEN), "what cannot be a link is not even asked about"


def test_guessing_is_held_back_and_who_has_a_link_is_let_in() -> None:
    """R-F1: only what opens nothing is counted, by address and over all."""
    with an_edge(Feedback(), links_a_minute=3) as app:
        guesses = [open_link(app, token=OTHER_TOKEN) for _ in range(5)]
        assert [guess.status_code for guess in guesses] == [404, 404, 404, 429, 429]
        assert int(guesses[-1].headers["Retry-After"]) > 0
        assert "Just a moment" in words(guesses[-1])
        assert "/sign-in" not in guesses[-1].text
        assert open_link(app).status_code == 200, "the family behind the same address"
        assert open_link(app, token=OTHER_TOKEN, come_from="192.0.2.8").status_code == 404


def test_guessing_from_many_addresses_is_held_back_as_well() -> None:
    with an_edge(Feedback(), links_a_minute=1) as app:
        statuses = [
            open_link(app, token=OTHER_TOKEN, come_from=f"192.0.2.{n}").status_code for n in range(1, 23)
        ]
        assert open_link(app, come_from="192.0.2.99").status_code == 200
    assert statuses == [404] * 20 + [429] * 2


def test_one_address_does_not_open_pages_without_end() -> None:
    with an_edge(Feedback(), links_a_minute=1) as app:
        statuses = [open_link(app).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]


@pytest.mark.parametrize("origin", ["null", "https://elsewhere.example"])
def test_another_site_cannot_send_the_form(origin: str) -> None:
    """Not even one that says nothing of itself: it does not know what the page wrote into the form."""
    feedback = Feedback()
    with an_edge(feedback) as app:
        told = {"csrf": "guess", "answers.wellbeing.sleep": "1"}
        page = send_to(app, "POST", f"/f/{TOKEN}?lang=en", data=told, headers={"Origin": origin})
    assert page.status_code == 403
    assert feedback.done == []


def test_where_the_service_is_away_one_is_not_sent_to_the_sign_in() -> None:
    with an_edge(Echo(ServiceAway("feedback"))) as app:
        page = open_link(app)
    assert page.status_code == 503
    assert "Open the link from the message once more" in words(page)
    assert "/sign-in" not in page.text
