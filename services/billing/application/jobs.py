"""The loop that works invoicing runs off: one process at a time, many orders a save, on after any stop.

A run is done exactly once: what an order was billed is a fact of its stream, in the save of its invoices, so
that an order looked at again has nothing left; how far the run is commits with it.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from psycopg import Connection, Cursor
from psycopg.rows import DictRow

from services.billing.application.billing import Billing
from services.billing.application.invoice_rows import rows_of_invoices
from services.billing.application.numbering import Numbering
from services.billing.application.reading import read_orders
from services.billing.application.work_rows import agreements_of, work_of
from services.billing.application.working_off import WorkingOff
from services.billing.domain.run import InvoicingRun
from shared.kernel.calendar import local_date
from shared.plumbing.store.application import Carrying, Decided

log = structlog.get_logger()
AT_ONCE = 100
"""Orders in one save: the log is locked as long as one lasts."""


class InvoicingJobs(WorkingOff):
    """Works off what run_invoicing asked for."""

    command = "run_invoicing"
    oldest = "SELECT * FROM jobs WHERE state <> 'done' ORDER BY place LIMIT 1"
    waiting = "SELECT count(*) AS n FROM jobs WHERE state <> 'done'"

    def __init__(self, billing: Billing) -> None:
        super().__init__("jobs", billing)

    def _on(self, job: DictRow) -> None:
        with self._billing.turns.taken():
            self._step(job)

    def _step(self, job: DictRow) -> None:
        carrying = self.carrying(job, job["job_id"])
        on = local_date(job["asked_at"])
        with self.database.rows() as rows:
            found = rows.execute(_ORDERS, {**job, "limit": self.at_once(AT_ONCE)}).fetchall()
            if not found:
                self._finish(job, carrying)
                return
            decided, bills = self._billed(rows, [row["order_id"] for row in found], job["month"], on)
        upto = found[-1]["place"]
        progress = _progress({**job, "upto": upto, "looked_at": len(found), "issued": bills})
        self._billing.store_step(
            Decided(decided.streams, {}, [*decided.rows, progress]), self.command, carrying
        )
        log.info("invoicing", service="billing", orders=len(found), bills=bills)

    def _billed(self, rows: Connection[DictRow], ids: list[UUID], month: str, on: Any) -> tuple[Decided, int]:
        orders = read_orders(rows, ids)
        work, agreements, numbering = work_of(rows, ids), agreements_of(rows, ids), Numbering(rows)
        streams, invoices = [], []
        for order_id in ids:
            time.sleep(0)  # requests go on beside it: green threads take turns only where one waits
            order = orders[order_id]
            due, given = order.bill_work(
                month=month,
                work=work[order_id].items,
                agreements=agreements[order_id],
                numbers=numbering.of(order.provider.business_id),
                on=on,
            )
            if due:
                made = self._billing.issued(order, due, given, numbering, on)
                streams += [order, *made]
                invoices += made
        return Decided(streams, {}, [numbering.row(), rows_of_invoices(invoices)]), len(invoices)

    def _finish(self, job: DictRow, carrying: Carrying) -> None:
        run = self._billing.load(InvoicingRun, job["job_id"])
        run.finish(orders=job["orders"], bills=job["bills"], on=local_date(carrying.asker.now))
        done = _done(job["job_id"], carrying.asker.now)
        self._billing.store_step(Decided([run], {}, [done]), self.command, carrying)
        log.info("invoicing done", service="billing", orders=job["orders"], bills=job["bills"])


def _progress(values: dict[str, Any]) -> Callable[[Cursor[DictRow]], None]:
    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_ON, values)

    return write


def _done(job_id: UUID, at: datetime) -> Callable[[Cursor[DictRow]], None]:
    def write(rows: Cursor[DictRow]) -> None:
        rows.execute("UPDATE jobs SET state = 'done', done_at = %s WHERE job_id = %s", (at, job_id))

    return write


_ORDERS = """
SELECT order_id, place FROM orders
WHERE region = %(region)s AND place > %(done_upto)s
    AND (cardinality(%(order_ids)s::uuid[]) = 0 OR order_id = ANY (%(order_ids)s))
ORDER BY place LIMIT %(limit)s
"""
_ON = """
UPDATE jobs SET state = 'working', orders = orders + %(looked_at)s, bills = bills + %(issued)s,
    done_upto = CASE WHEN done_upto = %(done_upto)s THEN %(upto)s END
WHERE job_id = %(job_id)s
"""
"""Refused, NOT NULL, where somebody else was there meanwhile: no order is counted twice."""
