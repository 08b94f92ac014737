"""From trigger to evaluation on the pages: the rail, each step's form in place, small steps to done."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.pages import way
from tests.pages.conftest import Opened
from tests.pages.hands import OnTheKeyboard, OnTheMouse
from tests.pages.test_every_page import LANGUAGES, SMALLEST, as_far_as_a_plan, look_at, look_at_words
from tests.support.running import Running, carry_out

AGENCIES = (
    ("education", way.SCHOOL),
    ("child_psychiatry", way.CLINIC),
    ("child_welfare", "Esimerkkilän lastensuojelu"),
    ("police", "Esimerkkilän poliisi"),
)
STEPS = ("Koulupalaveri", "Soitto perheelle", "Lukujärjestys kevyemmäksi", "Tuttu aikuinen aamuun")


@pytest.mark.parametrize("scripts", [True, False], ids=["with a mouse", "without JavaScript"])
def test_the_whole_way(opened: Opened, scripts: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """R-I1, R-I2, R-I5: four agencies, a consultation, four steps; reported, revised, evaluated, closed."""
    page = opened("fi", scripts=scripts)
    me = OnTheMouse(page)
    way.the_trigger(me)
    assert way.stands(page)["buffer"] == "next"
    way.the_background(me, AGENCIES)
    expect(page.locator(".facts")).to_contain_text("Esimerkkilän poliisi")
    way.skipped(me, "structuring", "Kysymys on selvä.")
    expect(page.locator(".rail .skipped")).to_contain_text("Kysymys on selvä.")
    way.the_assessment(me)
    way.the_consultation(me)
    expect(page.locator(".facts")).to_contain_text("lastenpsykiatri")
    expect(page.locator(".facts")).to_contain_text("Yksin jääminen")
    way.the_plan(me, STEPS)
    for row, outcome in enumerate(["done", "moved", "dropped"]):
        way.reported(me, row, outcome)
    expect(page.locator("section[aria-labelledby=plan] > ol > li")).to_have_count(4)
    revised(page, me)
    way.the_end(me)
    expect(page.locator("h1 .tag")).to_have_text("Päätetty")
    assert set(way.stands(page).values()) == {"done", "skipped"}
    if scripts:
        look_at(page, "fi")


def revised(page: Page, me: OnTheMouse) -> None:
    """The last step is taken out of the plan; what was reported of the others stays."""
    here = way.at(me, "revise_consultation_plan")
    here.press("remove steps 3")
    expect(page.locator(here.part("[name='steps.4.what']"))).to_have_count(0)
    assert page.input_value(here.part("[name='steps.0.what']")) == STEPS[0]
    here.write("reason", "Aamuun ei löytynyt aikuista.")
    way.saved(here)
    plan = page.locator("section[aria-labelledby=plan]")
    expect(plan.locator("> ol > li")).to_have_count(3)
    expect(plan.locator("> ol > li").first.locator(".tag")).to_have_text("Tehty")


def test_by_keyboard_alone(opened: Opened) -> None:
    """R-I2: the same way, and no mouse is touched."""
    page = opened("fi")
    me = OnTheKeyboard(page)
    way.the_trigger(me)
    way.the_background(me, AGENCIES)
    way.the_question(me)
    way.the_assessment(me)
    way.the_consultation(me)
    way.the_plan(me, STEPS[:1])
    way.reported(me, 0, "done")
    way.the_end(me)
    expect(page.locator("h1 .tag")).to_have_text("Päätetty")
    assert me.clicks == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_has_its_place_and_nothing_is_wrong_with_it(opened: Opened, language: str) -> None:
    """Every step of a new contact, opened from the rail on a phone: axe finds nothing."""
    page = opened(language, width=SMALLEST)
    way.the_trigger(OnTheMouse(page))
    look_at_words(page, language)
    for step in way.stands(page):
        page.click(f".rail a[href*='step={step}#']")
        expect(page.locator(f".rail .shown a[href*='step={step}#']")).to_have_attribute(
            "aria-current", "true"
        )
        expect(page.locator("#step-title")).to_be_visible()
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        look_at_words(page, language)


@pytest.mark.parametrize("language", ["en", "sv"])
def test_a_shorter_way_without_javascript(opened: Opened, language: str) -> None:
    """R-I2: both steps that need not be are skipped, each with its reason."""
    page = opened(language, scripts=False)
    me = OnTheMouse(page)
    way.the_trigger(me)
    way.the_background(me, AGENCIES[:1])
    way.skipped(me, "structuring", "Frågan är klar.")
    way.the_assessment(me)
    way.skipped(me, "expertise", "Our own is enough.")
    way.the_plan(me, STEPS[:1])
    way.the_end(me)
    assert [how for how in way.stands(page).values() if how == "skipped"] == ["skipped"] * 2
    expect(page.locator(".rail")).to_contain_text("Our own is enough.")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(
    opened: Opened,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A row that is not whole, in a list that was made longer: it comes back as it was, with a sentence."""
    page = opened("en", scripts=scripts)
    me = OnTheMouse(page)
    way.the_trigger(me)
    here = way.at(me, "gather_background")
    here.write("summary", "Three services.")
    here.press("add agencies")
    expect(page.locator(here.part("[name='agencies.3.sector']"))).to_be_focused()
    for row in range(4):
        here.choose(f"agencies.{row}.sector", AGENCIES[row][0])
        here.write(f"agencies.{row}.organisation", AGENCIES[row][1])
    here.save()
    role = page.locator("#f-gather_background-agencies-3-role")
    expect(role).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#f-gather_background-agencies-3-role-wrong")).to_be_visible()
    assert page.input_value("#f-gather_background-summary") == "Three services."
    assert page.input_value("#f-gather_background-agencies-3-organisation") == AGENCIES[3][1]
    here.press("remove agencies 0")
    expect(page.locator(here.part("[name='agencies.3.sector']"))).to_have_count(0)
    assert page.input_value("#f-gather_background-agencies-2-organisation") == AGENCIES[3][1]


def test_a_plan_too_early_is_refused_with_all_its_rows(opened: Opened) -> None:
    """R-I1: a plan before the background is refused; the form is still there to be saved later."""
    page = opened("en")
    me = OnTheMouse(page)
    way.the_trigger(me)
    page.click(".rail a[href*='step=plan#']")
    here = way.at(me, "agree_consultation_plan")
    here.write("steps.0.what", STEPS[0])
    here.choose("steps.0.responsible.sector", "education")
    here.write("steps.0.responsible.organisation", way.SCHOOL)
    here.day("steps.0.due", way.SOON)
    here.day("evaluate_on", way.LATER)
    here.save()
    expect(page.locator("#summary")).to_contain_text("background")
    assert page.input_value(here.part("[name='steps.0.what']")) == STEPS[0]
    expect(page.locator(".rail .shown a")).to_have_attribute("href", re.compile("step=plan"))


def test_enter_saves_and_takes_no_row_away(opened: Opened) -> None:
    """Enter in a field of a list is the save button's, not that of the row above."""
    page = opened("en")
    way.the_trigger(OnTheMouse(page))
    page.fill("#f-gather_background-agencies-0-organisation", way.SCHOOL)
    page.keyboard.press("Enter")
    expect(page.locator("#summary")).to_be_visible()
    assert page.input_value("#f-gather_background-agencies-0-organisation") == way.SCHOOL


def test_expertise_that_was_asked_for_is_waited_for(opened: Opened) -> None:
    """R-I2: a request is no expertise yet; the step stays open and says so."""
    page = opened("en", scripts=False)
    me = OnTheMouse(page)
    way.the_trigger(me)
    page.click(".rail a[href*='step=expertise#']")
    here = way.at(me, "request_expertise")
    here.tick("competences", "school_refusal")
    here.tick("fields", "health")
    here.tick("languages", "sv")
    here.write("hours_per_week", "1,5")
    way.saved(here)
    page.click(".rail a[href*='step=expertise#']")
    expect(page.locator("#step")).to_contain_text("requested and is not assigned yet")
    assert way.stands(page)["expertise"] == "open"


def test_what_was_written_before_is_there_to_be_changed(opened: Opened) -> None:
    """The newest background counts: it begins with the one before."""
    page = opened("en", scripts=False)
    me = OnTheMouse(page)
    way.the_trigger(me)
    way.the_background(me, AGENCIES)
    page.click(".rail a[href*='step=buffer#']")
    here = way.at(me, "gather_background")
    assert page.input_value(here.part("[name='agencies.3.organisation']")) == AGENCIES[3][1]
    here.write("prior_services", "perheneuvola 2021")
    way.saved(here)
    expect(page.locator(".facts")).to_contain_text("perheneuvola 2021")
    expect(page.locator(".facts")).to_contain_text("Esimerkkilän poliisi")


CHILD = {"given_name": "Lapsi", "birth_date": "2011-02-03"}


@pytest.fixture
def made_before(running: Running) -> dict[str, str]:
    """A contact about a child whom no other test knows; the family name, the teacher's phone, its number."""
    contact = dict(as_far_as_a_plan({"step": str(uuid4())})[0][1])
    family_name = f"Esimerkki{uuid4().hex[:6]}"
    subject = contact["subject"] | CHILD | {"family_name": family_name, "person_id": str(uuid4())}
    received = {"received_at": way.TODAY.isoformat() + "T00:00:01+02:00", "subject": subject}
    with running.client() as client:
        answer = carry_out(
            client, "intake.receive_referral", contact | received | {"referral_id": str(uuid4())}
        )
        assert answer.is_success, answer.text
    number = answer.json()["result"]["number"].rpartition("/")[2]
    return {"family_name": family_name, "phone": contact["referrer"]["phone"], "number": number}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_duplicate_is_offered_while_one_types(
    opened: Opened, made_before: dict[str, str], language: str
) -> None:
    """R-I7: by phone, name and birth date, before anything is saved; no name stands in an address."""
    page = opened(language)
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.goto("/calls/new")
    page.fill("[name='referrer.phone']", made_before["phone"])
    page.click("summary:has(+ .inside [name='subject.given_name'])")
    for name, words in CHILD.items():
        page.fill(f"[name='subject.{name}']", words)
    expect(page.locator("#similar")).to_be_empty()
    page.type("[name='subject.family_name']", made_before["family_name"])
    expect(page.locator("#similar a")).to_contain_text(made_before["number"])
    look_at_words(page, language)
    assert any("/similar" in address for address in addresses)
    assert not [address for address in addresses if made_before["family_name"] in address]
    page.fill("[name='subject.family_name']", "Toinen")
    expect(page.locator("#similar a")).to_have_count(0)
