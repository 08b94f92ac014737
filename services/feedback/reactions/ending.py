"""The loop that stops the follow-ups of what intake closed or destroyed: nobody is asked about it any more.

What was asked and is still open lapses. A wave at the very end is sent by hand before the case is closed; its
answer is written down on somebody's behalf before that, too. Goals are rated for the days before, also later.
"""

from datetime import UTC, datetime
from uuid import uuid5

import structlog
from psycopg.rows import DictRow

from services.feedback.application import Feedback
from services.feedback.domain.follow_up import FollowUp
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.plumbing.jobs import Jobs
from shared.plumbing.store.application import Carrying

log = structlog.get_logger()
INTAKE = "intake"
REASON = {"closed": "Työ on päättynyt.", "destroyed": "Asia on hävitetty."}
"""As it is read in the follow-up: why nobody is asked any more."""


class Ending(Jobs):
    """Works off the follow-ups that go on though their matter ended."""

    command = "stop_follow_up"
    _to_do = """
FROM follow_ups f JOIN matters m USING (matter_id) WHERE m.ended IS NOT NULL AND f.state = 'running'
"""
    oldest = f"SELECT f.follow_up_id, f.region, m.ended, m.ended_at {_to_do} ORDER BY f.place LIMIT 1"
    waiting = f"SELECT count(*) AS n {_to_do}"

    def __init__(self, feedback: Feedback) -> None:
        super().__init__("ending", feedback.database)
        self._feedback = feedback

    def _on(self, job: DictRow) -> None:
        now = job["ended_at"] if self._plays else datetime.now(UTC)
        follow_up = self._feedback.load(FollowUp, job["follow_up_id"])
        follow_up.stop_follow_up(reason=REASON[job["ended"]], on=local_date(now))
        step_id = uuid5(job["follow_up_id"], f"{self.command}/{job['ended']}")
        asker = Asker(INTAKE, "coordinator", job["region"], now, asks=self.command)
        decided = self._feedback.decided(follow_up)
        self._feedback.store_step(decided, self.command, Carrying(step_id, asker, str(step_id)))
        log.info("stopped", service="feedback", because=job["ended"])
