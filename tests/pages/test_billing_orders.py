"""An order on the pages: placed from its case, committed to, shared, and what it says of itself."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.pages.billing_way import (
    BUYER,
    NAMES,
    START,
    Ordered,
    an_order,
    at,
    billed,
    placed,
    saved,
)
from tests.pages.casework import a_case, faults_of
from tests.pages.conftest import Opened
from tests.pages.hands import OnTheKeyboard, OnTheMouse
from tests.pages.test_every_page import WINDOWS, look_at, look_at_words
from tests.support.running import Running


@pytest.fixture(scope="module")
def shown(running: Running) -> Ordered:
    """An order that was invoiced, for who only looks at it."""
    return billed(running)


def shares_of(page: Page) -> list[str]:
    """The payers' table: who, code, share, decision."""
    rows = page.locator("section[aria-labelledby=payers] tbody").first.locator("tr")
    return [" | ".join(row.locator("th, td").all_inner_texts()) for row in rows.all()]


@pytest.mark.parametrize("how", ["mouse", "keyboard", "no script"])
def test_from_a_case_to_payers_who_committed(opened: Opened, running: Running, how: str) -> None:
    """R-B1, R-B7: the coordinator places it, each buyer decides for itself, finance agrees the shares."""
    scripts, case = how != "no script", a_case(running)
    kind = OnTheKeyboard if how == "keyboard" else OnTheMouse
    hands = kind(opened("fi", scripts=scripts))
    hands.page.goto(case.path)
    hands.follow(f"/orders?case_id={case.case_id}")
    expect(hands.page.locator("#found")).to_contain_text("Työskentelyn")
    hands.follow("/orders/new?case_id=" + case.case_id)
    expect(hands.page.locator("form.plan")).to_be_visible()
    order_id = placed(hands)
    for whom in ("tilaaja-a", "tilaaja-k"):
        buyer = replace(hands, page=opened("fi", whom, scripts=scripts))
        buyer.page.goto(f"/orders/{order_id}")
        expect(buyer.page.locator("section[aria-labelledby=payers]")).to_contain_text("Odottaa maksajan")
        form = at(buyer, "commit_to_pay")
        form.write("decision_ref", "Päätös 12/2026")
        buyer.page.fill(form.part("[name=decided_on]"), "2026-11-02")
        saved(form)
        expect(buyer.page.locator("#commit_to_pay")).to_have_count(0)
    finance = replace(hands, page=opened("fi", "talous-1", scripts=scripts))
    finance.page.goto(f"/orders/{order_id}")
    finance.follow("/shares")
    expect(finance.page.locator("#effect")).to_be_visible()
    form = replace(finance, within="form.sheet")
    form.write("shares.ls-08", "33,3334")
    form.write("shares.si-08", "66,6666")
    saved(form)
    assert shares_of(finance.page) == [
        "Hyvinvointialue (demo) (Lastensuojelu) | ls-08 | 33,3334 % | Sitoutui 2.11.2026, Päätös 12/2026",
        "Kunta (demo) (Koulutoimi / sivistystoimi) | si-08 | 66,6666 % | Sitoutui 2.11.2026, Päätös 12/2026",
    ]
    if how == "keyboard":
        assert hands.clicks == finance.clicks == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_the_shares_show_what_they_do_before_they_hold(
    opened: Opened,
    running: Running,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """R-B4: their sum, and to the cent what each payer would get back and be charged; then they are saved."""
    order = billed(running)
    page = opened("fi", "talous-1", scripts=scripts)
    page.goto(f"{order.path}/shares")
    effect = page.locator("#effect")
    page.fill("[name='effective_from']", START)
    page.fill("[name='shares.ls-08']", "33,3333")
    page.type("[name='shares.si-08']", "")
    look(page, scripts=scripts)
    expect(effect).to_contain_text("Yhteensä 93,3333 %: puuttuu 6,6667 %")
    page.fill("[name='shares.si-08']", "66,6667")
    look(page, scripts=scripts)
    expect(effect).to_contain_text("Yhteensä 100 %")
    rows = effect.locator("tbody tr")
    expect(rows.nth(0)).to_contain_text("400,00 €")
    expect(rows.nth(0)).to_contain_text("333,33 €")
    expect(rows.nth(0)).to_contain_text("-66,67 €")
    expect(rows.nth(1)).to_contain_text("666,67 €")
    page.fill("[name=reason]", "Sovittiin uudelleen.")
    page.click("button.main")
    expect(page.locator(".note[role=status]")).to_be_visible()
    invoices = page.locator("section[aria-labelledby=invoices] tbody tr")
    expect(invoices).to_have_count(6)
    expect(invoices.filter(has_text="Hyvityslasku")).to_have_count(2)
    page.click("details.plainfold summary")
    expect(page.locator("details.plainfold tbody tr")).to_have_count(2)


def look(page: Page, *, scripts: bool) -> None:
    """As one types where there is a script, else by the button."""
    if not scripts:
        page.click("button[formaction$='/preview']")


def test_shares_that_are_not_100_are_refused_and_nothing_is_lost(opened: Opened, shown: Ordered) -> None:
    """R-B1."""
    page = opened("en", "talous-1")
    page.goto(f"{shown.path}/shares")
    page.fill("[name='shares.ls-08']", "10")
    page.fill("[name=reason]", "Because.")
    page.click("button.main")
    expect(page.locator("#summary")).to_contain_text("shares sum to exactly 100, not to 70")
    assert page.input_value("[name='shares.ls-08']") == "10"
    assert page.input_value("[name=reason]") == "Because."
    look_at(page, "en")


def test_an_order_says_what_waits_and_why(opened: Opened, running: Running) -> None:
    """R-B6, R-B7, R-A1, R-V2: held work is listed with its reason; the ceiling says how much is used."""
    order = an_order(running, ceiling={"amount": "1500.00"})
    page = opened("en", "talous-1")
    page.goto(order.path)
    expect(page.locator("section[aria-labelledby=waiting]")).to_contain_text("No agreement is signed")
    order.signed()
    page.reload()
    expect(page.locator("section[aria-labelledby=waiting]")).to_contain_text("not agreed their shares")
    order.shared("50", "50")
    order.committed(BUYER)
    order.invoiced()
    page.reload()
    waiting = page.locator("section[aria-labelledby=waiting]")
    expect(waiting).to_contain_text("A payer has not committed: its part waits")
    expect(waiting).to_contain_text("Kunta (demo) (")
    expect(waiting).to_contain_text("This lies beyond the ceiling")
    expect(page.locator("section[aria-labelledby=ceiling]")).to_contain_text(
        "€1,000.00 of €1,500.00 is used (67 %)"
    )
    expect(page.locator("section[aria-labelledby=ceiling] progress")).to_have_attribute("value", "67")


def test_finance_finds_a_case_by_its_number(opened: Opened, running: Running) -> None:
    """Finance reads no case, and places orders all the same."""
    order = an_order(running)
    page = opened("en", "talous-1")
    page.goto(order.path)
    number = page.locator("section[aria-labelledby=about] dd").first.inner_text()
    page.goto("/orders/new")
    page.fill("[name=case_number]", "1999-00001")
    page.click("main button.main")
    expect(page.locator("#summary")).to_contain_text("There is no such case here")
    look_at(page, "en")
    page.fill("[name=case_number]", number)
    page.click("main button.main")
    expect(page.locator("form.plan [name=service_line]")).to_have_value("neuropsychiatric_coaching")
    answer = page.goto(f"/cases/{order.case.case_id}")
    assert answer is not None
    assert answer.status in {403, 404}
    look_at(page, "en")


def test_what_is_wrong_stands_at_its_field(opened: Opened, running: Running) -> None:
    """An order with a business id that is none: nothing that was typed is lost."""
    case = an_order(running).case
    page = opened("en")
    page.goto(f"/orders/new?case_id={case.case_id}")
    page.fill("[name='provider.name']", "Esimerkkituottaja Oy")
    page.fill("[name='provider.business_id']", "1234567-0")
    page.click("form.plan .buttons button.main")
    expect(page.locator("[name='provider.business_id']")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#summary")).to_contain_text("is no business id")
    assert page.input_value("[name='provider.name']") == "Esimerkkituottaja Oy"
    look_at(page, "en")


def test_each_sees_its_own_orders(opened: Opened, running: Running) -> None:
    """Buyer and provider see theirs; the school none that child welfare alone pays for."""
    alone = an_order(running, payers=1)
    own = f"a[href='{alone.path}']"
    for whom, there in {"talous-1": 1, "tilaaja-a": 1, "tilaaja-k": 0, "maksaja-1": 1}.items():
        page = opened("fi", whom)
        page.goto("/orders")
        expect(page.locator(own)).to_have_count(there)
        answer = page.goto(alone.path)
        assert answer is not None
        assert answer.status == (200 if there else 404), whom
        look_at(page, "fi")
    alone.signed()
    page = opened("fi", "tuottaja-1")
    page.goto("/orders")
    expect(page.locator(f"a[href='/agreements/{alone.agreement_id}']")).to_be_visible()
    answer = page.goto(alone.path)
    assert answer is not None
    assert answer.status == 403
    look_at(page, "fi")


@pytest.mark.parametrize(("language", "width"), WINDOWS)
def test_the_pages_of_orders(opened: Opened, shown: Ordered, language: str, width: int) -> None:
    """Axe finds nothing, on a phone either, with all that is folded away; and nobody of the case is named."""
    page = opened(language, "talous-1", width=width)
    faults = faults_of(page)
    new = f"/orders/new?case_id={shown.case.case_id}"
    for path in ("/orders", shown.path, f"{shown.path}/shares", new, "/orders/new"):
        page.goto(path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        look_at_words(page, language)
        assert [name for name in NAMES if name in page.inner_text("main")] == [], path
    assert faults == []


def test_forms_of_finance(opened: Opened, running: Running) -> None:
    """Price, ceiling, tax, end: each by its form, and seen on the page then."""
    order = an_order(running, ceiling={"amount": "4500.00"})
    hands = OnTheMouse(opened("en", "talous-1"))
    page = hands.page
    page.goto(order.path)
    form = at(hands, "raise_ceiling")
    form.write("ceiling.amount", "6 000,50")
    page.fill(form.part("[name=effective_from]"), "2026-01-01")
    form.write("reason", "More work.")
    saved(form)
    expect(page.locator("section[aria-labelledby=ceiling]")).to_contain_text("€6,000.50")
    form = at(hands, "change_price")
    page.fill(form.part("[name='price.amount']"), "1100")
    page.fill(form.part("[name=effective_from]"), "2026-01-01")
    form.write("reason", "Index.")
    saved(form)
    expect(page.locator("section[aria-labelledby=prices]")).to_contain_text("€1,100.00")
    form = at(hands, "decide_taxable")
    form.write("reason", "No register.")
    saved(form)
    expect(page.locator("#decide_taxable")).to_have_count(0)
    form = at(hands, "end_order")
    page.fill(form.part("[name=ends_on]"), "2026-12-31")
    form.write("reason", "The work is done.")
    saved(form)
    expect(page.locator("h1 .tag")).to_have_text("Has an end")


def test_who_is_no_payer_is_offered_no_decision(opened: Opened, shown: Ordered) -> None:
    """R-B7: finance and coordinators read of decisions, and make none."""
    for whom in ("talous-1", "koordinaattori-1", "maksaja-1"):
        page = opened("en", whom)
        page.goto(shown.path)
        expect(page.locator("#commit_to_pay")).to_have_count(0)


@pytest.mark.parametrize("whom", ["talous-1", "maksaja-1", "tilaaja-k", "tuottaja-1"])
def test_each_of_them_gets_pages_and_a_plain_no_elsewhere(opened: Opened, whom: str) -> None:
    """The menu leads nowhere where one may not go."""
    page = opened("fi", whom)
    for path in ("/", "/calls/new", "/referrals", "/statistics"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status in {200, 403}, path
        look_at(page, "fi")
    places = [one.get_attribute("href") for one in page.locator("nav[aria-label=Päävalikko] a").all()]
    assert "/orders" in places
    for place in places:
        answer = page.goto(str(place))
        assert answer is not None
        assert answer.ok, place
