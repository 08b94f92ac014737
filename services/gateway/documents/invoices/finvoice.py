"""A bill as Finvoice 3.0, with what EN 16931 asks for: one message in its transmission frame.

By Finance Finland's implementation guidelines: a decimal comma, days as CCYYMMDD, a credit note (INV02) with
its amounts negative and the invoice that it credits named. A line has quantity 1 at the payer's part, −1
where it takes back; the whole work stands in its text. The SOAP envelope is the operator's.
"""

from datetime import date
from decimal import Decimal

from services.gateway.documents.invoices.barcode import barcode
from services.gateway.documents.invoices.bill import Bill, Line, VatTotal
from services.gateway.documents.invoices.finvoice_parties import buyer, frame, seller
from services.gateway.documents.invoices.said import (
    about,
    days,
    exemption,
    named,
    part,
    period,
    rates,
    what,
    words_of,
)
from services.gateway.documents.invoices.schemes import EXEMPT, ONE, SEPA_TRANSFER
from services.gateway.documents.invoices.trees import Node, maker, written
from services.gateway.documents.wording import Wording
from shared.kernel.money import euros

VERSION = "3.0"
TYPES = {"invoice": ("INV01", "380"), "credit": ("INV02", "381")}
NO_ACCOUNT = "NOTPROVIDED"
"""What ISO 20022 writes where an account has to stand and none is known."""
TEXT, FREE_TEXT, VAT_TEXT, PAYEE = 100, 512, 70, 35
"""The longest that the schema takes."""

e = maker()


def finvoice(bill: Bill) -> bytes:
    """The message, valid against Finvoice3.0.xsd. The same bytes for the same bill."""
    w = words_of(bill)
    root = e(
        "Finvoice",
        frame(bill),
        *seller(bill.seller),
        *buyer(bill.buyer),
        details(bill, w),
        virtual_barcode(bill),
        *(row(n, line, w) for n, line in enumerate(bill.lines, 1)),
        payment(bill),
        Version=VERSION,
    )
    return written(root)


def details(bill: Bill, w: Wording) -> Node:
    """What the invoice is, what it comes to, and when it is due."""
    code, code_un = TYPES[bill.kind]
    first, last = period(bill)
    return e(
        "InvoiceDetails",
        e("InvoiceTypeCode", code, CodeListAgencyIdentifier="SPY"),
        e("InvoiceTypeCodeUN", code_un),
        e("InvoiceTypeText", w.say(f"type_{bill.kind}")),
        e("OriginCode", "Original"),
        e("InvoiceNumber", bill.number),
        day("InvoiceDate", bill.issued_on),
        e("OriginalInvoiceNumber", bill.credited_number) if bill.credited_number else None,
        day("OriginalInvoiceDate", bill.credited_on) if bill.credited_on else None,
        day("InvoicingPeriodStartDate", first),
        day("InvoicingPeriodEndDate", last),
        e("OrderIdentifier", bill.case_number),
        e("BuyerReferenceIdentifier", bill.buyer.reference) if bill.buyer.reference else None,
        amount("RowsTotalVatExcludedAmount", bill.net),
        amount("InvoiceTotalVatExcludedAmount", bill.net),
        amount("InvoiceTotalVatAmount", bill.vat),
        amount("InvoiceTotalVatIncludedAmount", bill.total),
        e("AccountDimensionText", bill.buyer.cost_centre) if bill.buyer.cost_centre else None,
        *(vat(each, w) for each in rates(bill)),
        e("InvoiceFreeText", about(bill, w)[:FREE_TEXT]),
        terms(bill, w),
    )


def vat(total: VatTotal, w: Wording) -> Node:
    """A rate's sum and its VAT; of what is exempt why."""
    exempt = total.category == "E"
    return e(
        "VatSpecificationDetails",
        amount("VatBaseAmount", total.net),
        e("VatRatePercent", comma(total.percent)),
        e("VatCode", total.category),
        amount("VatRateAmount", total.vat),
        e("VatFreeText", exemption(w)[:VAT_TEXT]) if exempt else None,
        e("VatExemptionReasonCode", EXEMPT) if exempt else None,
    )


def terms(bill: Bill, w: Wording) -> Node:
    """When it is due; a credit note that nothing is to be paid."""
    if bill.kind == "credit" or bill.due_on is None:
        return e("PaymentTermsDetails", e("PaymentTermsFreeText", w.say("nothing_due")))
    return e("PaymentTermsDetails", day("InvoiceDueDate", bill.due_on))


def virtual_barcode(bill: Bill) -> Node | None:
    """The barcode's digits, where the bill has one."""
    digits = barcode(bill)
    return e("VirtualBankBarcode", digits) if digits else None


def row(n: int, line: Line, w: Wording) -> Node:
    """A line: quantity 1 at the payer's part."""
    first, last = days(line)
    one = "-1" if line.net < 0 else "1"
    return e(
        "InvoiceRow",
        e("ArticleIdentifier", line.what),
        e("ArticleName", what(line, w)[:TEXT]),
        e("DeliveredQuantity", one, QuantityUnitCode=w.word("units", "meeting"), QuantityUnitCodeUN=ONE),
        e("InvoicedQuantity", one, QuantityUnitCode=w.word("units", "meeting"), QuantityUnitCodeUN=ONE),
        day("StartDate", first),
        day("EndDate", last),
        amount("UnitPriceAmount", abs(line.net)),
        e("RowPositionIdentifier", str(n)),
        e("RowFreeText", part(line, w)[:FREE_TEXT]),
        e("RowVatRatePercent", comma(line.vat_percent)),
        e("RowVatCode", line.category),
        amount("RowVatExcludedAmount", line.net),
    )


def payment(bill: Bill) -> Node:
    """To which account, with which reference, how much and until when (EpiDetails)."""
    seller, iban = bill.seller, bill.seller.iban
    return e(
        "EpiDetails",
        e("EpiIdentificationDetails", day("EpiDate", bill.issued_on), e("EpiReference", bill.number)),
        e(
            "EpiPartyDetails",
            e(
                "EpiBfiPartyDetails",
                e("EpiBfiIdentifier", seller.bic, IdentificationSchemeName="BIC") if seller.bic else None,
            ),
            e(
                "EpiBeneficiaryPartyDetails",
                e("EpiNameAddressDetails", named(seller.name, seller.business_id, PAYEE)),
                e("EpiBei", seller.business_id),
                e("EpiAccountID", iban or NO_ACCOUNT, IdentificationSchemeName="IBAN" if iban else "BBAN"),
            ),
        ),
        e(
            "EpiPaymentInstructionDetails",
            e("EpiRemittanceInfoIdentifier", bill.reference, IdentificationSchemeName="SPY"),
            amount("EpiInstructedAmount", bill.total),
            e("EpiCharge", "SLEV", ChargeOption="SLEV"),
            day("EpiDateOptionDate", bill.due_on or bill.issued_on),
            e("EpiPaymentMeansCode", SEPA_TRANSFER),
        ),
    )


def amount(name: str, value: int) -> Node:
    """Cents as euros with a decimal comma."""
    return e(name, comma(euros(value)), AmountCurrencyIdentifier="EUR")


def day(name: str, of: date) -> Node:
    """A day as CCYYMMDD."""
    return e(name, f"{of:%Y%m%d}", Format="CCYYMMDD")


def comma(number: Decimal) -> str:
    """A number with a decimal comma."""
    return f"{number:f}".replace(".", ",")
