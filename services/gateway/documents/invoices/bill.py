"""An invoice or a credit note, as everything that its documents say: the one thing that all of them are made of.

No name of a person and no text has a place in it (R-V5): texts are the names and addresses of organisations,
everything else is a code, a number, an amount or a date, checked as the bill is made. Amounts are whole cents;
those of a credit note are negative.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

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
    """Who sells. Its OVT code and VAT identifier follow from its business id; e_invoice: where it sends from."""

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
    """What a category and rate come to: vat is net × percent, rounded half up (away from zero) to the cent."""

    category: Category
    percent: Decimal
    net: int
    vat: int


@dataclass(frozen=True)
class Bill:
    """One invoice or one credit note, to one payer. ValueError for one that does not hold together.

    number: up to 20 characters. credited_number, credited_on: the invoice that a credit note is for.
    due_on: None for a credit note. month: of the work, "2025-09". reference, rf: the Finnish reference number
    and the same in its RF form. vat_totals: one for each category and rate among the lines, in any order.
    """

    number: str
    kind: Kind
    issued_on: date
    month: str
    case_number: str
    service_line: str
    reference: str
    rf: str
    seller: Seller
    buyer: Buyer
    lines: tuple[Line, ...]
    vat_totals: tuple[VatTotal, ...]
    net: int
    vat: int
    total: int
    due_on: date | None = None
    credited_number: str | None = None
    credited_on: date | None = None
