"""A bill as Peppol BIS Billing 3.0 (R-V4): valid UBL 2.1 that keeps to the published rules."""

from xml.etree import ElementTree as ET

import pytest

from services.gateway.documents.invoices.bill import Bill, EInvoice
from services.gateway.documents.invoices.peppol import peppol
from tests.specs.gateway.invoices.a_bill import (
    BUYER,
    LATE,
    MEETING,
    SELLER,
    TRAVEL,
    a_bill,
    a_credit,
    but,
    taken_back,
)
from tests.support.official_schemas import misfits, ubl_schema
from tests.support.ubl import faults
from tests.support.ubl.reading import PREFIXES

BARE = but(SELLER, iban=None, bic=None, address=None)
CREDIT_ONLY = a_bill((taken_back(MEETING), taken_back(TRAVEL)))
NOTHING = a_bill((MEETING, taken_back(MEETING)))
KINDS = {"invoice": "Invoice", "credit": "CreditNote"}
whole_ones = pytest.mark.parametrize(
    "bill", [a_bill(), a_credit(), a_bill(seller=BARE), a_credit(seller=BARE), CREDIT_ONLY, NOTHING]
)


def said(bill: Bill, path: str) -> list[str]:
    """What stands at a path of the document."""
    return [node.text or "" for node in ET.fromstring(peppol(bill)).findall(path, PREFIXES)]  # noqa: S314


@whole_ones
def test_it_is_valid_by_the_official_schema(bill: Bill) -> None:
    """R-V4."""
    assert misfits(ubl_schema(KINDS[bill.kind]), peppol(bill)) == []


@whole_ones
def test_it_keeps_to_the_rules(bill: Bill) -> None:
    """R-V4: EN 16931 and Peppol's own, by a checker that was written apart."""
    assert faults(peppol(bill)) == []


def test_a_credit_note_is_positive_and_names_its_invoice() -> None:
    """EN 16931: that it credits is said by its kind."""
    assert said(a_credit(), "cac:LegalMonetaryTotal/cbc:PayableAmount") == ["49.45"]
    assert said(a_credit(), "cac:CreditNoteLine/cbc:CreditedQuantity") == ["1", "1", "1"]
    assert said(a_credit(), "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == ["23456780-000017"]
    assert said(a_credit(), "cbc:CreditNoteTypeCode") == ["381"]


def test_an_invoice_that_takes_back_has_quantity_minus_1_at_the_same_price() -> None:
    assert said(CREDIT_ONLY, "cac:InvoiceLine/cbc:InvoicedQuantity") == ["-1", "-1"]
    assert said(CREDIT_ONLY, "cac:InvoiceLine/cac:Price/cbc:PriceAmount") == ["29.19", "4.51"]
    assert said(CREDIT_ONLY, "cac:LegalMonetaryTotal/cbc:PayableAmount") == ["-34.85"]


def test_a_line_says_the_whole_work_in_its_note() -> None:
    """R-V4; R-V1: what comes late is named so."""
    whole = (
        "1\u00a0h, koko summa 29,19\u00a0€, josta osuutenne 50\u00a0%. Kuukausi oli laskutettu jo aiemmin."
    )
    assert said(a_bill((LATE,)), "cac:InvoiceLine/cbc:Note") == [whole]


def test_how_it_is_paid() -> None:
    means = "cac:PaymentMeans/"
    assert said(a_bill(), means + "cbc:PaymentMeansCode") == ["58"]
    assert said(a_bill(), means + "cbc:PaymentID") == ["23456780000171"]
    assert said(a_bill(), means + "cac:PayeeFinancialAccount/cbc:ID") == ["FI2112345600000785"]
    assert said(a_bill(seller=BARE), means + "cbc:PaymentMeansCode") == []


@pytest.mark.parametrize(
    ("address", "scheme"), [("003701120389", "0216"), ("FI2112345600000785", "9918"), ("TE-0037", "0215")]
)
def test_an_electronic_address_says_of_what_kind_it_is(address: str, scheme: str) -> None:
    bill = a_bill(buyer=but(BUYER, e_invoice=EInvoice(address, "003721291126")))
    found = ET.fromstring(peppol(bill)).find("cac:AccountingCustomerParty/cac:Party/cbc:EndpointID", PREFIXES)  # noqa: S314
    assert found is not None
    assert (found.text, found.get("schemeID")) == (address, scheme)


def test_a_buyer_without_a_reference_finds_the_case_number() -> None:
    """PEPPOL-EN16931-R003 asks for a reference."""
    assert said(a_bill(), "cbc:BuyerReference") == ["TIL-2025-9"]
    assert said(a_bill(buyer=but(BUYER, reference=None)), "cbc:BuyerReference") == ["2025-00004"]


def test_what_is_exempt_says_why_in_the_buyers_language() -> None:
    """R-V2."""
    at = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason"
    assert said(a_bill(), at + "Code") == ["VATEX-EU-132-1G"]
    assert said(a_bill(buyer=but(BUYER, language="sv")), at) == [
        "Socialvårdstjänst, mervärdesskattelagen 37 §"
    ]
