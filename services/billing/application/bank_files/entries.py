"""One entry of an account (Ntry) → the payments in it.

Only what is booked and came in counts, or what takes back something that did (a debit with RvslInd, told as a
negative amount). A credit with RvslInd is a payment of the account's owner that came back (ISO 20022:
ReversalIndicator): it is kept, and marked so. Other debits pass by. Where several payments were booked as
one, each is told; where the bank told no more than their sum, the sum is told and says of how many it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.billing.application.bank_files.parts import Part, parts_of
from services.billing.application.bank_files.safe_xml import Element
from services.billing.application.bank_files.values import DIRECTIONS, day_in, euro_cents, is_true
from services.billing.domain.payments.credits import Credit, Recognising
from shared.kernel.refused import Misfit


@dataclass(frozen=True)
class Entry:
    """An entry, checked as far as it stands alone. place: which one of the file; amount: cents, no sign."""

    place: int
    element: Element
    amount: int
    direction: int
    booked: bool
    reverses: bool

    @property
    def tells(self) -> int:
        """1 where it brought money, -1 where it took a payment back, 0 where it concerns no payment."""
        if not self.amount or not self.booked or (self.direction < 0 and not self.reverses):
            return 0
        return self.direction


def entry_in(element: Element, place: int) -> Entry:
    """The entry of an element. Misfit where its amount, direction or status cannot be read."""
    direction = DIRECTIONS.get(element.said("CdtDbtInd"))
    if direction is None:
        raise Misfit("entry {entry} says neither credit nor debit", entry=place)
    status = element.said("Sts/Cd") or element.said("Sts/Prtry") or element.said("Sts")
    if not status:
        raise Misfit("entry {entry} does not say whether it is booked", entry=place)
    return Entry(
        place=place,
        element=element,
        amount=euro_cents(element.one("Amt"), place),
        direction=direction,
        booked=status == "BOOK",
        reverses=is_true(element.said("RvslInd")),
    )


def credits_in(entry: Entry, account: str, ids: Recognising) -> Iterator[Credit]:
    """The payments of an entry; none where it concerns none. Misfit where they do not add up to it."""
    if not entry.tells:
        return
    on = _booked_on(entry)
    payments, parts = parts_of(entry.element, entry.amount, entry.direction, entry.place)
    booking = ids.entry(
        on,
        entry.tells * entry.amount,
        bank=entry.element.said("AcctSvcrRef"),
        number=entry.element.said("NtryRef"),
        references=[reference for part in parts for reference in part.references],
    )
    for part in parts:
        if part.amount:
            amount = entry.tells * part.amount
            yield Credit(
                entry_id=booking if len(parts) == 1 else _id_of(part, booking, on, amount, ids),
                booking=booking,
                account=account,
                reference=part.reference,
                amount=amount,
                paid_on=on,
                references=len(part.references),
                payments=payments,
                returned=entry.reverses and entry.direction > 0,
            )


def _id_of(part: Part, booking: UUID, on: date, amount: int, ids: Recognising) -> UUID:
    return ids.part(
        booking, on, amount, bank=part.bank_reference, others=part.other_ids, reference=part.reference
    )


def _booked_on(entry: Entry) -> date:
    day = day_in(entry.element.one("BookgDt")) or day_in(entry.element.one("ValDt"))
    if day is None:
        raise Misfit("entry {entry} has no day on which it was booked", entry=entry.place)
    return day
