"""The addresses of an invoice's documents: for who is signed in, made when asked for of what billing answers.

They speak the buyer's language, whoever reads them: what was sent is what is read again (ADR 0010).
"""

from collections.abc import Callable

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import ask_query
from services.gateway.documents.invoices.answered import bill_of
from services.gateway.documents.invoices.bill import Bill
from services.gateway.documents.invoices.finvoice import finvoice
from services.gateway.documents.invoices.pdf import render_pdf
from services.gateway.documents.invoices.peppol import peppol

invoice_documents = APIRouter(prefix="/documents/invoice", include_in_schema=False)


@invoice_documents.get("/{number}.pdf")
async def invoice_paper(request: Request, number: str) -> Response:
    """The invoice as PDF/UA-1, to be kept or printed."""
    bill = await asked_for(request, number)
    return told(bill, await render_pdf(bill), "pdf", "application/pdf")


@invoice_documents.get("/{number}.finvoice.xml")
async def invoice_as_finvoice(request: Request, number: str) -> Response:
    """The invoice as Finvoice 3.0."""
    return await as_xml(request, number, "finvoice.xml", finvoice)


@invoice_documents.get("/{number}.peppol.xml")
async def invoice_as_peppol(request: Request, number: str) -> Response:
    """The invoice as Peppol BIS Billing 3.0."""
    return await as_xml(request, number, "peppol.xml", peppol)


async def as_xml(request: Request, number: str, ending: str, write: Callable[[Bill], bytes]) -> Response:
    """An e-invoice of a format, as a file."""
    bill = await asked_for(request, number)
    return told(bill, write(bill), ending, "application/xml")


async def asked_for(request: Request, number: str) -> Bill:
    """What billing answers who is signed in."""
    return bill_of((await ask_query(request, "billing", "invoice", {"number": number})).result)


def told(bill: Bill, document: bytes, ending: str, media_type: str) -> Response:
    """The document with its language and a name that says its number; nobody else keeps a copy."""
    kept = "inline" if ending == "pdf" else "attachment"
    headers = {
        "Content-Language": bill.buyer.language,
        "Content-Disposition": f'{kept}; filename="{bill.number}.{ending}"',
        "Cache-Control": "no-store",
        "Vary": "Cookie",
    }
    return Response(document, headers=headers, media_type=media_type)
