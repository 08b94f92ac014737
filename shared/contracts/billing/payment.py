"""Money that came in, in public: how much when, and whether it waits for a person. Amounts are whole cents.

Nothing of who paid, no account and no reference: what an invoice was paid, the invoice's own facts tell.
"""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from shared.contracts.billing.words import Code, InvoiceNumber, Number
from shared.contracts.envelope import PublicFact


class BankFileFact(PublicFact):
    """What every fact of a file of the bank says."""

    file_id: UUID
    state: Literal["waiting", "done"] = Field(description="Its state after this fact")
    payments: int = Field(ge=0, description="How many it tells of")
    on: date


class BankFileReceived(BankFileFact):
    """A file of the bank was found whole and taken in."""

    FACT: ClassVar[str] = "billing.bank-file-received"


class BankFileRead(BankFileFact):
    """All its payments are where they belong."""

    FACT: ClassVar[str] = "billing.bank-file-read"
    placed: int = Field(ge=0, description="On invoices")
    waiting: int = Field(ge=0, description="For a person")
    again: int = Field(ge=0, description="Told before")


class PaymentFact(PublicFact):
    """What every fact of a payment that the bank told says."""

    payment_id: UUID
    state: Literal["waiting", "placed", "set_aside", "told_apart"] = Field(
        description="Its state after this fact"
    )
    amount: int = Field(description="Cents that this fact is about; below 0: the bank took them back")
    on: date


class PaymentReceived(PaymentFact):
    """The bank told a payment for the first time."""

    FACT: ClassVar[str] = "billing.payment-received"
    number: Number
    file_id: UUID
    paid_on: date
    waits_because: Code | None = Field(None, description="None where its invoice is known")


class PaymentPlaced(PaymentFact):
    """So much of a payment is on an invoice."""

    FACT: ClassVar[str] = "billing.payment-placed"
    invoice: InvoiceNumber
    over: int = Field(description="Cents that it adds to what was paid beyond what is owed")
    by_hand: bool


class PaymentSetAside(PaymentFact):
    """What was left of a payment belongs to no invoice."""

    FACT: ClassVar[str] = "billing.payment-set-aside"
    why: Literal["told_otherwise", "paid_back", "no_payment_of_ours"]


class SumToldApart(PaymentFact):
    """A payment was a sum, and the payments in it stand for it from now on."""

    FACT: ClassVar[str] = "billing.sum-told-apart"
