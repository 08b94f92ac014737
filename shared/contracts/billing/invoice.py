"""Invoices in public: how much whose sector pays for which month's work. Amounts are whole cents."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from shared.contracts.billing.words import (
    Code,
    County,
    InvoiceNumber,
    Month,
    OrderFact,
    Organisation,
    PayerId,
    PublicWork,
)
from shared.contracts.envelope import PublicFact


class WorkBilled(OrderFact):
    """Work of an order was billed by the run of a month; its invoices tell how much to whom."""

    FACT: ClassVar[str] = "billing.work-billed"
    month: Month
    invoices: tuple[InvoiceNumber, ...]
    seconds: int = Field(description="Of the time in it, less what is undone: a ceiling in hours counts them")
    on: date


class CreditNoteIssued(OrderFact):
    """An invoice of the order was taken back as a whole."""

    FACT: ClassVar[str] = "billing.credit-note-issued"
    corrects: InvoiceNumber
    invoices: tuple[InvoiceNumber, ...] = Field(description="The credit note")
    on: date


class InvoiceFact(PublicFact):
    """What every fact of an invoice (lasku) says."""

    invoice_id: UUID
    state: Literal["issued", "sent", "paid", "credited"] = Field(description="Its state after this fact")


class InvoiceIssued(InvoiceFact):
    """A payer was invoiced its part of an order's work, or credited: then every amount is below nothing."""

    FACT: ClassVar[str] = "billing.invoice-issued"
    number: InvoiceNumber
    kind: Literal["invoice", "credit"]
    order_id: UUID
    case_id: UUID
    county: County
    service_line: Code
    payer_id: PayerId
    sector: Code
    payer_organisation: Organisation = Field(description="As a pseudonym")
    month: Month = Field(description="It was issued for: a revision by month of the work, else the run's")
    issued_on: date
    due_on: date | None = None
    net: int = Field(description="Cents")
    vat: int = Field(description="Cents")
    total: int = Field(description="Cents")
    work: tuple[PublicWork, ...] = Field(description="The same by month of the work: what comes late is here")
    corrects: InvoiceNumber | None = None


class InvoiceSent(InvoiceFact):
    """It went to the payer."""

    FACT: ClassVar[str] = "billing.invoice-sent"
    on: date


class PaymentRecorded(InvoiceFact):
    """Money came for it, or the bank took it back."""

    FACT: ClassVar[str] = "billing.payment-recorded"
    amount: int = Field(description="Cents; below 0 where the bank took it back")
    paid_on: date
    outcome: Literal["part", "paid", "over"] = Field(description="How the invoice stands after it")
    over: int = Field(description="Cents that it adds to what was paid beyond what is owed")
    payment_id: UUID | None = Field(None, description="The bank's; none where a person wrote it down")


class InvoiceCredited(InvoiceFact):
    """A credit note took off a part of it, or all."""

    FACT: ClassVar[str] = "billing.invoice-credited"
    by: InvoiceNumber = Field(description="The credit note's number")
    amount: int = Field(description="Cents with tax")
    whole: bool = Field(description="Whether nothing of it stands any more")
    on: date


class RunFact(PublicFact):
    """What every fact of an invoicing run says."""

    run_id: UUID
    state: Literal["waiting", "done"] = Field(description="Its state after this fact")
    month: Month
    on: date


class InvoicingAsked(RunFact):
    """Somebody asked that a month's work be invoiced."""

    FACT: ClassVar[str] = "billing.invoicing-asked"
    order_ids: tuple[UUID, ...] = Field((), description="None: all of the region's")


class InvoicingDone(RunFact):
    """All of it was invoiced."""

    FACT: ClassVar[str] = "billing.invoicing-done"
    orders: int = Field(ge=0, description="How many were looked at")
    bills: int = Field(ge=0, description="How many invoices and credit notes were issued")
