"""R-F1: a link is answered on a phone: by a child, a parent, a professional; by touch, by keys alone."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Barrier
from typing import Any

import httpx
import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from tests.pages.billing_way import Hand
from tests.pages.casework import Made, a_case, faults_of
from tests.pages.feedback_way import Followed, an_outsider, late, linked, reachable
from tests.pages.hands import OnTheKeyboard, OnTheMouse
from tests.pages.test_every_page import look_at, looks_whole
from tests.support.running import Running

ITEMS = ("mood", "sleep", "safe", "people", "day")
SMALL = """() => [...document.querySelectorAll('main label.point, main button, header a')]
    .filter(one => one.getBoundingClientRect().height < 44 || one.getBoundingClientRect().width < 44)
    .map(one => one.outerHTML.slice(0, 120))"""
"""What is smaller than a fingertip."""
FIRST = {"fi": "Lähetä", "sv": "Skicka", "en": "Send"}
THANKS = {"fi": "Kiitos!", "sv": "Tack!", "en": "Thank you!"}
BEFORE = {
    "fi": "Tähän on jo vastattu, kiitos",
    "sv": "Det här är redan besvarat, tack",
    "en": "This was answered already, thank you",
}


@dataclass(frozen=True)
class Family:
    """A case whose family can be reached, and their phones."""

    browser: Browser
    running: Running
    case: Made

    def asked(self, role: str, **more: Any) -> Followed:
        """One of them is asked, and has the link."""
        return linked(self.running, self.case, role, **more)

    def opened(self, link: str, language: str = "fi", **device: Any) -> AbstractContextManager[Page]:
        """A link, opened on a phone."""
        return an_outsider(self.browser, self.running, link, language, **device)


@pytest.fixture(scope="module")
def family(browser: Browser, running: Running) -> Family:
    """Somebody to ask."""
    made = a_case(running)
    reachable(running, made)
    return Family(browser, running, made)


def answer(hand: Hand, *, leaving: str = "") -> None:
    """Every question but one, with a four, and sent."""
    for item in ITEMS:
        if item != leaving:
            hand.tick(f"answers.wellbeing.{item}", "4")
    with hand.page.expect_navigation():
        hand.save()


def answered(followed: Followed) -> tuple[int, int]:
    """How many answered, of how many who were asked."""
    [wave] = followed.shown()["waves"]
    return wave["answered"], wave["requested"]


def says(page: Page, title: str) -> None:
    """The page's title."""
    expect(page.locator("h1")).to_have_text(title)


@pytest.mark.parametrize(
    ("language", "how", "who"),
    [
        ("fi", "mouse", {"role": "client", "age_group": "child"}),
        ("sv", "keyboard", {"role": "guardian"}),
        ("en", "no script", {"role": "client", "age_group": "young"}),
    ],
)
def test_a_link_is_answered(family: Family, language: str, how: str, who: dict[str, str]) -> None:
    """On the smallest phone, in each language; what is missing comes back as it was; then only thanks."""
    followed = family.asked(**who)
    child, scripts = who.get("age_group") == "child", how != "no script"
    with family.opened(followed.link, language, java_script_enabled=scripts) as page:
        faults = faults_of(page)
        page.reload()
        assert page.evaluate(SMALL) == []
        look_at(page, language) if scripts else looks_whole(page, language)
        faces = page.locator("img[src*='/faces/']")
        expect(faces).to_have_count(25 if child else 0)
        hand: Hand = (OnTheKeyboard if how == "keyboard" else OnTheMouse)(page)
        if not child:
            answer(hand)
        else:
            expect(page.get_by_role("radio", name="Hyvin", exact=True)).to_have_count(len(ITEMS))
            answer(hand, leaving="mood")
        says(page, THANKS[language])
        assert "4" not in page.inner_text("main")
        look_at(page, language) if scripts else looks_whole(page, language)
        page.go_back()
        page.reload()
        says(page, BEFORE[language])
        assert faults == []
    assert answered(followed) == (1, 1)
    if how == "keyboard":
        assert hand.clicks == 0


def test_too_little_to_tell_anything_comes_back_as_it_was(family: Family) -> None:
    """The list leads to what is open; and nobody has to answer all of it."""
    followed = family.asked("guardian")
    with family.opened(followed.link) as page:
        hand = OnTheMouse(page)
        hand.save()
        expect(page.locator("#summary li")).to_have_count(len(ITEMS))
        hand.tick("answers.wellbeing.sleep", "2")
        with page.expect_navigation():
            hand.save()
        expect(page.locator("#summary")).to_be_focused()
        look_at(page, "fi")
        expect(page.locator("[name='answers.wellbeing.sleep'][value='2']")).to_be_checked()
        page.click("#summary li >> nth=0 >> a")
        expect(page.locator("#q-1-1-0")).to_be_focused()
        assert answered(followed) == (0, 1)
        page.click("button[name=as_it_is]")
        says(page, THANKS["fi"])
    assert answered(followed) == (1, 1)


def test_one_changes_the_language_and_the_words(family: Family) -> None:
    """In the address, and in no cookie; a person's own colours show what is chosen as well."""
    followed = family.asked("client", age_group="child")
    with family.opened(followed.link, forced_colors="active", reduced_motion="reduce") as page:
        page.click("header a[lang=sv]")
        looks_whole(page, "sv")
        page.click("a.wording")
        expect(page.locator("img[src*='/faces/']")).to_have_count(0)
        look_at(page, "sv")
        page.check("[name='answers.wellbeing.mood'][value='1']")
        chosen = page.locator("[name='answers.wellbeing.mood'][value='1'] + .tile")
        assert chosen.evaluate("one => getComputedStyle(one, '::after').content").startswith('"✓"')
        page.click("a.wording")
        page.set_viewport_size({"width": 1200, "height": 900})
        looks_whole(page, "sv")


def test_two_with_the_same_link(family: Family) -> None:
    """Both have it open: the first answer holds, and the second is told so kindly."""
    followed = family.asked("guardian")
    with (
        family.opened(followed.link) as page,
        family.opened(followed.link) as other,
    ):
        answer(OnTheMouse(page))
        says(page, THANKS["fi"])
        answer(OnTheMouse(other))
        says(other, BEFORE["fi"])
        look_at(other, "fi")
    assert answered(followed) == (1, 1)


def test_eight_send_the_same_link_at_the_same_moment(family: Family) -> None:
    """R-F1: one answer is stored, whoever was first; the others are told so kindly: nobody gets an error."""
    followed = family.asked("guardian")
    together = Barrier(8)

    def sends(number: int) -> str:
        with httpx.Client(base_url=family.running.base_url, follow_redirects=True, timeout=30) as phone:
            hidden = html.fromstring(phone.get(followed.link).text).xpath("//main//input[@type='hidden']")
            told = {each.get("name"): each.get("value") for each in hidden} | {
                f"answers.wellbeing.{item}": str(1 + number % 5) for item in ITEMS
            }
            together.wait()
            answer = phone.post(followed.link, data=told)
            assert answer.status_code in {200, 409}, answer.text
            return str(html.fromstring(answer.text).findtext(".//h1")).strip()

    with ThreadPoolExecutor(8) as phones:
        read = Counter(phones.map(sends, range(8)))
    assert read == {THANKS["fi"]: 1, BEFORE["fi"]: 7}
    assert answered(followed) == (1, 1)


def test_a_link_that_opens_nothing(family: Family) -> None:
    """Late, stopped, changed, guessed: a kind page of its own in each language, and nothing else on it."""
    stopped = family.asked("guardian")
    stopped.say("stop_follow_up", reason="Työ päättyi.")
    changed = stopped.link[:-2] + ("AA" if not stopped.link.endswith("AA") else "BB")
    with family.opened(stopped.link) as page:
        for link in (late(family.running, family.case), stopped.link, changed, "/f/guess"):
            for language in THANKS:
                page.goto(f"{link}?lang={language}")
                looks_whole(page, language)
                expect(page.locator("form, main a[href], a[href*='sign-in']")).to_have_count(0)
            look_at(page, "en")


def test_a_professional_answers_about_the_support(family: Family) -> None:
    """R-F5: of whom it is about nothing is shown, and no easy words are offered."""
    followed = family.asked(
        "worker", instruments=["wellbeing"], channel="email", address="olli@esimerkki.example"
    )
    with family.opened(followed.link) as page:
        expect(page.locator("a.wording")).to_have_count(0)
        for told in ("Lapsi", "Esimerkki", "Olli", "2026-", "2025-"):
            assert told not in page.inner_text("body")
        answer(OnTheMouse(page))
        says(page, THANKS["fi"])
