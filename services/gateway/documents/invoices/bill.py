"""An invoice or a credit note: everything that its documents say, and what all of them are made of.

No name of a person and no text has a place in it (R-V5): texts are the names and addresses of organisations;
everything else is a code, a number, an amount or a date, checked as the bill is made. Amounts are whole
cents; those of a credit note are negative.
"""

from dataclasses import dataclass
from datetime import date

from services.gateway.documents.invoices.holding import faults
from services.gateway.documents.invoices.parts import (
    Address,
    Buyer,
    EInvoice,
    Kind,
    Line,
    Seller,
    VatTotal,
    vat_on,
)

__all__ = ["Address", "Bill", "Buyer", "EInvoice", "Line", "Seller", "VatTotal", "vat_on"]


@dataclass(frozen=True)
class Bill:
    """One invoice or one credit note, to one payer. ValueError for one that does not hold together.

    number: up to 20 characters. credited_number, credited_on: the invoice that a credit note is for; an
    invoice has them where it corrects another and comes to nothing less.
    due_on: every invoice has it, no credit note needs it. month: of the work, "2025-09". reference, rf: the
    Finnish reference number and the same in its RF form. vat_totals: one for each category and rate among
    the lines, in any order. layout: that of its paper (ADR 0010).
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
    layout: str = "invoice-1"

    def __post_init__(self) -> None:
        if found := faults(self):
            msg = f"the bill does not hold together: {', '.join(found)}"
            raise ValueError(msg)
