"""From billing's answer to a bill: `bill_of(answer)`, answer of the query `billing.invoice` (JSON)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from services.gateway.documents.invoices.bill import (
    Address,
    Bill,
    Buyer,
    EInvoice,
    Line,
    Seller,
    VatTotal,
)
from services.gateway.documents.invoices.invoice_1 import LAYOUT
from services.gateway.documents.invoices.parts import Category
from shared.kernel.money import cents

Answer = Mapping[str, Any]


def bill_of(answer: Answer) -> Bill:
    """The bill. ValueError where the answer does not hold together. Of the case's number its last part."""
    return Bill(
        number=answer["number"],
        kind=answer["kind"],
        issued_on=date.fromisoformat(answer["issued_on"]),
        due_on=_day(answer.get("due_on")),
        month=answer["month"],
        case_number=answer["case_number"].rpartition("/")[2],
        service_line=answer["service_line"],
        reference=answer["reference"],
        rf=answer["rf"],
        seller=_seller(answer["seller"]),
        buyer=_buyer(answer["buyer"]),
        lines=tuple(map(_line, answer["lines"])),
        vat_totals=tuple(map(_vat_total, answer["vat_totals"])),
        net=_money(answer["net"]),
        vat=_money(answer["vat"]),
        total=_money(answer["total"]),
        credited_number=answer.get("corrects"),
        credited_on=_day(answer.get("corrects_on")),
        layout=answer.get("layout") or LAYOUT,
    )


def _seller(told: Answer) -> Seller:
    return Seller(
        name=told["name"],
        business_id=told["business_id"],
        iban=told.get("iban"),
        bic=told.get("bic"),
        address=_address(told.get("address")),
        e_invoice=EInvoice(**told["e_invoice"]) if told.get("e_invoice") else None,
    )


def _buyer(told: Answer) -> Buyer:
    return Buyer(
        organisation=told["organisation"],
        business_id=told["business_id"],
        e_invoice=EInvoice(**told["e_invoice"]),
        language=told.get("language") or "fi",
        postal=_address(told.get("postal")),
        cost_centre=told.get("cost_centre"),
        reference=told.get("reference"),
    )


def _line(told: Answer) -> Line:
    percent = Decimal(told["vat_percent"])
    return Line(
        date=date.fromisoformat(told["date"]),
        what=told["what"],
        quantity=Decimal(told["quantity"]),
        unit=told["unit"],
        amount=_money(told["amount"]),
        share_percent=Decimal(told["share_percent"]),
        net=_money(told["net"]),
        category=_category(percent),
        vat_percent=percent,
        late=told["late"],
    )


def _vat_total(told: Answer) -> VatTotal:
    percent = Decimal(told["percent"])
    return VatTotal(_category(percent), percent, _money(told["net"]), _money(told["vat"]))


def _category(percent: Decimal) -> Category:
    """What has no rate is exempt: billing knows no other reason for 0 % (R-V2)."""
    return "S" if percent else "E"


def _address(told: Answer | None) -> Address | None:
    return Address(**told) if told else None


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _money(told: str) -> int:
    return cents(Decimal(told))
