"""The books of a small provider: what is booked, and how the accounts stand after it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.billing.domain.accounting.chart import chart_for
from services.billing.domain.accounting.journal import Row, journal
from services.billing.domain.accounting.vouchers import Bill, Dimension, Sale, Voucher

EXEMPT, GENERAL = None, Decimal("25.50")
COACHING = Dimension("KP-4410", "2025-00042", "neuropsychiatric_coaching")
SUPPORT = Dimension("KP-4410", "2025-00042", "support_person")
OCTOBER_31 = date(2025, 10, 31)
NAMES = {number: name for name, number in chart_for(OCTOBER_31).accounts.items()}
INVOICE = Bill(
    number="23456780-000017",
    issued_on=OCTOBER_31,
    sales=(Sale(10000, EXEMPT, COACHING), Sale(2000, GENERAL, COACHING), Sale(500, EXEMPT, COACHING)),
    vat={GENERAL: 510},
    total=13010,
)
CREDIT = Bill(
    number="23456780-000018",
    issued_on=date(2025, 11, 5),
    sales=tuple(Sale(-sale.net, sale.vat_rate, sale.dimension) for sale in INVOICE.sales),
    vat={GENERAL: -510},
    total=-13010,
    credited=INVOICE.number,
)


@dataclass(frozen=True)
class Books:
    """when these are booked, then."""

    rows: list[Row]

    def sides(self, voucher: str) -> list[tuple[str, int, int]]:
        """Account (by what it takes), debit and credit of a voucher's rows."""
        return [(NAMES[row.account], row.debit, row.credit) for row in self.rows if row.voucher == voucher]

    def standing(self) -> dict[str, int]:
        """What each account stands at: debits less credits, those at nothing left out."""
        at: Counter[str] = Counter()
        for row in self.rows:
            at[NAMES[row.account]] += row.debit - row.credit
        return {account: cents for account, cents in at.items() if cents}


def booked(*vouchers: Voucher) -> Books:
    return Books(journal(vouchers, chart_for))
