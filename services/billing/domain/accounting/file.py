"""The journal as a file for the accounting program.

CSV as RFC 4180 has it, with semicolons and a decimal comma as Finnish programs read them; UTF-8 with a byte
order mark, without which spreadsheets take it for something else. Days are written 2025-10-03, a side that is
nothing is empty. No text can become a formula: one that begins like one has an apostrophe before it
(OWASP, CSV Injection).
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping

from services.billing.domain.accounting.journal import SENTENCES, Row
from shared.kernel.money import euros
from shared.kernel.refused import said

COLUMNS = (
    "date", "voucher", "account", "debit", "credit", "vat_code",
    "cost_centre", "case_number", "service_line", "text",
)  # fmt: skip
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, in both widths."""

Say = Callable[[str, dict[str, object]], str]


def file_of(rows: Iterable[Row], say: Say = said) -> bytes:
    """The file. say: a sentence and its values in the reader's language; English unless given."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_cells(row, say) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """The text, so that no spreadsheet runs it; spaces before a formula do not hide it."""
    begins = text[:1] in FORMULA or text.strip()[:1] in FORMULA
    return f"'{text}" if text and begins else text


def _cells(row: Row, say: Say) -> Mapping[str, str]:
    words = say(SENTENCES[row.what], {"number": row.number, "credited": row.credited})
    texts = {
        "voucher": row.voucher,
        "account": row.account,
        "vat_code": row.vat_code,
        **vars(row.dimension),
        "text": words,
    }
    amounts = {"date": row.on.isoformat(), "debit": _comma(row.debit), "credit": _comma(row.credit)}
    return amounts | {name: guarded(text) for name, text in texts.items()}


def _comma(cents: int) -> str:
    return str(euros(cents)).replace(".", ",") if cents else ""
