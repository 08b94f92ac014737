"""From parts that are other than what the bills say to the bills that put it right (R-B4).

A payer's part that stands on a bill as something else is taken back, on a credit note of that bill, and
charged anew, on an invoice; one that stands nowhere is only charged.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.billing.domain.invoicing.account import Account, Standing
from services.billing.domain.invoicing.bills import Bill, BillLine
from services.billing.domain.invoicing.entries import Entry
from services.billing.domain.invoicing.in_force import InForce
from services.billing.domain.invoicing.outcome import Held
from services.billing.domain.invoicing.shares import Parts


class Change(NamedTuple):
    """A payer's part of an entry that is not what stands: `was` on a bill (None: on none), cents now."""

    number: int
    entry: Entry
    payer: str
    was: Standing | None
    cents: int
    percent: int


def changes(
    account: Account, entries: Sequence[Entry], parts: Sequence[Parts], payers: Sequence[str]
) -> Iterator[Change]:
    """entries: the account's, and new ones after them."""
    nowhere: dict[str, Standing] = {}
    for number, (entry, (cents, percents)) in enumerate(zip(entries, parts, strict=True)):
        stands = account.stands[number] if number < len(account.stands) else nowhere
        for payer, part, percent in zip(payers, cents, percents, strict=True):
            was = stands.get(payer)
            if was is None:
                if part:
                    yield Change(number, entry, payer, None, part, percent)
            elif part != was.cents or percent != was.percent:
                yield Change(number, entry, payer, was, part, percent)


class Issuing:
    """Collects what is taken back and charged, and makes the bills of it."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.held: list[Held] = []
        self._back: dict[str, list[BillLine]] = {}
        self._charged: dict[tuple[str, str], list[BillLine]] = {}

    def take_back(self, number: int, entry: Entry, was: Standing) -> None:
        line = BillLine(number, entry, -was.cents, was.percent, taken_back=True, late=entry.late)
        self._back.setdefault(was.bill, []).append(line)

    def settle(self, change: Change, force: InForce, month: str, *, late: bool) -> None:
        """Take back what stands, and charge what it is now where the payer has committed to it (R-B7)."""
        line = change.entry.line
        if change.was:
            self.take_back(change.number, change.entry, change.was)
        if change.cents and force.has_committed(change.payer, line.on):
            self._charge(change, month, late=late)
        elif change.cents:
            self.held.append(Held(line.of, line.what, line.on, change.cents, "commitment", change.payer))

    def _charge(self, change: Change, month: str, *, late: bool) -> None:
        """On the payer's invoice of a month; late: it is named so there (R-V1)."""
        line = BillLine(change.number, change.entry, change.cents, change.percent, late=late)
        self._charged.setdefault((month, change.payer), []).append(line)

    def bills(self) -> tuple[Bill, ...]:
        """Corrections of bills first, then invoices by month."""
        heads = self.account.bills
        back = [Bill(*heads[bill], tuple(lines), corrects=bill) for bill, lines in self._back.items()]
        places = {payer: place for place, (_, payer) in enumerate(self._charged)}
        charged = sorted(self._charged.items(), key=lambda each: (each[0][0], places[each[0][1]]))
        return (*back, *(self._invoice(payer, month, lines) for (month, payer), lines in charged))

    def _invoice(self, payer: str, month: str, lines: list[BillLine]) -> Bill:
        bill = Bill(payer, month, tuple(lines))
        return bill if bill.total >= 0 else bill._replace(corrects=self._corrected(bill))

    def _corrected(self, bill: Bill) -> str | None:
        """What a charge below nothing corrects: the bill that what it undoes stands on, else their last."""
        undone = (line.entry.undoes for line in bill.lines)
        stands = (self.account.stands[number].get(bill.payer) for number in undone if number is not None)
        theirs = (number for number, head in reversed(self.account.bills.items()) if head.payer == bill.payer)
        return next((part.bill for part in stands if part), next(theirs, None))
