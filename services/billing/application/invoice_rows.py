"""Rows of invoices, written in the transaction of their facts: what lists of them show."""

from collections.abc import Callable, Sequence
from typing import Any

from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic_core import to_json

from services.billing.domain.invoice import Invoice

AS_IT_IS = (
    "number", "order_id", "case_id", "case_number", "region", "county", "service_line", "month", "issued_on",
    "due_on", "reference", "net", "vat", "state", "paid", "credited", "corrects",
)  # fmt: skip


def rows_of_invoices(invoices: Sequence[Invoice]) -> Callable[[Cursor[DictRow]], None]:
    """Writes them, new or changed, in one statement: a run issues hundreds at once."""
    newest = {invoice.id: invoice for invoice in invoices}
    said = to_json([_values(invoice) for invoice in newest.values()]).decode()

    def write(rows: Cursor[DictRow]) -> None:
        if newest:
            rows.execute(_WRITE, (said,))

    return write


def _values(invoice: Invoice) -> dict[str, Any]:
    return {
        **{name: getattr(invoice, name) for name in AS_IT_IS},
        "invoice_id": invoice.id,
        "kind": invoice.kind_of,
        "payer_id": invoice.buyer.payer_id,
        "sector": invoice.buyer.sector,
        "cost_centre": invoice.buyer.cost_centre,
        "vat_totals": invoice.vat_totals,
        "lines": invoice.lines,
    }


_WRITE = """
INSERT INTO invoices (
    invoice_id, number, kind, order_id, case_id, case_number, region, county, payer_id, sector, service_line,
    month, issued_on, due_on, reference, net, vat, state, paid, credited, corrects,
    cost_centre, vat_totals, lines)
SELECT
    invoice_id, number, kind, order_id, case_id, case_number, region, county, payer_id, sector, service_line,
    month, issued_on, due_on, reference, net, vat, state, paid, credited, corrects,
    cost_centre, vat_totals, lines
FROM jsonb_populate_recordset(NULL::invoices, %s)
ON CONFLICT (invoice_id) DO UPDATE SET
    state = excluded.state, paid = excluded.paid, credited = excluded.credited
"""
