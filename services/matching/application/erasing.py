"""Where intake destroyed a matter, the texts of its requests go as well (R-P2).

Reasons of choices and endings: their keys are destroyed. Who helped how much stays: figures do. Done again
after any stop until it is written down that it was done.
"""

from datetime import UTC, datetime

import psycopg
import structlog
from psycopg.rows import DictRow

from services.matching.application.matching import Matching
from shared.plumbing.loops import ActiveLoop

log = structlog.get_logger()
LOOK_AGAIN = 1.0


class Destroying(ActiveLoop):
    """Destroys the keys of what belonged to a matter that is destroyed."""

    def __init__(self, matching: Matching) -> None:
        super().__init__("destroying", matching.database)
        self._matching = matching

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
            self._matching.sealing.keys.destroy(stream, datetime.now(UTC).date())
        with self.database.rows() as rows:
            rows.execute(
                "INSERT INTO destroyed_matters (matter_id) VALUES (%(matter_id)s) ON CONFLICT DO NOTHING",
                matter,
            )
        log.info("texts destroyed", service="matching", streams=len(streams))
        return True


_NEXT = """
SELECT m.matter_id FROM erasures e JOIN matters m ON e.subject = m.kind || '/' || m.number
WHERE e.what IN ('case-destroyed', 'referral-destroyed') AND NOT EXISTS (
    SELECT FROM destroyed_matters d WHERE d.matter_id = m.matter_id)
LIMIT 1
"""
_STREAMS = "SELECT match_request_id AS stream FROM match_requests WHERE matter_id = %(matter_id)s"
