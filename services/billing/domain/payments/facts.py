"""What can have happened to a bank's file and to a payment in it. A fact's TOPIC is its name for ever.

Nothing about who paid: no name, no account of theirs, no message. `account` is the seller's own.
"""

from datetime import date
from uuid import UUID

from shared.kernel.facts import Stream


class BankFileReceived(Stream.Created):
    """A file of the bank was found whole and taken in. payments: how many it tells of."""

    TOPIC = "billing.bank-file-received"
    region: str
    payments: int
    on: date


class BankFileRead(Stream.Event):
    """All its payments are where they belong: on invoices, before a person (waiting), or known (again)."""

    TOPIC = "billing.bank-file-read"
    payments: int
    placed: int
    waiting: int
    again: int
    on: date


class PaymentReceived(Stream.Created):
    """The bank told a payment for the first time, or that it took one back: then `amount` is below nothing.

    Amounts are cents. booking, references, payments, returned: see credits.Credit. of_sum: the payment, told
    before, that is the sum of this one and others. reason: why it waits for a person, and of which invoice;
    None where its invoice is known. on: the day on which the file was read.
    """

    TOPIC = "billing.payment-received"
    number: str
    region: str
    of_file: UUID
    booking: UUID
    account: str
    reference: str
    amount: int
    paid_on: date
    references: int
    payments: int
    returned: bool
    of_sum: UUID | None
    reason: str | None
    about: str | None
    on: date


class PaymentPlaced(Stream.Event):
    """So much of it is on an invoice now. over: what it adds to what was paid beyond what is owed.

    by_hand: a person placed it, not its reference.
    """

    TOPIC = "billing.payment-placed"
    invoice: str
    amount: int
    over: int
    by_hand: bool
    on: date


class PaymentSetAside(Stream.Event):
    """A person decided that what is left of it belongs to no invoice. why: one of by_hand.WHYS."""

    TOPIC = "billing.payment-set-aside"
    amount: int
    why: str
    on: date


class SumToldApart(Stream.Event):
    """It was a sum, and the bank told its payments: they stand for it from now on."""

    TOPIC = "billing.sum-told-apart"
    amount: int
    on: date
