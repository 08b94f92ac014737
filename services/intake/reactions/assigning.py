"""The loop that tells a referral of the expertise that matching found (R-I2).

Exactly once, across a stop at any point: that it was told is a row in the transaction of its fact.
"""

from datetime import UTC, datetime
from uuid import UUID

import structlog
from psycopg import Cursor
from psycopg.rows import DictRow

from services.intake.application import Intake
from services.intake.application.matters import row_of
from services.intake.domain.referral import Referral
from shared.kernel.asker import Asker
from shared.kernel.refused import Refused
from shared.plumbing.jobs import Jobs
from shared.plumbing.store.application import Carrying, Decided
from shared.plumbing.store.rows import Rows

log = structlog.get_logger()
MATCHING = "matching"
"""Who assigns, as the facts' metadata name it: whoever confirmed, matching knows."""


class Assigning(Jobs):
    """Works off the matches that were confirmed for referrals, in the order in which they were."""

    command = "assign_expertise"
    _to_do = """
FROM matches m JOIN referrals r USING (referral_id)
WHERE m.confirmed_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM matches_told t WHERE t.match_request_id = m.match_request_id)
"""
    oldest = f"SELECT m.*, r.region {_to_do} ORDER BY m.confirmed_at, m.match_request_id LIMIT 1"
    waiting = f"SELECT count(*) AS n {_to_do}"

    def __init__(self, intake: Intake) -> None:
        super().__init__("assigning", intake.database)
        self._intake = intake

    def _on(self, job: DictRow) -> None:
        request_id: UUID = job["match_request_id"]
        referral = self._intake.load(Referral, job["referral_id"])
        try:
            referral.assign_expertise(match_request_id=request_id)
        except Refused as refusal:
            # It ended meanwhile, or somebody was sought by hand whom it never asked for: nothing is owed.
            with self.database.rows() as rows:
                rows.execute(_TOLD, (request_id, "refused"))
            log.info("not assigned", service="intake", because=refusal.sentence)
            return
        now = job["confirmed_at"] if self._plays else datetime.now(UTC)
        asker = Asker(MATCHING, job["actor_role"], job["region"], now, asks=self.command)
        carrying = Carrying(request_id, asker, job["correlation"], job["causation"])
        decided = Decided([referral], {}, [row_of(referral), _told(request_id)])
        self._intake.store_step(decided, self.command, carrying)
        log.info("assigned", service="intake", command=self.command)


def _told(request_id: UUID) -> Rows:
    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_TOLD, (request_id, "assigned"))

    return write


_TOLD = "INSERT INTO matches_told (match_request_id, outcome) VALUES (%s, %s)"
