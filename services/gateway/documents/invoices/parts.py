"""What a bill is made of: who sells, who pays, the lines, the sums of VAT. Amounts are whole cents."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from shared.kernel.money import cents, euros

Kind = Literal["invoice", "credit"]
Language = Literal["fi", "sv", "en"]
What = Literal["held", "no_show", "late_cancellation", "travel", "month"]
Unit = Literal["hour", "meeting", "km", "month"]
Category = Literal["S", "E"]
"""VAT categories of EN 16931: S taxed at a rate, E exempt (here: social welfare, always)."""


@dataclass(frozen=True)
class Address:
    """A postal address in Finland."""

    street: str
    postcode: str
    town: str


@dataclass(frozen=True)
class EInvoice:
    """Where e-invoices go: an OVT code, IBAN or other address, and the operator's identifier."""

    address: str
    operator: str


@dataclass(frozen=True)
class Seller:
    """Who sells. OVT code and VAT identifier follow from its business id. e_invoice: where it sends from."""

    name: str
    business_id: str
    iban: str | None = None
    bic: str | None = None
    address: Address | None = None
    e_invoice: EInvoice | None = None


@dataclass(frozen=True)
class Buyer:
    """Who pays. cost_centre and reference: codes of the buyer's own, in one piece each."""

    organisation: str
    business_id: str
    e_invoice: EInvoice
    language: Language = "fi"
    postal: Address | None = None
    cost_centre: str | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Line:
    """A payer's part of a piece of work.

    quantity, unit and amount: of the whole work, as priced; share_percent and net: the payer's part of it.
    late: its month had been invoiced before, or it corrects what had been.
    """

    date: date
    what: What
    quantity: Decimal
    unit: Unit
    amount: int
    share_percent: Decimal
    net: int
    category: Category = "E"
    vat_percent: Decimal = Decimal(0)
    late: bool = False


@dataclass(frozen=True)
class VatTotal:
    """What a category and rate come to: vat is net × percent to the cent, half a cent away from zero."""

    category: Category
    percent: Decimal
    net: int
    vat: int


def vat_on(net: int, percent: Decimal) -> int:
    """VAT on a net sum, in cents: rounded half up, of a credit down."""
    return cents(euros(net) * percent / 100)
