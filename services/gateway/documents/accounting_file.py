"""The books' rows, as billing answers them, as a file for the accounting program.

CSV as RFC 4180 has it, with semicolons and a decimal comma as Finnish programs read them; UTF-8 with a byte
order mark, without which spreadsheets take it for something else. Days are written 2025-10-03, a side that is
nothing is empty. No text can become a formula: one that begins like one has an apostrophe before it
(OWASP, CSV Injection).
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from shared.kernel.refused import said

COLUMNS = (
    "date", "voucher", "account", "debit", "credit", "vat_code",
    "cost_centre", "case_number", "service_line", "text",
)  # fmt: skip
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, in both widths."""

Say = Callable[[str, dict[str, Any]], str]
Row = Mapping[str, str]
"""One of the answer of billing.accounting; amounts are texts like "12.00"."""


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


def _cells(row: Row, say: Say) -> Row:
    words = say(row["sentence"], {"number": row["number"], "credited": row["credited"]})
    texts = {name: row[name] for name in COLUMNS if name not in {"date", "debit", "credit", "text"}}
    amounts = {"date": row["date"], "debit": _comma(row["debit"]), "credit": _comma(row["credit"])}
    return amounts | {name: guarded(text) for name, text in (texts | {"text": words}).items()}


def _comma(amount: str) -> str:
    return "" if amount == "0.00" else amount.replace(".", ",")
