"""A case on the pages: opened from its contact, its network, its plan and revision; what others see of it."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.pages import case_way, way
from tests.pages.case_way import BUS, EVENINGS, MORNINGS, SCHOOL, SLEEP
from tests.pages.casework import GOALS, Made, a_case, this_month
from tests.pages.conftest import Opened
from tests.pages.hands import OnTheKeyboard, OnTheMouse
from tests.pages.test_every_page import SMALLEST, WINDOWS, look_at, look_at_words
from tests.support.running import Running

WORKER, BUYER = "tukihenkilo-1", "tilaaja-a"
CHILD = "Haluan nukkua."


@pytest.fixture(scope="module")
def case(running: Running) -> Made:
    """A case with two revisions, a month's report that was sent, and a buyer who may sign in here."""
    made = a_case(running)
    buyer = {"id": str(uuid4()), "role": "buyer", "user": BUYER, "sector": "child_welfare"}
    made.say("add_network_member", member=buyer)
    made.say("log_contact", **{"with": "Äiti", "direction": "incoming", "channel": "phone"},
             at=f"{this_month()}-01T00:00:01+02:00", gist="Äiti kertoi illasta.")  # fmt: skip
    made.say("assess_risk", sectors=["education", "police"], conclusion="Kohonnut.", text="Poliisi kertoi.")
    meeting = made.held(kind="joint")
    goals = [
        {"goal_id": made.goals[0], "title": GOALS[0], "means": ["harjoittelu", "kello"], "weight": 2},
        {"goal_id": str(uuid4()), "title": "Kaverit", "area": "social_skills", "means": ["kerho"]},
    ]
    made.say("revise_plan", agreed_in=meeting, baseline="Lähtötilanne.", goals=goals, reason="Kello auttoi.",
             effective_from=f"{way.TODAY}")  # fmt: skip
    rated = [{"goal_id": made.goals[0], "text": "Etenee.", "attainment": 1}]
    sections = [{"for_sectors": ["child_welfare"], "text": "Kuukausi.", "progress": rated}]
    made.say("write_monthly_report", month=this_month(), sections=sections)
    return made


def plan_of(page: Page) -> str:
    """The plan as the case's page shows it."""
    return page.inner_text("section[aria-labelledby=plan]")


@pytest.mark.parametrize("scripts", [True, False], ids=["with a mouse", "without JavaScript"])
def test_from_the_contact_to_a_revised_plan(
    opened: Opened,
    running: Running,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """R-C1, R-C2, R-C3, R-C12: opened, planned, a step done, revised with a reason; the step stays done."""
    page = opened("fi", scripts=scripts)
    me = OnTheMouse(page)
    case_id = case_way.the_case(me)
    expect(page.locator("h1 .tag")).to_have_text("Avoin")
    case_way.the_network(me)
    case_way.met(running, case_id)
    case_way.the_childs_view(me)
    case_way.the_plan(me)
    for told in (SLEEP, SCHOOL, EVENINGS, MORNINGS, "puhelin pois", "2 tapaamista viikossa"):
        assert told in plan_of(page)
    case_way.the_first_step_done(me)
    case_way.the_revision(me)
    shown = plan_of(page)
    assert "Versio 2" in shown
    assert BUS in shown
    expect(page.locator(".steps li").first).to_contain_text("Tehty")
    expect(page.locator(".timeline")).to_contain_text("Suunnitelmaa muutettiin")
    if scripts:
        look_at(page, "fi")


def test_by_keyboard_alone(opened: Opened, running: Running) -> None:
    """R-C1: the same way, and no mouse is touched."""
    page = opened("fi")
    me = OnTheKeyboard(page)
    case_id = case_way.the_case(me)
    case_way.the_network(me)
    case_way.met(running, case_id)
    case_way.the_childs_view(me)
    case_way.the_plan(me)
    case_way.the_first_step_done(me)
    case_way.the_revision(me)
    assert "Versio 2" in plan_of(page)
    assert me.clicks == 0


@pytest.mark.parametrize(("language", "width"), WINDOWS)
def test_every_page_is_whole(opened: Opened, case: Made, language: str, width: int) -> None:
    """Everything unfolded, on a desk and on a phone: axe finds nothing, nothing sticks out."""
    page = opened(language, width=width)
    faults: list[str] = []
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    for path in ("", "/plan", "/revisions", "/goals", "/supervision"):
        page.goto(case.path + path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        look_at_words(page, language)
    for path in ("/cases", "/cases?number=2000-1&mine=yes", "/network", "/casework-figures"):
        page.goto(path)
        look_at_words(page, language)
    assert faults == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_plan_that_is_refused_comes_back_whole(
    opened: Opened,
    case: Made,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """R-C2: a goal without means: its sentence stands beside the field, and nothing typed is lost."""
    page = opened("en", WORKER, scripts=scripts)
    page.goto(case.path)
    form = case_way.at_the_plan(OnTheMouse(page))
    assert page.input_value("#f-plan-goals-0-means") == "harjoittelu\nkello"
    case_way.grown(form, "goals", "goals.2.title")
    form.write("goals.2.title", SLEEP)
    form.write("goals.2.steps.1.what", BUS)
    case_way.grown(form, "goals.2.steps", "goals.2.steps.2.what")
    assert page.input_value("#f-plan-goals-2-title") == SLEEP
    form.write("reason", "A new goal.")
    form.save()
    expect(page.locator("#f-plan-goals-2-means-wrong")).to_be_visible()
    expect(page.locator("#summary")).to_contain_text("3. By which means")
    assert page.input_value("#f-plan-goals-2-steps-0-what") == BUS
    assert page.input_value("#f-plan-reason") == "A new goal."
    look_at(page, "en") if scripts else None
    form.press("remove goals 0")
    expect(page.locator("#f-plan-goals-2-title")).to_have_count(0)
    assert page.input_value("#f-plan-goals-1-title") == SLEEP


def test_two_revisions_stand_side_by_side_and_say_what_changed(opened: Opened, case: Made) -> None:
    """R-C3: in words: changed, new, left out."""
    page = opened("en")
    page.goto(f"{case.path}/revisions")
    sections = {one.inner_text().split("\n")[0]: one for one in page.locator("main section").all()}
    titles = page.locator("main section h2").all_inner_texts()
    assert titles[1:] == [f"{GOALS[0]} Changed", f"{GOALS[1]} Left out", "Kaverit New"]
    first = page.locator("section[aria-labelledby=goal-1]")
    expect(first.locator("tr", has_text="By which means")).to_contain_text("kello New")
    expect(first.locator("tr", has_text="Area").locator("td").first).to_contain_text("Left out")
    assert sections
    page.select_option("#f-second", "1")
    page.click("main button[type=submit]")
    expect(page.locator("main section h2").nth(1)).to_have_text(f"{GOALS[0]} As before")


def test_goals_over_time_have_a_picture_and_its_numbers(opened: Opened, case: Made) -> None:
    page = opened("en")
    page.goto(f"{case.path}/goals")
    expect(page.locator("tr", has_text=GOALS[0]).locator("td")).to_have_text("+1")
    drawn = page.request.get(f"{case.path}/goals.svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert f"{GOALS[0]}: {this_month()} +1" in drawn.text()


def test_a_buyer_supervises_and_reads_no_texts_of_others(opened: Opened, case: Made) -> None:
    """R-C14: plan, meetings, contacts counted, reports; neither the child's words nor another's gist."""
    page = opened("en", BUYER)
    page.goto("/cases")
    page.click(f"a[href='{case.path}']")
    for path in (case.path, f"{case.path}/supervision"):
        page.goto(path)
        look_at(page, "en")
        shown = page.inner_text("main")
        assert GOALS[0] in shown
        for kept in (CHILD, "Äiti", "Kohonnut", "Poliisi kertoi", "Olli Ohjaaja"):
            assert kept not in shown
        assert page.locator("main form").count() == 0
    expect(page.locator(".totals")).to_contain_text("contacts between meetings")
    expect(page.locator("section[aria-labelledby=reports]")).to_contain_text(this_month())


def test_a_worker_notes_what_there_is(opened: Opened, case: Made) -> None:
    """Willingness and risk, from the case's page; what is the coordinator's is not offered."""
    page = opened("en", WORKER, scripts=False)
    page.goto(case.path)
    me = OnTheMouse(page)
    here = way.at(me, "note_engagement")
    here.choose("towards", "worker")
    here.tick("level", "2")
    case_way.saved(here)
    here = way.at(me, "assess_risk")
    here.tick("sectors", "education")
    here.press("add absent")
    here.choose("absent.1.sector", "police")
    here.write("absent.1.reason", "Ei vireillä olevaa asiaa.")
    here.write("conclusion", "Ei välitöntä vaaraa.")
    here.write("text", "Yhdessä.")
    case_way.saved(here)
    notes = page.locator("section[aria-labelledby=notes]")
    for told in ("2, fairly", "Ei välitöntä vaaraa.", "Ei vireillä olevaa asiaa.", "Äiti kertoi illasta."):
        expect(notes).to_contain_text(told)
    for theirs in ("close_case", "change_restriction", "add_network_member"):
        expect(page.locator(f"#{theirs}")).to_have_count(0)


def test_the_list_is_filtered(opened: Opened, case: Made) -> None:
    """By number, and by whose network one is in."""
    page = opened("en", WORKER)
    page.goto(case.path)
    number = page.inner_text("h1").split()[1]
    page.goto("/cases")
    page.fill("#f-number", number)
    page.check("[name=mine]")
    page.click("main button[type=submit]")
    expect(page.locator("#results tbody tr")).to_have_count(1)
    expect(page.locator("#results")).to_contain_text(number)
    page.fill("#f-number", "1999-00001")
    page.click("main button[type=submit]")
    expect(page.locator("#results")).to_contain_text("No cases found")


def test_who_works_with_whom_is_a_picture_and_a_table(opened: Opened, case: Made) -> None:
    """Sectors that share cases; families are not in it."""
    page = opened("en")
    page.goto("/network")
    expect(page.locator("section[aria-labelledby=shared]")).to_contain_text("Child welfare")
    assert "Guardian" not in page.inner_text("main section")
    drawn = page.request.get("/network.svg?lang=en")
    assert "Child welfare – Education services" in drawn.text()
    page.goto("/casework-figures")
    expect(page.locator("section[aria-labelledby=areas]")).to_contain_text("Social skills")
    del case


def test_a_plan_half_written_is_there_again(opened: Opened, case: Made) -> None:
    """A phone whose connection is cut: a goal that was added, with its step, is back with the page."""
    page = opened("en", WORKER, width=SMALLEST)
    page.goto(f"{case.path}/plan")
    form = OnTheMouse(page, within="form.plan")
    case_way.grown(form, "goals", "goals.2.title")
    form.write("goals.2.title", SLEEP)
    form.write("goals.2.steps.1.what", BUS)
    form.write("reason", "A new goal.")
    page.context.set_offline(offline=True)
    form.save()
    expect(page.locator("[data-draft-says=kept]")).to_be_visible()
    page.context.set_offline(offline=False)
    page.goto(case.path)
    page.goto(f"{case.path}/plan")
    expect(page.locator("#f-plan-goals-2-title")).to_have_value(SLEEP)
    expect(page.locator("#f-plan-goals-2-steps-1-what")).to_have_value(BUS)
    expect(page.locator("#f-plan-reason")).to_have_value("A new goal.")
    look_at(page, "en")
