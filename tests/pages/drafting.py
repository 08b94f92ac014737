"""A meeting half written up, what the page says of it, and what the device keeps."""

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.pages.casework import SUMMARY

KEPT = {
    "fi": "on tallessa tällä laitteella",
    "sv": "är kvar på den här enheten",
    "en": "is kept on this device",
}
BACK = {"fi": "on palautettu", "sv": "är tillbaka", "en": "is back"}
DAY = 24 * 60 * 60 * 1000
MADE_OLDER = """([key, by]) => {
  const draft = JSON.parse(localStorage[key]);
  draft.at -= by;
  localStorage[key] = JSON.stringify(draft);
}"""


def typed(page: Page, address: str, words: str = SUMMARY) -> None:
    """A meeting half written up: the words, and one goal ticked."""
    page.goto(address)
    page.click("[name=summary]")
    page.keyboard.type(words)
    page.locator("[name=goals_touched]").first.check()


def save(page: Page) -> None:
    page.click("#record_meeting button.main")


def note(page: Page, words: str) -> None:
    """What the form says of the draft."""
    expect(page.locator("#record_meeting [data-draft-says]:visible")).to_contain_text(words)


def saved(page: Page, words: str = SUMMARY) -> None:
    """The meeting is held, with these words, and nothing of them stays on the device."""
    expect(page.locator("h1 .tag")).to_have_text("Pidetty")
    expect(page.locator("section[aria-labelledby=facts]")).to_contain_text(words)
    assert drafts(page) == {}


def drafts(page: Page) -> dict[str, Any]:
    """What the device keeps."""
    kept = page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('draft:'))")
    return {key: json.loads(value) for key, value in kept}


def cookies_of(context: BrowserContext) -> Any:
    """Who is signed in on it, and in which language."""
    return context.cookies()
