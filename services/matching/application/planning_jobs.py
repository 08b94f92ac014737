"""The loop that makes joint plans: one process at a time, each plan exactly once (R-M6)."""

import time
from datetime import datetime
from uuid import UUID

import structlog
from psycopg import Cursor
from psycopg.rows import DictRow

from services.matching.application.matching import Matching
from services.matching.application.solving import solve_apart
from services.matching.domain.planning.plan import MatchPlan
from services.matching.domain.rules import rules_for
from shared.kernel.calendar import local_date
from shared.plumbing.jobs import Jobs
from shared.plumbing.store.application import Decided
from shared.plumbing.store.rows import Rows

LEAST = 4.0
"""Seconds that preparing and searching have in any case."""
KEPT = 2.0
"""Seconds of the whole time that are kept for seeing that something waits, and for saving the plan."""
log = structlog.get_logger()


class PlanningJobs(Jobs):
    """Works off what plan_matches asked for."""

    command = "plan_matches"
    oldest = "SELECT * FROM plans WHERE state <> 'done' ORDER BY place LIMIT 1"
    waiting = "SELECT count(*) AS n FROM plans WHERE state <> 'done'"

    def __init__(self, matching: Matching) -> None:
        super().__init__("planning", matching.database)
        self._matching = matching

    def _on(self, job: DictRow) -> None:
        carrying = self.carrying(job, job["job_id"])
        on = local_date(carrying.asker.now)
        rules = rules_for(job["region"], on)
        began = time.monotonic()
        handed_over = self._matching.handed_over(tuple(job["match_request_ids"]), on)
        # The whole is to be there in the region's seconds, from the asking to the fact.
        left = rules.plan_seconds - KEPT - (time.monotonic() - began)
        solution = solve_apart(handed_over, max(left, LEAST))
        plan = self._matching.load(MatchPlan, job["job_id"])
        plan.finish(solution, rules_version=rules.version, on=on)
        done = _done(job["job_id"], carrying.asker.now)
        self._matching.store_step(Decided([plan], {}, [done]), self.command, carrying)
        log.info("planned", service="matching", requests=len(plan.match_request_ids), proved=solution.proved)


def _done(job_id: UUID, at: datetime) -> Rows:
    def write(rows: Cursor[DictRow]) -> None:
        rows.execute("UPDATE plans SET state = 'done', done_at = %s WHERE job_id = %s", (at, job_id))

    return write
