"""A case's way on the pages, as somebody's hands go it: from its contact to a plan and its revision."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.pages import way
from tests.pages.casework import LINE, this_minute
from tests.pages.way import Someone
from tests.support.running import Running, ask, carry_out

BORN = date(2012, 5, 6)
BASELINE = "Valvoo öisin, koulupäiviä kaksi viikossa."
SLEEP, SCHOOL = "Nukkuu yönsä", "Käy koulussa"
EVENINGS, MORNINGS, BUS = "Kolme iltaa ajoissa", "Kaksi aamua ajoissa", "Bussilla yhdessä"
NETWORK = (
    {"role": "worker", "name": "Olli Ohjaaja", "user": "tukihenkilo-1"},
    {"role": "client", "name": "Nuori"},
    {"role": "buyer", "user": "tilaaja-a", "sector": "child_welfare"},
)


def the_case(someone: Someone) -> str:
    """A contact with a named subject, and the case that follows it; its id."""
    way.the_trigger(someone)
    here = way.at(someone, "identify_subject")
    here.write("subject.given_name", "Nuori")
    here.write("subject.family_name", "Esimerkki")
    here.day("subject.birth_date", BORN)
    way.saved(here)
    someone.follow("/case")
    form = replace(someone, within="form.sheet")
    expect(form.page.locator(form.part("[name='process_lead']"))).to_be_visible()
    form.choose("service_line", LINE)
    form.choose("process_lead", "child_welfare")
    form.write("base_services", "Kouluterveydenhuolto")
    saved(form)
    return case_in(someone.page)


def saved(someone: Someone) -> None:
    """What was written is saved, and the page that comes says so."""
    with someone.page.expect_navigation():
        someone.save()
    expect(someone.page.locator(".wide > .note[role=status]")).to_be_visible()


def case_in(page: Page) -> str:
    """The id in the address of a case's page."""
    return page.url.partition("/cases/")[2].partition("?")[0].partition("/")[0]


def the_network(someone: Someone) -> None:
    """Who works, who is worked with, who buys."""
    for member in NETWORK:
        here = way.at(someone, "add_network_member")
        here.choose("member.role", member["role"])
        for field in ("name", "user"):
            if field in member:
                here.write(f"member.{field}", member[field])
        if "sector" in member:
            here.choose("member.sector", member["sector"])
        saved(here)


def met(running: Running, case_id: str, kind: str = "start") -> str:
    """A meeting of the whole network that was held today and written up; its id."""
    meeting_id, now = str(uuid4()), this_minute().isoformat()
    with running.client(sub="koordinaattori-1") as client:
        case = ask(client, "intake.case", case_id=case_id).json()["result"]
        there = [member["id"] for member in case["network"] if member["current"]]
        about: dict[str, Any] = {"case_id": case_id, "meeting_id": meeting_id, "minutes": 90, "place": "home"}
        scheduled = {"kind": kind, "starts_at": now, "participants": there, "service_line": LINE}
        held = {"started_at": now, "attended": there, "summary": "Sovittiin tavoitteista."}
        for command, data in {"schedule_meeting": scheduled, "record_meeting": held}.items():
            answer = carry_out(client, f"intake.{command}", about | data)
            assert answer.is_success, answer.text
    return meeting_id


def the_childs_view(someone: Someone) -> None:
    """What the child says, before any plan (R-C12)."""
    here = way.at(someone, "record_child_view")
    here.write("view", "Haluan nukkua paremmin.")
    here.write("by", "Olli Ohjaaja")
    saved(here)


def at_the_plan(someone: Someone) -> Someone:
    """The same hands at the plan's form."""
    someone.follow("/plan")
    form = replace(someone, within="form.plan")
    expect(form.page.locator(form.part("[name='baseline']"))).to_be_visible()
    return form


def grown(form: Someone, which: str, to: str) -> None:
    """A list of the form gets a row, and one goes on in it."""
    form.press(f"add {which}")
    expect(form.page.locator(form.part(f"[name='{to}']"))).to_be_focused()


def the_plan(someone: Someone) -> None:
    """Two goals, the first with two small steps and a scale's middle."""
    form = at_the_plan(someone)
    form.write("baseline", BASELINE)
    form.write("goals.0.title", SLEEP)
    form.choose("goals.0.area", "everyday_life")
    form.write("goals.0.means", "iltarutiini kuvina\npuhelin pois")
    form.write("goals.0.steps.0.what", EVENINGS)
    form.write("goals.0.steps.1.what", MORNINGS)
    grown(form, "goals", "goals.1.title")
    form.write("goals.1.title", SCHOOL)
    form.write("goals.1.means", "lyhyempi päivä")
    form.write("intensity.meetings_per_week", "2")
    form.write("intensity.minutes", "90")
    saved(form)


def the_first_step_done(someone: Someone) -> None:
    """What became of the first small step."""
    name = someone.page.locator("details[id^='take_goal_step-']").first.get_attribute("id")
    here = way.at(someone, str(name))
    here.tick("outcome", "done")
    saved(here)


def the_revision(someone: Someone) -> None:
    """A small step more for the second goal, and why."""
    form = at_the_plan(someone)
    form.write("goals.1.steps.0.what", BUS)
    form.write("reason", "Uni on kunnossa: seuraavaksi koulumatkat.")
    saved(form)
