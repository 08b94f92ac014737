"""A month's report on the pages: its facts, its words for each buyer, sent, read, and the same for ever."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.casework import GOALS, SUMMARY, Made, a_browser_of, a_case, faults_of, this_month
from tests.pages.hands import OnTheKeyboard, OnTheMouse
from tests.pages.test_every_page import WINDOWS, look_at, look_at_words
from tests.support.running import Running

BOTH, ONE = "child_welfare-education", "child_welfare"
COMMON, APART = "Aamut ovat alkaneet sujua.", "Lastensuojelulle: kotikäynnit jatkuvat."
Window = Callable[..., Page]


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


@pytest.fixture
def case(running: Running) -> Made:
    """A case of its own, with a meeting of this month that was held."""
    made = a_case(running)
    made.held()
    return made


@pytest.fixture(scope="module")
def shown(running: Running) -> Made:
    """A case whose report for this month is written, for whoever only looks at it."""
    made = a_case(running)
    made.held()
    sections = [{"for_sectors": ["child_welfare", "education"], "text": COMMON, "progress": []}]
    made.say("write_monthly_report", month=this_month(), sections=sections)
    return made


def address(case: Made) -> str:
    return f"{case.path}/reports/{this_month()}"


def written(hands: OnTheMouse | OnTheKeyboard, case: Made) -> None:
    """The month for both buyers with a goal's progress, and a word for one of them alone."""
    hands.page.goto(address(case))
    both = replace(hands, within=f"details[id='{BOTH}']")
    both.unfold()
    both.write(f"{BOTH}.text", COMMON)
    both.write(f"{BOTH}.{case.goals[0]}.text", "Herätyskello riittää.")
    both.choose(f"{BOTH}.{case.goals[0]}.attainment", "1")
    one = replace(hands, within=f"details[id='{ONE}']")
    one.unfold()
    one.write(f"{ONE}.text", APART)
    replace(hands, within="#write_monthly_report").save()
    expect(hands.page.locator("h1 .tag")).to_have_text("Kirjoitettu, ei lähetetty")


def sent(hands: OnTheMouse | OnTheKeyboard) -> None:
    """What was written goes out to the buyers."""
    hands.press("send_monthly_report")
    expect(hands.page.locator("h1 .tag")).to_have_text("Lähetetty")


def paper(page: Page, case: Made, sector: str) -> bytes:
    """The report's PDF for a sector."""
    answer = page.request.get(f"/documents/monthly-report/{case.case_id}/{this_month()}.pdf?sector={sector}")
    assert answer.ok, answer.text()
    assert answer.body().startswith(b"%PDF")
    return answer.body()


@pytest.mark.parametrize("how", ["mouse", "keyboard", "no script"])
def test_from_the_month_s_facts_to_the_buyer_who_read_it(window: Window, case: Made, how: str) -> None:
    """R-C7: drafted from facts, written, looked at, sent to each buyer in its version, acknowledged."""
    scripts = how != "no script"
    page = window(java_script_enabled=scripts)
    hands = OnTheKeyboard(page) if how == "keyboard" else OnTheMouse(page)
    page.goto(address(case))
    figures = page.locator("section[aria-labelledby=facts]")
    expect(figures).to_contain_text("2 (160 min)")
    expect(figures).to_contain_text(GOALS[0])
    written(hands, case)
    page.goto(f"{address(case)}/preview?sector=education")
    expect(page.locator("article.document")).to_contain_text(COMMON)
    expect(page.locator("article.document")).not_to_contain_text(APART)
    case.say("close_case", reason="Tavoitteet saavutettiin.", outcome="resolved")
    page.goto(address(case))
    sent(hands)
    expect(page.locator("#write_monthly_report")).to_have_count(0)
    buyer = window("buyer", java_script_enabled=scripts)
    buyer.goto(f"{case.path}/reports")
    buyer.click("main table a")
    expect(buyer.locator("main")).to_contain_text(APART)
    reader = replace(hands, page=buyer)
    reader.press("acknowledge_report")
    expect(buyer.locator("[role=status]")).to_contain_text("kuitattu")
    expect(buyer.locator("main form")).to_have_count(0)
    page.goto(address(case))
    versions = page.locator("section[aria-labelledby=versions] li")
    expect(versions.filter(has_text="Lastensuojelu")).to_contain_text("Kuitattu")
    expect(versions.filter(has_text="Koulutoimi")).to_contain_text("Ei vielä kuitattu")
    if how == "keyboard":
        assert hands.clicks == 0
        assert reader.clicks == 0


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_shorter_way_without_javascript(window: Window, case: Made, language: str) -> None:
    """Written and looked at."""
    page = window("coordinator", language, java_script_enabled=False)
    page.goto(address(case))
    page.fill(f"[name='{BOTH}.text']", COMMON)
    page.click("#write_monthly_report button.main")
    expect(page.locator("[role=status]:visible")).to_be_visible()
    assert page.input_value(f"[name='{BOTH}.text']") == COMMON
    page.goto(f"{address(case)}/preview")
    expect(page.locator("article.document")).to_have_attribute("lang", language)


def test_a_sent_report_is_the_same_paper_after_anything(window: Window, case: Made) -> None:
    """R-C7: what went out comes again byte for byte, whatever is written up or corrected afterwards."""
    held, left_over = case.held(), case.a_meeting()
    page = window()
    written(OnTheMouse(page), case)
    case.say("close_case", reason="Valmis.")
    page.goto(address(case))
    sent(OnTheMouse(page))
    before = {sector: paper(page, case, sector) for sector in ("child_welfare", "education")}
    case.say("correct_meeting", meeting_id=held, minutes=200, summary="Toisin.", reason="Väärin.")
    page.goto(f"{case.path}/meetings/{left_over}")
    page.fill("[name=summary]", SUMMARY)
    page.click("#record_meeting button.main")
    expect(page.locator("h1 .tag")).to_have_text("Pidetty")
    buyer = window("buyer")
    buyer.goto(address(case))
    buyer.click("button[value=acknowledge_report]")
    expect(buyer.locator("[role=status]")).to_be_visible()
    assert {sector: paper(page, case, sector) for sector in before} == before
    assert before["child_welfare"] != before["education"]


def test_the_other_buyer_s_words_are_nowhere(window: Window, case: Made) -> None:
    """R-C14: not in its page, its preview or its paper; before it is sent there is nothing at all."""
    page, buyer = window(), window("school")
    written(OnTheMouse(page), case)
    answer = buyer.goto(address(case))
    assert answer is not None
    assert answer.status == 404
    case.say("close_case", reason="Valmis.")
    case.say("send_monthly_report", month=this_month())
    for path in (address(case), f"{address(case)}/preview", f"{address(case)}/preview?sector=education"):
        buyer.goto(path)
        expect(buyer.locator("main")).to_contain_text(COMMON)
        assert APART not in buyer.content()
    answer = buyer.goto(f"{address(case)}/preview?sector=child_welfare")
    assert answer is not None
    assert answer.status == 403


@pytest.mark.parametrize("scripts", [True, False])
def test_a_refused_report_comes_back_as_it_was_written(
    window: Window,
    shown: Made,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A goal was rated without a word: the sentence stands at its field, and nothing is lost."""
    page = window("worker", "en", java_script_enabled=scripts)
    page.goto(address(shown))
    name = f"{BOTH}.{shown.goals[1]}"
    page.fill(f"[name='{BOTH}.text']", "Otherwise.")
    page.select_option(f"[name='{name}.attainment']", "-1")
    page.click("#write_monthly_report button.main")
    expect(page.locator("#summary")).to_be_visible()
    wrong = page.locator(f"[name='{name}.text']")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    assert page.input_value(f"[name='{BOTH}.text']") == "Otherwise."
    assert page.input_value(f"[name='{name}.attainment']") == "-1"


def test_too_early_is_said_and_changes_nothing(window: Window, shown: Made) -> None:
    """A month is sent when it is over."""
    page = window("worker", "en")
    page.goto(address(shown))
    page.click("button[value=send_monthly_report]")
    expect(page.locator("#summary")).to_contain_text(re.compile("is not over|was sent"))
    look_at(page, "en")


def test_a_report_typed_and_not_saved_is_back(window: Window, shown: Made) -> None:
    """Each text in the part that it was typed into, opened."""
    page = window()
    page.goto(address(shown))
    page.click(f"details[id='{ONE}'] summary")
    page.type(f"[name='{ONE}.text']", APART)
    page.reload()
    expect(page.locator(f"details[id='{ONE}']")).to_have_attribute("open", "")
    assert page.input_value(f"[name='{ONE}.text']") == APART
    assert page.input_value(f"[name='{BOTH}.text']") == COMMON


@pytest.mark.parametrize(("language", "width"), WINDOWS)
def test_the_pages_of_reports(window: Window, shown: Made, language: str, width: int) -> None:
    """The months, a month, how it looks: axe finds nothing, on a phone either."""
    page = window("worker", language, viewport={"width": width, "height": 900})
    faults = faults_of(page)
    for path in (f"{shown.path}/reports", address(shown), f"{address(shown)}/preview?sector=education"):
        page.goto(path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        look_at_words(page, language)
    assert faults == []


def test_a_month_without_a_report_is_said_so(window: Window, shown: Made) -> None:
    page = window()
    for month in ("2001-01", "2001-13", "x"):
        answer = page.goto(f"{shown.path}/reports/{month}")
        assert answer is not None
        assert answer.status in {404, 422}
        look_at(page, "fi")
