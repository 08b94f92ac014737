"""No name and no free text leaves with an invoice, in any format, or in what the books and figures tell.

Every text of two orders and of the cases behind them has a mark; whatever goes out is searched for marks.
"""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

import pytest

from services.gateway.documents.accounting_file import file_of
from services.gateway.documents.invoices.answered import bill_of
from services.gateway.documents.invoices.bill import Bill
from services.gateway.documents.invoices.finvoice import finvoice
from services.gateway.documents.invoices.pdf import render_pdf
from services.gateway.documents.invoices.peppol import peppol
from shared.plumbing.embedded.postgres import Postgres
from tests.specs.billing.office import done
from tests.support.pdf_reading import text_of
from tests.support.planted_order import PlantedOrders
from tests.support.planting import MARK, own
from tests.support.searching import fields_in, found_in
from tests.support.servers import passing_database

LANGUAGES: tuple[Literal["fi", "sv", "en"], ...] = ("fi", "sv", "en")
ASKED: dict[str, dict[str, Any]] = {
    "billing.payments": {},
    "billing.accounting": {"from": "2025-09-01", "to": "2025-12-31"},
    **{
        f"reporting.costs {by}": {"from": "2025-08", "to": "2025-12", "by": by}
        for by in ("sector", "payer", "county", "service_line", "month")
    },
}


@pytest.fixture(scope="module")
def planted(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlantedOrders]:
    with passing_database(postgres) as url:
        yield PlantedOrders(tmp_path_factory.mktemp("planted"), url)


@pytest.fixture(scope="module")
def invoices(planted: PlantedOrders) -> list[dict[str, Any]]:
    return list(done(planted.ask("invoices", {}))["invoices"])


def bills(planted: PlantedOrders, invoices: list[dict[str, Any]]) -> Iterator[Bill]:
    for each in invoices:
        yield bill_of(done(planted.ask("invoice", {"number": each["number"]})))


def marks(said: bytes | str) -> list[str]:
    return list(found_in(said if isinstance(said, bytes) else said.encode()))


def test_the_texts_were_told_and_can_be_read_where_they_belong(planted: PlantedOrders) -> None:
    """A search for what was never told proves nothing."""
    agreement = done(planted.ask("agreement", {"agreement_id": planted.own.agreement_id}))
    order = done(planted.ask("order", {"order_id": planted.own.order_id}))
    told = json.dumps([agreement, order])
    expected = ("sign_agreement.parties", "sign_agreement.rights_and_duties", "commit_to_pay.decision_ref")
    assert fields_in(told, MARK) >= {own(path) for path in expected}


def test_no_document_of_an_invoice_has_a_name_or_a_text(
    planted: PlantedOrders, invoices: list[dict[str, Any]]
) -> None:
    """R-V5, R-P1: Finvoice and UBL of each invoice and credit note, in each language."""
    assert {each["kind"] for each in invoices} == {"invoice", "credit"}
    assert {each["payer_id"] for each in invoices} == {"ls", "si", "ps"}
    for bill in bills(planted, invoices):
        for language in LANGUAGES:
            spoken = replace(bill, buyer=replace(bill.buyer, language=language))
            assert marks(finvoice(spoken)) == [], bill.number
            assert marks(peppol(spoken)) == [], bill.number


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_printed_has_a_name_or_a_text(
    language: Literal["fi", "sv", "en"], planted: PlantedOrders, invoices: list[dict[str, Any]]
) -> None:
    """R-V5: an invoice and a credit note on paper."""
    printed = {bill.kind: bill for bill in bills(planted, invoices)}
    for bill in printed.values():
        paper = asyncio.run(render_pdf(replace(bill, buyer=replace(bill.buyer, language=language))))
        text = text_of(paper)
        assert bill.number in text, "it is read in earnest"
        assert marks(text) == []
        assert marks(paper) == []


def test_no_answer_about_invoices_and_money_has_a_name_or_a_text(
    planted: PlantedOrders, invoices: list[dict[str, Any]]
) -> None:
    """R-B5, R-V5."""
    assert marks(json.dumps(invoices)) == []
    for each in invoices:
        assert marks(json.dumps(done(planted.ask("invoice", {"number": each["number"]})))) == []
    for asked, data in ASKED.items():
        service, _, name = asked.partition(" ")[0].partition(".")
        answer = done(planted.told(service, name, data))
        assert marks(json.dumps(answer)) == [], asked
        assert name == "payments" or answer["rows"], "it answers something"


def test_no_file_for_the_books_has_a_name_or_a_text(planted: PlantedOrders) -> None:
    rows = done(planted.ask("accounting", ASKED["billing.accounting"]))["rows"]
    file = file_of(rows)
    assert len(file.splitlines()) == len(rows) + 1
    assert marks(file) == []


def test_no_public_fact_has_a_name_or_a_text(planted: PlantedOrders) -> None:
    """R-P1: of billing's and of intake's."""
    for desk in (planted.desk, planted.intake.desk):
        facts = desk.facts_after({"position": 0, "limit": 1000})["facts"]
        assert len(facts) > 10
        assert marks(json.dumps(facts)) == []
