"""Where intake destroyed a matter, the texts of its follow-ups go as well (R-P2).

Addresses, answers, scales and reasons: their keys are destroyed, once the follow-up was stopped (reactions/).
How many were asked and answered stays. Done again after any stop until it is written down that it was done.
"""

from datetime import UTC, datetime

import psycopg
import structlog
from psycopg.rows import DictRow

from services.feedback.application.feedback import Feedback
from shared.plumbing.loops import ActiveLoop

log = structlog.get_logger()
LOOK_AGAIN = 1.0


class Destroying(ActiveLoop):
    """Destroys the keys of what belonged to a matter that is destroyed."""

    def __init__(self, feedback: Feedback) -> None:
        super().__init__("destroying", feedback.database)
        self._feedback = feedback

    def lead(self, lock: psycopg.Connection[DictRow]) -> None:
        while not self.stopping.is_set():
            lock.execute("SELECT 1")  # the lock is held only while its connection lives
            if not self.step():
                self.well()
                self.stopping.wait(LOOK_AGAIN)

    def step(self) -> bool:
        """One matter; False where none is left."""
        with self.database.rows() as rows:
            matter = rows.execute(_NEXT).fetchone()
            if matter is None:
                return False
            streams = [row["stream"] for row in rows.execute(_STREAMS, matter).fetchall()]
        for stream in streams:
            self._feedback.sealing.keys.destroy(stream, datetime.now(UTC).date())
        with self.database.rows() as rows:
            rows.execute(
                "INSERT INTO destroyed_matters (matter_id) VALUES (%(matter_id)s) ON CONFLICT DO NOTHING",
                matter,
            )
        log.info("texts destroyed", service="feedback", streams=len(streams))
        return True


_NEXT = """
SELECT m.matter_id FROM erasures e JOIN matters m ON e.subject = m.kind || '/' || m.number
WHERE e.what IN ('case-destroyed', 'referral-destroyed') AND NOT EXISTS (
    SELECT FROM destroyed_matters d WHERE d.matter_id = m.matter_id) AND NOT EXISTS (
    SELECT FROM follow_ups f WHERE f.matter_id = m.matter_id AND f.state = 'running')
LIMIT 1
"""
_STREAMS = "SELECT follow_up_id AS stream FROM follow_ups WHERE matter_id = %(matter_id)s"
