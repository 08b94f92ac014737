"""How a bill becomes an invoice or a credit note: its lines, its tax, its number's reference, its due day."""

from collections import defaultdict
from datetime import date, timedelta

from services.billing.domain.invoice.language import InvoiceLine, VatTotal
from services.billing.domain.invoicing.bills import Bill, BillLine
from services.billing.domain.invoicing.vat import vat_of
from shared.kernel.identifiers import digits_of, reference_number

PAYMENT_DAYS = 30
"""P: from an invoice's day to its due day where the provider says nothing."""
DIGITS = 6
"""Of the number after the seller's business id; more once there are more."""


def number_of(business_id: str, n: int) -> str:
    """The n-th number of a seller: "23456780-000017" (R-V4)."""
    return f"{digits_of(business_id)}-{n:0{DIGITS}d}"


def reference_of(business_id: str, n: int) -> str:
    """The reference number of a seller's n-th invoice: its id without check digit, n, 7-3-1 (R-V3)."""
    return reference_number(f"{digits_of(business_id)[:-1]}{n:0{DIGITS}d}")


def lines_of(bill: Bill) -> tuple[InvoiceLine, ...]:
    """A bill's lines as they are told."""
    return tuple(map(_line, bill.lines))


def _line(line: BillLine) -> InvoiceLine:
    entry = line.entry
    quantity = -entry.quantity if line.taken_back else entry.quantity
    return InvoiceLine(
        entry.line.on, entry.line.what, quantity, entry.line.unit, line.amount, line.percent, line.cents,
        entry.vat, line.number, line.late,
    )  # fmt: skip


def vat_totals(lines: tuple[InvoiceLine, ...]) -> tuple[VatTotal, ...]:
    """The tax by rate, each on the rate's sum, half a cent up (R-V2)."""
    sums: dict[int, int] = defaultdict(int)
    for line in lines:
        sums[line.vat] += line.net
    return tuple(VatTotal(rate, net, vat_of(net, rate)) for rate, net in sorted(sums.items()))


def due_on(issued_on: date, payment_days: int | None) -> date:
    """The last day to pay."""
    return issued_on + timedelta(days=PAYMENT_DAYS if payment_days is None else payment_days)
