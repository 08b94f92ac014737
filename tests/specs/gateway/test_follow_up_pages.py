"""Follow-ups on pages: who answered and who did not, scores and goals over time, what one may do."""

from decimal import Decimal
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from services.gateway.pages.feedback.pictures import Line, over_time
from services.gateway.pages.feedback.shown import levels_of
from tests.specs.gateway.directory_answers import words
from tests.specs.gateway.edge import refusal
from tests.specs.gateway.follow_up_answers import (
    AN_ID,
    CASE_ID,
    CHILD,
    FOLLOW_UP,
    GOAL,
    GUARDIAN,
    INSTRUMENTS,
    Follows,
    forms,
    post,
    visit,
)

HERE = f"/follow-ups/{AN_ID}"
ON_BEHALF = f"{HERE}/on-behalf/2/{CHILD}"


def test_every_wave_says_who_answered_and_who_did_not() -> None:
    """R-F2: who does not answer is seen as well; R-F7: who waits, and why."""
    text = words(visit(HERE))
    assert "Follow-up 2026-00007 Running" in text
    assert "time 2 Asked the link holds until 14 Sept 2026" in text
    assert "Not asked yet no safe contact is known" in text
    assert "0 / 1" in text
    assert "Answered reminded 10 Aug 2026" in text
    assert "Written down" in text
    assert "2 / 2" in text


def test_who_is_told_figures_alone_sees_no_part_of_anybody() -> None:
    """R-C14: a buyer is told how many answered, and not who."""
    figures = FOLLOW_UP | {"waves": [wave | {"requests": []} for wave in FOLLOW_UP["waves"]], "scores": []}
    page = visit(HERE, Follows(follow_up=figures), role="buyer")
    text = words(page)
    assert "Asked on Answered of asked" in text
    assert "Did not answer" not in text
    assert "/instruments" not in page.text


def test_what_needs_a_look_says_about_whom() -> None:
    """R-F4: of whom it gets worse, by role and no name."""
    text = words(visit(HERE))
    assert "The answers are getting worse: Guardian, Wellbeing (since 2 Sept 2026)" in text


def test_who_is_asked_is_a_role_and_a_number_where_there_are_two() -> None:
    another = dict(FOLLOW_UP["recipients"][0], recipient_id="33333333-0000-4000-8000-000000000001")
    two = FOLLOW_UP | {"recipients": [*FOLLOW_UP["recipients"], another]}
    assert "Guardian 1 (Text message), Client (On paper, handed over), Guardian 2" in words(
        visit(HERE, Follows(follow_up=two))
    )


def test_scores_and_goals_stand_in_tables_beside_their_pictures() -> None:
    page = visit(HERE)
    text = words(page)
    assert "Wellbeing, Guardian 62.5 50" in text
    assert f'src="{HERE}/scores.svg?lang=en"' in page.text
    assert f'src="{HERE}/goals.svg?lang=en"' in page.text
    assert "Common score 40 57.67" in text
    for name, figure in (("scores", "62.5"), ("goals", "57.67")):
        picture = visit(f"{HERE}/{name}.svg")
        assert picture.headers["Content-Type"] == "image/svg+xml"
        assert figure in "".join(ET.fromstring(picture.text).itertext())  # noqa: S314 - drawn by us


def test_goals_have_the_plan_s_titles_their_scales_and_ratings() -> None:
    """R-F3: the newest rating first; a goal that no plan has is numbered."""
    text = words(visit(HERE))
    assert "Nukkuu yönsä (weight 2) +1, better than hoped (5 Sept 2026, Client)" in text
    assert "ennen kello 23" in text
    assert "5 Aug 2026: −1, less than hoped (Worker)" in text
    assert "Goal 1 0, as hoped" in text


def test_where_the_case_is_not_the_reader_s_goals_have_numbers() -> None:
    text = words(visit(HERE, Follows(case=None)))
    assert "Nukkuu" not in text
    assert "Goal 1 (weight 2)" in text


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("coordinator", ["send_wave", "rate_goal", "set_goal_scale", "stop_follow_up"]),
        ("worker", ["rate_goal", "set_goal_scale"]),
        ("buyer", []),
    ],
)
def test_what_is_offered_is_the_role_s(role: str, offered: list[str]) -> None:
    page = visit(HERE, role=role)
    assert forms(page) == offered
    assert (ON_BEHALF in page.text) == (role != "buyer")


def test_after_it_was_stopped_goals_may_still_be_rated() -> None:
    page = visit(HERE, Follows(follow_up=FOLLOW_UP | {"state": "stopped"}))
    assert forms(page) == ["rate_goal", "set_goal_scale"]
    assert "/on-behalf/" not in page.text


def test_without_goals_there_is_nothing_to_rate() -> None:
    bare = FOLLOW_UP | {"goals": {}, "scales": {}, "t_scores": [], "t_score": None, "scores": [], "waves": []}
    page = visit(HERE, Follows(follow_up=bare, case=None))
    assert forms(page) == ["send_wave", "stop_follow_up"]
    text = words(page)
    assert "No goals are agreed yet" in text
    assert "Nobody was asked yet." in text
    assert ".svg?" not in page.text


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("send_wave", {}, {}),
        ("stop_follow_up", {"reason": "Työ päättyi."}, {"reason": "Työ päättyi."}),
        (
            "rate_goal",
            {"goal_id": GOAL, "attainment": "-2", "by_role": "worker", "rated_on": "2026-09-20"},
            {"goal_id": GOAL, "attainment": -2, "by_role": "worker", "rated_on": "2026-09-20"},
        ),
        (
            "set_goal_scale",
            {"goal_id": GOAL, "weight": "3", "scale.hoped": "nukahtaa", "scale.-2": "valvoo"},
            {"goal_id": GOAL, "weight": 3, "scale": {"0": "nukahtaa", "-2": "valvoo"}},
        ),
    ],
)
def test_each_form_is_its_command(name: str, given: dict[str, str], told: dict[str, Any]) -> None:
    follows = Follows()
    sent = post(f"{HERE}/do/{name}", follows, given)
    assert follows.done == [(name, {"follow_up_id": AN_ID} | told)]
    assert sent.headers["Location"].startswith(f"{HERE}?done={name}")


def test_what_is_refused_is_shown_at_its_form() -> None:
    follows = Follows(refuses=refusal(409, "say why"))
    page = post(f"{HERE}/do/stop_follow_up", follows, {"reason": "Ei syytä"})
    assert page.status_code == 409
    assert "say why" in words(page)
    assert '<details class="fold" id="stop_follow_up" open>' in page.text
    assert "Ei syytä" in page.text


def test_the_questions_are_those_of_the_recipient_and_have_no_link() -> None:
    page = visit(ON_BEHALF)
    assert "Write down the answers: Client" in words(page)
    assert page.text.count('name="answers.wellbeing.mood"') == 5
    assert 'value="Keksitty Koordinaattori"' in page.text
    assert "/f/" not in page.text


def test_what_somebody_said_is_written_down() -> None:
    """Not every question has to be answered."""
    follows = Follows()
    sent = post(ON_BEHALF, follows, {"answers.wellbeing.mood": "4", "by": "Tukihenkilö"}, role="worker")
    assert follows.done == [
        ("record_on_behalf", {
            "follow_up_id": AN_ID, "wave": 2, "recipient_id": CHILD, "answers": {"wellbeing.mood": 4},
            "by": "Tukihenkilö",
        }),
    ]  # fmt: skip
    assert sent.headers["Location"].startswith(f"{HERE}?done=record_on_behalf")


def test_nothing_written_down_is_said_and_a_refusal_keeps_what_was_chosen() -> None:
    follows = Follows(refuses=refusal(409, "the next wave was sent"))
    nothing = post(ON_BEHALF, follows, {"by": "Tukihenkilö"})
    assert nothing.status_code == 422
    assert follows.done == []
    refused = post(ON_BEHALF, follows, {"answers.wellbeing.mood": "4", "by": "Tukihenkilö"})
    assert "the next wave was sent" in words(refused)
    assert 'name="answers.wellbeing.mood" value="4" checked' in refused.text


def test_the_questions_are_printed_without_a_name_in_the_family_s_language() -> None:
    """R-F1, R-F7: for whom no message goes to; without a way to send anything."""
    page = visit(f"{HERE}/paper/2/{CHILD}?lang=sv")
    assert '<html lang="sv">' in page.text
    assert "Hur har wellbeing.mood gått?" in words(page)
    assert page.text.count('class="mark"') == 10
    assert "<form" not in page.text
    assert "Set-Cookie" not in page.headers
    assert f"{HERE}/paper/2/{CHILD}" in visit(HERE).text


@pytest.mark.parametrize("place", [f"9/{CHILD}", "2/nobody", "x/y"])
def test_who_was_not_asked_has_no_page(place: str) -> None:
    assert visit(f"{HERE}/on-behalf/{place}").status_code == 404


STARTED = {
    "case_id": CASE_ID, "instruments": "wellbeing", "every_weeks": "4", "recipients.0.role": "guardian",
    "recipients.0.channel": "sms", "recipients.0.address": "+358 40 000 0000", "recipients.2.role": "client",
    "recipients.2.channel": "paper", "recipients.2.age_group": "child",
}  # fmt: skip


def test_a_follow_up_is_started_for_a_case() -> None:
    follows = Follows()
    sent = post("/follow-ups/new", follows, STARTED)
    [(name, told)] = follows.done
    assert name == "start_follow_up"
    ids = [UUID(one.pop("recipient_id")) for one in told["recipients"]]
    assert len(set(ids)) == 2
    assert told == {
        "follow_up_id": told["follow_up_id"], "case_id": CASE_ID, "instruments": ["wellbeing"],
        "every_weeks": 4,
        "recipients": [
            {"role": "guardian", "channel": "sms", "address": "+358 40 000 0000"},
            {"role": "client", "channel": "paper", "age_group": "child"},
        ],
    }  # fmt: skip
    assert sent.headers["Location"].startswith(f"/follow-ups/{told['follow_up_id']}?done=start_follow_up")


def test_sent_again_it_asks_the_same_people() -> None:
    """The ids follow from the form: a second press is the same command."""
    first, second = Follows(), Follows()
    for follows in (first, second):
        post("/follow-ups/new", follows, STARTED)
    assert first.done == second.done


def test_the_form_explains_the_safe_contact_and_offers_what_has_words() -> None:
    """R-F7, R-F5."""
    page = visit(f"/follow-ups/new?case_id={CASE_ID}")
    text = words(page)
    assert "reached only by the safe contact" in text
    assert 'value="wellbeing"' in page.text
    assert 'value="ors"' not in page.text
    assert "For case 2026-00003." in text


def test_another_who_is_asked_is_a_row_more() -> None:
    follows = Follows()
    page = post("/follow-ups/new", follows, STARTED | {"change": "add recipients", "recipients.rows": "3"})
    assert follows.done == []
    assert 'name="recipients.3.role"' in page.text
    assert 'value="+358 40 000 0000"' in page.text


def test_a_follow_up_is_of_something() -> None:
    assert visit("/follow-ups/new").status_code == 404


def test_instruments_stand_with_their_items() -> None:
    page = visit("/instruments", role="worker")
    text = words(page)
    assert "How has wellbeing.mood been?" in text
    assert "The region's own" in text
    assert "individually: its words are licensed and not here" in text
    assert len(INSTRUMENTS) == page.text.count('<section class="box"')


def test_a_picture_keeps_within_its_levels() -> None:
    """Scores are drawn to the lowest top that holds them; what is beyond a scale stands at its edge."""
    assert levels_of([Decimal("9.5")]) == (0, 5, 10)
    assert levels_of([Decimal(38)]) == (0, 10, 20, 30, 40)
    assert levels_of([Decimal("62.5")]) == (0, 25, 50, 75, 100)
    line = Line("T", {"a": Decimal("83.10"), "b": Decimal("10.00")}, (20, 50, 80))
    drawn = ET.fromstring(over_time("T", ["a", "b"], [line]))  # noqa: S314 - drawn by us
    heights = [float(each.get("cy", 0)) for each in drawn.iter("{http://www.w3.org/2000/svg}circle")]
    assert heights == [52.0, 172.0]


def test_a_name_of_theirs_stands_in_no_address() -> None:
    page = visit(HERE)
    assert GUARDIAN in page.text
    assert "+358" not in page.text
