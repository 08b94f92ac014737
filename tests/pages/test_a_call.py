"""A call on one screen with one save (R-I9): without a name, advised and closed in under 90 seconds."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import Opened
from tests.pages.hands import Hands, OnTheKeyboard, OnTheMouse

CLOSED = {"fi": "Päätetty", "sv": "Avslutad", "en": "Closed"}
LANGUAGES = ("fi", "sv", "en")


def written_down(hands: OnTheMouse | OnTheKeyboard) -> Hands:
    """What a coordinator writes down while on the phone."""
    hands.choose("source", "school")
    hands.choose("county", "08")
    hands.write("referrer.name", "Olli Opettaja")
    hands.write("referrer.organisation", "Esimerkkilän koulu")
    hands.tick("situations", "school_absence")
    hands.write("trigger", "Nuori ei ole käynyt koulua viikkoihin.")
    hands.write("advice", "Kutsu huoltajat ja perheneuvola samaan palaveriin.")
    hands.tick("support_kinds", "coordination")
    return hands


def a_call(hands: OnTheMouse | OnTheKeyboard) -> Hands:
    """Written down, and saved at once."""
    written_down(hands)
    hands.save()
    return hands


def is_closed(page: Page, language: str) -> None:
    """The contact's own page, which says that it has a number and is closed."""
    expect(page).to_have_url(re.compile(r"/referrals/[0-9a-f-]{36}\?"))
    expect(page.locator("h1")).to_contain_text(re.compile(r"\d{4}-\d{5}"))
    expect(page.locator("h1 .tag")).to_have_text(CLOSED[language])
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_mouse(opened: Opened, language: str) -> None:
    """R-I9: a contact without a name is advised and closed at once."""
    page = opened(language)
    page.goto("/calls/new")
    hands = a_call(OnTheMouse(page))
    is_closed(page, language)
    print(f"\na call with the mouse ({language}): {hands.told()}")  # noqa: T201 - wanted in the report
    assert hands.clicks <= 12
    assert hands.seconds < 90


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_keyboard_alone(opened: Opened, language: str) -> None:
    """R-I9, without a mouse."""
    page = opened(language)
    page.goto("/calls/new")
    hands = a_call(OnTheKeyboard(page))
    is_closed(page, language)
    print(f"\na call with the keyboard ({language}): {hands.told()}")  # noqa: T201 - wanted in the report
    assert hands.clicks == 0
    assert hands.seconds < 90


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript(opened: Opened, language: str) -> None:
    """R-I9, with no script at all."""
    page = opened(language, scripts=False)
    page.goto("/calls/new")
    a_call(OnTheMouse(page))
    is_closed(page, language)


def test_saving_twice_makes_one_contact(opened: Opened) -> None:
    """The same form sent again answers with the same contact."""
    page = opened("en", scripts=False)
    page.goto("/calls/new")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        a_call(OnTheMouse(page))
    is_closed(page, "en")
    again = page.request.post(
        sent.value.url,
        data=sent.value.post_data_buffer,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert again.ok
    assert again.url.split("?")[0] == page.url.split("?")[0]


def test_going_back_finds_the_saved_contact(opened: Opened) -> None:
    """The form's address knows what was saved with it: nobody writes it down a second time."""
    page = opened("en", scripts=False)
    page.goto("/calls/new")
    a_call(OnTheMouse(page))
    is_closed(page, "en")
    page.go_back()
    expect(page.get_by_role("heading", name="This contact is saved already")).to_be_visible()


def test_a_saved_form_with_other_words_is_shown_to_be_saved(opened: Opened) -> None:
    """Nothing is written over; the reader is taken to what was saved."""
    page = opened("en", scripts=False)
    page.goto("/calls/new")
    other = page.context.new_page()
    other.goto(page.url)
    a_call(OnTheMouse(page))
    other.fill("[name=advice]", "Something else. ")
    a_call(OnTheMouse(other))
    page = other
    expect(page.get_by_role("heading", name="This contact is saved already")).to_be_visible()
    page.click("#summary a >> nth=0")
    is_open_page = page.locator("dd", has_text="Nuori ei ole käynyt koulua viikkoihin.")
    expect(is_open_page).to_be_visible()


def test_what_is_missing_is_listed_with_links_to_its_fields(opened: Opened) -> None:
    """The summary takes the focus; what was written stays; a link leads to its field."""
    page = opened("en")
    page.goto("/calls/new")
    page.fill("[name='referrer.name']", "Olli Opettaja")
    page.fill("[name=advice]", "Talk to each other.")
    page.click("main button[type=submit]")
    expect(page.locator("#summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    assert page.input_value("[name='referrer.name']") == "Olli Opettaja"
    page.click("#summary a[href='#f-county']")
    expect(page.locator("#f-county")).to_be_focused()
    expect(page.locator("#f-county")).to_have_attribute("aria-invalid", "true")


def test_all_that_is_missing_is_said_at_once(opened: Opened) -> None:
    """And nothing is saved before all of it fits."""
    page = opened("en", scripts=False)
    page.goto("/calls/new")
    page.fill("[name=advice]", "Talk to each other.")
    page.fill("[name=minutes]", "9999")
    page.click("main button[type=submit]")
    listed = {str(link.get_attribute("href")) for link in page.locator("#summary a").all()}
    assert listed == {
        "#f-source", "#f-county", "#f-situations", "#f-trigger", "#f-minutes",
        "#f-referrer-name", "#f-referrer-organisation", "#f-referrer-sector",
    }  # fmt: skip
    page.fill("[name=minutes]", "20")
    a_call(OnTheMouse(page))
    is_closed(page, "en")


def test_what_was_saved_before_a_refusal_is_said(opened: Opened) -> None:
    """The contact and its advice went through, the closing did not: a contact person may not close."""
    page = opened("en", "yhteyshenkilo-1")
    page.goto("/calls/new")
    page.evaluate(
        "document.querySelector('form.sheet').insertAdjacentHTML('beforeend',"
        " '<input type=checkbox name=closing value=yes checked>')"
    )
    a_call(OnTheMouse(page))
    expect(page.get_by_role("heading", name="The contact itself is saved")).to_be_visible()
    expect(page.locator("#summary")).to_contain_text("may not do this")
    expect(page.locator("[name=source]")).to_have_count(0)
    assert "Kutsu huoltajat" in page.input_value("[name=advice]")
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile(r"/referrals/[0-9a-f-]{36}\?"))
    expect(page.locator("h1 .tag")).to_have_text("Received")
