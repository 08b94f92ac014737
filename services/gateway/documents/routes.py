"""The addresses of documents: for who is signed in, drawn when asked for from what intake answers them."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from services.gateway.asking import ask_query
from services.gateway.documents.monthly_report import render_html, render_pdf
from services.gateway.languages import language_of

documents = APIRouter(prefix="/documents", include_in_schema=False)
REPORT = "/monthly-report/{case_id}/{month}"


@documents.get(REPORT + ".pdf")
async def monthly_report_paper(request: Request, case_id: str, month: str) -> Response:
    """The month's report as PDF/UA-1, to be kept or printed."""
    view = await monthly_report_view(request, case_id, month)
    language = language_of(request)
    named = f'inline; filename="{file_name(view)}.{language}.pdf"'
    pdf = await render_pdf(view, language)
    return Response(
        pdf, headers=told(language) | {"Content-Disposition": named}, media_type="application/pdf"
    )


@documents.get(REPORT + ".html")
async def monthly_report_page(request: Request, case_id: str, month: str) -> Response:
    """The month's report as a page of its own."""
    view = await monthly_report_view(request, case_id, month)
    language = language_of(request)
    return HTMLResponse(render_html(view, language), headers=told(language))


async def monthly_report_view(request: Request, case_id: str, month: str) -> dict[str, Any]:
    """What intake answers who is signed in; `?sector=` chooses a version for who may see several."""
    asked = {"case_id": case_id, "month": month}
    if sector := request.query_params.get("sector"):
        asked["sector"] = sector
    return (await ask_query(request, "intake", "monthly_report", asked)).result


def file_name(view: Mapping[str, Any]) -> str:
    """What a saved report is called: its case and its month, nobody's name."""
    number = str(view["case_number"]).replace("/", "-")
    return "".join(
        sign for sign in f"{number}.{view['month']}" if sign.isascii() and (sign.isalnum() or sign in ".-")
    )


def told(language: str) -> dict[str, str]:
    """What is told of every document: its language; that nobody else keeps a copy."""
    return {"Content-Language": language, "Cache-Control": "no-store", "Vary": "Accept-Language, Cookie"}
