"""The page of a search: what is offered when, reasons in the reader's words, people side by side."""

import re

from services.gateway.pages.matching.because import in_words
from tests.specs.gateway.a_search import (
    A_SEARCH,
    ADA,
    BEA,
    CEL,
    COMPETENCE,
    HERE,
    NAMES,
    NEED,
    OPEN,
    SEARCH,
    Matching,
    because,
    forms,
    post,
    ranked,
    shown,
    visit,
    words,
)
from tests.specs.gateway.edge import refusal


def test_what_makes_sense_is_offered() -> None:
    """First one looks for people; who is confirmed is neither asked nor sought any more."""
    looked = ["propose_candidates", "widen_search"]
    assert forms(visit(HERE, Matching(match_request=OPEN)).text) == [*looked, "end_match"]
    assert forms(shown()) == [*looked, "confirm_match", "end_match", "offer_match", "offer_match"]
    assert "widen_search" not in forms(shown(scope="national"))
    assert forms(shown(state="confirmed", confirmed=[ADA])) == ["end_match"]
    assert forms(shown(state="ended")) == ["propose_candidates"]


def test_who_was_asked_is_not_asked_again() -> None:
    """And who said no is nobody to choose."""
    offers = [
        {"professional_id": ADA, "state": "declined", "offered_on": "2026-01-08", "reason": "workload"}
    ]  # fmt: skip
    text = shown(state="proposed", offers=offers)
    assert forms(text).count("offer_match") == 1
    assert re.findall(r'name="professional_ids" value="([^"]+)"', text) == [BEA]
    assert "Said no Too much work just now" in words(text)


def test_reasons_are_in_the_readers_words() -> None:
    """R-M2: no code is left in a sentence, in no language."""
    near = because(
        "distance", "works in the {near}; lives in county {county}", 15, near="region", county="08", modes=[]
    )
    until = because("parked", "declined for workload: may be asked again from {until}", until="2026-02-07")
    hours = because("load", "{free} of {own} hours a week are free", 7, free="2.5", own="8")
    told = {
        language: [why["text"] for why in in_words([COMPETENCE, near, hours, until], language)]
        for language in ("en", "fi", "sv")
    }
    assert told["en"] == [
        "Competence: Trauma (needed: Trauma)",
        "Works in the same cooperation area; lives in county Pirkanmaa",
        "2.5 of 8 hours a week are free", "Declined for workload: may be asked again from 7 Feb 2026",
    ]  # fmt: skip
    assert told["fi"][:3] == [
        "Osaaminen: Traumat (tarvitaan: Traumat)", "Etäisyys: sama yhteistyöalue; kotipaikka Pirkanmaa",
        "Vapaana 2,5 h viikon 8 tunnista",
    ]  # fmt: skip
    assert "2,5" in told["sv"][2]
    assert "Birkaland" in told["sv"][1]


def test_nothing_asked_for_is_said_so() -> None:
    """R-M2: a part that counts nothing still has its words; of an empty list none are made up."""
    none = because("education", "education: none is wished for", 0, has=[], wanted=[], met=[])
    lacks = because("language", "language: {met} (needed: {wanted})", 0, has=[], wanted=["sv"], met=[])
    assert [why["text"] for why in in_words([none, lacks], "en")] == [
        "Education: none is wished for", "Language: – (needed: Swedish)",
    ]  # fmt: skip


def test_the_local_professional_stays_the_owner() -> None:
    """R-M4: it says how far was searched, that remote help is offered, and who owns the matter."""
    text = words(shown(scope="national", virtual=True))
    for sentence in (
        "Remote consultation is offered", "the own county (Pirkanmaa) stays the owner",
        "The whole country , searched",
    ):  # fmt: skip
        assert sentence in text


def test_nobody_found_is_no_dead_end() -> None:
    """R-M4: what to do next stands where people would."""
    text = words(shown(scope="national", ranked=[], uncovered=["trauma", "health"]))
    for told in ("Nobody can give this now", "Trauma", "Health care", "Ask for less", "who were ruled out"):
        assert told in text
    assert "free hours just now: search farther" in words(shown(ranked=[]))


def test_names_are_asked_for_a_page_at_a_time() -> None:
    """Of many ranked the first twenty, with those ruled out; each once."""
    many = [f"00000000-0000-4000-8000-0000000001{n:02}" for n in range(50)]
    matching = Matching(match_request=SEARCH | {"ranked": ranked(*many), "ruled_out": []})
    NAMES.update(dict.fromkeys(many, "Joku Keksitty"))
    text = visit(HERE, matching).text
    assert sorted(matching.named) == many[:20]
    assert "?from=20#ranked" in text
    matching.named.clear()
    visit(f"{HERE}?from=40", matching)
    assert sorted(matching.named) == sorted({many[0], *many[40:]}), (
        "the first-ranked may be confirmed anywhere"
    )


def test_a_team_says_who_covers_what() -> None:
    """R-M5: the whole team comes ticked."""
    team = {
        "professional_ids": [ADA, BEA], "covers": {"trauma": ADA, "adhd": BEA},
        "fields": {"health": [ADA], "social": [BEA]},
    }  # fmt: skip
    text = shown(team=team, need=NEED | {"team": {"fields": ["health", "social"]}})
    assert "Ada Asiantuntija Health care Trauma Bea Beispiel Social welfare ADHD" in words(text)
    assert len(re.findall(r'type="checkbox" name="professional_ids"[^>]* checked', text)) == 2


def test_another_than_the_first_needs_a_reason_beside_its_field() -> None:
    """R-M3: nothing is lost: who was chosen is still chosen, and the sentence stands at the reason."""
    no = refusal(409, "choosing others than the first-ranked needs a reason")
    matching = Matching(no)
    answer = post(f"{HERE}/do/confirm_match", matching, {"professional_ids": BEA, "reason": ""})
    assert answer.status_code == 409
    assert matching.done == [("confirm_match", {"match_request_id": A_SEARCH, "professional_ids": [BEA]})]
    assert f'value="{BEA}" checked' in answer.text
    assert 'id="f-confirm_match-reason" name="reason" aria-invalid="true"' in answer.text
    assert 'href="#f-confirm_match-reason"' in answer.text


def test_searching_farther_looks_there_at_once() -> None:
    matching = Matching()
    answer = post(f"{HERE}/do/widen_search", matching, {"choose": ADA})
    assert [name for name, _ in matching.done] == ["widen_search", "propose_candidates"]
    assert f"choose={ADA}" in answer.headers["location"], "who was to be chosen is not forgotten on the way"


def test_who_is_chosen_elsewhere_stands_ready() -> None:
    """From the board and the table one comes with somebody chosen; R-M3: nothing is confirmed by that."""
    matching = Matching()
    text = visit(f"{HERE}?choose={BEA}", matching).text
    assert f'value="{BEA}" checked' in text
    assert '<details class="fold" id="confirm_match" open>' in text
    assert matching.done == []
    strange = visit(f"{HERE}?choose={CEL},nonsense").text
    assert "The joint plan gives Cel Ceesimerkki." in words(strange)


def test_two_to_four_stand_side_by_side() -> None:
    text = words(visit(f"{HERE}/compare?who={BEA}&who={ADA}").text)
    assert "1. Ada Asiantuntija Yksikkö 2. Bea Beispiel" in text
    assert "Also: ADHD" in text
    for asked in ("", f"?who={ADA}", "?who=x&who=y"):
        assert "Tick two to four people" in visit(f"{HERE}/compare{asked}").text
    five = [*NAMES][:3] + [f"00000000-0000-4000-8000-00000000000{n}" for n in (4, 5)]
    matching = Matching(match_request=SEARCH | {"ranked": ranked(*five)})
    text = visit(f"{HERE}/compare?" + "&".join(f"who={each}" for each in five), matching).text
    assert "Four people at most" in text
    assert matching.named == []
