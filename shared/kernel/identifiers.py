"""Finnish identifiers of organisations, accounts and payments, checked (R-V3).

Business ids, IBANs and RF references are python-stdnum's; the Finnish reference number, the OVT code and
the letters of a BIC are ours. A checking function answers whether the identifier is as it is written in
documents: nothing is repaired on the way.
"""

import re
from functools import lru_cache

from stdnum import iban as iban_numbers
from stdnum import iso11649
from stdnum.fi import ytunnus

WEIGHTS = (7, 3, 1)
SHORTEST, LONGEST = 3, 19
OVT = re.compile(r"0037(\d{8})[0-9A-Z]{0,5}", re.ASCII)
BIC = re.compile(r"[A-Z]{6}[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?", re.ASCII)
BUSINESS_ID = re.compile(r"\d{7}-\d", re.ASCII)
ADDRESS = re.compile(r"[0-9A-Za-z][0-9A-Za-z:.-]{1,34}", re.ASCII)
CODE = re.compile(r"[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö.:/_-]{0,34}")


def is_business_id(text: str) -> bool:
    """A Finnish business id (Y-tunnus): seven digits, a hyphen and a check digit, "2345678-0"."""
    return bool(BUSINESS_ID.fullmatch(text)) and bool(ytunnus.is_valid(text))


def is_ovt(text: str) -> bool:
    """An OVT code: 0037, a business id without its hyphen, and up to five signs of the organisation's own."""
    found = OVT.fullmatch(text)
    return found is not None and bool(ytunnus.is_valid(found[1]))


def ovt_of(business_id: str) -> str:
    """The OVT code of a whole organisation."""
    return "0037" + digits_of(business_id)


def vat_id_of(business_id: str) -> str:
    """The VAT identifier that belongs to a business id: FI and its eight digits."""
    return "FI" + digits_of(business_id)


@lru_cache(maxsize=1024)
def digits_of(business_id: str) -> str:
    """The eight digits of a business id. ValueError for what is none."""
    if not is_business_id(business_id):
        msg = f"no business id: {business_id}"
        raise ValueError(msg)
    return business_id.replace("-", "")


def is_iban(text: str) -> bool:
    """An IBAN of any country, written without spaces."""
    return text == iban_numbers.compact(text) and bool(iban_numbers.is_valid(text))


def is_bic(text: str) -> bool:
    """A BIC of eight or eleven signs (ISO 9362); whether there is such a bank is not asked."""
    return bool(BIC.fullmatch(text))


def is_electronic_address(text: str) -> bool:
    """An address or an operator of e-invoices: an OVT code, an IBAN or another without spaces."""
    return bool(ADDRESS.fullmatch(text)) and (not text.startswith("0037") or is_ovt(text))


def is_buyers_code(text: str) -> bool:
    """A buyer's own code for its books (cost centre, reference): up to 35 signs in one piece, so no text."""
    return bool(CODE.fullmatch(text))


def check_digit(basis: str) -> str:
    """The check digit of a Finnish reference number: weights 7, 3, 1 from the right, up to the next ten."""
    total = sum(int(digit) * WEIGHTS[place % 3] for place, digit in enumerate(reversed(basis)))
    return str(-total % 10)


def reference_number(basis: str) -> str:
    """The Finnish reference number (viitenumero) made of 3 to 19 digits: 123456 → 1234561.

    Zeros before the first other digit are no part of it. ValueError where the digits are too few or too many.
    """
    digits = basis.lstrip("0")
    if not (digits.isascii() and digits.isdigit() and SHORTEST <= len(digits) <= LONGEST):
        msg = f"a reference number is made of 3 to 19 digits, not of {basis}"
        raise ValueError(msg)
    return digits + check_digit(digits)


def is_reference_number(text: str) -> bool:
    """A Finnish reference number with its check digit, without spaces or leading zeros."""
    try:
        return reference_number(text[:-1]) == text
    except ValueError:
        return False


def creditor_reference(reference: str) -> str:
    """The same reference number in its international form (ISO 11649): 1234561 → RF341234561."""
    if not is_reference_number(reference):
        msg = f"no reference number: {reference}"
        raise ValueError(msg)
    return f"RF{98 - int(reference + '271500') % 97:02}{reference}"


def is_creditor_reference(text: str) -> bool:
    """An RF reference (ISO 11649), written without spaces."""
    return text.startswith("RF") and text == iso11649.compact(text) and bool(iso11649.is_valid(text))
