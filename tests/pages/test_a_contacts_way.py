"""A contact is moved through its whole way on the pages, without JavaScript: every form does what it says."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import Opened
from tests.pages.hands import OnTheMouse

SUBJECT = {"given_name": "Lapsi", "family_name": "Esimerkki", "birth_date": "2012-05-06"}


def received(page: Page) -> None:
    """A contact with a name, neither advised nor closed."""
    page.goto("/calls/new")
    hands = OnTheMouse(page)
    hands.choose("source", "school")
    hands.choose("county", "08")
    hands.write("referrer.name", "Olli Opettaja")
    hands.write("referrer.organisation", "Esimerkkilän koulu")
    hands.tick("situations", "violence_against_children")
    hands.write("trigger", "Opettaja on huolissaan.")
    hands.tick("closing", "yes")
    page.click("text=Name of the child or young person (not needed for advice)")
    for name, words in SUBJECT.items():
        page.fill(f"[name='subject.{name}']", words)
    hands.save()
    expect(page.locator("h1 .tag")).to_have_text("Received")


def carry_out(page: Page, form: str, **fields: str) -> None:
    """Fills in one of the contact's forms and saves it."""
    box = page.locator(f"details#{form}")
    if box.get_attribute("open") is None:
        box.locator("summary").first.click()
    for field, value in fields.items():
        name = field.replace("__", ".")
        control = box.locator(f"[name='{name}']").first
        kind = control.get_attribute("type")
        if kind in {"radio", "checkbox"}:
            box.locator(f"[name='{name}'][value='{value}']").check()
        elif control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    box.locator("button.main").first.click()
    expect(page.locator("[role=status]")).to_contain_text("Saved")


def state(page: Page) -> str:
    """The state in the head of the page."""
    return page.inner_text("h1 .tag")


def test_the_whole_way(opened: Opened) -> None:
    """R-I1, R-I2: background, structuring, assessment, expertise, plan, its steps, evaluation, end."""
    page = opened("en", scripts=False)
    received(page)
    carry_out(page, "assess_urgency", urgency="urgent", reason="The worry has grown.")
    carry_out(page, "record_duty_to_report", to="police", reason_not="It was reported by the school.")
    carry_out(
        page,
        "gather_background",
        summary="Three services, no shared plan.",
        agencies__2__sector="education",
        agencies__2__organisation="Esimerkkilän koulu",
        agencies__2__role="teaching",
    )
    assert state(page) == "Background gathered"
    carry_out(
        page, "structure_situation", question="Who calls?", cynefin="complex", rationale="Many agencies."
    )
    carry_out(page, "record_assessment", hypothesis="The services do not meet.")
    carry_out(page, "decide_tier", tier="2", reason="An expert is needed.")
    carry_out(page, "skip_expertise", reason="Our own knowledge is enough.")
    assert state(page) == "Assessed"
    a_plan(page)
    reported_by_link(page, opened)
    carry_out(page, "evaluate_consultation", outcome="moved_on")
    carry_out(page, "close_referral", reason="The plan goes on.")
    assert state(page) == "Closed"
    expect(page.locator(".rail .done")).to_have_count(6)
    expect(page.locator(".rail .skipped")).to_have_count(1)
    carry_out(page, "reopen_referral", reason="It came back.")
    assert state(page) == "Evaluated"


def a_plan(page: Page) -> None:
    """Agrees a plan of two steps, and changes it."""
    carry_out(
        page,
        "agree_consultation_plan",
        steps__0__what="A meeting at school",
        steps__0__responsible__sector="education",
        steps__0__responsible__organisation="Esimerkkilän koulu",
        steps__0__due="2099-01-15",
        steps__2__what="A call to the family",
        steps__2__responsible__sector="child_welfare",
        steps__2__responsible__organisation="Esimerkkilän lastensuojelu",
        steps__2__due="2099-01-20",
        evaluate_on="2099-02-15",
    )
    assert state(page) == "Planned"
    carry_out(page, "revise_consultation_plan", steps__0__due="2099-01-16", reason="School holidays.")
    expect(page.locator("#plan + p + ol > li")).to_have_count(2)
    expect(page.locator("#plan + p + ol")).to_contain_text("16 Jan 2099")


def reported_by_link(page: Page, opened: Opened) -> None:
    """Whoever is responsible reports on the first step by its link, in a window that is not signed in."""
    here = page.url
    page.click("text=Link for reporting without an account >> nth=0")
    link = page.input_value("#address")
    outside = opened("en", as_whom=None, scripts=False)
    outside.goto(link)
    outside.check("[name=outcome][value=done]")
    outside.click("main button[type=submit]")
    expect(outside.get_by_role("status")).to_contain_text("the report was saved")
    page.goto(here)
    expect(page.locator("#plan + p + ol > li").first.locator(".tag")).to_have_text("Done")


def test_a_refusal_says_why_and_keeps_what_was_written(opened: Opened) -> None:
    """R-I9: a contact without advice, plan or evaluation is not closed; the form comes back filled in."""
    page = opened("en")
    received(page)
    page.click("#close_referral summary")
    page.fill("#close_referral [name=reason]", "All is well.")
    page.click("#close_referral button")
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator("#summary")).to_contain_text(
        "a contact is closed after advice, a plan or an evaluation"
    )
    assert page.input_value("#close_referral [name=reason]") == "All is well."


def test_the_timeline_and_the_queue_know_of_it_at_once(opened: Opened) -> None:
    """What was just saved is on the next page."""
    page = opened("en", scripts=False)
    received(page)
    expect(page.locator(".timeline li").first).to_contain_text("The contact was received")
    number = page.inner_text("h1").split()[1]
    page.goto("/queue")
    expect(page.locator("tr", has_text=number).first).to_be_visible()


@pytest.mark.parametrize(
    ("field", "code"), [("state", "received"), ("county", "08"), ("waiting_for", "buffer")]
)
def test_the_list_is_filtered(opened: Opened, field: str, code: str) -> None:
    """With script the results change in place; the address holds the filter."""
    page = opened("en")
    received(page)
    number = page.inner_text("h1").split()[1]
    page.goto("/referrals")
    page.select_option(f"#f-{field}", code)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile(f"{field}={code}"))
    expect(page.locator("#results")).to_contain_text(number)
