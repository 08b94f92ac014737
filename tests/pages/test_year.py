"""A region's year in a browser: whole in each language, on a phone; each figure opens down to its fact."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.pages.casework import faults_of
from tests.pages.conftest import Opened
from tests.pages.test_every_page import SMALLEST, as_far_as_a_plan, look_at
from tests.support.installation import wait_for
from tests.support.running import Running, ask, carry_out

YEAR = "/year/2026"


@pytest.fixture(scope="module")
def counted(running: Running) -> str:
    """A contact of the year that came as far as a plan, counted by reporting: its id."""
    ids = {"referral": str(uuid4()), "step": str(uuid4())}
    with running.client() as client:
        for command, data in as_far_as_a_plan(ids):
            answer = carry_out(client, f"intake.{command}", {"referral_id": ids["referral"]} | data)
            assert answer.is_success, answer.text

        def is_counted() -> bool:
            data = {"year": "2026", "figure": "wait_plan", "limit": "500"}
            facts = ask(client, "reporting.behind", **data).json()["result"]["facts"]
            return ids["referral"] in [fact["referral_id"] for fact in facts]

        wait_for("reporting has counted it", is_counted)
    return ids["referral"]


@pytest.mark.parametrize(("language", "width"), [("fi", 1200), ("sv", SMALLEST), ("en", 1200)])
def test_the_year_is_whole(opened: Opened, counted: str, language: str, width: int) -> None:
    """Its words, its room and axe, with what is behind a figure; without a script as with one."""
    page = opened(language, width=width, scripts=language != "en")
    faults = faults_of(page)
    page.goto(YEAR)
    expect(page.locator("section.chapter svg").first).to_be_visible()
    if language != "en":
        look_at(page, language)
        page.goto(f"{YEAR}/behind?figure=by_source&key=school")
        look_at(page, language)
    assert faults == []


def test_a_figure_opens_down_to_who_gave_the_command(opened: Opened, counted: str) -> None:
    """By the keyboard alone: the year, what is behind a figure, where a fact of it comes from."""
    page = opened("en")
    page.goto(YEAR)
    page.locator("section[aria-labelledby=waits] a[href*=wait_plan]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("From the contact to the plan")
    row = page.locator("tbody tr", has=page.locator(f"a[href='/referrals/{counted}']"))
    row.locator("a[href^='/facts/intake/']").focus()
    page.keyboard.press("Enter")
    facts = page.locator("dl.facts")
    expect(facts).to_contain_text("agree_consultation_plan")
    expect(facts).to_contain_text("coordinator-test")
    look_at(page, "en")


def test_it_is_there_on_paper(opened: Opened, counted: str) -> None:
    page = opened("fi")
    page.goto(YEAR)
    link = page.get_by_role("link", name=re.compile("PDF"))
    answer = page.request.get(str(link.get_attribute("href")))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
