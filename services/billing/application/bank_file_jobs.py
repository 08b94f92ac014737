"""The loop that puts the payments of large bank files where they belong, many a save, on after any stop.

Each payment is taken in exactly once: it is a stream of its own, begun in the save that says how far the file
is. What was stored of a file is never half of a booking: whoever reads another file meanwhile sees all of it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic import TypeAdapter

from services.billing.application.billing import Billing
from services.billing.application.payments import AT_ONCE
from services.billing.application.taking_in import TakenIn
from services.billing.application.working_off import WorkingOff
from services.billing.domain.payments.bank_file import BankFile
from services.billing.domain.payments.credits import Credit
from shared.kernel.calendar import local_date
from shared.plumbing.store.application import Decided

log = structlog.get_logger()
CREDIT = TypeAdapter(Credit)


class BankFileJobs(WorkingOff):
    """Works off what read_bank_file was given."""

    command = "read_bank_file"
    oldest = "SELECT * FROM bank_files WHERE state <> 'done' ORDER BY place LIMIT 1"
    waiting = "SELECT count(*) AS n FROM bank_files WHERE state <> 'done'"

    def __init__(self, billing: Billing) -> None:
        super().__init__("bank-files", billing)

    def _on(self, job: DictRow) -> None:
        carrying = self.carrying(job, job["file_id"])
        with self.database.rows() as rows:
            found = rows.execute(_PAYMENTS, {**job, "limit": self.at_once(AT_ONCE)}).fetchall()
            told = [CREDIT.validate_python(row["credit"]) for row in found]
            taken = self._billing.taking_in(rows, job["file_id"], carrying).take(told)
        upto = found[-1]["place"]
        streams = list(taken.streams)
        is_last = upto == job["payments"]
        if is_last:
            file = self._billing.load(BankFile, job["file_id"])
            sums = {name: job[name] + count for name, count in taken.counts.items()}
            file.finish(**sums, on=local_date(carrying.asker.now))
            streams.append(file)
        on = _on_to(job, upto, taken, carrying.asker.now if is_last else None)
        self._billing.store_step(Decided(streams, {}, [*taken.rows, on]), self.command, carrying)
        log.info("bank file", service="billing", payments=upto, of=job["payments"])


def _on_to(
    job: DictRow, upto: int, taken: TakenIn, done_at: datetime | None
) -> Callable[[Cursor[DictRow]], None]:
    values: dict[str, Any] = {**job, "upto": upto, "now_done_at": done_at, **taken.counts}

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_ON, values)
        rows.execute(_DONE_WITH, values)

    return write


_PAYMENTS = """
WITH page AS (
    SELECT place, booking FROM bank_files_payments
    WHERE file_id = %(file_id)s AND place > %(done_upto)s ORDER BY place LIMIT %(limit)s
), last AS (
    SELECT max(place) AS place FROM bank_files_payments
    WHERE file_id = %(file_id)s AND booking = (SELECT booking FROM page ORDER BY place DESC LIMIT 1)
)
SELECT p.place, p.credit FROM bank_files_payments p, last
WHERE p.file_id = %(file_id)s AND p.place > %(done_upto)s AND p.place <= last.place ORDER BY p.place
"""
_ON = """
UPDATE bank_files SET
    state = CASE WHEN %(now_done_at)s::timestamptz IS NULL THEN 'working' ELSE 'done' END,
    done_at = %(now_done_at)s, placed = placed + %(placed)s,
    waiting = waiting + %(waiting)s, again = again + %(again)s,
    done_upto = CASE WHEN done_upto = %(done_upto)s THEN %(upto)s END
WHERE file_id = %(file_id)s
"""
"""Refused, NOT NULL, where somebody else was there meanwhile. How many rows it changed says nothing: what
commits with the facts of several saves is sent together, and is not waited for."""
_DONE_WITH = "DELETE FROM bank_files_payments WHERE file_id = %(file_id)s AND place <= %(upto)s"
