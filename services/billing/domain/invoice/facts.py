"""What can have happened to an invoice. A fact's TOPIC is its name for ever. No client's name, no text."""

from datetime import date
from uuid import UUID

from services.billing.domain.invoice.language import InvoiceLine, VatTotal
from services.billing.domain.language import Payer, Provider
from shared.kernel.facts import Keeping, Stream


class InvoiceIssued(Stream.Created):
    """A payer was invoiced its part of an order's work, or credited: then `corrects` names the invoice.

    layout: that of its paper, for ever (ADR 0010).
    """

    TOPIC = "billing.invoice-issued"
    number: str
    region: str
    keeping: Keeping
    county: str
    kind_of: str
    order_id: UUID
    case_id: UUID
    case_number: str
    service_line: str
    month: str
    seller: Provider
    buyer: Payer
    issued_on: date
    due_on: date | None
    reference: str
    lines: tuple[InvoiceLine, ...]
    vat_totals: tuple[VatTotal, ...]
    net: int
    vat: int
    corrects: str | None
    layout: str


class InvoiceSent(Stream.Event):
    """It went to the payer."""

    TOPIC = "billing.invoice-sent"
    on: date


class PaymentRecorded(Stream.Event):
    """Money came for it, or the bank took it back: then `amount` is below nothing. Amounts are cents.

    outcome: how it stands after it: part, paid, or over where more was paid than is owed. over: what this
    adds to what was paid beyond that. entry_id: the bank's payment that it is of, None where a person wrote
    it down.
    """

    TOPIC = "billing.payment-recorded"
    amount: int
    paid_on: date
    outcome: str
    over: int
    entry_id: UUID | None


class InvoiceCredited(Stream.Event):
    """A credit note took off a part of it, or all. amount: cents with tax; whole: nothing of it stands."""

    TOPIC = "billing.invoice-credited"
    by: str
    amount: int
    whole: bool
    on: date
