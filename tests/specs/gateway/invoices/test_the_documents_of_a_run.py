"""The bills of invoicing runs, of billing's own reckoning: each has its documents, and they are right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings

from services.billing.domain.invoice.issuing import due_on, lines_of, number_of, reference_of, vat_totals
from services.billing.domain.invoicing.work import Price, PriceSince, Terms
from services.gateway.documents.invoices.answered import bill_of
from services.gateway.documents.invoices.bill import Bill
from shared.kernel.identifiers import creditor_reference
from tests.specs.billing.invoicing.books import START, THIRDS, Books, hourly, shares
from tests.specs.billing.invoicing.histories import Step, histories
from tests.specs.gateway.invoices.an_answer import an_answer
from tests.support.bill_documents import wrong_documents

SELLER = "2345678-0"
ISSUED = date(2025, 10, 1)


@dataclass(frozen=True)
class Told:
    """A line or a total as billing's answer says it."""

    line: Any

    def __getattr__(self, name: str) -> Any:
        other = {"date": "on", "share_percent": "share", "vat_percent": "vat", "percent": "rate"}
        return getattr(self.line, other.get(name, name))


def documents_of(books: Books) -> Iterator[Bill]:
    """Every bill of the books as billing would answer it, under its number."""
    for n, told in books.issued.items():
        lines = lines_of(told)
        totals = vat_totals(lines)
        net, vat = sum(each.net for each in totals), sum(each.vat for each in totals)
        reference = reference_of(SELLER, int(n))
        answer = an_answer(
            number=number_of(SELLER, int(n)), kind=told.kind, month=told.month, net=net, vat=vat,
            total=net + vat, reference=reference, rf=creditor_reference(reference), issued_on=ISSUED,
            due_on=None if told.kind == "credit" else due_on(ISSUED, None),
            lines=list(map(Told, lines)), vat_totals=list(map(Told, totals)),
            corrects=told.corrects and number_of(SELLER, int(told.corrects)),
        )  # fmt: skip
        yield bill_of(answer)


def three_payers() -> Books:
    """A joint order in thirds, with travel: two meetings of September."""
    price = Price("hour", Decimal("58.37"), "half", 24, Decimal("0.57"))
    terms = hourly(
        "fsw", "edu", "psy", shares=(shares("09-01", **THIRDS),), prices=(PriceSince(START, price),)
    )
    return Books(terms).held("1", "09-02", 90, travel_km=25).no_show("2", "09-05")


def test_a_run_a_correction_and_a_revision_have_right_documents() -> None:
    """R-V4, R-B4: each payer's invoice, what was corrected afterwards, the credits and the new invoices."""
    books = three_payers()
    books.run("2025-09")
    books.held("1", "09-02", 60)
    books.run("2025-10")
    books.revise(shares("09-04", fsw="60", edu="40", psy="0"))
    bills = list(documents_of(books))
    assert {bill.kind for bill in bills} == {"invoice", "credit"}
    assert {line.what for bill in bills for line in bill.lines} == {"held", "no_show", "travel"}
    assert [wrong_documents(bill) for bill in bills] == [[]] * len(bills)


@settings(max_examples=15)
@given(histories())
def test_whatever_is_invoiced_has_right_documents(history: tuple[Terms, list[Step]]) -> None:
    """R-V4: prices of every kind, both general rates, exempt work, corrections, credits and revisions."""
    terms, steps = history
    books = Books(terms)
    for step in steps:
        step(books)
    for bill in documents_of(books):
        assert wrong_documents(bill) == []
