"""The catalogue of events in a browser: in each language, on a phone, nothing that axe finds against it."""

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Opened
from tests.pages.test_every_page import LANGUAGES, look_at_words

HEADINGS = {"fi": "Tapahtumat", "sv": "Händelser", "en": "Events"}
EVENT = "billing.order-placed.v1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_operator_finds_an_event_from_the_menu(opened: Opened, language: str) -> None:
    page = opened(language, "yllapitaja-1", width=320)
    page.click("nav a[href='/events']")
    expect(page.locator("h1")).to_have_text(HEADINGS[language])
    look_at_words(page, language)
    page.click("text=order-placed.v1")
    expect(page.locator("h1")).to_have_text(EVENT)
    look_at_words(page, language)
    expect(page.locator("main")).to_contain_text("--events billing.order-placed")
