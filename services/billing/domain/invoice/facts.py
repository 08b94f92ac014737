"""What can have happened to an invoice. A fact's TOPIC is its name for ever. No client's name, no text."""

from datetime import date
from uuid import UUID

from services.billing.domain.invoice.language import InvoiceLine, VatTotal
from services.billing.domain.language import Payer, Provider
from shared.kernel.facts import Keeping, Stream


class InvoiceIssued(Stream.Created):
    """A payer was invoiced its part of an order's work, or credited: then `corrects` names the invoice."""

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


class InvoiceSent(Stream.Event):
    """It went to the payer."""

    TOPIC = "billing.invoice-sent"
    on: date


class PaymentRecorded(Stream.Event):
    """Money came for it. amount: cents; outcome: part, paid, or over where it is more than is owed."""

    TOPIC = "billing.payment-recorded"
    amount: int
    paid_on: date
    outcome: str


class InvoiceCredited(Stream.Event):
    """A credit note took off a part of it, or all. amount: cents with tax; whole: nothing of it stands."""

    TOPIC = "billing.invoice-credited"
    by: str
    amount: int
    whole: bool
    on: date
