"""A bill as Finvoice 3.0 (R-V4): valid by the official schema, and what stands where."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from services.gateway.documents.invoices.bill import Bill, EInvoice
from services.gateway.documents.invoices.finvoice import finvoice
from tests.specs.gateway.invoices.a_bill import BUYER, MEETING, SELLER, TRAVEL, a_bill, a_credit, but
from tests.support.official_schemas import finvoice_schema, misfits

BARE = but(SELLER, iban=None, bic=None, address=None)


def said(bill: Bill, path: str) -> list[str]:
    """What stands at a path of the message."""
    return [node.text or "" for node in ET.fromstring(finvoice(bill)).findall(path)]  # noqa: S314


@pytest.mark.parametrize("bill", [a_bill(), a_credit(), a_bill(seller=BARE), a_credit(seller=BARE)])
def test_it_is_valid_by_the_official_schema(bill: Bill) -> None:
    """R-V4."""
    assert misfits(finvoice_schema(), finvoice(bill)) == []


def test_the_schema_would_find_what_is_wrong() -> None:
    broken = finvoice(a_bill()).replace(b"49,45", b"49.45")
    assert any("49.45" in each for each in misfits(finvoice_schema(), broken))


def test_it_says_that_it_keeps_to_en_16931() -> None:
    frame = "MessageTransmissionDetails/MessageDetails/"
    assert said(a_bill(), frame + "SpecificationIdentifier") == ["EN16931"]
    assert said(a_bill(), frame + "MessageTimeStamp") == ["2025-10-01T00:00:00Z"]


def test_it_goes_from_the_sellers_address_to_the_buyers() -> None:
    from_to = "MessageTransmissionDetails/*/"
    own = a_bill(seller=but(SELLER, e_invoice=EInvoice("0037234567805", "003721291126")))
    assert said(own, from_to + "FromIdentifier") == ["0037234567805"]
    assert said(own, from_to + "FromIntermediator") == ["003721291126"]
    assert said(own, from_to + "ToIdentifier") == ["003701120389"]
    assert said(a_bill(), from_to + "FromIdentifier") == ["003723456780"]


def test_an_invoice_is_inv01_and_its_days_are_written_together() -> None:
    assert said(a_bill(), "InvoiceDetails/InvoiceTypeCode") == ["INV01"]
    assert said(a_bill(), "InvoiceDetails/InvoiceDate") == ["20251001"]
    assert said(a_bill(), "InvoiceDetails/PaymentTermsDetails/InvoiceDueDate") == ["20251031"]


def test_a_credit_note_is_inv02_negative_and_names_its_invoice() -> None:
    """R-V4: a credit note is negative and names its invoice."""
    assert said(a_credit(), "InvoiceDetails/InvoiceTypeCode") == ["INV02"]
    assert said(a_credit(), "InvoiceDetails/OriginalInvoiceNumber") == ["23456780-000017"]
    assert said(a_credit(), "InvoiceDetails/InvoiceTotalVatIncludedAmount") == ["-49,45"]
    assert said(a_credit(), "InvoiceRow/InvoicedQuantity") == ["-1", "-1", "-1"]
    assert said(a_credit(), "InvoiceRow/UnitPriceAmount") == ["29,19", "4,51", "14,60"]


def test_a_line_has_quantity_1_at_the_payers_part_and_the_whole_in_its_text() -> None:
    """R-V4."""
    assert said(a_bill((MEETING,)), "InvoiceRow/InvoicedQuantity") == ["1"]
    assert said(a_bill((MEETING,)), "InvoiceRow/UnitPriceAmount") == ["29,19"]
    whole = "1,5\u00a0h, koko summa 87,56\u00a0€, josta osuutenne 33,3334\u00a0%."
    assert said(a_bill((MEETING,)), "InvoiceRow/RowFreeText") == [whole]


def test_each_rate_has_its_vat_and_what_is_exempt_says_why() -> None:
    """R-V2: the exemption of social welfare, section 37 of the VAT Act."""
    at = "InvoiceDetails/VatSpecificationDetails/"
    assert said(a_bill(), at + "VatCode") == ["S", "E"]
    assert said(a_bill(), at + "VatRatePercent") == ["25,5", "0"]
    assert said(a_bill(), at + "VatBaseAmount") == ["4,51", "43,79"]
    assert said(a_bill(), at + "VatRateAmount") == ["1,15", "0,00"]
    assert said(a_bill(), at + "VatFreeText") == ["Sosiaalihuoltopalvelu, arvonlisäverolaki 37 §"]
    assert said(a_bill(), at + "VatExemptionReasonCode") == ["VATEX-EU-132-1G"]


def test_what_is_taxed_alone_has_no_reason_for_exemption() -> None:
    assert said(a_bill((TRAVEL,)), "InvoiceDetails/VatSpecificationDetails/VatFreeText") == []


def test_what_the_bank_is_told() -> None:
    assert said(a_bill(), ".//EpiAccountID") == ["FI2112345600000785"]
    assert said(a_bill(), ".//EpiRemittanceInfoIdentifier") == ["23456780000171"]
    assert said(a_bill(), ".//EpiInstructedAmount") == ["49,45"]
    assert said(a_bill(), ".//EpiDateOptionDate") == ["20251031"]
    assert len(said(a_bill(), "VirtualBankBarcode")[0]) == 54


def test_a_seller_without_an_account_says_so() -> None:
    bare = a_bill(seller=BARE)
    assert said(bare, ".//EpiAccountID") == ["NOTPROVIDED"]
    assert said(bare, "SellerInformationDetails") == []
    assert said(bare, "VirtualBankBarcode") == []


def test_the_buyers_codes_come_back_to_the_buyer() -> None:
    assert said(a_bill(), "InvoiceDetails/BuyerReferenceIdentifier") == ["TIL-2025-9"]
    assert said(a_bill(), "InvoiceDetails/AccountDimensionText") == ["4711"]
    none = a_bill(buyer=but(BUYER, reference=None, cost_centre=None))
    assert said(none, "InvoiceDetails/AccountDimensionText") == []


def test_the_time_that_is_billed_is_that_of_the_lines_a_monthly_price_its_month() -> None:
    month = but(MEETING, what="month", unit="month", date=date(2024, 2, 10))
    billed = a_bill((MEETING, month))
    assert said(billed, "InvoiceDetails/InvoicingPeriodStartDate") == ["20240201"]
    assert said(billed, "InvoiceDetails/InvoicingPeriodEndDate") == ["20250903"]
    assert said(billed, "InvoiceRow/EndDate") == ["20250903", "20240229"]


@pytest.mark.parametrize(("language", "word"), [("fi", "Lasku"), ("sv", "Faktura"), ("en", "Invoice")])
def test_it_speaks_the_buyers_language(language: str, word: str) -> None:
    assert said(a_bill(buyer=but(BUYER, language=language)), "InvoiceDetails/InvoiceTypeText") == [word]
