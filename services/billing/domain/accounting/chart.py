"""The chart of accounts: which account takes what, and the codes of VAT. Data with dates of validity.

`chart_of_accounts.json` beside this file is a seed. A row holds from `valid_from` to `valid_to` (inclusive,
or null: until further notice), for one region or any (null). The first row that fits counts: a region's own
stand before those for all. A voucher is booked by the chart of its own day.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

CHARTS = Path(__file__).parent / "chart_of_accounts.json"
NEEDED = frozenset({
    "receivables", "bank", "vat_payable", "unplaced_payments", "revenue_taxable", "revenue_exempt"
})  # fmt: skip
"""unplaced_payments takes what came in and pays nothing (yet): payments that wait, and what was paid over."""


@dataclass(frozen=True)
class Chart:
    """accounts: number by what it takes, see `NEEDED`. vat_codes: by "exempt" or a rate like "25.50"."""

    accounts: Mapping[str, str]
    vat_codes: Mapping[str, str]

    def __post_init__(self) -> None:
        """ValueError for a chart that misses an account or has another that nothing goes to."""
        if differing := NEEDED ^ self.accounts.keys():
            msg = f"a chart of accounts has these and no others: {sorted(NEEDED)}; see {sorted(differing)}"
            raise ValueError(msg)

    def vat_code(self, rate: Decimal | None) -> str:
        """The code of a rate in percent, None: exempt. LookupError where the chart has none for it."""
        return self.vat_codes["exempt" if rate is None else f"{rate:.2f}"]


def chart_for(on: date, region: str | None = None) -> Chart:
    """The chart of a day, as shipped. LookupError where the file has none for that day."""
    return chart_among(_charts(), on, region)


def chart_among(rows: Iterable[Mapping[str, Any]], on: date, region: str | None) -> Chart:
    """The first of the rows that fits. LookupError where none does, ValueError where it is no chart."""
    for row in rows:
        if row["region"] in {None, region} and _holds(row, on):
            return Chart(row["accounts"], row["vat_codes"])
    msg = f"there is no chart of accounts for {on}"
    raise LookupError(msg)


@cache
def _charts() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(CHARTS.read_text(encoding="utf-8"))["charts"])


def _holds(row: Mapping[str, Any], on: date) -> bool:
    ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max
    return date.fromisoformat(row["valid_from"]) <= on <= ends
