"""Follow-ups on pages: started from a case, answers written down, goals rated and weighed, stopped."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.pages.billing_way import Hand, at, saved
from tests.pages.casework import GOALS, Made, a_case, faults_of
from tests.pages.conftest import Opened
from tests.pages.feedback_way import Followed, followed, reachable
from tests.pages.hands import OnTheKeyboard, OnTheMouse
from tests.pages.test_every_page import SMALLEST, look_at, looks_whole
from tests.support.running import Running

ITEMS = ("mood", "sleep", "safe", "people", "day")


@pytest.fixture(scope="module")
def case(running: Running) -> Made:
    """A case that has no safe contact yet."""
    return a_case(running)


@pytest.fixture(scope="module")
def told(running: Running) -> Followed:
    """A follow-up with all that its page can show: two waves, scores, goals that were rated twice."""
    case = a_case(running)
    reachable(running, case)
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    made = followed(running, case, "guardian", occurred_at=yesterday)
    for wave, figure in ((1, 4), (2, 2)):
        answers = {f"wellbeing.{item}": figure for item in ITEMS}
        one = {"recipient_id": made.recipient_id, "answers": answers, "by": "Olli Ohjaaja"}
        made.say("record_on_behalf", wave=wave, **one)
        if wave == 1:
            made.say("send_wave")
    goal = {"goal_id": case.goals[0]}
    made.say("set_goal_scale", **goal, weight=2, scale={"0": "herää kello 7", "1": "herää itse"})
    for attainment in (-1, 1):
        made.say("rate_goal", **goal, attainment=attainment, by_role="client", rated_on="2026-01-15")
    return made


def started(hand: Hand, case: Made) -> None:
    """A follow-up of a guardian and a small child, as the case's page leads to it."""
    page = hand.page
    page.goto(f"/follow-ups/new?case_id={case.case_id}")
    form = replace(hand, within="main form.sheet")
    expect(page.locator(form.within)).to_be_visible()
    form.tick("instruments", "wellbeing")
    form.choose("recipients.0.role", "guardian")
    form.choose("recipients.0.channel", "sms")
    form.press("add recipients")
    expect(page.locator("[name='recipients.1.role']")).to_be_focused()
    form.choose("recipients.1.role", "client")
    form.choose("recipients.1.channel", "paper")
    form.choose("recipients.1.age_group", "child")
    saved(form)


def shows(page: Page, words: str, part: str = "main") -> None:
    """The page, or a part of it, says so."""
    expect(page.locator(part)).to_contain_text(words)


@pytest.mark.parametrize("how", ["mouse", "keyboard without script"])
def test_from_the_case_to_the_end(opened: Opened, case: Made, how: str) -> None:
    """R-F2, R-F3, R-F7: nobody is reached, what was said is written down, a goal is rated, all is stopped."""
    hand: Hand = OnTheMouse(opened("fi")) if how == "mouse" else OnTheKeyboard(opened("fi", scripts=False))
    page = hand.page
    faults = faults_of(page)
    page.goto(case.path)
    expect(page.locator(f"a[href='/follow-ups/new?case_id={case.case_id}']")).to_be_visible()
    started(hand, case)
    shows(page, "Joltakulta ei voi kysyä", "section[aria-labelledby=flags]")
    shows(page, "turvallista yhteystietoa ei ole", "table.waves")
    with page.expect_navigation():
        hand.follow(str(page.locator("table.waves a").first.get_attribute("href")))
    form = replace(hand, within="form.questions")
    for item in ITEMS:
        form.tick(f"answers.wellbeing.{item}", "3")
    saved(form)
    shows(page, "Kirjattu", "table.waves")
    rating = at(hand, "rate_goal")
    rating.choose("goal_id", case.goals[0])
    rating.tick("attainment", "1")
    saved(rating)
    shows(page, "60", ".t-score")
    shows(page, GOALS[0], ".followed")
    assert faults == []
    stopping = at(hand, "stop_follow_up")
    with page.expect_navigation():
        stopping.save()
    expect(page.locator("#f-stop_follow_up-reason")).to_have_attribute("aria-invalid", "true")
    stopping.write("reason", "Työ päättyi.")
    saved(stopping)
    shows(page, "Lopetettu", "h1")
    page.goto(case.path)
    shows(page, "Lopetettu", "section[aria-labelledby=follow-ups]")
    assert hand.clicks == 0 or how == "mouse"


@pytest.mark.parametrize(("language", "width"), [("fi", SMALLEST), ("sv", 1200), ("en", SMALLEST)])
def test_each_page_in_each_language(opened: Opened, told: Followed, language: str, width: int) -> None:
    """With all that they can show; axe looks once, with every part unfolded."""
    page = opened(language, width=width)
    on_behalf = f"{told.path}/on-behalf/2/{told.recipient_id}"
    case_id = told.shown()["case_id"]
    paper = on_behalf.replace("on-behalf", "paper")
    for path in (told.path, on_behalf, paper, f"/follow-ups/new?case_id={case_id}", "/instruments"):
        page.goto(path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        look_at(page, language) if language == "en" else looks_whole(page, language)


def test_what_others_see(opened: Opened, told: Followed) -> None:
    """Who works with the family rates and writes down; who pays reads; nobody else finds it."""
    page = opened("fi", "tukihenkilo-1")
    page.goto(told.path)
    expect(page.locator("details.fold")).to_have_count(2)
    expect(page.locator("img")).to_have_count(2)
    stranger = opened("fi", "ammattilainen-1")
    answer = stranger.goto(told.path)
    assert answer is not None
    assert answer.status in {403, 404}
