"""Payments that the bank told, each put where it belongs: on its invoice, before a person, or nowhere anew.

Decided upon the invoices' and payments' own streams, so that whoever changes one meanwhile makes the save
collide; a payment that two learn of at once collides by its id, or by the booking that it was told in.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg.rows import DictRow

from services.billing.application.invoice_rows import rows_of_invoices
from services.billing.application.payment_rows import Booked, placed_by_bank, rows_of_payments, waits
from services.billing.application.reading import read_streams
from services.billing.domain.invoice import Invoice
from services.billing.domain.payments.credits import Credit
from services.billing.domain.payments.matching import Known, Matched, Placed, Unplaced, match
from services.billing.domain.payments.payment import Payment
from shared.kernel.calendar import local_date
from shared.kernel.facts import Stream
from shared.plumbing.store.numbers import next_numbers
from shared.plumbing.store.rows import Rows


@dataclass
class TakenIn:
    """What is to be saved of some payments, and how many of them were placed, wait, or were known."""

    streams: list[Stream] = field(default_factory=list)
    rows: list[Rows] = field(default_factory=list)
    placed: int = 0
    waiting: int = 0
    again: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """By what became of them."""
        return {"placed": self.placed, "waiting": self.waiting, "again": self.again}


class TakingIn:
    """Takes in payments of one file. Those of one booking come together: see Known.bookings."""

    def __init__(self, rows: Connection[DictRow], *, region: str, of_file: UUID, at: datetime) -> None:
        self._rows = rows
        self._region = region
        self._file = of_file
        self._at = at
        self._on: date = local_date(at)

    def take(self, credits_: Sequence[Credit]) -> TakenIn:
        """What is to be saved of them."""
        known = self._known(credits_)
        invoices = self._invoices(credits_)
        matched = match(credits_, [invoice.open for invoice in invoices.values()], known)
        payments, booked = self._received(credits_, matched, invoices)
        apart = read_streams(self._rows, Payment, matched.told_apart)
        for total in apart.values():
            total.note_told_apart(on=self._on)
        changed = [invoice for invoice in invoices.values() if invoice.pending_events]
        sums = list(apart.values())
        return TakenIn(
            streams=[*payments, *changed, *sums],
            rows=[
                _bookings({each.booking for each in payments if each.booking not in self._told}),
                rows_of_payments([*payments, *sums], booked),
                rows_of_invoices(changed),
            ],
            placed=len(matched.placed),
            waiting=len(matched.unplaced),
            again=len(matched.again),
        )

    def _received(
        self, credits_: Sequence[Credit], matched: Matched, invoices: dict[str, Invoice]
    ) -> tuple[list[Payment], list[Booked]]:
        placed = {each.entry_id: each for each in matched.placed}
        unplaced = {each.credit.entry_id: each for each in matched.unplaced}
        new: dict[UUID, Credit] = {}
        for credit in credits_:
            if credit.entry_id in placed or credit.entry_id in unplaced:
                new.setdefault(credit.entry_id, credit)
        numbers = next_numbers(self._rows, Payment.kind, self._at, len(new))
        payments, booked = [], list[Booked]()
        for number, credit in zip(numbers, new.values(), strict=True):
            time.sleep(0)  # requests go on beside it: green threads take turns only where one waits
            if on_invoice := placed.get(credit.entry_id):
                payments.append(self._placed(credit, number, on_invoice))
                invoices[on_invoice.number].take_payment(on_invoice)
                booked.append(placed_by_bank(payments[-1], on_invoice, self._on))
            else:
                payments.append(self._kept(credit, number, unplaced[credit.entry_id]))
                booked += waits(payments[-1])
        return payments, booked

    def _placed(self, credit: Credit, number: str, placed: Placed) -> Payment:
        payment = Payment.receive(
            credit, number=number, region=self._region, of_file=self._file, on=self._on, of_sum=placed.of_sum
        )
        payment.note_placed(placed, on=self._on)
        return payment

    def _kept(self, credit: Credit, number: str, unplaced: Unplaced) -> Payment:
        return Payment.receive(
            credit, number=number, region=self._region, of_file=self._file, on=self._on, waits=unplaced,
            of_sum=unplaced.of_sum,
        )  # fmt: skip

    def _invoices(self, credits_: Iterable[Credit]) -> dict[str, Invoice]:
        """Those of the region that the payments may name, by number, as their streams stand."""
        references = sorted({each.reference for each in credits_ if each.reference})
        found = self._rows.execute(_INVOICES, (self._region, references)).fetchall()
        streams = read_streams(self._rows, Invoice, [row["invoice_id"] for row in found])
        return {invoice.number: invoice for invoice in streams.values()}

    def _known(self, credits_: Iterable[Credit]) -> Known:
        """What was told of these payments and their bookings before."""
        ids = {each.entry_id for each in credits_} | {each.booking for each in credits_}
        found = self._rows.execute(_KNOWN, {"ids": list(ids)}).fetchall()
        self._told = {row["booking"] for row in found}
        return Known(
            entries={row["entry_id"] for row in found if row["entry_id"] in ids},
            bookings={row["booking"] for row in found if row["booking"] != row["entry_id"]},
            sums={row["entry_id"] for row in found if row["whole_sum"]},
        )


def _bookings(new: set[UUID]) -> Rows:
    """Writes that they were told."""

    def write(rows: Cursor[DictRow]) -> None:
        if new:
            rows.executemany("INSERT INTO bank_bookings (booking) VALUES (%s)", [(each,) for each in new])

    return write


_INVOICES = "SELECT invoice_id FROM invoices WHERE region = %s AND reference = ANY (%s)"
_KNOWN = """
SELECT entry_id, booking, whole_sum FROM payments WHERE entry_id = ANY (%(ids)s) OR booking = ANY (%(ids)s)
"""
