"""EN 16931: codes of the published lists (BR-CL), as far as they may come up in a Finnish bill of ours."""

from collections.abc import Collection

from tests.support.ubl.reading import Read, Rule, several

INVOICES = several(
    "71 80 82 84 102 218 219 331 380 382 383 386 388 393 395 553 575 623 780 817 870 875 876 877"
)
CREDITS = several("381 396 81 83 532")
CURRENCIES = several("EUR SEK NOK DKK")
COUNTRIES = several("FI AX SE NO DK EE")
MEANS = [*map(str, range(1, 69)), *several("70 74 75 76 77 78 91 92 93 94 95 96 97 ZZZ")]
CATEGORIES = several("AE E S Z G O K L M B")
REASONS = [
    *(f"VATEX-EU-{each}" for each in several("79-C 143 148 151 309 AE D F G I IC J O")),
    *(f"VATEX-EU-132-1{letter}" for letter in "ABCDEFGHIJKLMNOPQ"),
]
UNITS = several("C62 H87 HUR MIN DAY MON KMT XPP EA")
"""UN/ECE Recommendation 20: one, piece, hour, minute, day, month, kilometre and the like."""
REGISTERS = several("0002 0007 0037 0060 0088 0151 0192 0212 0213 0215 0216 0217")
"""ISO 6523, as far as Finland's neighbours."""


def listed(values: Collection[str], allowed: Collection[str]) -> bool:
    """Every value is one of the list."""
    return all(each in allowed for each in values)


def texts(read: Read, name: str) -> list[str]:
    """What stands in every element of that name."""
    return [(node.text or "").strip() for node in read.everywhere(name)]


def currencies(read: Read) -> list[str]:
    """The currency of every amount."""
    return [code for node in read.root.iter() if (code := node.get("currencyID")) is not None]


def attributes(read: Read, name: str, attribute: str) -> list[str]:
    """An attribute of every element of that name."""
    return [code for node in read.everywhere(name) if (code := node.get(attribute)) is not None]


RULES: dict[str, Rule] = {
    "BR-CL-01": lambda r: (
        listed(texts(r, "cbc:InvoiceTypeCode"), INVOICES)
        and listed(texts(r, "cbc:CreditNoteTypeCode"), CREDITS)
    ),
    "BR-CL-03": lambda r: listed(currencies(r), CURRENCIES),
    "BR-CL-04": lambda r: listed(texts(r, "cbc:DocumentCurrencyCode"), CURRENCIES),
    "BR-CL-11": lambda r: listed(
        [n.get("schemeID", "") for n in r.root.iter() if n.tag.endswith("}CompanyID") and n.get("schemeID")],
        REGISTERS,
    ),
    "BR-CL-14": lambda r: listed(texts(r, "cbc:IdentificationCode"), COUNTRIES),
    "BR-CL-16": lambda r: listed(texts(r, "cbc:PaymentMeansCode"), MEANS),
    "BR-CL-17": lambda r: listed(
        [r.text("cac:TaxCategory/cbc:ID", each) for each in r.subtotals], CATEGORIES
    ),
    "BR-CL-18": lambda r: listed(
        [r.text("cac:Item/cac:ClassifiedTaxCategory/cbc:ID", line) for line in r.lines], CATEGORIES
    ),
    "BR-CL-22": lambda r: listed(texts(r, "cbc:TaxExemptionReasonCode"), REASONS),
    "BR-CL-23": lambda r: listed(attributes(r, r.quantity, "unitCode"), UNITS),
}
