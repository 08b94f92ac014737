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
    AND NOT EXISTS (
        SELECT FROM matches_told t
        WHERE t.match_request_id = m.match_request_id
            AND (t.outcome <> 'refused' OR t.version >= (
                SELECT max(s.originator_version) FROM stored_events s WHERE s.originator_id = m.referral_id))
    )
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
            # It ended meanwhile, or somebody was sought by hand whom it never asked for: nothing is owed now.
            # Something may be once the referral has gone on: it may be reopened.
            with self.database.rows() as rows:
                rows.execute(_TOLD, (request_id, "refused", referral.version))
            log.info("not assigned", service="intake", because=refusal.sentence)
            return
        now = job["confirmed_at"] if self._plays else datetime.now(UTC)
        asker = Asker(MATCHING, job["actor_role"], job["region"], now, asks=self.command)
        carrying = Carrying(request_id, asker, job["correlation"], job["causation"])
        decided = Decided([referral], {}, [row_of(referral), _told(request_id, referral.version)])
        self._intake.store_step(decided, self.command, carrying)
        log.info("assigned", service="intake", command=self.command)


def _told(request_id: UUID, version: int) -> Rows:
    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_TOLD, (request_id, "assigned", version))

    return write


_TOLD = """
INSERT INTO matches_told (match_request_id, outcome, version) VALUES (%s, %s, %s)
ON CONFLICT (match_request_id) DO UPDATE SET outcome = excluded.outcome, version = excluded.version
WHERE matches_told.outcome = 'refused'
"""
