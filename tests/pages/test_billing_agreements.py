"""An agreement on the pages: signed, its evidence, and when it ends before anybody gives notice."""

import pytest
from playwright.sync_api import expect

from tests.pages.billing_way import EVIDENCE, Ordered, an_order, at, saved
from tests.pages.casework import faults_of
from tests.pages.conftest import Opened
from tests.pages.hands import OnTheKeyboard, OnTheMouse
from tests.pages.test_every_page import WINDOWS, look_at, look_at_words
from tests.support.running import Running


@pytest.fixture
def signed(running: Running) -> Ordered:
    """An agreement on coaching that may end with the month after notice."""
    made = an_order(running)
    made.signed(vat_exemption=EVIDENCE | {"individual_plan": False})
    return made


def address(order: Ordered) -> str:
    return f"/agreements/{order.agreement_id}"


@pytest.mark.parametrize("how", ["mouse", "keyboard", "no script"])
def test_an_agreement_is_signed_on_the_order_s_page(opened: Opened, running: Running, how: str) -> None:
    """R-A1, R-V2: its term from a day to a day, its clause, its evidence; the parties are known already."""
    order = an_order(running)
    page = opened("fi", "talous-1", scripts=how != "no script")
    hands = OnTheKeyboard(page) if how == "keyboard" else OnTheMouse(page)
    page.goto(order.path)
    form = at(hands, "sign_agreement")
    assert "Kunta (demo)" in page.input_value(form.part("[name=parties]"))
    page.fill(form.part("[name='term.to']"), "2027-05-31")
    form.write("notice_clause.whole_months", "2")
    form.write("rights_and_duties", "Sovitun mukaan.")
    form.tick("vat_exemption.provider_registered", "yes")
    saved(form)
    page.click("section[aria-labelledby=agreements] a")
    about = page.locator("section[aria-labelledby=about]")
    expect(about).to_contain_text("1.9.2025 – 31.5.2027")
    expect(page.locator("section[aria-labelledby=evidence] .tag.late")).to_have_count(3)


def test_a_term_by_its_name(opened: Opened, running: Running) -> None:
    """Autumn: from the first of August to the end of December."""
    order = an_order(running)
    page = opened("en", "talous-1")
    page.goto(order.path)
    form = at(OnTheMouse(page), "sign_agreement")
    form.tick("named_term", "autumn")
    form.write("rights_and_duties", "As agreed.")
    saved(form)
    page.click("section[aria-labelledby=agreements] a")
    expect(page.locator("section[aria-labelledby=about]")).to_contain_text("1 Aug 2025 – 31 Dec 2025")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_end_is_shown_before_notice_is_given(
    opened: Opened,
    signed: Ordered,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """R-A2, R-A3: as one types, or by the button; in the first month at once, later by a whole month."""
    page = opened("fi", "tilaaja-a", scripts=scripts)
    page.goto(address(signed))
    effect = page.locator("#effect")
    expect(effect).to_contain_text("päättyy")
    for given_on, ends_on in {
        "2025-09-20": "20.9.2025", "2025-10-15": "30.11.2025", "2025-11-01": "31.12.2025",
    }.items():  # fmt: skip
        page.fill("[name=given_on]", given_on)
        if not scripts:
            page.click("button[formaction$='/notice']")
        expect(effect).to_contain_text(ends_on)
    if scripts:
        look_at(page, "fi")
    page.click("#give_notice button.main")
    expect(page.locator("h1 .tag")).to_have_text("Irtisanottu")
    expect(page.locator("section[aria-labelledby=about]")).to_contain_text("31.12.2025")
    expect(page.locator("#give_notice")).to_have_count(0)


def test_a_day_ahead_is_refused_before_it_is_sent(opened: Opened, signed: Ordered) -> None:
    page = opened("en", "tuottaja-1")
    page.goto(address(signed))
    page.fill("[name=given_on]", "2099-01-01")
    expect(page.locator("#effect")).to_contain_text("future")
    page.click("#give_notice button.main")
    expect(page.locator("#summary")).to_be_visible()
    look_at(page, "en")


def test_without_a_clause_one_is_told_to_agree(opened: Opened, running: Running) -> None:
    """R-A4: another service than coaching, without a clause; the parties agree on a last day then."""
    order = an_order(running, service_line="support_person")
    order.signed()
    page = opened("en", "talous-1")
    page.goto(address(order))
    expect(page.locator("#effect")).to_contain_text("the agreement has no notice clause: agree an end date")
    form = at(OnTheMouse(page), "end_agreement")
    page.fill(form.part("[name=ends_on]"), "2026-12-31")
    form.write("reason", "The parties agree.")
    saved(form)
    expect(page.locator("h1 .tag")).to_have_text("Ended by agreement")


def test_evidence_that_comes_later(opened: Opened, signed: Ordered) -> None:
    """R-V2: only what is missing is asked for."""
    page = opened("en", "talous-1")
    page.goto(address(signed))
    form = at(OnTheMouse(page), "add_vat_evidence")
    expect(page.locator(form.part("input[type=checkbox]"))).to_have_count(1)
    form.tick("vat_exemption.individual_plan", "yes")
    saved(form)
    expect(page.locator("section[aria-labelledby=evidence] .tag.late")).to_have_count(0)
    expect(page.locator("#add_vat_evidence")).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), WINDOWS)
def test_an_agreement_s_page(opened: Opened, signed: Ordered, language: str, width: int) -> None:
    for whom in ("talous-1", "tilaaja-k", "tuottaja-1"):
        page = opened(language, whom, width=width)
        faults = faults_of(page)
        page.goto(address(signed))
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        look_at_words(page, language)
        assert faults == []
