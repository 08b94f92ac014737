"""Peppol BIS Billing 3.0: its own rules on top of EN 16931 (PEPPOL-EN16931-…)."""

import re
from datetime import date
from decimal import Decimal

from tests.support.ubl.codes import CREDITS, INVOICES, listed, texts
from tests.support.ubl.reading import Node, Read, Rule, net, several

SPECIFICATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROCESS = re.compile(r"urn:fdc:peppol\.eu:2017:poacc:billing:\d\d:1\.0")
ADDRESSES = several(
    "0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0151 0183 0184 0188 0190 0191 0192 0193 "
    "0195 0196 0198 0199 0200 0201 0202 0204 0208 0209 0210 0211 0212 0213 0215 0216 0218 0221 0230 9901 "
    "9910 9913 9914 9915 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 "
    "9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 "
    "9959"
)
DAYS = several("IssueDate DueDate StartDate EndDate")
SLACK = Decimal("0.02")
PERIOD = "cac:InvoicePeriod/cbc:"


def nothing_is_empty(read: Read) -> bool:
    """No element without content."""
    return all(len(node) or (node.text or "").strip() for node in read.root.iter())


def within(read: Read, name: str) -> bool:
    """A line's period lies within that of the document."""
    around = read.text(PERIOD + name)
    told = [day for line in read.lines for day in read.texts(PERIOD + name, line)]
    return not around or all(day >= around if name == "StartDate" else day <= around for day in told)


def multiplies(read: Read, line: Node) -> bool:
    """Quantity times price is the line's net amount."""
    base = Decimal(read.text("cac:Price/cbc:BaseQuantity", line) or 1)
    worth = read.number(read.quantity, line) * read.number("cac:Price/cbc:PriceAmount", line) / base
    return abs(net(read, line) - worth) <= SLACK


def is_day(text: str) -> bool:
    """A day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def one_currency(read: Read) -> bool:
    """Every amount is in the document's currency."""
    told = read.text("cbc:DocumentCurrencyCode")
    return all(node.get("currencyID", told) == told for node in read.root.iter())


RULES: dict[str, Rule] = {
    "PEPPOL-EN16931-R001": lambda r: r.has("cbc:ProfileID"),
    "PEPPOL-EN16931-R002": lambda r: len(r.nodes("cbc:Note")) <= 1,
    "PEPPOL-EN16931-R003": lambda r: r.has("cbc:BuyerReference") or r.has("cac:OrderReference/cbc:ID"),
    "PEPPOL-EN16931-R004": lambda r: r.text("cbc:CustomizationID").startswith(SPECIFICATION),
    "PEPPOL-EN16931-R007": lambda r: bool(PROCESS.fullmatch(r.text("cbc:ProfileID"))),
    "PEPPOL-EN16931-R008": nothing_is_empty,
    "PEPPOL-EN16931-R010": lambda r: r.has(f"{r.buyer}/cbc:EndpointID"),
    "PEPPOL-EN16931-R020": lambda r: r.has(f"{r.seller}/cbc:EndpointID"),
    "PEPPOL-EN16931-R051": one_currency,
    "PEPPOL-EN16931-R053": lambda r: (
        len([each for each in r.nodes("cac:TaxTotal") if r.nodes("cac:TaxSubtotal", each)]) == 1
    ),
    "PEPPOL-EN16931-R054": lambda r: (
        not [each for each in r.nodes("cac:TaxTotal") if not r.nodes("cac:TaxSubtotal", each)]
    ),
    "PEPPOL-EN16931-R110": lambda r: within(r, "StartDate"),
    "PEPPOL-EN16931-R111": lambda r: within(r, "EndDate"),
    "PEPPOL-EN16931-R120": lambda r: all(multiplies(r, line) for line in r.lines),
    "PEPPOL-EN16931-P0100": lambda r: listed(texts(r, "cbc:InvoiceTypeCode"), INVOICES),
    "PEPPOL-EN16931-P0101": lambda r: listed(texts(r, "cbc:CreditNoteTypeCode"), CREDITS),
    "PEPPOL-EN16931-F001": lambda r: all(is_day(day) for name in DAYS for day in texts(r, f"cbc:{name}")),
    "PEPPOL-EN16931-CL008": lambda r: listed(
        [node.get("schemeID", "") for node in r.everywhere("cbc:EndpointID")], ADDRESSES
    ),
}
