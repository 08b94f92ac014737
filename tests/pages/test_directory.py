"""The directory on its pages: searched, kept alive, confirmed without an account; teams, posts, figures."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.pages.casework import a_case, faults_of
from tests.pages.conftest import Opened
from tests.pages.directory_way import LAPLAND, a_professional, a_team, added, told
from tests.pages.hands import OnTheKeyboard, OnTheMouse
from tests.pages.test_every_page import LANGUAGES, SMALLEST, look_at, looks_whole
from tests.support.running import Running, ask

PLACES = (
    "/experts", "/experts?competence=religious_ideology&county=01&free=60", "/experts?free=many",
    "/experts/new", "/experts/teams", "/experts/teams/new", "/experts/core-unit", "/experts/contact-persons",
    "/expertise",
)  # fmt: skip


@pytest.mark.parametrize("how", ["mouse", "keyboard", "no script"])
def test_somebody_is_added_found_and_paused(opened: Opened, how: str) -> None:
    """From the menu to the profile and back to the search, which says that they take nothing new."""
    kind = OnTheKeyboard if how == "keyboard" else OnTheMouse
    hands = kind(opened("fi", scripts=how != "no script"), within="body")
    name = f"Keksitty {how}"
    hands.follow("/experts")
    expect(hands.page.locator("h1")).to_have_text("Asiantuntijat ja tukihenkilöt")
    hands.follow("/experts/new")
    expect(hands.page.locator("form.sheet")).to_be_visible()
    own = added(hands, name)
    form = replace(hands, within="#pause")
    form.unfold()
    form.write("reason", "Vapaalla.")
    form.save()
    expect(hands.page.locator(".note[role=status]")).to_contain_text("Tallennettu")
    expect(hands.page.locator(".standing")).to_contain_text("Tauolla")
    hands.page.goto("/experts")
    search = replace(hands, within="main form")
    search.choose("competence", "religious_ideology")
    search.choose("county", LAPLAND)
    search.save()
    found = hands.page.locator(".experts > li").filter(has=hands.page.locator(f"a[href='{path_of(own)}']"))
    expect(found).to_contain_text("ei ota nyt uutta työtä")
    expect(found).to_contain_text("Tauolla")
    if how == "keyboard":
        assert hands.clicks == form.clicks == search.clicks == 0


def path_of(url: str) -> str:
    """The path of an address."""
    return "/" + url.split("/", 3)[3]


def test_who_is_found_comes_a_page_at_a_time_and_nobody_is_named_in_an_address(
    opened: Opened, running: Running
) -> None:
    for number in range(21):
        a_professional(running, name=f"Keksitty {number}", competences=["interpreting_culture"], county="18",
                       counties=["18"])  # fmt: skip
    page = opened("en")
    page.goto("/experts?competence=interpreting_culture&county=18")
    expect(page.locator("#found")).to_have_text("21 people found")
    expect(page.locator(".experts > li")).to_have_count(20)
    page.click("a[rel=next]")
    expect(page.locator(".experts > li")).to_have_count(1)
    expect(page.locator("#found")).to_have_text("21 people found")
    assert "Keksitty" not in page.url
    page.goto("/experts?competence=interpreting_culture&county=18&free=50")
    expect(page.locator("#found")).to_have_text("Nobody found")
    page.fill("[name=free]", "many")
    page.click("main form button.main")
    expect(page.locator("[name=free]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=county]")).to_have_value("18")
    page.fill("[name=free]", "50")
    page.click("main form button.main")
    page.click("text=Show also those with fewer free hours")
    expect(page.locator("#found")).to_have_text("21 people found")


def test_a_stale_profile_is_confirmed_by_a_link_without_an_account(opened: Opened, running: Running) -> None:
    """Marked as stale until then; the link corrects it as well, and opens no other page."""
    who = a_professional(running, occurred_at="2026-01-15T10:00:00+02:00")
    page = opened("en")
    page.goto(f"/experts/{who}")
    expect(page.locator(".standing")).to_contain_text("Not confirmed since 15 Jan 2026")
    page.click("text=Make a link for confirming the profile")
    look_at(page, "en")
    link = page.input_value("#address")
    outside = opened("en", as_whom=None, scripts=False)
    outside.goto(link)
    expect(outside.locator("h2#about")).to_have_text("Kaisa Keksitty")
    expect(outside.locator("main")).not_to_contain_text("+358")
    outside.click("#changes summary")
    outside.check("#changes [name=competences][value=adhd]")
    outside.fill("#changes [name=organisation]", "")
    outside.click("#changes button.main")
    expect(outside.locator("#summary")).to_be_visible()
    assert outside.is_checked("#changes [name=competences][value=adhd]")
    outside.fill("#changes [name=organisation]", "Uusi yksikkö")
    outside.click("#changes button.main")
    expect(outside.locator(".note[role=status]")).to_contain_text("Thank you")
    expect(outside.locator("main")).to_contain_text("Trauma, ADHD")
    page.goto(f"/experts/{who}")
    expect(page.locator("main")).to_contain_text("Uusi yksikkö")
    expect(page.locator("main")).not_to_contain_text("Not confirmed since")
    expect(page.locator("#reach + ul, .reach")).to_contain_text("+358 40 000 0000")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_in_each_language_and_where_it_is_over(
    opened: Opened, running: Running, language: str
) -> None:
    """A kind page, and nothing of any profile on it."""
    who = a_professional(running)
    page = opened(language, width=SMALLEST)
    page.goto(f"/experts/{who}/link")
    look_at(page, language)
    link = page.input_value("#address")
    outside = opened(language, as_whom=None, width=SMALLEST)
    outside.goto(link)
    outside.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    look_at(outside, language)
    outside.click("form:not(.sheet) button.main")
    expect(outside.locator(".note[role=status]")).to_be_visible()
    look_at(outside, language)
    answer = outside.goto(f"{running.base_url}/p/no-such-link")
    assert answer is not None
    assert answer.status == 404
    look_at(outside, language)
    assert "Keksitty" not in outside.inner_text("main")


def test_each_reads_what_is_theirs_to_read(opened: Opened, running: Running) -> None:
    """How one is reached: the centre and they themselves. A provider says the hours of its own."""
    who = a_professional(running, organisation="Esimerkkituottaja Oy")
    for whom, seen in {"koordinaattori-1": True, "ammattilainen-1": False, "tilaaja-a": False}.items():
        page = opened("fi", whom)
        page.goto(f"/experts/{who}")
        expect(page.locator("a[href^='tel:']")).to_have_count(int(seen))
        look_at(page, "fi")
    page = opened("en", "tuottaja-1")
    page.goto(f"/experts/{who}")
    page.click("#set_capacity summary")
    page.fill("#set_capacity [name=hours_per_week]", "nine")
    page.click("#set_capacity button.main")
    expect(page.locator("#set_capacity [name=hours_per_week]")).to_have_attribute("aria-invalid", "true")
    assert page.input_value("#set_capacity [name=hours_per_week]") == "nine"
    look_at(page, "en")
    page.fill("#set_capacity [name=hours_per_week]", "9,5")
    page.click("#set_capacity button.main")
    expect(page.locator(".hours")).to_contain_text("9.5 h")


def test_every_form_of_the_centre(opened: Opened, running: Running) -> None:
    """R-M1: confirmed, vetted, in conflict with whom a case is about, shared, gone, back: seen each time."""
    who, case = a_professional(running, occurred_at="2026-01-15T10:00:00+02:00"), a_case(running)
    with running.client() as client:
        number = ask(client, "intake.case", case_id=case.case_id).json()["result"]["number"]
    hands = OnTheMouse(opened("en"))
    page = hands.page
    page.goto(f"/experts/{who}")

    def filled(of: str, **words: str) -> None:
        form = replace(hands, within=f"#{of}")
        form.unfold()
        for field, said in words.items():
            page.fill(form.part(f"[name='{field}']"), said)
        form.save()
        expect(page.locator(".note[role=status]")).to_be_visible()

    filled("confirm_profile")
    expect(page.locator("main")).not_to_contain_text("Not confirmed since")
    filled("attest_vetting", extract_issued_on="2026-08-04", checked_on="2026-08-20")
    expect(page.locator("section[aria-labelledby=kept]")).to_contain_text("20 Aug 2026")
    filled("declare_conflict", case_number=number.rpartition("/")[2], reason="Relatives.")
    expect(page.locator("section[aria-labelledby=kept]")).to_contain_text("Conflicts of interest")
    filled("share_nationally")
    expect(page.locator(".standing")).to_contain_text("Shared nationally")
    filled("stop_sharing")
    filled("update_profile", name="Kaisa Kuviteltu", target_ages="13–17")
    expect(page.locator("h1")).to_have_text("Kaisa Kuviteltu")
    filled("retire", reason="Moved away.")
    expect(page.locator(".standing")).to_contain_text("Left the directory")
    expect(page.locator(".acts details")).to_have_count(1)
    filled("resume")
    expect(page.locator(".hours")).to_contain_text("8 h")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_the_directory(opened: Opened, running: Running, language: str) -> None:
    """Axe finds nothing, with all that is folded away; on a phone all fits; nothing is missing."""
    look = look_at if language == LANGUAGES[0] else looks_whole
    who = a_professional(running, name="Pitkäniminen Keksitty-Esimerkkinen", languages=["fi", "sv", "se"])
    told(running, "share_nationally", {"professional_id": who})
    team = a_team(running, [who])
    page = opened(language)
    faults = faults_of(page)
    for path in (*PLACES, f"/experts/{who}", f"/experts/teams/{team}"):
        page.set_viewport_size({"width": 1200, "height": 900})
        page.goto(path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        look(page, language)
        page.set_viewport_size({"width": SMALLEST, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    assert [fault for fault in faults if "422" not in fault] == []
