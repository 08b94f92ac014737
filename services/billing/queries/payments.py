"""Payments that the bank told of, from rows: which wait for a person and why, which are on which invoice."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from services.billing.application import Billing
from services.billing.domain.payments.matching import SENTENCES
from services.billing.queries import asked
from services.billing.queries.views.payments import PaymentsView
from shared.kernel.asker import Asker
from shared.kernel.refused import said
from shared.plumbing.policy import About


def answer_payments(query: asked.Payments, asker: Asker, billing: Billing) -> dict[str, Any]:
    """PaymentsView: those of the asker's region, newest first."""
    values = {
        **query.model_dump(include={"waiting", "number", "file_id"}),
        "region": asker.region,
        "cursor": query.cursor,
        "limit": query.limit + 1,
    }
    with billing.database.rows() as rows:
        found = rows.execute(_PAGE, values).fetchall()
        page, more = found[: query.limit], len(found) > query.limit
        placed = _placed(rows, [row["entry_id"] for row in page])
    return PaymentsView.model_validate(
        {
            "payments": [
                {**row, "left": row["remaining"], "placed": placed[row["entry_id"]], **_reason(row)}
                for row in page
                if billing.whose.allows(asker, About.of("Payment", region=row["region"]))
            ],
            "next": page[-1]["number"] if more else None,
        }
    ).said()


def _reason(row: DictRow) -> dict[str, Any]:
    """Why it waits; nothing of one that waits no longer."""
    if row["state"] != "waiting":
        return {"reason": None}
    sentence = SENTENCES[row["reason"]]
    every = {
        "reference": row["reference"], "payments": row["payments"], "number": row["about"] or "",
    }  # fmt: skip
    values = {name: value for name, value in every.items() if f"{{{name}}}" in sentence}
    return {"sentence": sentence, "values": values, "text": said(sentence, values)}


def _placed(rows: Connection[DictRow], entries: list[UUID]) -> dict[UUID, list[DictRow]]:
    found: dict[UUID, list[DictRow]] = defaultdict(list)
    for row in rows.execute(_PLACED, (entries,)).fetchall():
        found[row["entry_id"]].append({**row, "on": row["on_day"]})
    return found


_PAGE = """
SELECT * FROM payments p
WHERE region = %(region)s
    AND (%(waiting)s::boolean IS NULL OR (state = 'waiting') = %(waiting)s)
    AND (%(number)s::text IS NULL OR about = %(number)s OR EXISTS (
        SELECT 1 FROM booked_payments b WHERE b.entry_id = p.entry_id AND b.invoice = %(number)s))
    AND (%(file_id)s::uuid IS NULL OR of_file = %(file_id)s)
    AND (%(cursor)s::text IS NULL OR place < (SELECT place FROM payments WHERE number = %(cursor)s))
ORDER BY place DESC LIMIT %(limit)s
"""
_PLACED = """
SELECT entry_id, invoice, amount, over, on_day, by_hand FROM booked_payments
WHERE entry_id = ANY (%s) AND invoice IS NOT NULL ORDER BY entry_id, on_day, voucher
"""
