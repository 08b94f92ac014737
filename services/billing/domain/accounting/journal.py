"""Vouchers → double entry rows. What leaves here is balanced, voucher by voucher, or does not leave."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.billing.domain.accounting.chart import Chart
from services.billing.domain.accounting.vouchers import (
    NOWHERE,
    Bill,
    Dimension,
    Payment,
    Sale,
    TakenOut,
    Voucher,
)

SENTENCES = {
    "invoice": "Invoice {number}",
    "credit": "Credit note {number} of invoice {credited}",
    "payment": "Payment on invoice {number}",
    "taken_back": "Payment taken back from invoice {number}",
    "waiting": "Payment that waits to be placed",
    "placed": "Payment that waited, on invoice {number}",
    "taken_out": "Payment that waited, paid back or told otherwise",
}
"""What a row says of itself, by its `what`. No names, no texts of people."""


@dataclass(frozen=True)
class Row:
    """One side of a voucher. debit, credit: cents, one of them 0, the other above. what: see `SENTENCES`."""

    on: date
    voucher: str
    account: str
    debit: int
    credit: int
    what: str
    number: str = ""
    credited: str = ""
    vat_code: str = ""
    dimension: Dimension = NOWHERE


def journal(vouchers: Iterable[Voucher], chart_on: Callable[[date], Chart]) -> list[Row]:
    """All rows, in order of day and voucher. chart_on: the chart of a day.

    ValueError where a voucher does not balance: an invoice whose total is not its lines and its VAT.
    """
    rows = [row for voucher in vouchers for row in _balanced(list(_rows_of(voucher, chart_on)))]
    return sorted(rows, key=lambda row: (row.on, row.voucher))


def _balanced(rows: list[Row]) -> list[Row]:
    if sum(row.debit - row.credit for row in rows):
        msg = f"voucher {rows[0].voucher} does not balance"
        raise ValueError(msg)
    return rows


def _rows_of(voucher: Voucher, chart_on: Callable[[date], Chart]) -> Iterator[Row]:
    match voucher:
        case Bill():
            yield from _of_bill(voucher, chart_on(voucher.issued_on))
        case Payment():
            yield from _of_payment(voucher, chart_on(voucher.on))
        case TakenOut(number, on, amount):
            accounts = chart_on(on).accounts
            yield from _side(Row(on, number, accounts["unplaced_payments"], 0, 0, "taken_out"), amount)
            yield from _side(Row(on, number, accounts["bank"], 0, 0, "taken_out"), -amount)


def _of_bill(bill: Bill, chart: Chart) -> Iterator[Row]:
    shared = _shared(bill.sales)

    def row(account: str, rate_code: str = "", dimension: Dimension = shared) -> Row:
        return Row(
            on=bill.issued_on,
            voucher=bill.number,
            account=chart.accounts[account],
            debit=0,
            credit=0,
            what="credit" if bill.credited else "invoice",
            number=bill.number,
            credited=bill.credited,
            vat_code=rate_code,
            dimension=dimension,
        )

    yield from _side(row("receivables"), bill.total)
    for (rate, dimension), net in _by_rate_and_dimension(bill.sales).items():
        account = "revenue_exempt" if rate is None else "revenue_taxable"
        yield from _side(row(account, chart.vat_code(rate), dimension), -net)
    for rate, vat in bill.vat.items():
        yield from _side(row("vat_payable", chart.vat_code(rate)), -vat)


def _of_payment(payment: Payment, chart: Chart) -> Iterator[Row]:
    def row(account: str) -> Row:
        return Row(
            on=payment.on,
            voucher=payment.voucher,
            account=chart.accounts[account],
            debit=0,
            credit=0,
            what=_what(payment),
            number=payment.number,
            dimension=payment.dimension,
        )

    on_invoice = payment.amount - payment.over if payment.number else 0
    yield from _side(row("unplaced_payments" if payment.waited else "bank"), payment.amount)
    yield from _side(row("receivables"), -on_invoice)
    yield from _side(row("unplaced_payments"), on_invoice - payment.amount)


def _what(payment: Payment) -> str:
    if not payment.number:
        return "waiting"
    if payment.waited:
        return "placed"
    return "payment" if payment.amount > 0 else "taken_back"


def _side(row: Row, amount: int) -> Iterator[Row]:
    """The row on its side: debit where the amount is above 0, credit below; none for nothing."""
    if amount:
        sides = {"debit": max(amount, 0), "credit": max(-amount, 0)}
        yield Row(**{**vars(row), **sides})


def _by_rate_and_dimension(sales: Iterable[Sale]) -> dict[tuple[Decimal | None, Dimension], int]:
    sums: dict[tuple[Decimal | None, Dimension], int] = defaultdict(int)
    for sale in sales:
        sums[sale.vat_rate, sale.dimension] += sale.net
    return sums


def _shared(sales: Iterable[Sale]) -> Dimension:
    """The dimension that all lines have; none where they differ."""
    dimensions = {sale.dimension for sale in sales}
    return dimensions.pop() if len(dimensions) == 1 else NOWHERE
