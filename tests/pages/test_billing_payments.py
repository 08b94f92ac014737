"""Payments that fit no invoice: they wait in a list, where a person places them."""

import base64
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.billing_way import FINANCE, billed, done
from tests.pages.casework import faults_of
from tests.pages.conftest import Opened
from tests.pages.test_every_page import LANGUAGES, WINDOWS, look_at, look_at_words
from tests.specs.billing.payments.bank import Entry, File
from tests.support.running import Running


def came_in(running: Running, amount: str) -> None:
    """The bank tells of a payment without a reference, of an amount that no other test has."""
    content = base64.b64encode(File((Entry(amount, bank=uuid4().hex[:20]),)).bytes).decode()
    done(running, "read_bank_file", FINANCE, {"file_id": str(uuid4()), "content": content})


def payment(page: Page, amount: str) -> Locator:
    """The part of the page about the payment of this amount."""
    return page.locator("main section.box").filter(has_text=amount)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_payment_is_placed_by_hand(
    opened: Opened,
    running: Running,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """It says why it waits; a number that is none is said at once, and nothing is lost."""
    order = billed(running)
    number = next(one["number"] for one in order.invoiced() if one["payer_id"] == "ls-08")
    amount = f"{Decimal(100 + int(scripts))}.10"
    came_in(running, amount)
    page = opened("en", "talous-1", scripts=scripts)
    page.goto("/invoices")
    page.click("main a[href='/payments']")
    mine = payment(page, f"€{amount}")
    expect(mine).to_contain_text("no reference number")
    mine.locator("summary").first.click()
    mine.locator("[name=number]").fill("1-1")
    mine.locator("details").first.locator("button.main").click()
    expect(page.locator("#summary")).to_be_visible()
    if scripts:
        look_at(page, "en")
    assert mine.locator("[name=number]").input_value() == "1-1"
    mine.locator("[name=number]").fill(number)
    mine.locator("details").first.locator("button.main").click()
    expect(page.locator(".note[role=status]")).to_be_visible()
    expect(payment(page, f"€{amount}")).to_have_count(0)
    page.click("main a[href='/payments?all=yes']")
    payment(page, f"€{amount}").locator(f"a[href='/invoices/{number}']").click()
    expect(page.locator("section[aria-labelledby=about]")).to_contain_text(f"€{amount}")


def test_a_payment_is_set_aside(opened: Opened, running: Running) -> None:
    came_in(running, "77.70")
    page = opened("fi", "talous-1")
    page.goto("/payments")
    mine = payment(page, "77,70 €")
    mine.locator("summary").nth(1).click()
    mine.locator("[value=paid_back]").check()
    mine.locator("details").nth(1).locator("button.main").click()
    expect(page.locator(".note[role=status]")).to_be_visible()
    expect(payment(page, "77,70 €")).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), WINDOWS)
def test_the_page_of_payments(opened: Opened, running: Running, language: str, width: int) -> None:
    """Axe finds nothing, on a phone either, with all that is folded away."""
    came_in(running, f"{width}.{LANGUAGES.index(language)}5")
    page = opened(language, "talous-1", width=width)
    faults = faults_of(page)
    for path in ("/payments", "/payments?all=yes"):
        page.goto(path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        look_at_words(page, language)
    assert faults == []


def test_payments_are_for_the_centre(opened: Opened) -> None:
    for whom in ("maksaja-1", "tuottaja-1", "tilaaja-a", "koordinaattori-1"):
        page = opened("fi", whom)
        answer = page.goto("/payments")
        assert answer is not None
        assert answer.status == 403, whom
        look_at(page, "fi")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_of_the_bank_is_given_on_the_page(
    opened: Opened,
    tmp_path: Path,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A broken one is refused with the place of its fault; a whole one is read, and what waits is shown."""
    amount = f"{Decimal(300 + int(scripts))}.10"
    day = Entry(amount, bank=uuid4().hex[:20])
    page = opened("en", "talous-1", scripts=scripts)
    page.goto("/payments")
    for entries in ((day, Entry("1.00", booked="")), (day,)):
        (tmp_path / "day.xml").write_bytes(File(entries).bytes)
        fold = page.locator("#read_bank_file")
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
        fold.locator("[name=content]").set_input_files(tmp_path / "day.xml")
        fold.locator("button.main").click()
        if len(entries) > 1:
            expect(page.locator("#summary")).to_contain_text("entry 2 has no day on which it was booked")
            if scripts:
                look_at(page, "en")
    expect(page.locator("#progress")).to_contain_text("Waiting for a person")
    expect(page.locator("#progress dd").nth(2)).to_have_text("1")
    page.click("#progress a[href='/payments']")
    expect(payment(page, f"€{amount}")).to_have_count(1)
