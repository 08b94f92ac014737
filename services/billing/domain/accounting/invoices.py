"""An invoice as it was issued → what the books take of it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from services.billing.domain.accounting.vouchers import NOWHERE, Bill, Dimension, Sale
from services.billing.domain.invoice.language import InvoiceLine, VatTotal


def bill_of(
    *,
    number: str,
    issued_on: date,
    lines: Iterable[InvoiceLine],
    vat_totals: Iterable[VatTotal],
    total: int,
    corrects: str | None = None,
    dimension: Dimension = NOWHERE,
) -> Bill:
    """The bill. total: cents with tax; corrects: the invoice that a credit note takes from.

    Invoices have rates as hundredths of a percent, 0 where exempt (R-V2); the books have percents and None.
    """
    return Bill(
        number=number,
        issued_on=issued_on,
        sales=tuple(Sale(line.net, _percent(line.vat), dimension) for line in lines),
        total=total,
        vat={rate: each.vat for each in vat_totals if (rate := _percent(each.rate)) is not None},
        credited=corrects or "",
    )


def _percent(hundredths: int) -> Decimal | None:
    return Decimal(hundredths) / 100 if hundredths else None
