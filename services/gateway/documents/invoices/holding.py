"""Whether a bill holds together: its sums, its identifiers, and that a code stands where one should."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from services.gateway.documents.invoices import parts
from services.gateway.documents.invoices.parts import Address, EInvoice, Line
from shared.kernel.identifiers import (
    creditor_reference,
    is_bic,
    is_business_id,
    is_buyers_code,
    is_electronic_address,
    is_iban,
    is_reference_number,
)
from shared.kernel.reference import codes

if TYPE_CHECKING:
    from services.gateway.documents.invoices.bill import Bill

NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{1,19}", re.ASCII)
CASE = re.compile(r"[0-9A-Za-z][0-9A-Za-z./-]{0,69}", re.ASCII)
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
POSTCODE = re.compile(r"\d{5}", re.ASCII)
ALL = Decimal(100)


def faults(bill: "Bill") -> list[str]:
    """What does not hold, by the names of the fields, never their contents. Empty where all is well."""
    checks = {**_of_itself(bill), **_of_parties(bill), **_of_sums(bill)}
    return [name for name, holds in checks.items() if not holds] + list(_of_lines(bill.lines))


def _of_itself(bill: "Bill") -> dict[str, bool]:
    numbered = is_reference_number(bill.reference)
    return {
        "number": bool(NUMBER.fullmatch(bill.number)),
        "kind": bill.kind in get_args(parts.Kind),
        "month": bool(MONTH.fullmatch(bill.month)),
        "case_number": bool(CASE.fullmatch(bill.case_number)),
        "service_line": bill.service_line in codes("service_lines"),
        "reference": numbered,
        "rf": numbered and bill.rf == creditor_reference(bill.reference),
        "due_on": bill.kind == "credit" or bill.due_on is not None,
        "credited_number": bill.kind != "credit"
        if bill.credited_number is None
        else bool(NUMBER.fullmatch(bill.credited_number)),
        "layout": bool(re.fullmatch(r"invoice-\d{1,3}", bill.layout, re.ASCII)),
    }


def _of_parties(bill: "Bill") -> dict[str, bool]:
    seller, buyer = bill.seller, bill.buyer
    return {
        "seller.business_id": is_business_id(seller.business_id),
        "seller.iban": seller.iban is None or is_iban(seller.iban),
        "seller.bic": seller.bic is None or is_bic(seller.bic),
        "seller.address": _is_address(seller.address),
        "seller.e_invoice": seller.e_invoice is None or _is_reachable(seller.e_invoice),
        "buyer.business_id": is_business_id(buyer.business_id),
        "buyer.e_invoice": _is_reachable(buyer.e_invoice),
        "buyer.language": buyer.language in get_args(parts.Language),
        "buyer.postal": _is_address(buyer.postal),
        "buyer.cost_centre": buyer.cost_centre is None or is_buyers_code(buyer.cost_centre),
        "buyer.reference": buyer.reference is None or is_buyers_code(buyer.reference),
    }


def _is_address(address: Address | None) -> bool:
    return address is None or bool(POSTCODE.fullmatch(address.postcode))


def _is_reachable(at: EInvoice) -> bool:
    return is_electronic_address(at.address) and is_electronic_address(at.operator)


def _of_sums(bill: "Bill") -> dict[str, bool]:
    """The lines add up to the totals, and each rate's VAT is computed on the rate's sum (R-V2)."""
    nets: dict[tuple[str, Decimal], int] = defaultdict(int)
    for line in bill.lines:
        nets[line.category, line.vat_percent] += line.net
    told = {(each.category, each.percent): each.net for each in bill.vat_totals}
    return {
        "lines": bool(bill.lines),
        "vat_totals": told == nets
        and len(told) == len(bill.vat_totals)
        and all(each.vat == parts.vat_on(each.net, each.percent) for each in bill.vat_totals),
        "net": bill.net == sum(line.net for line in bill.lines),
        "vat": bill.vat == sum(each.vat for each in bill.vat_totals),
        "total": bill.total == bill.net + bill.vat,
    }


def _of_lines(lines: tuple[Line, ...]) -> Iterator[str]:
    for n, line in enumerate(lines, 1):
        known = (
            line.what in get_args(parts.What)
            and line.unit in get_args(parts.Unit)
            and line.category in get_args(parts.Category)
        )
        taxed = (line.category == "S") == (line.vat_percent > 0) and 0 <= line.vat_percent < ALL
        if not (known and taxed and line.quantity.is_finite() and 0 <= line.share_percent <= ALL):
            yield f"line {n}"
