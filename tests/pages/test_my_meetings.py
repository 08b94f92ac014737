"""One's own meetings and a case's copy in a browser: three languages, a phone's width, without a script."""

import re

import httpx
import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.pages.casework import WORKER, Made, a_case
from tests.pages.conftest import Opened
from tests.pages.test_every_page import LANGUAGES, SMALLEST, look_at_words
from tests.support.running import Running

MEETINGS = ("start", "regular")
"""The case's own; others share the system, and its worker has meetings of theirs too."""


@pytest.fixture(scope="module")
def case(running: Running) -> Made:
    made = a_case(running)
    made.a_meeting()
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_is_whole_also_on_a_phone(opened: Opened, case: Made, language: str) -> None:
    page = opened(language, WORKER, width=SMALLEST)
    for path in ("/meetings", "/meetings/link", f"{case.path}/copy-out"):
        page.goto(path)
        look_at_words(page, language)


def test_a_meeting_leads_to_its_case(opened: Opened, case: Made) -> None:
    page = opened("fi", WORKER, scripts=False)
    page.goto("/meetings")
    page.locator(f"a[href='{case.path}']").first.click()
    expect(page).to_have_url(case.path)


def test_the_link_is_read_by_a_calendar_that_is_not_signed_in(opened: Opened, case: Made) -> None:
    page = opened("fi", WORKER, scripts=False)
    page.goto("/meetings")
    page.get_by_role("link", name="Tee linkki").click()
    address = page.get_by_label("Linkki", exact=True).input_value()
    calendar = Calendar.from_ical(httpx.get(address).raise_for_status().content)
    assert len(calendar.events) >= len(MEETINGS)
    for event in calendar.events:
        assert re.fullmatch(r"[\w ]+ case/\d{4}-\d{5}", str(event["SUMMARY"]))
    assert WORKER not in str(calendar.to_ical())


def test_the_copy_is_downloaded_as_a_text(opened: Opened, case: Made) -> None:
    page = opened("sv", WORKER)
    page.goto(f"{case.path}/copy-out")
    with page.expect_download() as download:
        page.get_by_role("link", name="Ladda ner som text").click()
    assert download.value.suggested_filename.endswith(".sv.txt")
    text = download.value.path().read_text(encoding="utf-8")
    assert text.startswith("Kopia för klienthandlingarna: case/")
