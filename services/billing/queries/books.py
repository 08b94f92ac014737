"""What the books take, from rows of invoices and of what was booked of payments."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from psycopg.rows import DictRow

from services.billing.application import Billing
from services.billing.domain.accounting.chart import Chart, chart_for
from services.billing.domain.accounting.invoices import bill_of
from services.billing.domain.accounting.journal import SENTENCES, Row, journal
from services.billing.domain.accounting.vouchers import NOWHERE, Dimension, Payment, TakenOut, Voucher
from services.billing.domain.invoice.language import InvoiceLine, VatTotal
from services.billing.queries import asked
from services.billing.queries.views.payments import AccountingView
from shared.kernel.asker import Asker
from shared.kernel.refused import Refused, said

MOST_VOUCHERS = 50_000
"""In one answer; then it is asked for in parts."""


def answer_accounting(query: asked.Accounting, asker: Asker, billing: Billing) -> dict[str, Any]:
    """AccountingView of the region. Refused where the days hold more than one answer can."""
    values = {
        "region": asker.region, "first": query.first, "last": query.last, "limit": MOST_VOUCHERS + 1,
    }  # fmt: skip
    with billing.database.rows() as rows:
        invoices = rows.execute(_INVOICES, values).fetchall()
        payments = rows.execute(_PAYMENTS, values).fetchall()
    if len(invoices) + len(payments) > MOST_VOUCHERS:
        raise Refused("there is more than one answer can hold: ask for fewer days at once")
    booked = journal([*map(_bill, invoices), *map(_payment, payments)], partial(_chart, region=asker.region))
    return AccountingView.model_validate(
        {
            "rows": [row_said(row) for row in booked],
            "debit": sum(row.debit for row in booked),
            "credit": sum(row.credit for row in booked),
            "case_ids": _cases([*invoices, *payments]),
        }
    ).said()


def _chart(on: date, region: str) -> Chart:
    return chart_for(on, region)


def _bill(row: DictRow) -> Voucher:
    names = ("what", "quantity", "unit", "amount", "share", "net", "vat", "entry")
    return bill_of(
        number=row["number"],
        issued_on=row["issued_on"],
        lines=[
            InvoiceLine(date.fromisoformat(line["on"]), *(line[name] for name in names))
            for line in row["lines"]
        ],
        vat_totals=[VatTotal(**each) for each in row["vat_totals"]],
        total=row["net"] + row["vat"],
        corrects=row["corrects"] if row["kind"] == "credit" else None,
        dimension=_dimension(row),
    )


def _payment(row: DictRow) -> Voucher:
    if row["kind"] == "taken_out":
        return TakenOut(row["voucher"], row["on_day"], row["amount"])
    return Payment(
        voucher=row["voucher"],
        on=row["on_day"],
        amount=row["amount"],
        number=row["invoice"] or "",
        over=row["over"],
        waited=row["waited"],
        dimension=_dimension(row) if row["invoice"] else NOWHERE,
    )


def _dimension(row: DictRow) -> Dimension:
    return Dimension(row["cost_centre"] or "", row["case_number"], row["service_line"])


def row_said(row: Row) -> dict[str, Any]:
    """A row as its view takes it."""
    sentence = SENTENCES[row.what]
    words = said(sentence, {"number": row.number, "credited": row.credited})
    return {**vars(row), **asdict(row.dimension), "date": row.on, "sentence": sentence, "text": words}


def _cases(rows: Iterable[DictRow]) -> list[Any]:
    return list(dict.fromkeys(row["case_id"] for row in rows if row["case_id"]))


_INVOICES = """
SELECT number, kind, issued_on, lines, vat_totals, net, vat, corrects, cost_centre, case_number, service_line,
    case_id
FROM invoices WHERE region = %(region)s AND issued_on BETWEEN %(first)s AND %(last)s ORDER BY place
LIMIT %(limit)s
"""
_PAYMENTS = """
SELECT b.*, i.cost_centre, i.case_number, i.service_line, i.case_id
FROM booked_payments b LEFT JOIN invoices i ON i.number = b.invoice
WHERE b.region = %(region)s AND b.on_day BETWEEN %(first)s AND %(last)s ORDER BY b.on_day, b.voucher
LIMIT %(limit)s
"""
