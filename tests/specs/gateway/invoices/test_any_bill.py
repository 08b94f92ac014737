"""Whatever is billed, its documents are valid: rates mixed, lines negative, names with any sign (R-V4)."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given, settings

from services.gateway.documents.invoices.bill import Bill
from services.gateway.documents.invoices.finvoice import finvoice
from services.gateway.documents.invoices.pdf import render_pdf
from services.gateway.documents.invoices.peppol import peppol
from tests.specs.gateway.invoices.a_bill import BUYER, SELLER, a_bill, bills, but
from tests.specs.gateway.invoices.schemas import finvoice_schema, misfits, ubl_schema
from tests.support.pdf_reading import is_ua_1
from tests.support.ubl import faults


@given(bills())
def test_every_bill_is_valid_by_the_official_schemas_and_keeps_to_the_rules(bill: Bill) -> None:
    document = peppol(bill)
    assert misfits(finvoice_schema(), finvoice(bill)) == []
    assert misfits(ubl_schema("Invoice" if bill.kind == "invoice" else "CreditNote"), document) == []
    assert faults(document) == []


@settings(max_examples=20)
@given(bills(most=3))
def test_the_same_bill_is_the_same_bytes(bill: Bill) -> None:
    assert finvoice(replace(bill)) == finvoice(bill)
    assert peppol(replace(bill)) == peppol(bill)


@settings(max_examples=10, deadline=None)
@given(bills(most=20))
def test_every_paper_can_be_read_aloud(bill: Bill) -> None:
    assert is_ua_1(asyncio.run(render_pdf(bill)))


@pytest.mark.parametrize(
    "name", ["Åbo & <Öster>bottens 'välfärd' \"Ab\"", "]]><!-- -->", "&amp;", "Ŋuovvar ávžžuhus"]
)
def test_a_name_stands_in_the_document_as_it_was_written(name: str) -> None:
    bill = a_bill(seller=but(SELLER, name=name), buyer=but(BUYER, organisation=name))
    for document in (finvoice(bill), peppol(bill)):
        assert document.decode().count(escaped(name)) >= 2


def escaped(name: str) -> str:
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_an_organisation_whose_name_cannot_be_printed_goes_by_its_business_id() -> None:
    bill = a_bill(buyer=but(BUYER, organisation="\x07\u200b"))
    assert b"<BuyerOrganisationName>0112038-9</BuyerOrganisationName>" in finvoice(bill)
