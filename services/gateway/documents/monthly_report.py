"""The monthly report as a page and as a paper, in the layout that it was sent in.

    render_html(view, "fi")        a whole page
    await render_pdf(view, "sv")   PDF/UA-1, the same bytes again whenever it is asked for

view: the answer of intake's query `monthly_report`. A report that was not sent yet has no layout of its own
and is shown in the current one, as a draft.
"""

from collections.abc import Callable
from typing import Any

from services.gateway.documents import monthly_report_1
from services.gateway.documents.blocks import Document
from services.gateway.documents.html import html_of
from services.gateway.documents.press import pdf_of

View = dict[str, Any]
LAYOUTS: dict[str, Callable[[View, str], Document]] = {
    monthly_report_1.LAYOUT: monthly_report_1.monthly_report,
}
"""Every layout that a report was ever sent in. None of them is changed or taken away."""
CURRENT = monthly_report_1.LAYOUT


def document_of(view: View, language: str) -> Document:
    """The report as a document. KeyError for a layout or a language that there never was."""
    return LAYOUTS[view.get("layout") or CURRENT](view, language)


def render_html(view: View, language: str) -> str:
    """The report as a whole page; html.body_of(document_of(…)) is the same without the page around it."""
    return html_of(document_of(view, language))


async def render_pdf(view: View, language: str) -> bytes:
    """The report as PDF/UA-1. Problem 503 where it could not be drawn in time."""
    return await pdf_of(document_of(view, language))
