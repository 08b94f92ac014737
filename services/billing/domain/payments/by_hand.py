"""A person decides about a payment that waits: it goes on an invoice, whole or in part, or is set aside."""

from dataclasses import dataclass, replace
from uuid import UUID

from services.billing.domain.payments.matching import (
    OpenInvoice,
    Placed,
    Unplaced,
    place,
    reason_against,
)
from shared.kernel.money import euros
from shared.kernel.refused import Refused

WHYS = ("told_otherwise", "paid_back", "no_payment_of_ours")
"""Why a payment is set aside: the same money was told otherwise too (a sum and its payments), it was paid
back, or it pays no invoice of ours and belongs elsewhere in the books."""


@dataclass(frozen=True)
class SetAside:
    """A payment that waits no longer, and why. amount: the cents that were left of it."""

    entry_id: UUID
    amount: int
    why: str


def place_by_hand(
    waiting: Unplaced, invoice: OpenInvoice, amount: int | None = None
) -> tuple[Placed, Unplaced | None]:
    """So many cents of it (unless said, what is left) on the invoice, and what is left waiting after that.

    More than is due may go on it: the rest is shown as over. Refused where the invoice takes no payment, or
    where there is not so much left.
    """
    amount = waiting.left if amount is None else amount
    if refusal := refusal_to_place(waiting.left, amount):
        raise Refused(refusal, left=euros(waiting.left))
    match reason_against(invoice, amount):
        case "nothing_to_pay":
            raise Refused("there is nothing to pay on {number}", number=invoice.number)
        case "credited":
            raise Refused("invoice {number} was credited: nothing is paid on it", number=invoice.number)
        case "not_paid":
            raise Refused(
                "no more than the {paid} € paid on invoice {number} is taken back from it",
                paid=euros(invoice.paid),
                number=invoice.number,
            )
    left = waiting.left - amount
    placed = place(waiting.credit, amount, invoice)
    return placed, replace(waiting, left=left, number="") if left else None


def refusal_to_place(left: int, amount: int) -> str | None:
    """Only what is left, or a part of it, in the same direction."""
    if not amount:
        return "say how much of the payment goes on the invoice"
    if not left or (amount > 0) != (left > 0) or abs(amount) > abs(left):
        return "no more of the payment is placed than the {left} € that are left of it"
    return None


def set_aside(waiting: Unplaced, why: str) -> SetAside:
    """It waits no longer. Refused where it is said to be told otherwise too, but a part of it is placed."""
    if why not in WHYS:
        raise Refused("a payment is set aside for one of these reasons: {whys}", whys=WHYS)
    if why == "told_otherwise" and waiting.left != waiting.credit.amount:
        raise Refused("a part of the payment is on an invoice already: it cannot have been told otherwise")
    return SetAside(waiting.credit.entry_id, waiting.left, why)
