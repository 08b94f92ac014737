"""Where intake destroyed a case, the texts of its orders and agreements go as well (R-P2).

Reasons, references of decisions, rights and duties: their keys are destroyed. What was billed, and to whom,
stays: books are kept. Done again after any stop until it is written down that it was done.
"""

from datetime import UTC, datetime

import psycopg
import structlog
from psycopg.rows import DictRow

from services.billing.application.billing import Billing
from shared.plumbing.loops import ActiveLoop

log = structlog.get_logger()
LOOK_AGAIN = 1.0


class Destroying(ActiveLoop):
    """Destroys the keys of what belonged to a case that is destroyed."""

    def __init__(self, billing: Billing) -> None:
        super().__init__("destroying", billing.database)
        self._billing = billing

    def lead(self, lock: psycopg.Connection[DictRow]) -> None:
        while not self.stopping.is_set():
            lock.execute("SELECT 1")  # the lock is held only while its connection lives
            if not self.step():
                self.well()
                self.stopping.wait(LOOK_AGAIN)

    def step(self) -> bool:
        """One case; False where none is left."""
        with self.database.rows() as rows:
            case = rows.execute(_NEXT).fetchone()
            if case is None:
                return False
            streams = [row["stream"] for row in rows.execute(_STREAMS, case).fetchall()]
        for stream in streams:
            self._billing.sealing.keys.destroy(stream, datetime.now(UTC).date())
        with self.database.rows() as rows:
            rows.execute(
                "INSERT INTO destroyed_matters (case_id) VALUES (%(case_id)s) ON CONFLICT DO NOTHING", case
            )
        log.info("texts destroyed", service="billing", streams=len(streams))
        return True


_NEXT = """
SELECT c.case_id FROM erasures e JOIN cases c ON e.subject = 'case/' || c.number
WHERE e.what = 'case-destroyed' AND NOT EXISTS (
    SELECT FROM destroyed_matters d WHERE d.case_id = c.case_id)
LIMIT 1
"""
_STREAMS = """
SELECT order_id AS stream FROM orders WHERE case_id = %(case_id)s
UNION ALL SELECT a.agreement_id FROM agreements a JOIN orders USING (order_id) WHERE case_id = %(case_id)s
"""
