"""A search for expertise on the pages: opened, compared, asked, confirmed; and many in one plan."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.pages.billing_way import Hand, at, saved
from tests.pages.casework import faults_of
from tests.pages.conftest import Opened
from tests.pages.hands import OnTheKeyboard, OnTheMouse
from tests.pages.matching_way import NAMES, Bank, Search, a_bank, a_contact, a_search, says, somebody
from tests.pages.test_every_page import SMALLEST, look_at
from tests.support.running import Running

WORKER = "tukihenkilo-1"
TEAM: dict[str, Any] = {
    "must": {"competences": ["trauma", "school_refusal"], "languages": ["fi"]}, "team": {},
}  # fmt: skip
PLANNED = 30_000
"""Milliseconds until a plan is there, on a busy machine."""


@pytest.fixture(scope="module")
def bank(running: Running) -> Bank:
    """The people of all these tests: each search takes two of their hours."""
    return a_bank(running)


@pytest.fixture(scope="module")
def own(running: Running, bank: Bank) -> str:
    """The entry of the worker who signs in."""
    del bank
    return somebody(running, "Oma Osaaja", contact={"user": WORKER}, hours_per_week=40)


def pressed(hands: Hand, button: str) -> None:
    """A button of their part of the page, and the page that it brings."""
    with hands.page.expect_navigation():
        hands.press(button)


def opened_by(hands: Hand, running: Running) -> Search:
    """A search that is written on the pages, from the contact's own."""
    page, referral_id = hands.page, a_contact(running)
    page.goto(f"/referrals/{referral_id}")
    hands.follow(f"/searches/new?referral_id={referral_id}")
    form = replace(hands, within="form.seeking")
    expect(page.locator(form.within)).to_be_visible()
    form.choose("role", "coach")
    form.tick("must.competences", "trauma")
    form.tick("must.languages", "fi")
    saved(form)
    match_request_id = page.url.partition("/searches/")[2].partition("?")[0]
    return Search(running, match_request_id, referral_id)


@pytest.mark.parametrize("how", ["mouse", "keyboard", "no script"])
def test_from_a_contact_to_who_helps(
    opened: Opened, running: Running, bank: Bank, own: str, how: str
) -> None:
    """R-M2, R-M3: people with reasons; one is asked and says yes; another than the first needs a reason."""
    del bank
    scripts = how != "no script"
    kind = OnTheKeyboard if how == "keyboard" else OnTheMouse
    hands: Hand = kind(opened("fi", scripts=scripts))
    page = hands.page
    search = opened_by(hands, running)
    pressed(hands, "propose_candidates")
    ranked = [each["professional_id"] for each in search.shown()["ranked"]]
    expect(page.locator(".ranked > li")).to_have_count(len(ranked))
    expect(page.locator(f"#p-{own}")).to_contain_text("Osaaminen: Traumat (tarvitaan: Traumat) +30")
    pressed(replace(hands, within=f"#p-{own}"), "offer_match")
    expect(page.locator(f"#p-{own}")).to_contain_text("Kysytty, ei vielä vastausta")

    worker = replace(hands, page=opened("fi", WORKER, scripts=scripts), within="main")
    worker.page.goto("/offers")
    assert search.referral_id not in worker.page.content()
    here = f"form[action='/offers/{search.match_request_id}/{own}/do/accept_offer']"
    saved(replace(worker, within=here))

    page.goto(search.path)
    expect(page.locator("section[aria-labelledby=asked]")).to_contain_text("Suostui")
    other = next(each for each in ranked if each != ranked[0])
    form = at(hands, "confirm_match")
    form.tick("professional_ids", other)
    with page.expect_navigation():
        form.save()
    expect(page.locator("#f-confirm_match-reason")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"#confirm_match [value='{other}']")).to_be_checked()
    if scripts:
        look_at(page, "fi")
    form.write("reason", "Lapsi tuntee hänet jo.")
    saved(form)
    expect(page.locator("#confirmed")).to_be_visible()
    assert search.shown()["confirmed"] == [other]
    page.goto(f"/referrals/{search.referral_id}")
    expect(page.locator("section[aria-labelledby=searches]")).to_contain_text("Vahvistettu")
    if how == "keyboard":
        assert hands.clicks == worker.clicks == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_a_no_has_its_reason(
    opened: Opened,
    running: Running,
    own: str,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """R-M7, R-M9: without one the form comes back at that offer; the coordinator reads why."""
    search = a_search(running)
    search.say("offer_match", professional_id=own)
    hands = OnTheMouse(opened("fi", WORKER, scripts=scripts))
    page = hands.page
    page.goto("/offers")
    one = page.locator("section.offer", has=page.locator(f"form[action*='{search.match_request_id}']"))
    one.locator("summary").click()
    with page.expect_navigation():
        one.locator("details button.main").click()
    expect(page.locator("#summary a")).to_have_count(1)
    expect(one.locator("details")).to_have_attribute("open", "")
    one.locator("[value=client_refused]").check()
    with page.expect_navigation():
        one.locator("details button.main").click()
    expect(one).to_have_count(0)
    coordinator = opened("fi")
    coordinator.goto(search.path)
    expect(coordinator.locator("section[aria-labelledby=asked]")).to_contain_text("Asiakas ei halua")


def test_side_by_side_without_a_script(opened: Opened, running: Running, bank: Bank) -> None:
    """Two are ticked and stand beside each other; from there one is asked, and one chosen."""
    del bank
    search = a_search(running)
    first, second = (each["professional_id"] for each in search.shown()["ranked"][:2])
    hands = OnTheMouse(opened("fi", scripts=False))
    page = hands.page
    page.goto(search.path)
    for each in (first, second):
        page.check(f"#p-{each} input[name=who]")
    page.click("#compare button")
    expect(page.locator("thead th")).to_have_count(2)
    assert not [name for name in NAMES if name.split()[0] in page.url]
    choose = page.locator(f"a[href*='choose={second}']").get_attribute("href")
    page.click("button[value=offer_match] >> nth=0")
    expect(page.locator(f"#p-{first}")).to_contain_text("Kysytty")
    page.goto(str(choose))
    expect(page.locator("#confirm_match")).to_have_attribute("open", "")
    expect(page.locator(f"#confirm_match [value='{second}']")).to_be_checked()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_plan_follows_by_itself(
    opened: Opened,
    running: Running,
    bank: Bank,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """R-M6, R-M3: searches are ticked, the board comes when it is made, and leads to who is on it."""
    del bank
    searches = [a_search(running, proposed=False, hours_per_week=hours) for hours in (1, 60)]
    page = opened("fi", scripts=scripts)
    page.goto("/plans/new")
    for each in searches:
        page.check(f"[value='{each.match_request_id}']")
    page.click("button.main")
    expect(page.locator("#left")).to_be_visible(timeout=PLANNED)
    expect(page.locator(".card.unserved")).to_contain_text("60 h viikossa")
    expect(page.locator("section[aria-labelledby=how]")).to_contain_text("se on todistettu")
    page.click(f"a[href^='/searches/{searches[0].match_request_id}?choose=']")
    expect(page.locator("h1")).to_contain_text("Haku")
    page.click("button[value=propose_candidates]")
    expect(page.locator("#confirm_match")).to_have_attribute("open", "")
    expect(page.locator("#confirm_match input:checked")).to_have_count(1)
    assert searches[0].shown()["confirmed"] == []


def test_farther_and_farther(opened: Opened, running: Running, bank: Bank) -> None:
    """R-M4: nobody near has it: the whole country is searched, and remote help is offered."""
    search = a_search(running, must={"competences": ["rare_disease"], "languages": ["fi"], "mode": None})
    page = opened("fi")
    page.goto(search.path)
    expect(page.locator(f"#p-{bank.far}")).to_be_visible()
    expect(page.locator(".reach [aria-current]")).to_contain_text("Koko maa")
    expect(page.locator("section[aria-labelledby=sought]")).to_contain_text("Etäkonsultaatio on tarjolla")
    near = a_search(running)
    page.goto(near.path)
    pressed(OnTheMouse(page), "widen_search")
    expect(page.locator(f"#p-{bank.near}")).to_be_visible()
    expect(page.locator(".reach [aria-current]")).to_contain_text("Yhteistyöalue")
    expect(page.locator("#ruled-out")).to_contain_text("Rikosrekisteriotetta ei ole tarkistettu")


@pytest.fixture(scope="module")
def shown(running: Running, bank: Bank, own: str) -> list[str]:
    """Every page of matching with all that it can show."""
    team, one = a_search(running, **TEAM), a_search(running)
    nobody = a_search(running, must={"competences": ["radicalisation"], "languages": ["ar"]})
    one.say("offer_match", professional_id=own)
    team.say("offer_match", professional_id=bank.first)
    who = [each["professional_id"] for each in one.shown()["ranked"][:3]]
    open_one = a_search(running, proposed=False)
    ids = [each.match_request_id for each in (one, team, nobody, open_one)]
    job = says(running, "plan_matches", {"match_request_ids": ids})["job"]
    return [
        "/searches", team.path, one.path, nobody.path, f"{one.path}?choose={who[1]}",
        f"{one.path}/compare?" + "&".join(f"who={each}" for each in who), f"{one.path}/compare",
        f"/searches/new?referral_id={one.referral_id}", "/plans/new", f"/plans/{job}",
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "width"), [("fi", SMALLEST), ("sv", 1200), ("en", SMALLEST)])
def test_the_pages_of_matching(opened: Opened, shown: list[str], language: str, width: int) -> None:
    """Axe finds nothing, on a phone either, with all that is folded away."""
    page = opened(language, width=width)
    faults = faults_of(page)
    for path in shown:
        page.goto(path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        look_at(page, language)
    worker = opened(language, WORKER, width=width)
    worker.goto("/offers")
    look_at(worker, language)
    answer = worker.goto("/searches")
    assert answer is not None
    assert answer.status == 403
    look_at(worker, language)
    assert faults == []
