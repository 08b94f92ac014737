"""Value added tax: the general rate of a day, and what it comes to (R-V2).

Rates are hundredths of a percent: 2550 is 25.50 %. 0 is exempt. They stand in vat_rates.json, each from a
day on; a new one is a new row there.
"""

import json
from bisect import bisect_right
from datetime import date
from functools import cache
from pathlib import Path

from shared.kernel.money import rounded

RATES = Path(__file__).parent / "vat_rates.json"
EXEMPT = 0
WHOLE = 10_000
"""100 % in hundredths of a percent."""


def general_rate(on: date) -> int:
    """The rate in force on a day; LookupError for one before the first that is known."""
    days, rates = _rates()
    place = bisect_right(days, on)
    if not place:
        msg = f"no VAT rate is known for {on}"
        raise LookupError(msg)
    return rates[place - 1]


def vat_of(net: int, rate: int) -> int:
    """The tax on cents without it, half a cent up; of a credit what its charge had."""
    tax = rounded(abs(net) * rate, WHOLE)
    return tax if net >= 0 else -tax


@cache
def _rates() -> tuple[list[date], list[int]]:
    document = json.loads(RATES.read_text("utf-8"))
    rows = sorted((date.fromisoformat(row["valid_from"]), row["percent"]) for row in document["rates"])
    return [day for day, _ in rows], [int(percent.replace(".", "")) for _, percent in rows]
