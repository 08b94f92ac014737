"""Invoices on the pages: a month is invoiced, an invoice read, sent, paid, credited; a payer sees its own."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages.billing_way import BUYER, MONTH, Ordered, an_order, at, billed, saved
from tests.pages.casework import faults_of
from tests.pages.conftest import Opened
from tests.pages.hands import OnTheMouse
from tests.pages.test_every_page import WINDOWS, look_at, look_at_words
from tests.support.running import Running


@pytest.fixture(scope="module")
def shown(running: Running) -> Ordered:
    """An order that was invoiced, for who only looks at it."""
    return billed(running)


def numbers(order: Ordered) -> dict[str, str]:
    """By payer, the number of the invoice of the first month."""
    return {one["payer_id"]: one["number"] for one in order.invoiced() if one["kind"] == "invoice"}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_month_is_invoiced_and_one_sees_how_far(
    opened: Opened,
    running: Running,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """R-V1: it is a job; the page looks again by itself, or when it is opened again."""
    order = an_order(running, payers=1)
    order.committed(BUYER)
    order.signed()
    page = opened("fi", "talous-1", scripts=scripts)
    page.goto("/invoices")
    page.select_option("#f-run_invoicing-month", MONTH)
    page.click("section[aria-labelledby=run] button.main")
    expect(page.locator("h1")).to_have_text("Laskutus, syyskuu 2025")
    if scripts:
        expect(page.locator("#how-far")).to_have_text("Tehty")
        look_at(page, "fi")
    else:
        for _ in range(100):
            if page.inner_text("#how-far") == "Tehty":
                break
            page.reload()
        expect(page.locator("#how-far")).to_have_text("Tehty")
    page.click("#progress a")
    rows = page.locator("#results tbody tr")
    expect(rows.first).to_contain_text("syyskuu 2025")
    page.goto(order.path)
    expect(page.locator("section[aria-labelledby=invoices] tbody tr")).to_have_count(1)


def test_an_invoice_with_its_documents(opened: Opened, shown: Ordered) -> None:
    """R-V4, R-V5: lines, VAT by rate, and each document at its address."""
    number = numbers(shown)["ls-08"]
    page = opened("fi", "talous-1")
    page.goto(f"/invoices/{number}")
    expect(page.locator("section[aria-labelledby=lines] tbody tr")).to_contain_text("1 000,00 €")
    expect(page.locator("section[aria-labelledby=lines] tbody tr")).to_contain_text("400,00 €")
    expect(page.locator("section[aria-labelledby=vat] tbody tr").first).to_contain_text("0 %")
    for link in page.locator("nav.beside a").all():
        answer = page.request.get(str(link.get_attribute("href")))
        assert answer.ok, answer.text()


def test_sent_paid_and_seen(opened: Opened, running: Running) -> None:
    """Its state goes on with what is written down; what is still to pay is filled in already."""
    order = billed(running)
    hands = OnTheMouse(opened("en", "talous-1"))
    page = hands.page
    page.goto(f"/invoices/{numbers(order)['ls-08']}")
    saved(at(hands, "send_invoice"))
    expect(page.locator("h1 .tag")).to_have_text("Sent")
    form = at(hands, "record_payment")
    assert page.input_value(form.part("[name=amount]")) == "400.00"
    page.fill(form.part("[name=amount]"), "150,50")
    saved(form)
    expect(page.locator("section[aria-labelledby=about]")).to_contain_text("€249.50")
    saved(at(hands, "record_payment"))
    expect(page.locator("h1 .tag")).to_have_text("Paid")
    expect(page.locator("#credit_invoice")).to_have_count(0)


def test_credited_with_a_reason(opened: Opened, running: Running) -> None:
    """The credit note names its invoice; without a reason nothing is credited."""
    order = billed(running)
    number = numbers(order)["si-08"]
    hands = OnTheMouse(opened("en", "talous-1"))
    page = hands.page
    page.goto(f"/invoices/{number}")
    at(hands, "credit_invoice").save()
    expect(page.locator("#credit_invoice [name=reason]")).to_have_attribute("aria-invalid", "true")
    look_at(page, "en")
    form = at(hands, "credit_invoice")
    form.write("reason", "A wrong address.")
    saved(form)
    expect(page.locator("h1 .tag")).to_have_text("Credited")
    page.goto(order.path)
    page.click("section[aria-labelledby=invoices] tr:has-text('Credit note') a")
    expect(page.locator("section[aria-labelledby=about]")).to_contain_text(number)
    expect(page.locator("section[aria-labelledby=lines]")).to_contain_text("-€600.00")
    look_at(page, "en")


def test_a_list_is_narrowed(opened: Opened, shown: Ordered) -> None:
    """By month, payer and state, with a script or without."""
    own = numbers(shown)
    for scripts in (True, False):
        page = opened("en", "talous-1", scripts=scripts)
        page.goto("/invoices")
        page.select_option("#f-month", MONTH)
        page.select_option("#f-state", "issued")
        page.fill("#f-payer_id", "ls-08")
        page.click("form[action='/invoices'] button")
        expect(page.locator(f"#results a[href='/invoices/{own['ls-08']}']")).to_be_visible()
        expect(page.locator(f"#results a[href='/invoices/{own['si-08']}']")).to_have_count(0)


def shows(page: Page, path: str) -> int:
    """The status of a page that is as good as the others, whatever it is."""
    answer = page.goto(path)
    assert answer is not None
    look_at(page, "fi")
    return answer.status


def test_a_payer_sees_its_own_and_nothing_else(opened: Opened, shown: Ordered) -> None:
    """R-B5: its own invoices, and a plain no elsewhere."""
    own = numbers(shown)
    page = opened("fi", "maksaja-1")
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Tilaukset")
    assert shows(page, "/invoices") == 200
    expect(page.locator(f"#results a[href='/invoices/{own['ls-08']}']")).to_be_visible()
    expect(page.locator("#results td:has-text('si-08')")).to_have_count(0)
    expect(page.locator("section[aria-labelledby=run]")).to_have_count(0)
    assert shows(page, f"/invoices/{own['ls-08']}") == 200
    expect(page.locator("main form")).to_have_count(0)
    assert page.request.get(f"/documents/invoice/{own['ls-08']}.pdf").ok
    assert shows(page, f"/invoices/{own['si-08']}") == 404
    assert page.request.get(f"/documents/invoice/{own['si-08']}.pdf").status == 404
    assert shows(page, "/invoices?payer_id=si-08") == 403
    expect(page.locator("main")).to_contain_text("maksaja näkee omat laskunsa")
    assert shows(page, f"{shown.path}/shares") == 403
    assert shows(page, f"/cases/{shown.case.case_id}") in {403, 404}


def test_who_has_nothing_to_do_with_invoices(opened: Opened, shown: Ordered) -> None:
    """Coordinators and buyers read no invoices; the provider its own, and runs nothing."""
    own = numbers(shown)
    for whom in ("koordinaattori-1", "tilaaja-a"):
        assert shows(opened("fi", whom), "/invoices") == 403
    page = opened("fi", "tuottaja-1")
    assert shows(page, "/invoices") == 200
    expect(page.locator(f"#results a[href='/invoices/{own['si-08']}']")).to_be_visible()
    expect(page.locator("section[aria-labelledby=run]")).to_have_count(0)
    assert shows(page, f"/invoices/{own['si-08']}") == 200


@pytest.mark.parametrize(("language", "width"), WINDOWS)
def test_the_pages_of_invoices(opened: Opened, shown: Ordered, language: str, width: int) -> None:
    """Axe finds nothing, on a phone either, with all that is folded away."""
    page = opened(language, "talous-1", width=width)
    faults = faults_of(page)
    for path in ("/invoices", f"/invoices?order_id={shown.order_id}", f"/invoices/{numbers(shown)['ls-08']}"):
        page.goto(path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        look_at_words(page, language)
    assert faults == []
