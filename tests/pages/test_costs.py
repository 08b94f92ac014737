"""What work costs, on a page: each sum in a table, for who pays and for who invoices."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages.billing_way import FINANCE, MONTH, PAYERS, Ordered, billed
from tests.pages.casework import faults_of
from tests.pages.conftest import Opened
from tests.pages.test_every_page import WINDOWS, look_at, look_at_words
from tests.support.installation import wait_for
from tests.support.running import Running, ask

PERIOD = f"/costs?from={MONTH}&to={MONTH}"


@pytest.fixture(scope="module")
def invoiced(running: Running) -> Ordered:
    """An order of 1 000 euros a month, 40 to 60, whose first month reporting has counted."""
    order = billed(running)
    order.invoiced()

    def counted() -> bool:
        with running.client(**FINANCE) as client:
            told = ask(client, "reporting.costs", **{"from": MONTH, "to": MONTH, "by": "payer"}).json()
        return len(told["result"]["rows"]) == len(PAYERS)

    wait_for("reporting has counted them", counted)
    return order


def numbers(page: Page, table: str) -> dict[str, list[str]]:
    """A table's rows: the word, and its numbers."""
    rows = page.locator(f"section[aria-labelledby=h-{table}] tbody tr").all()
    texts = [row.locator("th, td").all_inner_texts() for row in rows]
    return {word: [text.replace("\xa0", " ") for text in others] for word, *others in texts}


def test_finance_sees_sums_by_every_key(opened: Opened, invoiced: Ordered) -> None:
    """Without a script: by month, sector, county, service and payer, each table with its sum."""
    page = opened("fi", "talous-1", scripts=False)
    page.goto(PERIOD)
    by_payer = numbers(page, "payer")
    together = by_payer.pop("Yhteensä")
    assert set(by_payer) == {"ls-08", "si-08"}
    assert {words[-1] for words in (numbers(page, key)["Yhteensä"] for key in ("month", "county"))} == {
        together[-1]
    }
    for table in ("month", "sector", "county", "service_line"):
        assert numbers(page, table)["Yhteensä"] == together
    assert "Lastensuojelu" in " ".join(numbers(page, "sector"))


def test_a_payer_sees_its_own(opened: Opened, invoiced: Ordered) -> None:
    """R-B5: and no table by payer, for there is one."""
    page = opened("fi", "maksaja-1")
    page.goto(PERIOD)
    assert len(numbers(page, "sector")) == 2  # its own, and the sum
    expect(page.locator("#h-payer")).to_have_count(0)


def test_a_wrong_period_is_said(opened: Opened) -> None:
    page = opened("fi", "talous-1")
    page.goto("/costs?from=2025-10&to=2025-09")
    expect(page.locator("#summary")).to_be_visible()
    look_at(page, "fi")


@pytest.mark.parametrize(("language", "width"), WINDOWS)
@pytest.mark.parametrize("person", ["talous-1", "koordinaattori-1"])
def test_the_page_is_whole(opened: Opened, invoiced: Ordered, person: str, language: str, width: int) -> None:
    """With sums, and of a time in which nothing was invoiced."""
    page = opened(language, person, width=width)
    faults = faults_of(page)
    for path in (PERIOD, "/costs", f"{PERIOD}&as_of=2025-08-01"):
        page.goto(path)
        look_at_words(page, language)
    assert faults == []
