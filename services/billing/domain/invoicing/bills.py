"""Bills to issue: a payer's invoice or credit note, line by line, before it has a number."""

from collections import defaultdict
from typing import Any, Literal, NamedTuple

from services.billing.domain.invoicing.entries import Entry
from services.billing.domain.invoicing.vat import vat_of

BillKind = Literal["invoice", "credit"]


class BillLine(NamedTuple):
    """A payer's part of an entry, charged or taken back.

    number: the entry's in the account. cents: the part, negative where it is taken back (of what undoes
    the other way round). percent: ten-thousandths of a percent. late: named as late on the bill (R-V1).
    """

    number: int
    entry: Entry
    cents: int
    percent: int
    taken_back: bool = False
    late: bool = False

    @property
    def amount(self) -> int:
        """The whole entry's cents, all payers together, with the sign it has here."""
        return -self.entry.cents if self.taken_back else self.entry.cents


class Bill(NamedTuple):
    """kind: "credit" where it comes to less than nothing with its tax, else "invoice". month: "2025-09".

    corrects: the number of the bill that it credits or corrects; every credit has one. A payer's very first
    bill may come to a cent less than nothing by the rounding of two rates' tax: it is an invoice.
    """

    payer: str
    month: str
    lines: tuple[BillLine, ...]
    corrects: str | None = None

    @property
    def net(self) -> int:
        """Cents without VAT."""
        return sum(line.cents for line in self.lines)

    @property
    def total(self) -> int:
        """Cents with VAT, which is that of each rate's sum (R-V2): its sign may be another than the net's."""
        sums: dict[int, int] = defaultdict(int)
        for line in self.lines:
            sums[line.entry.vat] += line.cents
        return self.net + sum(vat_of(net, rate) for rate, net in sums.items())

    @property
    def kind(self) -> BillKind:
        return "credit" if self.total < 0 and self.corrects else "invoice"

    def plain(self, number: str) -> dict[str, Any]:
        """What the Order remembers of it, under the number it got: see `Account.take`."""
        return {
            "number": number,
            "payer": self.payer,
            "month": self.month,
            "charged": [
                [line.number, line.cents, line.percent] for line in self.lines if not line.taken_back
            ],
            "taken_back": [line.number for line in self.lines if line.taken_back],
        }
