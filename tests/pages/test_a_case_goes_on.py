"""A case's course on the pages: too early for a plan, who leaves and returns, siblings, pauses, its end."""

from playwright.sync_api import expect

from tests.pages import case_way, way
from tests.pages.casework import a_case
from tests.pages.conftest import Opened
from tests.pages.hands import OnTheMouse
from tests.support.running import Running


def test_a_plan_too_early_says_what_it_waits_for(opened: Opened) -> None:
    """R-C1, R-C12: before the start meeting and the child's view."""
    page = opened("en", scripts=False)
    me = OnTheMouse(page)
    case_way.the_case(me)
    form = case_way.at_the_plan(me)
    expect(page.locator(".note:has(h2)")).to_contain_text("A start meeting with the client and a buyer")
    form.write("baseline", case_way.BASELINE)
    form.save()
    expect(page.locator("#f-plan-agreed_in-wrong")).to_be_visible()
    assert page.input_value("#f-plan-baseline") == case_way.BASELINE


def test_somebody_leaves_the_network_and_comes_back(opened: Opened, running: Running) -> None:
    """R-C11 goes by these days."""
    made = a_case(running)
    page = opened("en", scripts=False)
    page.goto(made.path)
    me = OnTheMouse(page)
    here = way.at(me, "remove_network_member")
    here.choose("member_id", made.members["guardian"])
    case_way.saved(here)
    row = page.locator("section[aria-labelledby=network] tr", has_text="Hilla Huoltaja")
    expect(row).to_contain_text("left")
    here = way.at(me, "return_network_member")
    here.choose("member_id", made.members["guardian"])
    case_way.saved(here)
    expect(row).not_to_contain_text("left")


def test_siblings_are_linked_by_number_and_a_case_is_restricted(opened: Opened, running: Running) -> None:
    """R-C10: a wrong number is told beside the field; the restricted case is gone for another coordinator."""
    made, other = a_case(running), a_case(running)
    page = opened("en", scripts=False)
    page.goto(other.path)
    number = page.inner_text("h1").split()[1]
    page.goto(made.path)
    me = OnTheMouse(page)
    here = way.at(me, "link_cases")
    here.write("other_number", "2000-00001")
    here.tick("relation", "sibling")
    here.save()
    expect(page.locator("#f-link_cases-other_number-wrong")).to_contain_text("2000-00001")
    page.fill(here.part("[name=other_number]"), number)
    case_way.saved(here)
    page.click(f"main a[href='{other.path}']")
    expect(page.locator("dd", has_text="sibling")).to_have_count(1)
    here = way.at(OnTheMouse(page), "change_restriction")
    here.write("restricted_to", "koordinaattori-1\ntukihenkilo-1")
    here.write("reason", "Turvallisuus.")
    case_way.saved(here)
    elsewhere = opened("en", "yhteyshenkilo-1")
    answer = elsewhere.goto(other.path)
    assert answer is not None
    assert answer.status == 404


def test_a_case_pauses_goes_on_and_ends(opened: Opened, running: Running) -> None:
    made = a_case(running)
    page = opened("en", scripts=False)
    page.goto(made.path)
    me = OnTheMouse(page)
    for form, state in {"suspend_case": "Suspended", "resume_case": "Open", "close_case": "Closed"}.items():
        here = way.at(me, form)
        here.write("reason", "Niin sovittiin.")
        case_way.saved(here)
        expect(page.locator("h1 .tag").first).to_have_text(state)
    expect(page.locator("#add_network_member")).to_have_count(0)
