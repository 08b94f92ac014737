"""Rows of payments, written in the transaction of their facts: what waits, and what the books take."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.billing.domain.invoice import Invoice
from services.billing.domain.payments.matching import Placed
from services.billing.domain.payments.payment import Payment
from shared.plumbing.store.rows import Rows

AS_IT_IS = (
    "number", "region", "of_file", "booking", "account", "reference", "amount", "paid_on", "payments",
    "returned", "state", "reason", "about", "why",
)  # fmt: skip


@dataclass(frozen=True)
class Booked:
    """What the books take of a payment (domain/accounting/vouchers.py).

    kind: "payment" or "taken_out". voucher: the same in every export, for it is made of numbers that stay.
    """

    voucher: str
    region: str
    on_day: date
    kind: str
    amount: int
    entry_id: UUID | None = None
    invoice: str | None = None
    over: int = 0
    waited: bool = False
    by_hand: bool = False


def placed_by_bank(payment: Payment, placed: Placed, on: date) -> Booked:
    """On its invoice by its reference. A part of a sum that waited moves what was booked with the sum."""
    return Booked(
        f"P{payment.number}", payment.region, on if placed.of_sum else placed.paid_on, "payment",
        placed.amount,
        payment.id, placed.number, placed.over, waited=placed.of_sum is not None,
    )  # fmt: skip


def waits(payment: Payment) -> tuple[Booked, ...]:
    """Before a person: on the bank's account, and owed to whom it is of. Booked before, if with a sum."""
    on, amount = payment.paid_on, payment.amount
    booked = Booked(f"P{payment.number}", payment.region, on, "payment", amount, payment.id)
    return () if payment.of_sum else (booked,)


def placed_by_person(payment: Payment, placed: Placed, on: date) -> Booked:
    """On an invoice after it waited."""
    return Booked(
        f"P{payment.number}/{payment.version}", payment.region, on, "payment", placed.amount,
        payment.id, placed.number, placed.over, waited=True, by_hand=True,
    )  # fmt: skip


def taken_out(payment: Payment, amount: int, on: date) -> tuple[Booked, ...]:
    """Set aside: paid back, or told otherwise too. What belongs elsewhere in the books stays where it is."""
    voucher = f"P{payment.number}/{payment.version}"
    booked = Booked(voucher, payment.region, on, "taken_out", amount, payment.id)
    return () if payment.why == "no_payment_of_ours" else (booked,)


def written_down(invoice: Invoice, amount: int, over: int, on: date) -> Booked:
    """A payment of which no bank's file told: a person wrote it down."""
    return Booked(
        f"{invoice.number}/P{invoice.payments}", invoice.region, on, "payment", amount,
        invoice=invoice.number, over=over, by_hand=True,
    )  # fmt: skip


def rows_of_payments(payments: Iterable[Payment], booked: Iterable[Booked]) -> Rows:
    """Writes them, new or changed, and what is booked of them."""
    values, books = [_values(payment) for payment in payments], [vars(each) for each in booked]

    def write(rows: Cursor[DictRow]) -> None:
        if values:
            rows.executemany(_WRITE, values)
        if books:
            rows.executemany(_BOOK, books)

    return write


def _values(payment: Payment) -> dict[str, Any]:
    return {
        **{name: getattr(payment, name) for name in AS_IT_IS},
        "entry_id": payment.id,
        "remaining": payment.left,
        "since": payment.received_on,
        "whole_sum": payment.is_whole_sum,
    }


_WRITE = """
INSERT INTO payments (
    entry_id, number, region, of_file, booking, account, reference, amount, remaining, paid_on, payments,
    returned, state, reason, about, why, since, whole_sum)
VALUES (
    %(entry_id)s, %(number)s, %(region)s, %(of_file)s, %(booking)s, %(account)s, %(reference)s, %(amount)s,
    %(remaining)s, %(paid_on)s, %(payments)s, %(returned)s, %(state)s, %(reason)s, %(about)s, %(why)s,
    %(since)s, %(whole_sum)s)
ON CONFLICT (entry_id) DO UPDATE SET
    remaining = excluded.remaining, state = excluded.state, about = excluded.about, why = excluded.why,
    whole_sum = excluded.whole_sum
"""
_BOOK = """
INSERT INTO booked_payments (
    voucher, region, on_day, kind, entry_id, invoice, amount, over, waited, by_hand)
VALUES (
    %(voucher)s, %(region)s, %(on_day)s, %(kind)s, %(entry_id)s, %(invoice)s, %(amount)s, %(over)s,
    %(waited)s, %(by_hand)s)
"""
