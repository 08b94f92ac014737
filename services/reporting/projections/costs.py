"""What work costs: a row for each month of work that an invoice or a credit note charges, at each VAT rate.

A credit note's rows are below nothing, so that their sum is what stands. Rows are only added: what was known
on a day is what was recorded by then (R-T1).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from services.reporting.projections.cost_orders import ORDERS, RUNS
from services.reporting.projections.cost_orders import apply_all as apply_to_orders
from services.reporting.projections.reading import Projection, Rows
from services.reporting.projections.versioned import Row, insert
from shared.contracts import billing
from shared.contracts.envelope import Message


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes what the fact makes of costs and of its order. TooEarly for an order never placed here."""
    apply_all([message], rows)


def apply_all(messages: Sequence[Message[Any]], rows: Rows) -> None:
    """The same for many facts, in as many statements as for one."""
    if made := list(_costs(messages)):
        insert(rows, "costs", made)
    apply_to_orders(messages, rows)


def _costs(messages: Iterable[Message[Any]]) -> Iterable[Row]:
    for message in messages:
        fact = message.body
        if isinstance(fact, billing.InvoiceIssued):
            same = {
                "invoice_id": fact.invoice_id,
                "position": message.position,
                "recorded_at": message.recorded_at,
                "region": message.region,
                "county": fact.county,
                "service_line": fact.service_line,
                "sector": fact.sector,
                "payer_id": fact.payer_id,
                "organisation": fact.payer_organisation,
                "order_id": fact.order_id,
                "case_id": fact.case_id,
            }
            for part in fact.work:
                yield same | part.model_dump()


COSTS = Projection("costs", ("costs", ORDERS.name, RUNS.name), apply, apply_all=apply_all)
