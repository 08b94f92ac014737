"""Example bills, and any number of others: `a_bill(…)`, `a_credit(…)`, `bills()`. Everybody is made up."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeVar

from hypothesis import strategies as st

from services.gateway.documents.invoices.bill import (
    Address,
    Bill,
    Buyer,
    EInvoice,
    Line,
    Seller,
    VatTotal,
    vat_on,
)
from shared.kernel.identifiers import creditor_reference, reference_number

AUTUMN = date(2025, 10, 1)
DUE = date(2025, 10, 31)
GENERAL = Decimal("25.5")

SELLER = Seller(
    name="Esimerkkituottaja Oy",
    business_id="2345678-0",
    iban="FI2112345600000785",
    bic="NDEAFIHH",
    address=Address("Mallikatu 1", "40100", "Jyväskylä"),
)
BUYER = Buyer(
    organisation="Mallilan hyvinvointialue & perheet",
    business_id="0112038-9",
    e_invoice=EInvoice("003701120389", "003721291126"),
    postal=Address("Näytekuja 2", "40101", "Jyväskylä"),
    cost_centre="4711",
    reference="TIL-2025-9",
)
MEETING = Line(
    date=date(2025, 9, 3), what="held", quantity=Decimal("1.5"), unit="hour", amount=8756,
    share_percent=Decimal("33.3334"), net=2919,
)  # fmt: skip
TRAVEL = Line(
    date=date(2025, 9, 3), what="travel", quantity=Decimal("24.6"), unit="km", amount=1353,
    share_percent=Decimal("33.3334"), net=451, category="S", vat_percent=GENERAL,
)  # fmt: skip
LATE = Line(
    date=date(2025, 8, 29), what="no_show", quantity=Decimal(1), unit="hour", amount=2919,
    share_percent=Decimal(50), net=1460, late=True,
)  # fmt: skip


Whole = TypeVar("Whole", Seller, Buyer, Line)


def but(whole: Whole, **changes: Any) -> Whole:
    """The same with other values, right or wrong ones."""
    return replace(whole, **changes)


def a_bill(lines: tuple[Line, ...] = (MEETING, TRAVEL, LATE), **changes: Any) -> Bill:
    """An invoice whose sums follow from its lines; `changes` stand as they are."""
    sums: dict[tuple[Any, Decimal], int] = defaultdict(int)
    for line in lines:
        sums[line.category, line.vat_percent] += line.net
    told = tuple(VatTotal(each, rate, net, vat_on(net, rate)) for (each, rate), net in sums.items())
    net, vat = sum(line.net for line in lines), sum(each.vat for each in told)
    reference = reference_number("2345678000017")
    given: dict[str, Any] = {
        "number": "23456780-000017",
        "kind": "invoice",
        "issued_on": AUTUMN,
        "due_on": DUE,
        "month": "2025-09",
        "case_number": "2025-00004",
        "service_line": "school_support",
        "reference": reference,
        "rf": creditor_reference(reference),
        "seller": SELLER,
        "buyer": BUYER,
        "lines": lines,
        "vat_totals": told,
        "net": net,
        "vat": vat,
        "total": net + vat,
    }
    return Bill(**given | changes)


def taken_back(line: Line) -> Line:
    """The line as a credit note has it."""
    return but(line, net=-line.net)


def a_credit(lines: tuple[Line, ...] = (MEETING, TRAVEL, LATE), **changes: Any) -> Bill:
    """A credit note of these lines of an invoice, negative."""
    own = {
        "number": "23456780-000018",
        "kind": "credit",
        "due_on": None,
        "credited_number": "23456780-000017",
        "credited_on": AUTUMN,
    }
    return a_bill(tuple(taken_back(line) for line in lines), **own | changes)


ANY_DAY = st.dates(date(2024, 1, 1), date(2030, 12, 31))
ANY_NAME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=90) | st.sampled_from(
    ["Åbo & <Öster>bottens 'välfärd' \"Ab\"", "]]>", "Ä", "Ŋuovvar ávžžuhus", "\x07\u200b", " Oy  Malli\tAb "]
)
ANY_CENTS = st.integers(-9_999_999, 9_999_999) | st.just(0)
ADDRESSES = st.none() | st.builds(Address, ANY_NAME, st.sampled_from(["00100", "99999"]), ANY_NAME)
OWN = EInvoice("003723456780", "003721291126")
REACHED = st.sampled_from(
    [BUYER.e_invoice, EInvoice("FI2112345600000785", "OKOYFIHH"), EInvoice("TE-1", "BAWCFI22")]
)
EXEMPT: Literal["E"] = "E"
TAXED: Literal["S"] = "S"
RATES = st.sampled_from([(TAXED, Decimal(24)), (TAXED, GENERAL), (TAXED, Decimal("25.50"))]) | st.just(
    (EXEMPT, Decimal(0))
)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """Any line."""
    category, percent = draw(RATES)
    return Line(
        date=draw(ANY_DAY),
        what=draw(st.sampled_from(["held", "no_show", "late_cancellation", "travel", "month"])),
        quantity=draw(st.decimals(-999, 999, places=2)),
        unit=draw(st.sampled_from(["hour", "meeting", "km", "month"])),
        amount=draw(ANY_CENTS),
        share_percent=draw(st.decimals(0, 100, places=4)),
        net=draw(ANY_CENTS),
        category=category,
        vat_percent=percent,
        late=draw(st.booleans()),
    )


@st.composite
def bills(draw: st.DrawFn, most: int = 60) -> Bill:
    """Any invoice or credit note."""
    number = f"23456780-{draw(st.integers(0, 999_999)):06}"
    reference = reference_number(draw(st.integers(100, 10**19 - 1).map(str)))
    seller = Seller(
        draw(ANY_NAME), "2345678-0",
        iban=draw(st.none() | st.just(SELLER.iban)), bic=draw(st.none() | st.just(SELLER.bic)),
        address=draw(ADDRESSES), e_invoice=draw(st.none() | st.just(OWN)),
    )  # fmt: skip
    buyer = Buyer(
        draw(ANY_NAME), "0112038-9",
        draw(REACHED),
        language=draw(st.sampled_from(["fi", "sv", "en"])), postal=draw(ADDRESSES),
        cost_centre=draw(st.none() | st.just("4711")), reference=draw(st.none() | st.just("ÅÄÖ-1/2")),
    )  # fmt: skip
    changes = {
        "number": number, "issued_on": draw(ANY_DAY), "reference": reference,
        "rf": creditor_reference(reference),
        "seller": seller, "buyer": buyer,
    }  # fmt: skip
    which = draw(st.lists(lines(), min_size=1, max_size=most).map(tuple))
    if draw(st.booleans()):
        return a_bill(which, due_on=draw(ANY_DAY), **changes)
    return a_credit(which, credited_on=draw(st.none() | ANY_DAY), **changes)
