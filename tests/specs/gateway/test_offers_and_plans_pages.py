"""The pages of offers to oneself, and of joint plans: what is told, and what goes along."""

from typing import Any

import pytest

from services.gateway.pages.matching.board import board_of, promise_of, used_hours
from tests.specs.gateway.a_search import (
    A_CASE,
    A_SEARCH,
    ADA,
    BEA,
    EXPERT,
    FORM_ID,
    JOB,
    OFFER,
    OTHER,
    ROW,
    Matching,
    forms,
    post,
    professional,
    visit,
)
from tests.specs.gateway.edge import refusal


def test_an_offer_says_what_is_sought_and_of_whom_nothing() -> None:
    """R-M9: neither the contact nor the case, whatever the answer holds."""
    told = OFFER | {"case_id": A_CASE, "referral_id": A_CASE}
    text = visit("/offers", Matching(offers={"offers": [told]}), **EXPERT).text
    assert forms(text) == ["accept_offer", "decline_offer"]
    assert "Trauma" in text
    assert A_CASE not in text


def test_who_is_confirmed_takes_nothing_back_here() -> None:
    """R-M3: the match is ended by the centre."""
    text = visit("/offers", Matching(offers={"offers": [OFFER | {"state": "confirmed"}]}), **EXPERT).text
    assert forms(text) == []
    assert "You are confirmed" in text


def test_a_no_says_why() -> None:
    """R-M7: the reason is one of the codes; where it is missing the form comes back at that offer."""
    matching = Matching()
    to = f"/offers/{A_SEARCH}/{ADA}/do/decline_offer"
    assert post(to, matching, {"reason": "workload"}, **EXPERT).is_redirect
    whose = {"match_request_id": A_SEARCH, "professional_id": ADA}
    assert matching.done == [("decline_offer", {**whose, "reason": "workload"})]
    wrong = refusal(422, "this does not fit")
    wrong["problem"]["fields"] = [{"field": "reason", "sentence": "this is needed", "values": {}}]
    answer = post(to, Matching(wrong), {}, **EXPERT)
    assert f'href="#f-{A_SEARCH}-{ADA}-reason"' in answer.text
    assert f'id="f-{A_SEARCH}-{ADA}-reason"' in answer.text


def test_offers_to_several_of_one_organisation_say_to_whom() -> None:
    two = [OFFER, OFFER | {"professional_id": BEA}]
    assert "Bea Beispiel" in visit("/offers", Matching(offers={"offers": two}), **EXPERT).text


def test_what_is_ticked_goes_along_from_page_to_page() -> None:
    """Nothing is planned until that is asked for; then all that was ticked is."""
    matching = Matching(match_requests={"match_requests": [ROW], "next": "match/2026-00002"})
    turned = post(
        "/plans/new", matching, {"kept": OTHER, "match_request_ids": A_SEARCH, "turn": "match/2026-00002"}
    )
    assert f'name="kept" value="{OTHER}"' in turned.text
    assert f'value="{A_SEARCH}" checked' in turned.text
    every = post("/plans/new", matching, {"turn": "all"})
    assert f'value="{A_SEARCH}" checked' in every.text
    assert f'value="{A_SEARCH}" checked' not in post(
        "/plans/new", matching, {"turn": "none", "match_request_ids": A_SEARCH}
    ).text  # fmt: skip
    assert matching.done == []
    answer = post("/plans/new", matching, {"kept": OTHER, "match_request_ids": A_SEARCH})
    assert answer.headers["location"] == f"/plans/{FORM_ID}"
    assert matching.done == [("plan_matches", {"match_request_ids": [OTHER, A_SEARCH]})]


def test_a_plan_is_looked_at_until_it_is_made() -> None:
    """With a script the page follows by itself, without one it is loaded again."""
    waiting = {
        name: value for name, value in JOB.items() if name not in ("worth", "bound", "proved")
    } | {"state": "waiting", "assigned": {}, "unserved": []}  # fmt: skip
    text = visit(f"/plans/{FORM_ID}", Matching(job=waiting)).text
    assert 'hx-trigger="every' in text
    assert '<noscript><meta http-equiv="refresh"' in text
    made = visit(f"/plans/{FORM_ID}").text
    assert "every 1s" not in made
    assert "refresh" not in made
    billing = Matching(job={"job": FORM_ID, "state": "done", "month": "2026-01", "orders": 1})
    assert visit(f"/plans/{FORM_ID}", billing).status_code == 404


def test_those_without_anybody_stand_first() -> None:
    """R-M6, R-M3: with what that means; those given lead to their search, and nothing is confirmed here."""
    assert [card["search"]["number"] for card in board_of(JOB)] == ["match/2026-00004", "match/2026-00003"]
    text = visit(f"/plans/{FORM_ID}").text
    assert text.index("Nobody is left for these") < text.index("Who would be given to which search")
    assert f'href="/searches/{A_SEARCH}?choose={ADA}#confirm_match"' in text
    assert "No plan can be better: that is proved." in text
    assert forms(text) == []


@pytest.mark.parametrize(
    ("job", "said"),
    [
        ({"worth": 1000, "bound": 1004, "proved": False}, "No plan can be more than 0.4 % better."),
        ({"worth": 1000, "bound": 1000.1, "proved": False}, "No plan can be more than 0.1 % better."),
        ({"worth": 1000, "bound": 1000, "proved": False}, "No plan can be better: that is proved."),
        ({"worth": 0, "bound": 9, "proved": False}, "A better plan may be there"),
        ({}, ""),
    ],
)
def test_the_bound_is_said_in_words(job: dict[str, Any], said: str) -> None:
    """R-M6: rounded up, so that it never promises more than was proved."""
    assert promise_of(job, "en").startswith(said)
    assert bool(promise_of(job, "en")) == bool(said)


def test_hours_are_counted_over_the_whole_plan() -> None:
    job = JOB | {"assigned": {A_SEARCH: [ADA, BEA], OTHER: [ADA]}}
    rows = used_hours(job, {ADA: professional(ADA)}, [BEA, ADA])
    assert [(row["professional_id"], row["used"], row["searches"], row["own"]) for row in rows] == [
        (ADA, 4.0, 2, 8.0), (BEA, 2.0, 1, None),
    ]  # fmt: skip
