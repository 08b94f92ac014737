"""A contact's way through its seven steps, as somebody's hands go it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from services.gateway.pages.fields import HELSINKI
from tests.pages.hands import OnTheKeyboard, OnTheMouse

Someone = OnTheMouse | OnTheKeyboard
TODAY = datetime.now(HELSINKI).date()
SOON, LATER = TODAY + timedelta(days=7), TODAY + timedelta(days=14)
SCHOOL, CLINIC = "Esimerkkilän koulu", "Esimerkkilän poliklinikka"


def at(someone: Someone, form: str) -> Someone:
    """The same hands at one of the contact's forms, opened."""
    hands = replace(someone, within=f"details[id='{form}']")
    hands.unfold()
    return hands


def saved(someone: Someone) -> None:
    """What was written is saved, and the page says so."""
    someone.save()
    expect(someone.page.locator("[role=status]")).to_be_visible()


def the_trigger(someone: Someone) -> None:
    """A contact with a name, neither advised nor closed."""
    someone.page.goto("/calls/new")
    someone.choose("source", "school")
    someone.choose("county", "08")
    someone.write("referrer.name", "Olli Opettaja")
    someone.write("referrer.organisation", SCHOOL)
    someone.tick("situations", "school_absence")
    someone.write("trigger", "Nuori ei ole käynyt koulua viikkoihin.")
    someone.tick("closing", "yes")
    saved(someone)


def the_background(someone: Someone, agencies: Sequence[tuple[str, str]]) -> None:
    """The buffer, with as many agencies as there are: a row is added where the form has none left."""
    here = at(someone, "gather_background")
    here.write("summary", "Neljä palvelua, ei yhteistä suunnitelmaa.")
    for row, (sector, organisation) in enumerate(agencies):
        if not here.page.locator(here.part(f"[name='agencies.{row}.sector']")).count():
            here.press("add agencies")
            expect(here.page.locator(here.part(f"[name='agencies.{row}.sector']"))).to_be_focused()
        here.choose(f"agencies.{row}.sector", sector)
        here.write(f"agencies.{row}.organisation", organisation)
        here.write(f"agencies.{row}.role", "mukana arjessa")
    saved(here)


def the_question(someone: Someone) -> None:
    """Structuring."""
    here = at(someone, "structure_situation")
    here.write("question", "Kuka kutsuu koolle?")
    here.tick("cynefin", "complex")
    here.write("rationale", "Monta toimijaa.")
    saved(here)


def the_assessment(someone: Someone) -> None:
    """A shared hypothesis."""
    here = at(someone, "record_assessment")
    here.write("hypothesis", "Palvelut eivät kohtaa toisiaan.")
    saved(here)


def skipped(someone: Someone, step: str, reason: str) -> None:
    """Not needed, and why."""
    here = at(someone, f"skip_{step}")
    here.write("reason", reason)
    saved(here)


def the_consultation(someone: Someone) -> None:
    """Two who met, and two ways on that were weighed."""
    here = at(someone, "hold_consultation")
    here.moment("held_at", TODAY - timedelta(days=1), "09:30")
    for row, (role, sector) in enumerate([("lastenpsykiatri", "child_psychiatry"), ("rehtori", "education")]):
        here.write(f"participants.{row}.role", role)
        here.choose(f"participants.{row}.sector", sector)
    here.tick("client_present", "yes")
    here.write("shared_view", "Ensin turvallinen arki.")
    here.write("alternatives.0.option", "Sairaalakoulu")
    here.write("alternatives.0.for", "Osaava tuki")
    here.write("alternatives.0.against", "Pitkä matka")
    here.press("add alternatives")
    expect(here.page.locator(here.part("[name='alternatives.1.option']"))).to_be_focused()
    here.write("alternatives.1.option", "Kotiopetus")
    here.write("alternatives.1.for", "Oma rauha")
    here.write("alternatives.1.against", "Yksin jääminen")
    saved(here)


def the_plan(someone: Someone, steps: Sequence[str]) -> None:
    """Small steps, the school's all of them."""
    here = at(someone, "agree_consultation_plan")
    for row, what in enumerate(steps):
        if not here.page.locator(here.part(f"[name='steps.{row}.what']")).count():
            here.press("add steps")
            expect(here.page.locator(here.part(f"[name='steps.{row}.what']"))).to_be_focused()
        here.write(f"steps.{row}.what", what)
        here.choose(f"steps.{row}.responsible.sector", "education")
        here.write(f"steps.{row}.responsible.organisation", SCHOOL)
        here.day(f"steps.{row}.due", SOON)
    here.day("evaluate_on", LATER)
    saved(here)


def reported(someone: Someone, row: int, outcome: str) -> None:
    """How the plan's n-th step went."""
    form = someone.page.locator("details[id^='report_step-']").nth(row).get_attribute("id")
    here = at(someone, str(form))
    here.tick("outcome", outcome)
    if outcome == "moved":
        here.day("due", LATER)
    saved(here)


def the_end(someone: Someone) -> None:
    """Evaluated, and closed in the place where every step is settled."""
    here = at(someone, "evaluate_consultation")
    here.tick("outcome", "moved_on")
    saved(here)
    here = at(someone, "close_referral")
    here.write("reason", "Suunnitelma etenee.")
    saved(here)


def stands(page: Page) -> dict[str, str]:
    """How each step stands on the rail."""
    steps = page.locator(".rail li").all()
    return {
        str(one.locator("a").get_attribute("href")).partition("step=")[2].partition("#")[0]: str(
            one.get_attribute("class")
        ).split()[0]
        for one in steps
    }
