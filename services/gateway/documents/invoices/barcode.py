"""The Finnish bank barcode as digits (virtuaaliviivakoodi), of Finance Finland's Pankkiviivakoodiopas.

54 digits: version, account, amount, reference, due date. Version 4 carries the Finnish reference number,
version 5 its RF form.
"""

from datetime import date

from services.gateway.documents.invoices.bill import Bill

MOST = 99_999_999
"""Cents; a larger sum does not fit and stands as zeros, which the payer's bank asks for."""
FINNISH = 18
"""Signs of a Finnish IBAN."""


def barcode(bill: Bill, version: int = 4) -> str | None:
    """The 54 digits; None where there is nothing to pay, no Finnish account or no due date."""
    iban = bill.seller.iban
    if bill.total <= 0 or bill.due_on is None or iban is None or not _is_finnish(iban):
        return None
    reference = bill.reference if version == 4 else bill.rf  # noqa: PLR2004 - the guide's own name
    return digits(iban, bill.total, reference, bill.due_on)


def digits(iban: str, amount: int, reference: str, due_on: date) -> str:
    """The barcode of a Finnish IBAN, cents, a Finnish reference number or an RF one, and a day."""
    if reference.startswith("RF"):
        version, referring = "5", reference[2:4] + reference[4:].zfill(21)
    else:
        version, referring = "4", "000" + reference.zfill(20)
    sum_of_it = str(amount if amount <= MOST else 0).zfill(8)
    return version + iban[2:] + sum_of_it + referring + f"{due_on:%y%m%d}"


def _is_finnish(iban: str) -> bool:
    return iban.startswith("FI") and len(iban) == FINNISH
