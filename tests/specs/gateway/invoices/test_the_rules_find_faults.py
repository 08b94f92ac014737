"""The checker of UBL finds what is wrong: for each rule a fault is planted in a document that is right."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from services.gateway.documents.invoices.peppol import peppol
from tests.specs.gateway.invoices.a_bill import MEETING, TRAVEL, a_bill, a_credit
from tests.support.ubl import RULES, faults
from tests.support.ubl.reading import PREFIXES, Node

Fault = Callable[[Node], None]
TOTALS = "cac:LegalMonetaryTotal/cbc:"
SELLER = "cac:AccountingSupplierParty/cac:Party/"
BUYER = "cac:AccountingCustomerParty/cac:Party/"
COUNTRY = "cac:PostalAddress/cac:Country/cbc:IdentificationCode"
NAME = "cac:PartyLegalEntity/cbc:RegistrationName"
LINE = "cac:InvoiceLine/"
ITEM = "cac:Item/cac:ClassifiedTaxCategory/cbc:"
SECOND = "cac:InvoiceLine[2]/"
RATE = "cac:TaxTotal/cac:TaxSubtotal[1]/"
EXEMPT = "cac:TaxTotal/cac:TaxSubtotal[2]/"
ACCOUNT = "cac:PaymentMeans/cac:PayeeFinancialAccount"


def at(root: Node, path: str) -> Node:
    """The first element at a path."""
    found = root.find(path, PREFIXES)
    assert found is not None, path
    return found


def without(path: str) -> Fault:
    """Something is missing."""
    holder, _, name = path.rpartition("/")

    def plant(root: Node) -> None:
        above = at(root, holder) if holder else root
        above.remove(at(above, name))

    return plant


def saying(path: str, text: str) -> Fault:
    """Something else stands there."""
    return lambda root: setattr(at(root, path), "text", text)


def marked(path: str, attribute: str, text: str) -> Fault:
    """An attribute says something else; nothing at all where the text is empty."""

    def plant(root: Node) -> None:
        at(root, path).attrib.pop(attribute)
        if text:
            at(root, path).set(attribute, text)

    return plant


def twice(path: str) -> Fault:
    """Something stands there a second time."""
    holder, _, name = path.rpartition("/")

    def plant(root: Node) -> None:
        above = at(root, holder) if holder else root
        above.append(at(above, name))

    return plant


def holding(path: str, name: str, text: str) -> Fault:
    """Something stands there that should not."""
    prefix, _, local = name.partition(":")

    def plant(root: Node) -> None:
        ET.SubElement(at(root, path), f"{{{PREFIXES[prefix]}}}{local}").text = text

    return plant


def emptied(path: str) -> Fault:
    """What stands there holds nothing any more."""
    return lambda root: at(root, path).clear()


def without_lines(root: Node) -> None:
    """No line is left."""
    for line in root.findall("cac:InvoiceLine", PREFIXES):
        root.remove(line)


FAULTS: list[tuple[str, Fault]] = [
    ("BR-01", without("cbc:CustomizationID")),
    ("BR-02", without("cbc:ID")),
    ("BR-03", without("cbc:IssueDate")),
    ("BR-04", without("cbc:InvoiceTypeCode")),
    ("BR-05", without("cbc:DocumentCurrencyCode")),
    ("BR-06", without(SELLER + NAME)),
    ("BR-07", without(BUYER + NAME)),
    ("BR-08", without(SELLER + "cac:PostalAddress")),
    ("BR-09", without(SELLER + COUNTRY)),
    ("BR-10", without(BUYER + "cac:PostalAddress")),
    ("BR-11", without(BUYER + COUNTRY)),
    ("BR-12", without(TOTALS + "LineExtensionAmount")),
    ("BR-13", without(TOTALS + "TaxExclusiveAmount")),
    ("BR-14", without(TOTALS + "TaxInclusiveAmount")),
    ("BR-15", without(TOTALS + "PayableAmount")),
    ("BR-16", without_lines),
    ("BR-21", without(LINE + "cbc:ID")),
    ("BR-22", without(LINE + "cbc:InvoicedQuantity")),
    ("BR-23", marked(LINE + "cbc:InvoicedQuantity", "unitCode", "")),
    ("BR-24", without(LINE + "cbc:LineExtensionAmount")),
    ("BR-25", without(LINE + "cac:Item/cbc:Name")),
    ("BR-26", without(LINE + "cac:Price/cbc:PriceAmount")),
    ("BR-27", saying(LINE + "cac:Price/cbc:PriceAmount", "-29.19")),
    ("BR-29", saying("cac:InvoicePeriod/cbc:EndDate", "2025-01-01")),
    ("BR-30", saying(LINE + "cac:InvoicePeriod/cbc:EndDate", "2025-01-01")),
    ("BR-45", without(RATE + "cbc:TaxableAmount")),
    ("BR-46", without(RATE + "cbc:TaxAmount")),
    ("BR-47", without(RATE + "cac:TaxCategory/cbc:ID")),
    ("BR-48", without(EXEMPT + "cac:TaxCategory/cbc:Percent")),
    ("BR-49", without("cac:PaymentMeans/cbc:PaymentMeansCode")),
    ("BR-50", without(ACCOUNT + "/cbc:ID")),
    ("BR-61", without(ACCOUNT)),
    ("BR-62", marked(SELLER + "cbc:EndpointID", "schemeID", "")),
    ("BR-63", marked(BUYER + "cbc:EndpointID", "schemeID", "")),
    ("BR-CO-04", without(LINE + ITEM + "ID")),
    ("BR-CO-09", saying(SELLER + "cac:PartyTaxScheme/cbc:CompanyID", "23456780")),
    ("BR-CO-10", saying(TOTALS + "LineExtensionAmount", "48.31")),
    ("BR-CO-10", saying(LINE + "cbc:LineExtensionAmount", "29.20")),
    ("BR-CO-13", saying(TOTALS + "TaxExclusiveAmount", "48.29")),
    ("BR-CO-14", saying("cac:TaxTotal/cbc:TaxAmount", "1.16")),
    ("BR-CO-15", saying(TOTALS + "TaxInclusiveAmount", "49.46")),
    ("BR-CO-16", saying(TOTALS + "PayableAmount", "49.40")),
    ("BR-CO-17", saying(RATE + "cbc:TaxAmount", "1.16")),
    ("BR-CO-18", without("cac:TaxTotal")),
    ("BR-CO-19", emptied("cac:InvoicePeriod")),
    ("BR-CO-20", emptied(LINE + "cac:InvoicePeriod")),
    ("BR-CO-25", without("cbc:DueDate")),
    ("BR-DEC-12", saying(TOTALS + "TaxExclusiveAmount", "48.300")),
    ("BR-DEC-13", saying("cac:TaxTotal/cbc:TaxAmount", "1.150")),
    ("BR-DEC-14", saying(TOTALS + "TaxInclusiveAmount", "49.450")),
    ("BR-DEC-18", saying(TOTALS + "PayableAmount", "49.450")),
    ("BR-DEC-19", saying(RATE + "cbc:TaxableAmount", "4.510")),
    ("BR-DEC-20", saying(RATE + "cbc:TaxAmount", "1.150")),
    ("BR-DEC-23", saying(LINE + "cbc:LineExtensionAmount", "29.190")),
    ("BR-S-01", twice("cac:TaxTotal/cac:TaxSubtotal[1]")),
    ("BR-S-01", saying(SECOND + ITEM + "Percent", "24")),
    ("BR-S-02", without(SELLER + "cac:PartyTaxScheme")),
    ("BR-S-05", saying(SECOND + ITEM + "Percent", "0")),
    ("BR-S-08", saying(RATE + "cbc:TaxableAmount", "4.52")),
    ("BR-S-09", saying(RATE + "cac:TaxCategory/cbc:Percent", "24")),
    ("BR-S-10", holding(RATE + "cac:TaxCategory", "cbc:TaxExemptionReasonCode", "VATEX-EU-132-1G")),
    ("BR-E-01", without("cac:TaxTotal/cac:TaxSubtotal[2]")),
    ("BR-E-02", without(SELLER + "cac:PartyTaxScheme")),
    ("BR-E-05", saying(LINE + ITEM + "Percent", "24")),
    ("BR-E-08", saying(EXEMPT + "cbc:TaxableAmount", "43.78")),
    ("BR-E-09", saying(EXEMPT + "cbc:TaxAmount", "0.01")),
    ("BR-CL-01", saying("cbc:InvoiceTypeCode", "381")),
    ("BR-CL-03", marked(TOTALS + "PayableAmount", "currencyID", "EURO")),
    ("BR-CL-04", saying("cbc:DocumentCurrencyCode", "FIM")),
    ("BR-CL-11", marked(SELLER + "cac:PartyLegalEntity/cbc:CompanyID", "schemeID", "FI")),
    ("BR-CL-14", saying(BUYER + COUNTRY, "FIN")),
    ("BR-CL-16", saying("cac:PaymentMeans/cbc:PaymentMeansCode", "99")),
    ("BR-CL-17", saying(RATE + "cac:TaxCategory/cbc:ID", "X")),
    ("BR-CL-18", saying(LINE + ITEM + "ID", "X")),
    ("BR-CL-22", saying(EXEMPT + "cac:TaxCategory/cbc:TaxExemptionReasonCode", "AVL-37")),
    ("BR-CL-23", marked(LINE + "cbc:InvoicedQuantity", "unitCode", "kpl")),
    ("PEPPOL-EN16931-R001", without("cbc:ProfileID")),
    ("PEPPOL-EN16931-R002", twice("cbc:Note")),
    ("PEPPOL-EN16931-R003", without("cbc:BuyerReference")),
    ("PEPPOL-EN16931-R004", saying("cbc:CustomizationID", "urn:cen.eu:en16931:2017")),
    ("PEPPOL-EN16931-R007", saying("cbc:ProfileID", "urn:www.cenbii.eu:profile:bii05:ver2.0")),
    ("PEPPOL-EN16931-R008", saying("cbc:BuyerReference", " ")),
    ("PEPPOL-EN16931-R010", without(BUYER + "cbc:EndpointID")),
    ("PEPPOL-EN16931-R020", without(SELLER + "cbc:EndpointID")),
    ("PEPPOL-EN16931-R051", marked(LINE + "cbc:LineExtensionAmount", "currencyID", "SEK")),
    ("PEPPOL-EN16931-R053", twice("cac:TaxTotal")),
    ("PEPPOL-EN16931-R054", holding(".", "cac:TaxTotal", "1.15")),
    ("PEPPOL-EN16931-R110", saying("cac:InvoicePeriod/cbc:StartDate", "2025-09-02")),
    ("PEPPOL-EN16931-R111", saying("cac:InvoicePeriod/cbc:EndDate", "2025-08-30")),
    ("PEPPOL-EN16931-R120", saying(LINE + "cbc:InvoicedQuantity", "2")),
    ("PEPPOL-EN16931-P0100", saying("cbc:InvoiceTypeCode", "381")),
    ("PEPPOL-EN16931-F001", saying("cbc:IssueDate", "20251001")),
    ("PEPPOL-EN16931-CL008", marked(BUYER + "cbc:EndpointID", "schemeID", "0000")),
    ("FI-BUSINESS-ID", saying(BUYER + "cac:PartyLegalEntity/cbc:CompanyID", "0112038-8")),
    ("FI-OVT", saying(BUYER + "cbc:EndpointID", "003701120388")),
    ("FI-VAT-ID", saying(SELLER + "cac:PartyTaxScheme/cbc:CompanyID", "FI01120389")),
    ("FI-IBAN", saying(ACCOUNT + "/cbc:ID", "FI2112345600000786")),
    ("FI-REFERENCE", saying("cac:PaymentMeans/cbc:PaymentID", "23456780000172")),
]
IN_CREDITS: list[tuple[str, Fault]] = [
    ("BR-04", without("cbc:CreditNoteTypeCode")),
    ("BR-22", without("cac:CreditNoteLine/cbc:CreditedQuantity")),
    ("BR-55", without("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID")),
    ("BR-CO-10", saying("cac:CreditNoteLine/cbc:LineExtensionAmount", "-29.19")),
    ("BR-CO-25", without("cac:PaymentTerms")),
    ("PEPPOL-EN16931-R120", saying("cac:CreditNoteLine/cbc:CreditedQuantity", "-1")),
    ("PEPPOL-EN16931-P0101", saying("cbc:CreditNoteTypeCode", "380")),
    ("FI-CREDIT-NAMES-ITS-INVOICE", without("cac:BillingReference")),
]


def with_fault(document: bytes, plant: Fault) -> bytes:
    """The document with a fault."""
    root = ET.fromstring(document)  # noqa: S314
    plant(root)
    return ET.tostring(root)


@pytest.mark.parametrize(("rule", "plant"), FAULTS, ids=[rule for rule, _ in FAULTS])
def test_a_fault_of_an_invoice_is_found_by_its_rule(rule: str, plant: Fault) -> None:
    assert rule in faults(with_fault(peppol(a_bill()), plant))


@pytest.mark.parametrize(("rule", "plant"), IN_CREDITS, ids=[rule for rule, _ in IN_CREDITS])
def test_a_fault_of_a_credit_note_is_found_by_its_rule(rule: str, plant: Fault) -> None:
    assert rule in faults(with_fault(peppol(a_credit()), plant))


def test_a_seller_that_nothing_identifies_is_found() -> None:
    """BR-CO-26: each of its identifiers would do."""

    def plant(root: Node) -> None:
        for path in ("cac:PartyTaxScheme", "cac:PartyLegalEntity/cbc:CompanyID"):
            without(SELLER + path)(root)

    assert "BR-CO-26" in faults(with_fault(peppol(a_bill()), plant))


def test_an_exemption_without_any_reason_is_found() -> None:
    """BR-E-10: the code or the text would do."""

    def plant(root: Node) -> None:
        for name in ("TaxExemptionReasonCode", "TaxExemptionReason"):
            without(EXEMPT + "cac:TaxCategory/cbc:" + name)(root)

    assert "BR-E-10" in faults(with_fault(peppol(a_bill()), plant))


def test_no_rule_is_without_a_fault_that_it_finds() -> None:
    planted = {rule for rule, _ in FAULTS + IN_CREDITS} | {"BR-CO-26", "BR-E-10"}
    assert planted == set(RULES)


def test_the_document_goes_unchanged_through_the_planting() -> None:
    """So that what is found is the fault, not the planting."""
    for bill in (a_bill(), a_credit(), a_bill((MEETING,)), a_bill((TRAVEL,))):
        assert faults(with_fault(peppol(bill), lambda _: None)) == []
