"""The loop that opens a match request for each expertise that intake asked for.

Exactly once, across a stop at any point: the request's id is the one that intake gave, and what is to do is
what has no stream of that id yet. Two who open it at once collide there.
"""

from datetime import UTC, datetime

import structlog
from psycopg.rows import DictRow

from services.matching.application import Matching
from services.matching.domain.language import Must, Need, Should, TeamWish
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.plumbing.jobs import Jobs
from shared.plumbing.store.application import Carrying

log = structlog.get_logger()
INTAKE = "intake"
"""Who gives the command, as the facts' metadata name it: whoever asked, intake knows."""
HOURS = 1.0
"""A week, where none are said."""


class Opening(Jobs):
    """Works off what intake asked for, in the order in which it did."""

    command = "open_match_request"
    _to_do = """
FROM expertise_requests e JOIN matters m ON m.matter_id = e.referral_id
WHERE NOT EXISTS (SELECT FROM stored_events s WHERE s.originator_id = e.match_request_id)
"""
    oldest = f"SELECT e.* {_to_do} ORDER BY e.at, e.match_request_id LIMIT 1"
    waiting = f"SELECT count(*) AS n {_to_do}"

    def __init__(self, matching: Matching) -> None:
        super().__init__("opening", matching.database)
        self._matching = matching

    def _on(self, job: DictRow) -> None:
        now = job["at"] if self._plays else datetime.now(UTC)
        asker = Asker(INTAKE, job["actor_role"], job["region"], now, asks=self.command)
        carrying = Carrying(job["match_request_id"], asker, job["correlation"], job["causation"])
        decided = self._matching.opened_for_referral(
            job["match_request_id"], job["referral_id"], need_of(job, carrying), now
        )
        self._matching.store_step(decided, self.command, carrying)
        log.info("opened", service="matching", command=self.command)


def need_of(job: DictRow, carrying: Carrying) -> Need:
    """An expert in the referral's county, from today on; a team where its size or fields are said."""
    team = TeamWish(job["team_size"], tuple(job["fields"])) if job["team_size"] or job["fields"] else None
    return Need(
        role="expert",
        county=job["county"],
        must=Must(tuple(job["competences"]), tuple(job["languages"]), job["mode"]),
        should=Should(),
        hours_per_week=job["hours_per_week"] or HOURS,
        starts_on=local_date(carrying.asker.now),
        team=team,
    )
