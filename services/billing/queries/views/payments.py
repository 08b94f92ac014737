"""The shapes of payments, and of what the books take."""

import datetime as dt
from datetime import date
from typing import Any
from uuid import UUID

from services.billing.queries.views.order import Money
from services.billing.queries.views.view import View


class PlacedView(View):
    """A payment, or a part of it, on an invoice. over: what it adds to what was paid beyond what is owed."""

    invoice: str
    amount: Money
    over: Money
    on: date
    by_hand: bool


class PaymentView(View):
    """What the bank told, and what became of it. account: the seller's own; left: what is on no invoice yet.

    state: waiting, placed, set_aside or told_apart. reason: why it waits for a person, in a word and in a
    sentence (sentence and values: to be said in another language). since: the day on which it was read.
    """

    entry_id: UUID
    number: str
    account: str
    reference: str
    amount: Money
    left: Money
    paid_on: date
    since: date
    state: str
    reason: str | None = None
    text: str | None = None
    sentence: str | None = None
    values: dict[str, Any] | None = None
    why: str | None = None
    placed: list[PlacedView]


class PaymentsView(View):
    """A page of them."""

    payments: list[PaymentView]
    next: str | None = None


class BookedView(View):
    """A side of a voucher; one of debit and credit is 0.00. what: its text's code; text: in English."""

    date: dt.date
    voucher: str
    account: str
    debit: Money
    credit: Money
    vat_code: str
    cost_centre: str
    case_number: str
    service_line: str
    what: str
    number: str
    credited: str
    sentence: str
    text: str


class AccountingView(View):
    """The rows by day and voucher; the sums of both sides, which are the same. case_ids: of which cases."""

    rows: list[BookedView]
    debit: Money
    credit: Money
    case_ids: list[UUID]
