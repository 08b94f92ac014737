"""Each page in each language: nothing that axe finds against it, and room for it on a phone."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import Opened
from tests.support.running import Running, carry_out

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
AXE_RUNS = "axe.run(document, {resultTypes: ['violations'], selectors: false})"
"""Every rule; what it makes besides of all that is well takes half of its time."""
LANGUAGES = ("fi", "sv", "en")
SMALLEST = 320
WINDOWS = (("fi", 1200), ("fi", SMALLEST), ("sv", SMALLEST), ("en", 1200))
"""In which language and how wide a page is looked at; Finnish, whose words are long, in both widths."""


@pytest.fixture(scope="module")
def planned(running: Running) -> dict[str, str]:
    """A contact that has come as far as a plan; its id and the id of a step."""
    ids = {"referral": str(uuid4()), "step": str(uuid4())}
    with running.client() as client:
        for command, data in as_far_as_a_plan(ids):
            answer = carry_out(client, f"intake.{command}", {"referral_id": ids["referral"]} | data)
            assert answer.is_success, answer.text
    return ids


def as_far_as_a_plan(ids: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """The commands of such a contact, in order; everybody in it is made up."""
    subject = {
        "person_id": str(uuid4()),
        "given_name": "Lapsi",
        "family_name": "Esimerkki",
        "birth_date": "2012-05-06",
        "languages": ["fi"],
    }
    contact = {
        "received_at": "2026-01-07T09:20:00+02:00",
        "source": "school",
        "channel": "phone",
        "county": "08",
        "service_line": "ot_consultation",
        "situations": ["school_absence", "violence_against_children"],
        "trigger": "Nuori ei ole käynyt koulua syksyn jälkeen.",
        "urgency": "urgent",
        "referrer": {
            "name": "Olli Opettaja",
            "organisation": "Esimerkkilän koulu",
            "sector": "education",
            "phone": "+358 40 000 0000",
        },
        "subject": subject,
        "legal_basis": "statutory_task",
        "child_welfare_notification": True,
    }
    agency = {"sector": "education", "organisation": "Esimerkkilän koulu", "role": "opetus"}
    responsible = {"sector": "education", "organisation": "Esimerkkilän koulu"}
    step = {"step_id": ids["step"], "what": "Koulupalaveri", "responsible": responsible, "due": "2099-01-15"}
    return [
        ("receive_referral", contact),
        ("gather_background", {"summary": "Kolme palvelua, ei yhteistä suunnitelmaa.", "agencies": [agency]}),
        ("skip_step", {"step": "structuring", "reason": "Kysymys on selvä."}),
        ("record_assessment", {"hypothesis": "Palvelut eivät kohtaa toisiaan."}),
        ("skip_step", {"step": "expertise", "reason": "Oma osaaminen riittää."}),
        ("decide_tier", {"tier": 2, "reason": "Tarvitaan alueen asiantuntija."}),
        ("agree_consultation_plan", {"steps": [step], "evaluate_on": "2099-02-15"}),
    ]


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page."""
    page.evaluate(AXE)
    found = page.evaluate(AXE_RUNS)["violations"]
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found]


def look_at(page: Page, language: str) -> None:
    """Whatever page it is, it is whole, and axe finds nothing against it."""
    assert violations(page) == [], page.url
    looks_whole(page, language)


def look_at_words(page: Page, language: str) -> None:
    """A page seen in each language: axe reads it in Finnish, in the others its words need room."""
    if language == "fi":
        look_at(page, language)
    else:
        looks_whole(page, language)


def looks_whole(page: Page, language: str) -> None:
    """The same without axe, where a page was looked at by it in another language."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("h1")).to_have_count(1)
    assert page.title().endswith(" – Tukiverkko")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


@pytest.mark.parametrize(("language", "width"), WINDOWS)
def test_pages_of_a_coordinator(opened: Opened, planned: dict[str, str], language: str, width: int) -> None:
    """Every page a coordinator has."""
    page = opened(language, width=width)
    faults: list[str] = []
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    contact = f"/referrals/{planned['referral']}"
    for path in (
        "/queue",
        "/calls/new",
        "/referrals",
        "/referrals?state=planned",
        contact,
        f"{contact}/steps/{planned['step']}/link",
        "/statistics?from=2026-01-01",
        "/statistics?from=2020-01-01&to=2020-01-02",
    ):
        page.goto(path)
        look_at_words(page, language)
    assert faults == [], "nothing that the page's own security policy forbids, and no missing file"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_folded_away(opened: Opened, planned: dict[str, str], language: str) -> None:
    """The forms inside the folded parts are as good."""
    page = opened(language)
    for path in ("/calls/new", f"/referrals/{planned['referral']}"):
        page.goto(path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        look_at_words(page, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_that_say_no(opened: Opened, planned: dict[str, str], language: str) -> None:
    """What is refused or not there is said on a page as good as the others."""
    page = opened(language)
    page.goto("/calls/new")
    page.click("main button[type=submit]")
    look_at_words(page, language)
    page.goto(f"/referrals/{planned['referral']}")
    page.click("#decide_tier summary")
    page.click("#decide_tier button")
    expect(page.locator("#decide_tier")).to_have_attribute("open", "")
    look_at_words(page, language)
    for path in ("/statistics?from=2026-02-01&to=2026-01-01", f"/referrals/{uuid4()}", "/nowhere"):
        page.goto(path)
        look_at_words(page, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_without_an_account(
    opened: Opened, planned: dict[str, str], language: str, running: Running
) -> None:
    """The sign-in, and a step's link: it shows no name and no free text."""
    page = opened(language)
    page.goto(f"/referrals/{planned['referral']}/steps/{planned['step']}/link")
    link = page.input_value("#address")
    outside = opened(language, as_whom=None)
    look_at(outside, language)
    outside.goto(link)
    look_at(outside, language)
    shown = outside.inner_text("main")
    for told in ("Lapsi", "Esimerkki", "Olli", "Koulupalaveri", "+358"):
        assert told not in shown
    outside.goto(f"{running.base_url}/s/no-such-link")
    look_at(outside, language)


def test_others_who_sign_in(opened: Opened) -> None:
    """Each of the demo's people gets pages that work for them, and a plain no elsewhere."""
    for whom in (
        "yhteyshenkilo-1", "ammattilainen-1", "tukihenkilo-1", "tilaaja-a", "paakayttaja-1", "yllapitaja-1",
    ):  # fmt: skip
        page = opened("fi", whom)
        for path in ("/", "/queue", "/calls/new", "/referrals", "/statistics"):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status in {200, 403}, (whom, path)
            look_at(page, "fi")
        for place in page.locator("nav[aria-label=Päävalikko] a").all():
            answer = page.goto(str(place.get_attribute("href")))
            assert answer is not None
            assert answer.ok, "the menu leads nowhere where one may not go"


def test_a_language_stays_chosen(opened: Opened) -> None:
    """The link of a language changes the page one is on, and the ones after it."""
    page = opened("fi")
    page.goto("/statistics?from=2026-01-01")
    page.click("nav a[lang=sv]")
    expect(page.locator("h1")).to_have_text("Kontaktstatistik")
    assert "from=2026-01-01" in page.url
    page.goto("/queue")
    expect(page.locator("h1")).to_have_text("Arbetskö")


def test_the_skip_link_is_the_first_stop(opened: Opened) -> None:
    """Tab, Enter: past the head of the page."""
    page = opened("en")
    page.goto("/queue")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
