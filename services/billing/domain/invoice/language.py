"""What an invoice says: lines without names and texts (R-V5), and the tax on each rate's sum (R-V2)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class InvoiceLine:
    """A payer's part of a piece of work.

    on: its day, of a month's price the last it is for. quantity: of the whole work, in `unit`. amount: the
    whole's cents; net: this payer's. share: ten-thousandths of a percent; vat: hundredths, 0 where exempt.
    entry: its number in the order's account. late: the work's month was invoiced before.
    """

    on: date
    what: str
    quantity: Decimal
    unit: str
    amount: int
    share: int
    net: int
    vat: int
    entry: int
    late: bool = False


@dataclass(frozen=True)
class VatTotal:
    """The tax on the sum of a rate's lines. rate: hundredths of a percent; net, vat: cents."""

    rate: int
    net: int
    vat: int
