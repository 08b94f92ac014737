"""Rows of invoices, written in the transaction of their facts: what lists of them show."""

from collections.abc import Callable, Sequence
from typing import Any

from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from services.billing.domain.invoice import Invoice

AS_IT_IS = (
    "number", "order_id", "case_id", "case_number", "region", "county", "service_line", "month", "issued_on",
    "due_on", "reference", "net", "vat", "state", "paid", "credited", "corrects",
)  # fmt: skip


def rows_of_invoices(invoices: Sequence[Invoice]) -> Callable[[Cursor[DictRow]], None]:
    """Writes them, new or changed."""
    values = [_values(invoice) for invoice in invoices]

    def write(rows: Cursor[DictRow]) -> None:
        if values:
            rows.executemany(_WRITE, values)

    return write


def _values(invoice: Invoice) -> dict[str, Any]:
    return {
        **{name: getattr(invoice, name) for name in AS_IT_IS},
        "invoice_id": invoice.id,
        "kind": invoice.kind_of,
        "payer_id": invoice.buyer.payer_id,
        "sector": invoice.buyer.sector,
        "cost_centre": invoice.buyer.cost_centre,
        "vat_totals": Jsonb([vars(each) for each in invoice.vat_totals]),
        "lines": Jsonb(
            [
                {**vars(line), "on": line.on.isoformat(), "quantity": str(line.quantity)}
                for line in invoice.lines
            ]
        ),
    }


_WRITE = """
INSERT INTO invoices (
    invoice_id, number, kind, order_id, case_id, case_number, region, county, payer_id, sector, service_line,
    month, issued_on, due_on, reference, net, vat, state, paid, credited, corrects,
    cost_centre, vat_totals, lines)
VALUES (
    %(invoice_id)s, %(number)s, %(kind)s, %(order_id)s, %(case_id)s, %(case_number)s, %(region)s, %(county)s,
    %(payer_id)s, %(sector)s, %(service_line)s, %(month)s, %(issued_on)s, %(due_on)s, %(reference)s, %(net)s,
    %(vat)s, %(state)s, %(paid)s, %(credited)s, %(corrects)s, %(cost_centre)s, %(vat_totals)s,
    %(lines)s)
ON CONFLICT (invoice_id) DO UPDATE SET
    state = excluded.state, paid = excluded.paid, credited = excluded.credited
"""
