"""A case's meetings on the pages: the month, what becomes of a meeting, and its write-up on a phone."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.casework import PHONE, SUMMARY, Made, a_browser_of, a_case, faults_of, this_minute
from tests.pages.hands import Hands, OnTheKeyboard, OnTheMouse
from tests.pages.test_every_page import LANGUAGES, WINDOWS, look_at, look_at_words
from tests.support.running import Running

HELD = {"fi": "Pidetty", "sv": "Hölls", "en": "Held"}
WITHIN = 60
"""Seconds in which a meeting is written up."""
Window = Callable[..., Page]


@pytest.fixture(scope="module")
def case(running: Running) -> Made:
    """A case as far as its plan."""
    return a_case(running)


@pytest.fixture
def window(browser: Browser, running: Running) -> Iterator[Window]:
    """Opens a window: `window(whom, language, …)`; more: of the device."""
    opened = []

    def open_window(whom: str = "worker", language: str = "fi", **more: Any) -> Page:
        one = a_browser_of(browser, running, whom, language, **more)
        opened.append(one)
        return one.__enter__().new_page()

    yield open_window
    for one in opened:
        one.__exit__(None, None, None)


def written_up(hands: OnTheMouse | OnTheKeyboard, case: Made) -> Hands:
    """What came of the meeting: the words, one goal, and one who was expected and did not come."""
    here = replace(hands, within="#record_meeting")
    here.write("summary", SUMMARY)
    here.tick("goals_touched", case.goals[1])
    here.tick("attended", case.members["guardian"])
    here.save()
    return here


def is_held(page: Page, language: str) -> None:
    """The meeting's page says how it was."""
    expect(page.locator("h1 .tag")).to_have_text(HELD[language])
    facts = page.locator("section[aria-labelledby=facts]")
    expect(facts).to_contain_text(SUMMARY)
    expect(facts).to_contain_text("Koulupäivät toteutuvat")
    expect(facts).to_contain_text("Olli Ohjaaja")
    expect(facts).not_to_contain_text("Hilla Huoltaja")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_is_written_up_on_a_phone_in_under_a_minute(
    window: Window, case: Made, language: str
) -> None:
    """One screen, filled in with what was agreed: the words, two taps, one save."""
    page = window("worker", language, **PHONE)
    faults = faults_of(page)
    page.goto(f"{case.path}/meetings/{case.a_meeting()}")
    look_at(page, language)
    hands = written_up(OnTheMouse(page), case)
    is_held(page, language)
    look_at(page, language)
    print(f"\na meeting on a phone ({language}): {hands.told()}")  # noqa: T201 - wanted in the report
    assert hands.clicks <= 4
    assert hands.seconds < WITHIN
    assert faults == []


def test_a_meeting_is_written_up_by_keyboard_alone(window: Window, case: Made) -> None:
    """And within the same minute, with no mouse and no touch."""
    page = window()
    page.goto(f"{case.path}/meetings/{case.a_meeting()}")
    hands = written_up(OnTheKeyboard(page), case)
    is_held(page, "fi")
    print(f"\na meeting with the keyboard: {hands.told()}")  # noqa: T201 - wanted in the report
    assert hands.clicks == 0
    assert hands.seconds < WITHIN


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_is_written_up_without_javascript(window: Window, case: Made, language: str) -> None:
    page = window("worker", language, java_script_enabled=False)
    page.goto(f"{case.path}/meetings/{case.a_meeting()}")
    written_up(OnTheMouse(page), case)
    is_held(page, language)


def test_it_comes_filled_in_with_what_was_agreed(window: Window, case: Made) -> None:
    """Start, length, place and who was to come are there already."""
    at = this_minute()
    page = window()
    page.goto(f"{case.path}/meetings/{case.a_meeting(at, minutes=75)}")
    form = page.locator("#record_meeting")
    assert form.locator("[name=started_at]").input_value() == f"{at:%Y-%m-%dT%H:%M}"
    assert form.locator("[name=minutes]").input_value() == "75"
    assert form.locator("[name=place]").input_value() == "home"
    ticked = {box.get_attribute("value") for box in form.locator("[name=attended]:checked").all()}
    assert ticked == {case.members[name] for name in ("worker", "client", "guardian")}


def scheduled(hands: OnTheMouse | OnTheKeyboard, case: Made, page: Page) -> str:
    """A meeting in a week, agreed on the month's page; the address of its own page."""
    page.goto(f"{case.path}/meetings")
    here = replace(hands, within="#schedule_meeting")
    here.unfold()
    day = (this_minute() + timedelta(days=7)).date()
    page.fill(here.part("[name=starts_at]"), "")
    here.moment("starts_at", day, "09:30")
    here.choose("place", "school")
    here.save()
    expect(page.locator("[role=status]:visible")).to_be_visible()
    found = page.locator("table.month td a.scheduled", has_text="9")
    return str(found.last.get_attribute("href"))


def done(hands: OnTheMouse | OnTheKeyboard, form: str) -> OnTheMouse | OnTheKeyboard:
    """The hands at one of the meeting's forms, opened."""
    here = replace(hands, within=f"details[id='{form}']")
    here.unfold()
    return here


@pytest.mark.parametrize("how", ["mouse", "keyboard", "no script"])
def test_a_meeting_is_scheduled_moved_and_cancelled(window: Window, case: Made, how: str) -> None:
    """Each from where one is: the month, then the meeting's own page."""
    page = window("coordinator", java_script_enabled=how != "no script")
    hands = OnTheKeyboard(page) if how == "keyboard" else OnTheMouse(page)
    page.goto(scheduled(hands, case, page))
    expect(page.locator("section[aria-labelledby=facts]")).to_contain_text("Koulu")
    here = done(hands, "move_meeting")
    page.fill(here.part("[name=starts_at]"), "")
    later = (this_minute() + timedelta(days=8)).date()
    here.moment("starts_at", later, "10:30")
    here.write("reason", "Koe koulussa.")
    here.save()
    expect(page.locator("h1")).to_contain_text("klo 10.30")
    here = done(hands, "cancel_meeting")
    here.tick("cancelled_by", "client")
    here.write("reason", "Sairaana.")
    here.save()
    expect(page.locator("h1 .tag")).to_have_text("Peruttu")
    expect(page.locator("section[aria-labelledby=facts]")).to_contain_text("Sairaana.")
    expect(page.locator("main form")).to_have_count(0)
    if how == "keyboard":
        assert hands.clicks == 0


def test_nobody_came(window: Window, case: Made) -> None:
    """It is written down with two taps, from the page on which one would have written it up."""
    page = window(**PHONE)
    page.goto(f"{case.path}/meetings/{case.a_meeting()}")
    here = done(OnTheMouse(page), "record_no_show")
    here.tick("by", "client")
    here.save()
    expect(page.locator("h1 .tag")).to_have_text("Ei toteutunut")


def test_a_held_meeting_is_corrected(window: Window, case: Made) -> None:
    """Only what was changed is asked for; the rest stays, and why stands beside it."""
    page = window("worker", "en")
    page.goto(f"{case.path}/meetings/{case.held()}")
    here = done(OnTheMouse(page), "correct_meeting")
    page.fill(here.part("[name=minutes]"), "95")
    here.write("reason", "Typed wrongly.")
    with page.expect_request(lambda request: request.method == "POST"):
        here.save()
    facts = page.locator("section[aria-labelledby=facts]")
    expect(facts).to_contain_text("95 min")
    expect(facts).to_contain_text("Typed wrongly.")
    expect(facts).to_contain_text(SUMMARY)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_refused_meeting_comes_back_as_it_was_written(
    window: Window,
    case: Made,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """The sentence stands above the form, and every word is still in it."""
    page = window("worker", "en", java_script_enabled=scripts)
    page.goto(f"{case.path}/meetings/{case.a_meeting()}")
    page.fill("#record_meeting [name=started_at]", "2199-01-01T10:00")
    written_up(OnTheMouse(page), case)
    expect(page.locator("#summary")).to_be_visible()
    assert page.input_value("#record_meeting [name=summary]") == SUMMARY
    assert not page.is_checked(f"#record_meeting [value='{case.members['guardian']}']")
    page.fill("#record_meeting [name=started_at]", f"{this_minute():%Y-%m-%dT%H:%M}")
    page.click("#record_meeting button.main")
    is_held(page, "en")


@pytest.mark.parametrize(("language", "width"), WINDOWS)
def test_the_month_is_a_table_and_a_list(window: Window, case: Made, language: str, width: int) -> None:
    """Real headers for days and weeks; each meeting a link that says what it is and how it stands."""
    meeting_id = case.held()
    page = window("worker", language, viewport={"width": width, "height": 900})
    faults = faults_of(page)
    page.goto(f"{case.path}/meetings")
    expect(page.locator("table.month thead th[scope=col]")).to_have_count(8)
    assert page.locator("table.month tbody th[scope=row]").count() in {4, 5, 6}
    expect(page.locator("table.month td[aria-current=date]")).to_have_count(1)
    expect(page.locator(f"table.month a[href$='{meeting_id}']")).to_contain_text(HELD[language])
    expect(page.locator(f".plain-list a[href$='{meeting_id}']")).to_have_count(1)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    look_at_words(page, language)
    page.click("a[rel=next]")
    expect(page).to_have_url(re.compile(r"month=\d{4}-\d{2}"))
    look_at_words(page, language)
    page.goto(f"{case.path}/meetings/{meeting_id}")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    look_at_words(page, language)
    assert faults == []


def test_a_buyer_sees_when_and_not_what(window: Window, case: Made) -> None:
    """R-C14: no summary, no form."""
    page = window("buyer")
    page.goto(f"{case.path}/meetings/{case.held()}")
    expect(page.locator("h1 .tag")).to_have_text(HELD["fi"])
    expect(page.locator("main")).not_to_contain_text("herätyskello")
    expect(page.locator("main form")).to_have_count(0)
    page.goto(f"{case.path}/meetings")
    expect(page.locator("main form")).to_have_count(0)


def test_a_meeting_that_is_none_is_said_so(window: Window, case: Made) -> None:
    page = window()
    answer = page.goto(f"{case.path}/meetings/{case.case_id}")
    assert answer is not None
    assert answer.status == 404
    look_at(page, "fi")
