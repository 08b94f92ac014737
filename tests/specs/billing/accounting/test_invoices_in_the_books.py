"""An issued invoice becomes a voucher as it stands, tax and all."""

from datetime import date
from decimal import Decimal

from services.billing.domain.accounting.invoices import bill_of
from services.billing.domain.invoice.language import InvoiceLine, VatTotal
from tests.specs.billing.accounting.books import COACHING, CREDIT, INVOICE, booked

OCTOBER_7 = date(2025, 10, 7)


def line(net: int, vat: int) -> InvoiceLine:
    return InvoiceLine(OCTOBER_7, "time", Decimal(1), "h", net * 2, 500_000, net, vat, 1)


def test_the_lines_and_the_tax_that_stand_on_it() -> None:
    """R-V2: a rate of 0 is exempt, others are hundredths of a percent."""
    made = bill_of(
        number=INVOICE.number,
        issued_on=INVOICE.issued_on,
        lines=[line(10000, 0), line(2000, 2550), line(500, 0)],
        vat_totals=[VatTotal(0, 10500, 0), VatTotal(2550, 2000, 510)],
        total=13010,
        dimension=COACHING,
    )
    assert made == INVOICE
    assert booked(made).rows == booked(INVOICE).rows


def test_a_credit_note_names_its_invoice() -> None:
    made = bill_of(
        number=CREDIT.number,
        issued_on=CREDIT.issued_on,
        lines=[line(-10000, 0), line(-2000, 2550), line(-500, 0)],
        vat_totals=[VatTotal(0, -10500, 0), VatTotal(2550, -2000, -510)],
        total=-13010,
        corrects=INVOICE.number,
        dimension=COACHING,
    )
    assert made == CREDIT
