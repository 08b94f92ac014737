"""Matching's pages over its answers: what is offered when, reasons in the reader's words, the board."""

import re
from typing import Any

import httpx
import pytest

from services.gateway.pages.matching.because import in_words
from services.gateway.pages.matching.board import board_of, promise_of, used_hours
from shared.plumbing.ask import ServiceAway
from tests.specs.gateway.edge import Echo, Reply, an_edge, refusal, send_to, signed_in
from tests.specs.gateway.telling import AN_ID, Telling

A_SEARCH = "c9d5a1f3-0f3e-4d7b-9f0d-2e6b3b6f4a55"
A_CASE = "3d1c7d52-8f63-4d9c-9b58-0f6a1c3b7e21"
FORM_ID = "6d0c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a10"
ADA, BEA, CEL = (f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))
NAMES = {ADA: "Ada Asiantuntija", BEA: "Bea Beispiel", CEL: "Cel Ceesimerkki"}
COORDINATOR: dict[str, Any] = {"role": "coordinator"}
EXPERT: dict[str, Any] = {"role": "expert"}


def because(code: str, sentence: str, points: int | None = None, **values: Any) -> dict[str, Any]:
    """A reason as matching tells it."""
    return {"code": code, "points": points, "sentence": sentence, "text": sentence, "values": values}


COMPETENCE = because(
    "competence", "competence: {met} (needed: {wanted})", 30,
    has=["trauma"], wanted=["trauma"], met=["trauma"],
)  # fmt: skip
UNVETTED = because("unvetted", "no extract of the criminal record was checked")


def ranked(*ids: str, stale: bool = False) -> list[dict[str, Any]]:
    """These, in this order."""
    return [
        {"professional_id": each, "rank": n, "score": 90 - n, "because": [COMPETENCE], "scope": "county",
         "stale": stale}
        for n, each in enumerate(ids, 1)
    ]  # fmt: skip


NEED: dict[str, Any] = {
    "role": "expert", "county": "08", "must": {"competences": ["trauma"], "languages": ["fi"]},
    "should": {"background": [], "education": [], "same_county": False}, "hours_per_week": 2.0,
    "starts_on": "2026-01-07",
}  # fmt: skip
SEARCH: dict[str, Any] = {
    "match_request_id": A_SEARCH, "number": "match/2026-00003", "state": "proposed", "scope": "county",
    "virtual": False, "owner": "08", "case_id": A_CASE, "need": NEED, "opened_on": "2026-01-07",
    "ranked": ranked(ADA, BEA), "ruled_out": [{"professional_id": CEL, "because": [UNVETTED]}],
    "uncovered": [], "offers": [], "confirmed": [], "rules_version": "2025-1", "positions": {},
}  # fmt: skip
OPEN = SEARCH | {"state": "open", "ranked": [], "ruled_out": [], "rules_version": None}
ROW: dict[str, Any] = {
    "match_request_id": A_SEARCH, "number": "match/2026-00003", "state": "open", "scope": "county",
    "case_id": A_CASE, "role": "expert", "county": "08", "competences": ["trauma"], "hours_per_week": 2.0,
    "opened_on": "2026-01-07", "starts_on": "2026-01-07", "confirmed": [],
}  # fmt: skip
OFFER: dict[str, Any] = {
    "match_request_id": A_SEARCH, "number": "match/2026-00003", "professional_id": ADA, "state": "offered",
    "role": "expert", "county": "08", "competences": ["trauma"], "hours_per_week": 2.0,
    "starts_on": "2026-01-07",
}  # fmt: skip
OTHER = A_SEARCH.replace("c9", "d9")
JOB: dict[str, Any] = {
    "job": FORM_ID, "state": "done", "match_request_ids": [A_SEARCH, OTHER],
    "match_requests": [ROW, ROW | {"match_request_id": OTHER, "number": "match/2026-00004"}],
    "assigned": {A_SEARCH: [ADA]}, "unserved": [OTHER], "worth": 200, "bound": 200, "proved": True,
}  # fmt: skip


def professional(professional_id: str) -> dict[str, Any]:
    """One of the directory."""
    return {
        "professional_id": professional_id, "name": NAMES[professional_id], "organisation": "Yksikkö",
        "field": "health", "county": "08", "counties": ["08"], "competences": ["trauma", "adhd"],
        "languages": ["fi"], "education": [], "background": ["lastenpsykiatria"], "modes": ["virtual"],
        "hours_per_week": 8.0, "free": 6.0, "confirmed_on": "2025-01-07",
    }  # fmt: skip


class Matching(Echo):
    """Answers with a search or what else it is given, and remembers what it was asked to do."""

    def __init__(self, no: Reply | None = None, **answers: Any) -> None:
        super().__init__()
        self.answers = {"match_request": SEARCH, "match_requests": {"match_requests": [ROW]}, "job": JOB,
                        "offers": {"offers": [OFFER]}, "referral": {}, "case": {}} | answers  # fmt: skip
        self.no = no
        self.done: list[tuple[str, dict[str, Any]]] = []
        self.named: list[str] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        name, data = request["name"], request["data"]
        if method == "answer":
            if name == "professional":
                self.named.append(data["professional_id"])
                told = professional(data["professional_id"])
            else:
                told = self.answers[name]
            return {"status": 200, "result": told, "position": {}}
        self.done.append((name, data))
        if self.no:
            return self.no
        return {"status": 200, "result": {"job": FORM_ID} | data, "position": {"matching": 7}}


def visit(path: str, matching: Matching | None = None, lang: str = "en", **who: Any) -> httpx.Response:
    """A page, for who is signed in."""
    with an_edge(matching or Matching()) as app:
        cookies = signed_in(app, {"sub": "somebody"} | (who or COORDINATOR)) | {"lang": lang}
        return send_to(app, "GET", path, cookies)


def post(path: str, matching: Matching, data: dict[str, Any], **who: Any) -> httpx.Response:
    """A form, sent from a page of ours."""
    with an_edge(matching) as app:
        cookies = signed_in(app, {"sub": "somebody"} | (who or COORDINATOR)) | {"lang": "en"}
        csrf = send_to(app, "GET", "/nowhere", cookies).text.partition('name="csrf" value="')[2]
        told = data | {"csrf": csrf.partition('"')[0], "form_id": FORM_ID}
        return send_to(app, "POST", path, cookies, data=told)


def forms(text: str) -> list[str]:
    """The names of the commands that a page has forms for."""
    return re.findall(r'action="/(?:searches|offers)/[^"]+/do/([a-z_]+)"', text)


def words(text: str) -> str:
    """What one reads of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", text.partition("<main")[2]).split())


HERE = f"/searches/{A_SEARCH}"


def shown(**more: Any) -> str:
    """The search's page, as it stands otherwise."""
    return visit(HERE, Matching(match_request=SEARCH | more)).text


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


MATTER = {"case_id": A_CASE, "number": "case/2026-00004", "county": "08"}


def test_a_search_is_opened_for_a_case() -> None:
    matching = Matching(case=MATTER)
    assert "For case 2026-00004." in visit(f"/searches/new?case_id={A_CASE}", matching).text
    told = {
        "case_id": A_CASE, "role": "coach", "must.competences": ["trauma", "adhd"], "must.mode": "either",
        "county": "08", "hours_per_week": "1,5", "starts_on": "2026-01-07", "scope": "county",
        "should.background": "lastenpsykiatria\nkoulu", "several": "yes",
    }  # fmt: skip
    answer = post("/searches/new", matching, told)
    [(name, data)] = matching.done
    made = data.pop("match_request_id")
    assert answer.headers["location"].startswith(f"/searches/{made}?done=open_match_request")
    assert (name, data) == ("open_match_request", {
        "for": {"case_id": A_CASE}, "role": "coach", "county": "08", "hours_per_week": 1.5, "scope": "county",
        "must": {"competences": ["trauma", "adhd"], "mode": "either"}, "starts_on": "2026-01-07",
        "should": {"background": ["lastenpsykiatria", "koulu"]}, "team": {},
    })  # fmt: skip
    assert visit("/searches/new").status_code == 404


def test_without_a_team_none_is_asked_for() -> None:
    matching = Matching(case=MATTER)
    post("/searches/new", matching, {"case_id": A_CASE, "role": "expert"})
    assert "team" not in matching.done[0][1]


def test_an_offer_says_what_is_sought_and_of_whom_nothing() -> None:
    """R-M9: neither the contact nor the case, whatever the answer holds."""
    told = OFFER | {"case_id": A_CASE, "referral_id": A_CASE}
    text = visit("/offers", Matching(offers={"offers": [told]}), **EXPERT).text
    assert forms(text) == ["accept_offer", "decline_offer"]
    assert "Trauma" in text
    assert A_CASE not in text


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


class Away(Telling):
    """Matching does not answer; the others do."""

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        if service == "matching":
            raise ServiceAway(service)
        return await super().ask(service, method, request, timeout)


@pytest.mark.parametrize("path", ["cases", "referrals"])
def test_a_matter_is_shown_while_matching_is_away(path: str) -> None:
    """And says that its searches are not there just now."""
    with an_edge(Away()) as app:
        cookies = signed_in(app, {"sub": "somebody", "role": "coordinator"}) | {"lang": "en"}
        answer = send_to(app, "GET", f"/{path}/{AN_ID}", cookies)
    assert answer.status_code == 200
    assert "The searches cannot be shown just now" in answer.text


@pytest.mark.parametrize(("role", "there"), [("coordinator", 1), ("worker", 0), ("buyer", 0)])
def test_who_does_not_seek_is_not_led_there(role: str, there: int) -> None:
    with an_edge(Telling()) as app:
        cookies = signed_in(app, {"sub": "somebody", "role": role, "sector": "education"}) | {"lang": "en"}
        text = send_to(app, "GET", f"/cases/{AN_ID}", cookies).text
    assert text.count(f'href="/searches/new?case_id={AN_ID}"') == there
