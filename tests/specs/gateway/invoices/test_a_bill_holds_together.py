"""A bill that does not hold together is none: its sums, identifiers, and codes where codes belong."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, get_type_hints

import pytest

from services.gateway.documents.invoices.bill import Bill, EInvoice, Line, VatTotal, vat_on
from tests.specs.gateway.invoices.a_bill import BUYER, LATE, MEETING, SELLER, TRAVEL, a_bill, a_credit, but

PERSON = "Maija Mallinen (äiti)"
NAMES = {
    "seller.name", "seller.address.street", "seller.address.town",
    "buyer.organisation", "buyer.postal.street", "buyer.postal.town",
}  # fmt: skip
"""Where words stand: the names and addresses of organisations, and nowhere else."""


def test_the_examples_hold_together() -> None:
    assert (a_bill().total, a_credit().total) == (4945, -4945)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("number", "1" * 21), ("kind", "proforma"), ("month", "2025-13"), ("case_number", "a case"),
        ("service_line", "coaching"), ("reference", "1234562"), ("rf", "RF331234561"), ("due_on", None),
        ("credited_number", "number one"), ("net", 4831), ("vat", 116), ("total", 4946), ("lines", ()),
        ("vat_totals", ()), ("layout", "invoice"),
        ("seller", but(SELLER, business_id="2345678-1")), ("seller", but(SELLER, iban="FI21")),
        ("seller", but(SELLER, bic="bank")), ("seller", but(SELLER, e_invoice=EInvoice("x", "y z"))),
        ("buyer", but(BUYER, business_id="0112038-8")), ("buyer", but(BUYER, cost_centre="4711 a")),
        ("buyer", but(BUYER, reference="")), ("buyer", but(BUYER, language="de")),
        ("buyer", but(BUYER, e_invoice=EInvoice("003701120388", "003721291126"))),
    ],
)  # fmt: skip
def test_one_wrong_field_is_found(field: str, wrong: Any) -> None:
    """R-V3: what is checked is named; what it held is not repeated."""
    with pytest.raises(ValueError, match=field) as refused:
        replace(a_bill(), **{field: wrong})
    assert str(wrong) not in str(refused.value)


@pytest.mark.parametrize(
    "line",
    [
        but(MEETING, what="talk"), but(MEETING, unit="litre"), but(MEETING, category="Z"),
        but(MEETING, vat_percent=Decimal(24)), but(TRAVEL, vat_percent=Decimal(0)),
        but(TRAVEL, vat_percent=Decimal(100)), but(MEETING, quantity=Decimal("NaN")),
        but(MEETING, share_percent=Decimal("100.0001")), but(MEETING, share_percent=Decimal(-1)),
    ],
)  # fmt: skip
def test_one_wrong_line_is_found(line: Line) -> None:
    with pytest.raises(ValueError, match="line 2"):
        a_bill((LATE, line))


def test_a_credit_note_names_the_invoice_that_it_credits() -> None:
    """R-V4."""
    with pytest.raises(ValueError, match="credited_number"):
        a_credit(credited_number=None)


def test_a_rate_stands_once_and_its_vat_is_that_of_its_sum() -> None:
    """R-V2: VAT is computed per rate on the invoice, not line by line."""
    halves = tuple(but(TRAVEL, net=3) for _ in range(3))
    assert a_bill(halves).vat == 2  # 0.09 × 25.5 % = 0.02295; a cent a line would be three
    with pytest.raises(ValueError, match="vat_totals"):
        a_bill(halves, vat_totals=(VatTotal("S", Decimal("25.5"), 9, 3),), vat=3, total=12)
    with pytest.raises(ValueError, match="vat_totals"):
        a_bill((TRAVEL,), vat_totals=(VatTotal("S", Decimal("25.5"), 451, 115),) * 2)


@pytest.mark.parametrize(("net", "vat"), [(100, 26), (-100, -26), (2, 1), (-2, -1), (1, 0), (0, 0)])
def test_half_a_cent_of_vat_is_rounded_away_from_zero(net: int, vat: int) -> None:
    """R-V2: a credit takes back exactly what was charged."""
    assert vat_on(net, Decimal("25.5")) == vat


def text_fields(of: Any, at: str = "") -> list[str]:
    """Every field of a text, by its path."""
    found = []
    for field in fields(of):
        value, path = getattr(of, field.name), f"{at}{field.name}"
        if is_dataclass(value):
            found += text_fields(value, f"{path}.")
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            found += text_fields(value[0], f"{path}.0.")
        elif not isinstance(value, (int, date, Decimal)):
            assert isinstance(value, str), f"the example has no {path}: give it one"
            found.append(path)
    return found


def planted(of: Any, path: str) -> Any:
    """The same with a person's name in one field."""
    name, _, rest = path.partition(".")
    if name == "0":
        return (planted(of[0], rest), *of[1:])
    value = planted(getattr(of, name), rest) if rest else PERSON
    return replace(of, **{name: value})


WHOLE = a_credit(
    seller=but(SELLER, e_invoice=EInvoice("003723456780", "003721291126")), due_on=date(2025, 10, 31)
)


@pytest.mark.parametrize("path", text_fields(WHOLE))
def test_a_persons_name_fits_in_no_field_but_those_of_organisations(path: str) -> None:
    """R-V5, R-P1: where no name fits, none can reach a document."""
    if path in NAMES:
        assert planted(WHOLE, path)
    else:
        with pytest.raises(ValueError, match="does not hold together") as refused:
            planted(WHOLE, path)
        assert "Maija" not in str(refused.value)


def test_the_example_has_every_field_that_a_bill_can_have() -> None:
    """So that the test above has looked at each of them."""
    assert set(text_fields(WHOLE)) >= NAMES
    assert {path.split(".")[0] for path in text_fields(WHOLE)} < set(get_type_hints(Bill))
