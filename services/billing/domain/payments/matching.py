"""Which invoice a payment pays. Every payment ends somewhere: on an invoice, or before a person.

Pure. A payment is placed by its reference alone, in the order in which the bank told them; amounts, names
and texts are never guessed from. What fits no invoice is kept as `Unplaced` with a reason.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from services.billing.domain.payments.credits import Credit
from services.billing.domain.payments.references import normalised
from shared.kernel.refused import said

SENTENCES = {
    "no_reference": "the payment has no reference number that can be read",
    "several_references": "the payment names several references",
    "only_a_sum": "the bank told only the sum of {payments} payments: read the notification (camt.054) too",
    "returned": "a payment of the account's owner came back: it pays no invoice",
    "unknown_reference": "no invoice has the reference {reference}",
    "several_invoices": "several invoices have the reference {reference}",
    "nothing_to_pay": "there is nothing to pay on {number}",
    "credited": "invoice {number} was credited",
    "not_paid": "the bank took back more than was recorded as paid on invoice {number}",
}
"""Why a payment waits for a person, by the reason's code."""


@dataclass(frozen=True)
class OpenInvoice:
    """What is known of an invoice that money may come for. Cents; credited: what credit notes took off."""

    number: str
    reference: str
    total: int
    paid: int = 0
    credited: int = 0

    @property
    def due(self) -> int:
        """What is left to pay; below nothing where too much was paid."""
        return self.total - self.credited - self.paid

    @property
    def over(self) -> int:
        """What was paid beyond what is owed."""
        return max(0, -self.due)

    def after(self, amount: int) -> tuple[str, int]:
        """How it stands when so much more was paid (part, paid or over), and by how much `over` grows."""
        then = replace(self, paid=self.paid + amount)
        outcome = "part" if then.due > 0 else "over" if then.due < 0 else "paid"
        return outcome, then.over - self.over


@dataclass(frozen=True)
class Placed:
    """A payment, or a part of one, on an invoice. Cents.

    over: by how much it adds to what was paid beyond what is owed (takes off, where the bank took it back).
    outcome: how the invoice stands after it: part, paid or over. of_sum: the sum, kept before, it was in.
    """

    entry_id: UUID
    number: str
    reference: str
    amount: int
    paid_on: date
    account: str
    over: int
    outcome: str
    of_sum: UUID | None = None


@dataclass(frozen=True)
class Unplaced:
    """A payment, or what is left of it, that a person has to place. left: cents; reason: see `SENTENCES`."""

    credit: Credit
    left: int
    reason: str
    number: str = ""
    of_sum: UUID | None = None

    @property
    def values(self) -> dict[str, object]:
        """What stands in the places of its sentence."""
        return {
            "reference": self.credit.reference,
            "payments": self.credit.payments,
            "number": self.number,
        }

    def __str__(self) -> str:
        return said(SENTENCES[self.reason], self.values)


@dataclass(frozen=True)
class Known:
    """What was read before. entries: all payments' ids, placed or not. bookings: those told in parts.

    sums: ids of the sums that wait as they were told, whole: their parts may still come.
    """

    entries: Collection[UUID] = ()
    bookings: Collection[UUID] = ()
    sums: Collection[UUID] = ()


NOTHING = Known()


@dataclass
class Matched:
    """What became of a file's payments. again: known before, nothing is done.

    told_apart: sums, kept before, of which the payments are here: they wait no longer.
    """

    placed: list[Placed] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    again: list[UUID] = field(default_factory=list)
    told_apart: list[UUID] = field(default_factory=list)


def match(told: Iterable[Credit], invoices: Iterable[OpenInvoice], known: Known = NOTHING) -> Matched:
    """Each payment on its invoice, or kept for a person, or known already. Each entry counts once."""
    matched, seen = Matched(), set(known.entries)
    standing: dict[str, list[OpenInvoice]] = defaultdict(list)
    for invoice in invoices:
        standing[normalised(invoice.reference)].append(invoice)
    for credit in told:
        if credit.entry_id in seen or _known_otherwise(credit, known):
            matched.again.append(credit.entry_id)
            continue
        seen.add(credit.entry_id)
        of_sum = credit.booking if credit.is_part and credit.booking in known.sums else None
        if of_sum and of_sum not in matched.told_apart:
            matched.told_apart.append(of_sum)
        _take(standing[credit.reference], credit, of_sum, matched)
    return matched


def place(credit: Credit, amount: int, invoice: OpenInvoice, of_sum: UUID | None = None) -> Placed:
    """So much of a payment on an invoice; whether it may be is not asked here."""
    outcome, over = invoice.after(amount)
    return Placed(
        entry_id=credit.entry_id,
        number=invoice.number,
        reference=invoice.reference,
        amount=amount,
        paid_on=credit.paid_on,
        account=credit.account,
        over=over,
        outcome=outcome,
        of_sum=of_sum,
    )


def reason_against(invoice: OpenInvoice, amount: int) -> str | None:
    """The reason for which no such amount goes on an invoice; None where nothing stands in the way."""
    if invoice.total <= 0:
        return "nothing_to_pay"
    if invoice.credited >= invoice.total:
        return "credited"
    if invoice.paid + amount < 0:
        return "not_paid"
    return None


def _known_otherwise(credit: Credit, known: Known) -> bool:
    """Its entry was told before: in parts, or as a sum that a person has dealt with since."""
    if credit.booking in known.bookings:
        return True
    return credit.booking in known.entries and credit.booking not in known.sums


def _take(invoices: list[OpenInvoice], credit: Credit, of_sum: UUID | None, matched: Matched) -> None:
    reason = _reason_before_any(credit) or _reason_among(invoices, credit)
    if reason:
        number = invoices[0].number if len(invoices) == 1 else ""
        matched.unplaced.append(Unplaced(credit, credit.amount, reason, number, of_sum))
        return
    matched.placed.append(place(credit, credit.amount, invoices[0], of_sum))
    invoices[0] = replace(invoices[0], paid=invoices[0].paid + credit.amount)


def _reason_before_any(credit: Credit) -> str | None:
    if credit.returned:
        return "returned"
    if credit.payments > 1:
        return "only_a_sum"
    if credit.references > 1:
        return "several_references"
    return None if credit.reference else "no_reference"


def _reason_among(invoices: Sequence[OpenInvoice], credit: Credit) -> str | None:
    if not invoices:
        return "unknown_reference"
    if len(invoices) > 1:
        return "several_invoices"
    return reason_against(invoices[0], credit.amount)
