"""The shapes of invoices: in a list, and one with all that its document says."""

import datetime as dt
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import PlainSerializer

from services.billing.queries.views.order import Money, PayerView, ProviderView
from services.billing.queries.views.view import View

Percent = Annotated[int, PlainSerializer(lambda share: f"{Decimal(share) / 10_000:.4f}", return_type=str)]
"""Ten-thousandths of a percent; as text with four decimals when it goes out."""
VatPercent = Annotated[int, PlainSerializer(lambda rate: f"{Decimal(rate) / 100:.2f}", return_type=str)]
"""Hundredths of a percent; as text with two decimals when it goes out."""


class LineView(View):
    """A payer's part of a piece of work. amount: of the whole; net: this payer's. late: of a month before."""

    date: dt.date
    what: str
    quantity: Decimal
    unit: str
    amount: Money
    share_percent: Percent
    net: Money
    vat_percent: VatPercent
    late: bool = False


class VatTotalView(View):
    """The tax on the sum of a rate's lines."""

    percent: VatPercent
    net: Money
    vat: Money


class InvoiceRow(View):
    """An invoice or a credit note. corrects: the number of the invoice that a credit note is of."""

    number: str
    kind: str
    payer_id: str
    sector: str
    month: str
    order_id: UUID
    case_id: UUID
    case_number: str
    service_line: str
    issued_on: date
    due_on: date | None = None
    net: Money
    vat: Money
    total: Money
    paid: Money
    credited: Money
    reference: str
    state: str
    corrects: str | None = None
    lines: list[LineView]
    vat_totals: list[VatTotalView]


class InvoicesView(View):
    """A page of them."""

    invoices: list[InvoiceRow]
    next: str | None = None


class InvoiceView(InvoiceRow):
    """All that an invoice's document says. rf: its reference in the international form.

    layout: that of its paper (ADR 0010).
    """

    county: str
    seller: ProviderView
    buyer: PayerView
    rf: str
    corrects_on: date | None = None
    sent_on: date | None = None
    layout: str
    positions: dict[str, int]
