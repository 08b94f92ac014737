"""Writes tests/golden/documents anew: `python -m tests.support.golden_documents`. Only for a new layout.

What stands there was sent to somebody: a difference in an old layout is a mistake, not a reason to run this.
"""

import asyncio
import hashlib
from pathlib import Path

from services.gateway.documents.invoices.pdf import render_pdf as render_bill
from services.gateway.documents.monthly_report import render_pdf
from services.gateway.languages import LANGUAGES
from tests.specs.gateway.a_report import a_report
from tests.specs.gateway.invoices.a_bill import BUYER, a_bill, but
from tests.support.pdf_reading import text_of

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"


def write() -> None:
    """The text and the fingerprint of each example in every language."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        keep("monthly-report-1", language, asyncio.run(render_pdf(a_report(), language)))
        bill = a_bill(buyer=but(BUYER, language=language))
        keep("invoice-1", language, asyncio.run(render_bill(bill)))


def keep(layout: str, language: str, pdf: bytes) -> None:
    """What stands on a paper, and its fingerprint."""
    (GOLDEN / f"{layout}.{language}.txt").write_text(text_of(pdf), encoding="utf-8")
    fingerprint = hashlib.sha256(pdf).hexdigest()
    (GOLDEN / f"{layout}.{language}.sha256").write_text(fingerprint + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
