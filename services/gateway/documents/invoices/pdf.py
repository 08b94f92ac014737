"""A bill on paper: `await render_pdf(bill)`, PDF/UA-1 in its buyer's language, the same again (ADR 0010)."""

from collections.abc import Callable

from services.gateway.documents.blocks import Document
from services.gateway.documents.invoices import invoice_1
from services.gateway.documents.invoices.bill import Bill
from services.gateway.documents.press import pdf_of

LAYOUTS: dict[str, Callable[[Bill], Document]] = {invoice_1.LAYOUT: invoice_1.invoice}
"""Every layout that a bill was ever sent in. None of them is changed or taken away."""
CURRENT = invoice_1.LAYOUT


def document_of(bill: Bill) -> Document:
    """The bill as a document. KeyError for a layout that there never was."""
    return LAYOUTS[bill.layout](bill)


async def render_pdf(bill: Bill) -> bytes:
    """The bill as PDF/UA-1. Problem 503 where it could not be drawn in time."""
    return await pdf_of(document_of(bill))
