"""Invoices: lists of them from rows, one of them from its stream with all that its document says."""

from typing import Any

from psycopg.rows import DictRow

from services.billing.application import Billing
from services.billing.domain.invoice import Invoice, invoice_id
from services.billing.queries import asked
from services.billing.queries.views.invoices import InvoiceRow, InvoicesView, InvoiceView
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.identifiers import creditor_reference
from shared.kernel.refused import NotAllowed


def answer_invoices(query: asked.Invoices, asker: Asker, billing: Billing) -> dict[str, Any]:
    """InvoicesView: those that the policies let the asker see, in the order of their issuing."""
    if asker.role == "finance" and asker.payer_id and query.payer_id not in {None, asker.payer_id}:
        raise NotAllowed("a payer sees its own invoices, and no other's")
    values = {
        **query.model_dump(include={"order_id", "payer_id", "month", "state", "cursor"}),
        "region": asker.region,
        "own": asker.payer_id,
        "provider": asker.organisation,
        "limit": query.limit + 1,
    }
    with billing.database.rows() as rows:
        found = rows.execute(_PAGE.format(whose=WHOSE[_who(asker)]), values).fetchall()
    seen = [row for row in found if billing.whose.allows(asker, billing.whose.about_invoice(asker, row))]
    page, more = seen[: query.limit], len(seen) > query.limit
    return InvoicesView(
        invoices=[InvoiceRow.model_validate(_row(row)) for row in page],
        next=page[-1]["number"] if more else None,
    ).said()


def answer_invoice(query: asked.Invoice, asker: Asker, billing: Billing) -> dict[str, Any]:
    """InvoiceView. Unknown where it is not there, or not for this asker."""
    moment = moment_of(query.as_of, asker)
    with billing.database.rows() as rows:
        billing.whose.refuse_strangers_invoice(asker, rows, "number", query.number)
        credited = rows.execute(
            "SELECT issued_on FROM invoices i WHERE number ="
            " (SELECT corrects FROM invoices WHERE number = %s)",
            (query.number,),
        ).fetchone()
    invoice = billing.load(Invoice, invoice_id(query.number), moment)
    return InvoiceView.model_validate(
        {
            **_as_told(invoice),
            "corrects_on": credited["issued_on"] if credited else None,
            "positions": {"billing": billing.recorder.position_at(moment)},
        },
        from_attributes=True,
    ).said()


def _who(asker: Asker) -> str:
    if asker.role == "finance":
        return "payer" if asker.payer_id else "centre"
    return "provider"


def _row(row: DictRow) -> dict[str, Any]:
    return {
        **row,
        "total": row["net"] + row["vat"],
        "lines": [_line(line) for line in row["lines"]],
        "vat_totals": [_vat_total(each) for each in row["vat_totals"]],
    }


def _as_told(invoice: Invoice) -> dict[str, Any]:
    names = (
        "number", "order_id", "case_id", "case_number", "region", "county", "service_line", "month",
        "issued_on", "due_on", "reference", "net", "vat", "total", "state", "paid", "credited", "corrects",
        "seller", "sent_on", "layout",
    )  # fmt: skip
    return {
        **{name: getattr(invoice, name) for name in names},
        "kind": invoice.kind_of,
        "payer_id": invoice.buyer.payer_id,
        "sector": invoice.buyer.sector,
        "buyer": invoice.buyer,
        "rf": creditor_reference(invoice.reference),
        "lines": [_line({**vars(line), "on": line.on.isoformat()}) for line in invoice.lines],
        "vat_totals": [_vat_total(vars(each)) for each in invoice.vat_totals],
    }


def _line(line: dict[str, Any]) -> dict[str, Any]:
    return {**line, "date": line["on"], "share_percent": line["share"], "vat_percent": line["vat"]}


def _vat_total(each: dict[str, Any]) -> dict[str, Any]:
    return {"percent": each["rate"], "net": each["net"], "vat": each["vat"]}


WHOSE = {
    "centre": "i.region = %(region)s",
    "payer": "i.region = %(region)s AND lower(i.payer_id) = lower(%(own)s)",
    "provider": "i.region = %(region)s AND lower(o.provider) = lower(%(provider)s)",
}
"""Who asks → the invoices they may see at most: policies/orders.cedar, as SQL, says it of each row again."""
_PAGE = """
SELECT i.*, o.payers, o.provider FROM invoices i JOIN orders o USING (order_id)
WHERE {whose}
    AND (%(order_id)s::uuid IS NULL OR i.order_id = %(order_id)s)
    AND (%(payer_id)s::text IS NULL OR i.payer_id = %(payer_id)s)
    AND (%(month)s::text IS NULL OR i.month = %(month)s)
    AND (%(state)s::text IS NULL OR i.state = %(state)s)
    AND (%(cursor)s::text IS NULL OR i.place > (SELECT place FROM invoices WHERE number = %(cursor)s))
ORDER BY i.place LIMIT %(limit)s
"""
