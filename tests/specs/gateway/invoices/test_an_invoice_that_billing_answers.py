"""Of billing's answer a bill is made, and its documents come from their addresses."""

from datetime import date
from decimal import Decimal
from http.cookies import SimpleCookie
from typing import Any

import httpx
import pytest

from services.gateway.cookies import SESSION
from services.gateway.documents.invoices.answered import bill_of
from services.gateway.documents.invoices.bill import Address, EInvoice
from services.gateway.documents.invoices.finvoice import finvoice
from services.gateway.documents.invoices.peppol import peppol
from tests.specs.gateway.edge import Echo, Reply, an_edge, refusal, send_to
from tests.specs.gateway.invoices.an_answer import a_credited_answer, an_answer
from tests.support.bill_documents import wrong_documents
from tests.support.pdf_reading import is_ua_1, language_of, text_of

HERE = "/documents/invoice/23456780-000017"
FORMS = [".pdf", ".finvoice.xml", ".peppol.xml"]


class Billing(Echo):
    """Answers with an invoice, or with a no; it remembers what it was asked."""

    def __init__(self, no: Reply | None = None) -> None:
        super().__init__()
        self.no = no
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        self.asked.append((f"{service}.{request['name']}", request["data"]))
        return self.no or {"status": 200, "result": an_answer(), "position": {}}


def visit(path: str, billing: Billing | None = None) -> httpx.Response:
    """A request by a browser on which somebody is signed in who reads English."""
    with an_edge(billing or Billing()) as app:
        answer = send_to(app, "POST", "/sign-in", data={"person": "koordinaattori-1"})
        cookie = SimpleCookie(answer.headers["Set-Cookie"])[SESSION].value
        return send_to(app, "GET", path, {SESSION: cookie, "lang": "en"})


def test_an_answer_becomes_the_bill_that_it_tells_of() -> None:
    bill = bill_of(an_answer())
    assert (bill.number, bill.kind, bill.total) == ("23456780-000017", "invoice", 3485)
    assert (bill.issued_on, bill.due_on) == (date(2025, 10, 1), date(2025, 10, 31))
    assert (bill.case_number, bill.service_line, bill.month) == ("2025-00004", "school_support", "2025-09")
    assert bill.seller.address == Address("Mallikatu 1", "40100", "Jyväskylä")
    assert bill.buyer.e_invoice == EInvoice("003701120389", "003721291126")
    assert (bill.buyer.language, bill.buyer.cost_centre, bill.buyer.reference) == ("sv", "4711", None)


def test_a_line_without_a_rate_is_exempt_and_one_with_a_rate_is_taxed() -> None:
    """R-V2."""
    held, travel = bill_of(an_answer()).lines
    assert (held.category, held.quantity, held.share_percent) == ("E", Decimal("1.5"), Decimal("33.3334"))
    assert (travel.category, travel.vat_percent, travel.net, travel.late) == ("S", Decimal("25.5"), 451, True)


@pytest.mark.parametrize("answer", [an_answer(), a_credited_answer()])
def test_the_e_invoices_of_an_answer_are_right(answer: dict[str, Any]) -> None:
    """R-V4."""
    assert wrong_documents(bill_of(answer)) == []


def test_a_credit_notes_answer_names_the_invoice_that_it_corrects() -> None:
    """R-V4."""
    bill = bill_of(a_credited_answer())
    assert (bill.credited_number, bill.credited_on) == ("23456780-000017", date(2025, 10, 1))


def test_a_payer_that_named_no_language_reads_finnish() -> None:
    answer = an_answer()
    del answer["buyer"]["language"]
    assert bill_of(answer).buyer.language == "fi"


def test_the_paper_is_in_the_buyers_language_whoever_reads_it() -> None:
    """ADR 0010: what was sent is what is read again."""
    answer = visit(HERE + ".pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert is_ua_1(answer.content)
    assert language_of(answer.content) == answer.headers["Content-Language"] == "sv"
    assert "Faktura 23456780-000017" in text_of(answer.content)


def test_the_e_invoices_come_as_files() -> None:
    bill = bill_of(an_answer())
    for ending, document in (("finvoice.xml", finvoice(bill)), ("peppol.xml", peppol(bill))):
        answer = visit(f"{HERE}.{ending}")
        assert answer.content == document
        assert answer.headers["Content-Type"] == "application/xml"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="23456780-000017.{ending}"'


@pytest.mark.parametrize("form", FORMS)
def test_billing_is_asked_as_who_is_signed_in_and_nothing_is_kept(form: str) -> None:
    billing = Billing()
    answer = visit(HERE + form, billing)
    assert billing.asked[-1] == ("billing.invoice", {"number": "23456780-000017"})
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("form", FORMS)
def test_billings_no_is_said_as_it_is(form: str) -> None:
    """R-B5: a payer's user sees its own invoices only; billing says so."""
    billing = Billing(refusal(403, "this invoice is another payer's"))
    assert visit(HERE + form, billing).status_code == 403


@pytest.mark.parametrize("form", FORMS)
def test_who_is_not_signed_in_is_shown_the_way_in(form: str) -> None:
    with an_edge(Billing()) as app:
        answer = send_to(app, "GET", HERE + form)
    assert (answer.status_code, answer.headers["Location"][:8]) == (303, "/sign-in")
