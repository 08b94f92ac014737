"""Whether a bill's e-invoices are as they should be: `wrong_documents(bill)`, for specs and whole runs."""

from services.gateway.documents.invoices.bill import Bill
from services.gateway.documents.invoices.finvoice import finvoice
from services.gateway.documents.invoices.peppol import peppol
from tests.support.finvoice_sums import wrong_sums
from tests.support.official_schemas import finvoice_schema, misfits, ubl_schema
from tests.support.ubl import faults

KINDS = {"invoice": "Invoice", "credit": "CreditNote"}


def wrong_documents(bill: Bill) -> list[str]:
    """What is wrong with its Finvoice (schema, sums) and its UBL (schema, published rules)."""
    message, document = finvoice(bill), peppol(bill)
    return [
        *misfits(finvoice_schema(), message),
        *wrong_sums(message),
        *misfits(ubl_schema(KINDS[bill.kind]), document),
        *faults(document),
    ]
