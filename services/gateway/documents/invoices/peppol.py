"""A bill as Peppol BIS Billing 3.0: UBL 2.1, an Invoice or a CreditNote, by EN 16931.

A credit note's amounts are positive here: that it credits is said by its kind. A line has quantity 1 at the
payer's part, −1 where it goes the other way than the whole; the whole work stands in its note.
"""

from decimal import Decimal

from services.gateway.documents.invoices.bill import Bill, Line, VatTotal
from services.gateway.documents.invoices.peppol_parties import buyer, seller
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
from services.gateway.documents.invoices.trees import Node, written
from services.gateway.documents.invoices.ubl import cac, cbc, whole
from services.gateway.documents.wording import Wording
from shared.kernel.money import euros

SPECIFICATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"


def peppol(bill: Bill) -> bytes:
    """The document. The same bytes for the same bill."""
    w = words_of(bill)
    kind = "Invoice" if bill.kind == "invoice" else "CreditNote"
    return written(
        whole(kind)(
            kind,
            *head(bill, w),
            seller(bill.seller),
            buyer(bill.buyer),
            means(bill),
            None if bill.kind == "invoice" else cac("PaymentTerms", cbc("Note", w.say("nothing_due"))),
            taxes(bill, w),
            totals(bill),
            *(row(n, line, bill, w) for n, line in enumerate(bill.lines, 1)),
        )
    )


def head(bill: Bill, w: Wording) -> list[Node | None]:
    """What it is, for what time, and what it refers to."""
    invoice = bill.kind == "invoice"
    first, last = period(bill)
    return [
        cbc("CustomizationID", SPECIFICATION),
        cbc("ProfileID", PROCESS),
        cbc("ID", bill.number),
        cbc("IssueDate", bill.issued_on.isoformat()),
        cbc("DueDate", bill.due_on.isoformat()) if invoice and bill.due_on else None,
        cbc("InvoiceTypeCode", "380") if invoice else cbc("CreditNoteTypeCode", "381"),
        cbc("Note", about(bill, w)),
        cbc("DocumentCurrencyCode", "EUR"),
        cbc("AccountingCost", bill.buyer.cost_centre) if bill.buyer.cost_centre else None,
        cbc("BuyerReference", bill.buyer.reference or bill.case_number),
        cac("InvoicePeriod", cbc("StartDate", first.isoformat()), cbc("EndDate", last.isoformat())),
        credited(bill),
    ]


def credited(bill: Bill) -> Node | None:
    """The invoice that a credit note is for, or that an invoice corrects."""
    if bill.credited_number is None:
        return None
    on = bill.credited_on
    reference = cac(
        "InvoiceDocumentReference",
        cbc("ID", bill.credited_number),
        cbc("IssueDate", on.isoformat()) if on else None,
    )
    return cac("BillingReference", reference)


def means(bill: Bill) -> Node | None:
    """How an invoice is paid; None for a credit note, and for a seller without an account."""
    seller = bill.seller
    if bill.kind == "credit" or seller.iban is None:
        return None
    return cac(
        "PaymentMeans",
        cbc("PaymentMeansCode", SEPA_TRANSFER),
        cbc("PaymentID", bill.reference),
        cac(
            "PayeeFinancialAccount",
            cbc("ID", seller.iban),
            cbc("Name", named(seller.name, seller.business_id)),
            cac("FinancialInstitutionBranch", cbc("ID", seller.bic)) if seller.bic else None,
        ),
    )


def taxes(bill: Bill, w: Wording) -> Node:
    """VAT, in all and for each category and rate."""
    subtotals = (subtotal(each, bill, w) for each in rates(bill))
    return cac("TaxTotal", amount("TaxAmount", bill.vat, bill), *subtotals)


def subtotal(total: VatTotal, bill: Bill, w: Wording) -> Node:
    """A rate's sum and its VAT; of what is exempt why."""
    exempt = total.category == "E"
    return cac(
        "TaxSubtotal",
        amount("TaxableAmount", total.net, bill),
        amount("TaxAmount", total.vat, bill),
        cac(
            "TaxCategory",
            cbc("ID", total.category),
            cbc("Percent", f"{total.percent:f}"),
            cbc("TaxExemptionReasonCode", EXEMPT) if exempt else None,
            cbc("TaxExemptionReason", exemption(w)) if exempt else None,
            cac("TaxScheme", cbc("ID", "VAT")),
        ),
    )


def totals(bill: Bill) -> Node:
    """What the lines come to, without and with VAT, and what is to be paid."""
    return cac(
        "LegalMonetaryTotal",
        amount("LineExtensionAmount", bill.net, bill),
        amount("TaxExclusiveAmount", bill.net, bill),
        amount("TaxInclusiveAmount", bill.total, bill),
        amount("PayableAmount", bill.total, bill),
    )


def row(n: int, line: Line, bill: Bill, w: Wording) -> Node:
    """A line: quantity 1 at the payer's part."""
    invoice = bill.kind == "invoice"
    net = line.net if invoice else -line.net
    first, last = days(line)
    return cac(
        "InvoiceLine" if invoice else "CreditNoteLine",
        cbc("ID", str(n)),
        cbc("Note", part(line, w)),
        cbc("InvoicedQuantity" if invoice else "CreditedQuantity", "-1" if net < 0 else "1", unitCode=ONE),
        amount("LineExtensionAmount", line.net, bill),
        cac("InvoicePeriod", cbc("StartDate", first.isoformat()), cbc("EndDate", last.isoformat())),
        cac(
            "Item",
            cbc("Name", what(line, w)),
            cac("SellersItemIdentification", cbc("ID", line.what)),
            cac(
                "ClassifiedTaxCategory",
                cbc("ID", line.category),
                cbc("Percent", f"{line.vat_percent:f}"),
                cac("TaxScheme", cbc("ID", "VAT")),
            ),
        ),
        cac("Price", amount("PriceAmount", abs(line.net) if invoice else -abs(line.net), bill)),
    )


def amount(name: str, value: int, bill: Bill) -> Node:
    """Cents as euros, of a credit note the other way round."""
    signed: Decimal = euros(value if bill.kind == "invoice" else -value)
    return cbc(name, f"{signed:f}", currencyID="EUR")
