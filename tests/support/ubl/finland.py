"""Finland's numbers, computed here anew: business id, OVT code, VAT identifier, IBAN, reference (FI-…)."""

import re

from tests.support.ubl.reading import Read, Rule

BUSINESS_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
LEGAL = "cac:PartyLegalEntity/cbc:CompanyID"


def business_id(text: str) -> bool:
    """Seven digits, weighted, and a check digit, modulo 11."""
    if not re.fullmatch(r"\d{7}-\d", text):
        return False
    left = sum(int(digit) * weight for digit, weight in zip(text[:7], BUSINESS_WEIGHTS, strict=True)) % 11
    return left != 1 and int(text[8]) == (0 if left == 0 else 11 - left)


def iban(text: str) -> bool:
    """Modulo 97 of the letters as numbers, the first four signs last, is 1."""
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", text) or (text[:2] == "FI" and len(text) != 18):
        return False
    return int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97 == 1


def reference(text: str) -> bool:
    """7-3-1 from the right."""
    if not re.fullmatch(r"[1-9]\d{3,19}", text):
        return False
    weighted = [int(digit) * (7, 3, 1)[place % 3] for place, digit in enumerate(text[-2::-1])]
    return (sum(weighted) + int(text[-1])) % 10 == 0


def ovt(text: str) -> bool:
    """0037 and a business id, and a few signs more."""
    found = re.fullmatch(r"0037(\d{7})(\d)[0-9A-Z]{0,5}", text)
    return found is not None and business_id(f"{found[1]}-{found[2]}")


def endpoints(read: Read, scheme: str) -> list[str]:
    """The electronic addresses of a scheme."""
    return [node.text or "" for node in read.everywhere("cbc:EndpointID") if node.get("schemeID") == scheme]


RULES: dict[str, Rule] = {
    "FI-BUSINESS-ID": lambda r: all(
        business_id(text) for party in (r.seller, r.buyer) for text in r.texts(f"{party}/{LEGAL}")
    ),
    "FI-OVT": lambda r: all(ovt(text) for text in endpoints(r, "0216")),
    "FI-VAT-ID": lambda r: (
        r.text(f"{r.seller}/cac:PartyTaxScheme/cbc:CompanyID")
        == "FI" + r.text(f"{r.seller}/{LEGAL}").replace("-", "")
    ),
    "FI-IBAN": lambda r: all(
        iban(text) for text in r.texts("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID")
    ),
    "FI-REFERENCE": lambda r: all(reference(text) for text in r.texts("cac:PaymentMeans/cbc:PaymentID")),
    "FI-CREDIT-NAMES-ITS-INVOICE": lambda r: (
        r.kind != "CreditNote" or r.has("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID")
    ),
}
