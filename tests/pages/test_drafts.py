"""Nothing that was typed is lost where the connection is: it is kept on the device until it is saved."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from shared.plumbing.embedded.ports import free_ports
from tests.pages.casework import GOALS, PHONE, SUMMARY, Made, a_browser_of, a_case
from tests.pages.drafting import BACK, DAY, KEPT, MADE_OLDER, cookies_of, drafts, note, save, saved, typed
from tests.pages.test_every_page import LANGUAGES, look_at, look_at_words
from tests.support.running import Running, a_running_system


@pytest.fixture(scope="module")
def case(running: Running) -> Made:
    """A case as far as its plan."""
    return a_case(running)


@pytest.fixture
def phone(browser: Browser, running: Running) -> Iterator[BrowserContext]:
    """A worker's phone."""
    with a_browser_of(browser, running, "worker", "fi", **PHONE) as context:
        yield context


@pytest.mark.parametrize("language", LANGUAGES)
def test_sending_while_offline_keeps_the_page_and_says_so(
    browser: Browser, running: Running, case: Made, language: str
) -> None:
    """In the page's language; saving works when the connection is back."""
    with a_browser_of(browser, running, "worker", language, **PHONE) as context:
        page = context.new_page()
        typed(page, f"{case.path}/meetings/{case.a_meeting()}")
        context.set_offline(True)
        save(page)
        note(page, KEPT[language])
        assert page.input_value("[name=summary]") == SUMMARY
        look_at_words(page, language)
        context.set_offline(False)
        save(page)
        expect(page.locator("section[aria-labelledby=facts]")).to_contain_text(SUMMARY)
        assert drafts(page) == {}


def test_what_was_typed_is_back_after_the_page_was_closed(phone: BrowserContext, case: Made) -> None:
    """Words and ticks, on the same form and on no other."""
    mine, other = (f"{case.path}/meetings/{case.a_meeting()}" for _ in range(2))
    page = phone.new_page()
    typed(page, mine)
    phone.set_offline(True)
    page.close()
    phone.set_offline(False)
    page = phone.new_page()
    page.goto(other)
    assert page.input_value("[name=summary]") == ""
    page.goto(mine)
    note(page, BACK["fi"])
    assert page.input_value("[name=summary]") == SUMMARY
    assert page.locator("[name=goals_touched]").first.is_checked()
    look_at(page, "fi")
    save(page)
    saved(page)


def test_the_gateway_ends_in_mid_form_and_comes_back(browser: Browser, tmp_path: Path) -> None:
    """Nothing typed is lost, and one save after it came back is enough."""
    port = free_ports(1)[0]
    with a_running_system(tmp_path / "data", port) as running:
        case = a_case(running)
        kept = a_browser_of(browser, running, "worker", "fi", **PHONE)
        context = kept.__enter__()
        page = context.new_page()
        typed(page, f"{case.path}/meetings/{case.a_meeting()}", SUMMARY[:60])
    page.keyboard.press("Control+End")
    page.click("[name=summary]")
    page.keyboard.press("Control+End")
    page.keyboard.type(SUMMARY[60:])
    save(page)
    note(page, KEPT["fi"])
    with a_running_system(tmp_path / "data", port):
        save(page)
        saved(page)
        kept.__exit__(None, None, None)


def test_an_answer_that_got_lost_makes_no_second_meeting(phone: BrowserContext, case: Made) -> None:
    """The save arrived, its answer did not: the form sent again is the same one."""
    page = phone.new_page()
    typed(page, f"{case.path}/meetings/{case.a_meeting()}")

    def answered_to_nobody(route: Route) -> None:
        assert route.fetch(max_redirects=0).status == 303
        route.abort("connectionreset")

    page.route("**/record_meeting", answered_to_nobody)
    save(page)
    note(page, KEPT["fi"])
    page.unroute("**/record_meeting")
    save(page)
    saved(page)


def test_a_service_that_is_away_keeps_the_page(phone: BrowserContext, case: Made) -> None:
    """The gateway answers that it cannot be saved just now: the words stay, and the next save takes them."""
    page = phone.new_page()
    typed(page, f"{case.path}/meetings/{case.a_meeting()}")
    page.route("**/record_meeting", lambda route: route.fulfill(status=503, body="Retry later"))
    save(page)
    note(page, KEPT["fi"])
    page.unroute("**/record_meeting")
    save(page)
    saved(page)


def test_a_draft_whose_meeting_was_written_up_elsewhere_is_still_shown(
    phone: BrowserContext, case: Made
) -> None:
    """Its words have no form any more; they stand on the page until they are thrown away."""
    page, meeting_id = phone.new_page(), case.a_meeting()
    typed(page, f"{case.path}/meetings/{meeting_id}", "Vain tässä puhelimessa.")
    other = phone.new_page()
    other.goto(f"{case.path}/meetings/{meeting_id}")
    other.evaluate("localStorage.clear()")
    other.fill("[name=summary]", SUMMARY)
    save(other)
    expect(other.locator("h1 .tag")).to_have_text("Pidetty")
    page.type("[name=summary]", "!")
    page.reload()
    left = page.locator("[data-draft-over]")
    expect(left).to_contain_text("Vain tässä puhelimessa.!")
    look_at(page, "fi")
    left.locator("[data-draft-drop]").click()
    expect(left.locator("[data-draft-note]")).to_be_hidden()
    assert drafts(page) == {}


def test_a_draft_is_thrown_away_when_one_says_so(phone: BrowserContext, case: Made) -> None:
    """The form is as it was agreed again."""
    page = phone.new_page()
    typed(page, f"{case.path}/meetings/{case.a_meeting()}")
    page.reload()
    note(page, BACK["fi"])
    page.click("[data-draft-drop]:visible")
    assert page.input_value("[name=summary]") == ""
    assert drafts(page) == {}


def test_a_refusal_loses_nothing(phone: BrowserContext, case: Made) -> None:
    """The refusal has the focus; every word is still there, and on the device until it is saved."""
    page = phone.new_page()
    typed(page, f"{case.path}/meetings/{case.a_meeting()}")
    page.fill("[name=minutes]", "")
    save(page)
    expect(page.locator("#summary")).to_be_focused()
    assert page.input_value("[name=summary]") == SUMMARY
    assert len(drafts(page)) == 1
    page.fill("[name=minutes]", "85")
    save(page)
    saved(page)


def test_signing_out_clears_the_device_and_others_read_nothing(
    browser: Browser, running: Running, case: Made, phone: BrowserContext
) -> None:
    """A draft is its writer's: nobody else who signs in sees it, and it goes with the sign-out."""
    address = f"{case.path}/meetings/{case.a_meeting()}"
    page = phone.new_page()
    typed(page, address)
    worker = cookies_of(phone)
    with a_browser_of(browser, running, "coordinator") as another:
        phone.add_cookies(cookies_of(another))
    page.goto(address)
    assert page.input_value("[name=summary]") == ""
    assert len(drafts(page)) == 1
    phone.add_cookies(worker)
    page.goto(address)
    assert page.input_value("[name=summary]") == SUMMARY
    page.click("form[action='/sign-out'] button")
    expect(page).to_have_url(f"{running.base_url}/sign-in")
    assert drafts(page) == {}


def test_nothing_is_kept_for_longer_than_a_week(phone: BrowserContext, case: Made) -> None:
    """Whosever it is: the next page that is opened takes it away."""
    page = phone.new_page()
    typed(page, f"{case.path}/meetings/{case.a_meeting()}")
    key = next(iter(drafts(page)))
    page.evaluate(MADE_OLDER, [key, 6 * DAY])
    page.goto("/")
    assert list(drafts(page)) == [key]
    page.evaluate(MADE_OLDER, [key, DAY])
    page.goto("/")
    assert drafts(page) == {}


def test_a_sign_in_that_ran_out_leads_back_to_what_was_typed(phone: BrowserContext, case: Made) -> None:
    """The way in leads back to the page, and the words are in the form again."""
    address = f"{case.path}/meetings/{case.a_meeting()}"
    page = phone.new_page()
    typed(page, address)
    signed_in = cookies_of(phone)
    phone.clear_cookies()
    phone.add_cookies([one for one in signed_in if one["name"] == "lang"])
    save(page)
    page.wait_for_url(re.compile(r"/sign-in\?next="))
    phone.add_cookies(signed_in)
    page.goto(address)
    note(page, BACK["fi"])
    save(page)
    saved(page)


def test_nothing_secret_is_kept(phone: BrowserContext, case: Made) -> None:
    """What the form was given along to prove that it is ours stays out of the draft."""
    page = phone.new_page()
    typed(page, f"{case.path}/meetings/{case.a_meeting()}")
    (draft,) = drafts(page).values()
    names = {name for name, _, _ in draft["fields"]}
    assert "summary" in names
    assert "csrf" not in names
    assert page.input_value("[name=csrf] >> nth=0") not in json.dumps(draft)


def test_a_list_that_had_grown_is_back_with_all_its_rows(
    browser: Browser, running: Running, case: Made
) -> None:
    """A goal in a row that the form did not have at first: the row is there again, with its words."""
    with a_browser_of(browser, running, "coordinator") as context:
        page = context.new_page()
        page.goto(f"{case.path}/plan")
        titles = page.locator("[name^='goals.'][name$='.title']")
        rows = titles.count()
        page.click("button[value='add goals']")
        expect(titles).to_have_count(rows + 1)
        titles.last.fill("Uusi tavoite")
        page.reload()
        expect(page.locator("[data-draft-says=back]")).to_be_visible()
        assert page.input_value(f"[name='goals.{rows}.title']") == "Uusi tavoite"
        assert page.input_value("[name='goals.0.title']") == GOALS[0]
        look_at(page, "fi")
