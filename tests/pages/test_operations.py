"""The operators' first page in a browser: what `status` tells, in three languages, on a narrow screen."""

import re

import pytest
from playwright.sync_api import expect

from shared.contracts.services import SERVICES
from tests.pages.conftest import Opened
from tests.pages.test_every_page import LANGUAGES, look_at_words
from tests.support.running import Running

OPERATOR = "yllapitaja-1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_operator_begins_with_how_it_stands(opened: Opened, language: str) -> None:
    page = opened(language, OPERATOR, width=320)
    expect(page).to_have_url(re.compile(r"/operations$"))
    look_at_words(page, language)
    for service in SERVICES:
        expect(page.locator("main tbody th", has_text=service).first).to_be_visible()


def test_it_shows_itself_anew_without_a_script_until_one_says_no(opened: Opened) -> None:
    page = opened("en", OPERATOR, scripts=False)
    answer = page.reload()
    assert answer
    assert answer.header_value("Refresh") == "30"
    with page.expect_navigation() as still:
        page.click("text=Leave it as it is")
    assert still.value.header_value("Refresh") is None
    expect(page.locator("main")).to_contain_text("Everything works.")


def test_only_an_operator_sees_it(running: Running) -> None:
    with running.client("coordinator") as other:
        other.cookies.update(running.cookies("coordinator"))
        assert other.get("/operations", headers={"Authorization": ""}).status_code == 403
