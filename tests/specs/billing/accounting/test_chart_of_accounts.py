"""The chart of accounts: dated data that a region replaces."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.billing.domain.accounting.chart import CHARTS, NEEDED, Chart, chart_among, chart_for

NEW_YEAR = date(2026, 1, 1)
SEEDED = chart_for(NEW_YEAR)


def row(receivables: str, **own: Any) -> dict[str, Any]:
    accounts = {**SEEDED.accounts, "receivables": receivables}
    dates = {"region": None, "valid_from": "1900-01-01", "valid_to": None}
    return {**dates, "accounts": accounts, "vat_codes": SEEDED.vat_codes, **own}


def test_the_seed_has_every_account_and_a_code_for_every_rate_there_was() -> None:
    """R-V2: exempt, 24 % to 31 August 2024, 25.5 % from 1 September 2024."""
    assert SEEDED.accounts.keys() == NEEDED
    assert len(set(SEEDED.accounts.values())) == len(NEEDED)
    codes = [SEEDED.vat_code(rate) for rate in (None, Decimal(24), Decimal("25.5"), Decimal("25.50"))]
    assert codes == ["VAPAA", "M24", "M25.5", "M25.5"]
    assert CHARTS.name.endswith(".json")


def test_a_rate_without_a_code_is_a_gap_in_the_chart() -> None:
    with pytest.raises(LookupError):
        SEEDED.vat_code(Decimal("13.50"))


def test_a_regions_own_chart_stands_before_the_one_for_all() -> None:
    rows = [row("1701", region="3"), row("1700")]
    assert chart_among(rows, NEW_YEAR, "3").accounts["receivables"] == "1701"
    assert chart_among(rows, NEW_YEAR, "4").accounts["receivables"] == "1700"


def test_a_chart_holds_on_its_days_both_included() -> None:
    rows = [row("1700", valid_to="2025-12-31"), row("1710", valid_from="2026-01-01", valid_to="2026-12-31")]
    assert chart_among(rows, date(2025, 12, 31), None).accounts["receivables"] == "1700"
    assert chart_among(rows, NEW_YEAR, None).accounts["receivables"] == "1710"
    with pytest.raises(LookupError, match="no chart of accounts for 2027-01-01"):
        chart_among(rows, date(2027, 1, 1), None)


@pytest.mark.parametrize("change", ["missing", "more"])
def test_a_chart_has_the_accounts_that_are_needed_and_no_others(change: str) -> None:
    accounts = dict(SEEDED.accounts)
    if change == "missing":
        del accounts["bank"]
    else:
        accounts["cash"] = "1900"
    with pytest.raises(ValueError, match="these and no others"):
        Chart(accounts, SEEDED.vat_codes)
