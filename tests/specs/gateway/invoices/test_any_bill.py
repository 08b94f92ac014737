"""Whatever is billed, its documents are valid: rates mixed, lines negative, names with any sign (R-V4)."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings

from services.gateway.documents.invoices.bill import Bill
from services.gateway.documents.invoices.finvoice import finvoice
from services.gateway.documents.invoices.pdf import render_pdf
from services.gateway.documents.invoices.peppol import peppol
from tests.specs.gateway.invoices.a_bill import BUYER, SELLER, a_bill, bills, but
from tests.support.bill_documents import wrong_documents
from tests.support.finvoice_sums import wrong_sums
from tests.support.pdf_reading import is_ua_1
from tests.support.ubl import faults


@settings(max_examples=60)
@given(bills())
def test_every_bill_is_valid_by_the_official_schemas_and_keeps_to_the_rules(bill: Bill) -> None:
    assert wrong_documents(bill) == []


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


AMOUNT = re.compile(rb'<(?:cbc:)?(\w+) (?:currencyID|AmountCurrencyIdentifier)="EUR">(-?\d+[.,]\d\d)<')
A_CENT = Decimal("0.01")


def with_a_cent_more(document: bytes, *, but: bytes = b"") -> Iterator[bytes]:
    """The document with each of its amounts, one at a time, a cent larger; `but`: one that stays."""
    for found in AMOUNT.finditer(document):
        told = found[2].decode()
        more = str(Decimal(told.replace(",", ".")) + A_CENT).replace(".", "," if "," in told else ".")
        if found[1] != but:
            yield document[: found.start(2)] + more.encode() + document[found.end(2) :]


@settings(max_examples=10)
@given(bills(most=4))
def test_a_cent_too_many_anywhere_in_a_finvoice_is_found(bill: Bill) -> None:
    assert all(wrong_sums(changed) for changed in with_a_cent_more(finvoice(bill)))


@settings(max_examples=10)
@given(bills(most=4))
def test_a_cent_too_many_anywhere_in_a_ubl_is_found(bill: Bill) -> None:
    """But in a price: PEPPOL-EN16931-R120 lets it be two cents beside."""
    assert all(faults(changed) for changed in with_a_cent_more(peppol(bill), but=b"PriceAmount"))


def test_an_organisation_whose_name_cannot_be_printed_goes_by_its_business_id() -> None:
    bill = a_bill(buyer=but(BUYER, organisation="\x07\u200b"))
    assert b"<BuyerOrganisationName>0112038-9</BuyerOrganisationName>" in finvoice(bill)
