"""Adds a Finvoice message up again, from its rows: `wrong_sums(message)`. No code of the writer is in it."""

from decimal import ROUND_HALF_UP, Decimal
from xml.etree import ElementTree as ET

CENT = Decimal("0.01")
Sums = dict[tuple[str, Decimal], Decimal]


def figure(node: ET.Element, path: str) -> Decimal:
    """The figure at a path; ArithmeticError where there is none."""
    return Decimal((node.findtext(path) or "").replace(",", "."))


def of_rows(rows: list[ET.Element]) -> Sums:
    """What the rows of each VAT code and percent come to."""
    sums: Sums = {}
    for row in rows:
        kind = (row.findtext("RowVatCode") or "", figure(row, "RowVatRatePercent"))
        sums[kind] = sums.get(kind, Decimal(0)) + figure(row, "RowVatExcludedAmount")
    return sums


def tax(base: Decimal, percent: Decimal) -> Decimal:
    """The tax on a sum, half a cent away from zero."""
    return (base * percent / 100).quantize(CENT, ROUND_HALF_UP)


def wrong_sums(message: bytes) -> list[str]:
    """What does not add up, by its element; empty where everything does."""
    root = ET.fromstring(message)  # noqa: S314 - our own message
    details, rows = root.find("InvoiceDetails"), root.findall("InvoiceRow")
    assert details is not None
    rates = details.findall("VatSpecificationDetails")
    net = sum((figure(row, "RowVatExcludedAmount") for row in rows), Decimal(0))
    vat = sum((figure(each, "VatRateAmount") for each in rates), Decimal(0))
    told: Sums = {
        (each.findtext("VatCode") or "", figure(each, "VatRatePercent")): figure(each, "VatBaseAmount")
        for each in rates
    }
    checks = {
        "RowVatExcludedAmount": all(
            figure(row, "InvoicedQuantity") * figure(row, "UnitPriceAmount")
            == figure(row, "RowVatExcludedAmount")
            for row in rows
        ),
        "VatBaseAmount": told == of_rows(rows) and len(told) == len(rates),
        "VatRateAmount": all(
            figure(each, "VatRateAmount")
            == tax(figure(each, "VatBaseAmount"), figure(each, "VatRatePercent"))
            for each in rates
        ),
        "RowsTotalVatExcludedAmount": figure(details, "RowsTotalVatExcludedAmount") == net,
        "InvoiceTotalVatExcludedAmount": figure(details, "InvoiceTotalVatExcludedAmount") == net,
        "InvoiceTotalVatAmount": figure(details, "InvoiceTotalVatAmount") == vat,
        "InvoiceTotalVatIncludedAmount": figure(details, "InvoiceTotalVatIncludedAmount") == net + vat,
        "EpiInstructedAmount": figure(root, ".//EpiInstructedAmount") == net + vat,
    }
    return [name for name, holds in checks.items() if not holds]
