"""The application's part about joint plans: asked for by a command, made by a loop (planning_jobs.py)."""

import json
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from psycopg import Cursor
from psycopg.rows import DictRow

from services.matching import commands
from services.matching.application.matters import about_each
from services.matching.application.requests import Requests
from services.matching.application.rows import bank_as_json
from services.matching.domain.planning.plan import MatchPlan
from shared.kernel.calendar import local_date
from shared.kernel.refused import Refused
from shared.plumbing.keys import RegionKey
from shared.plumbing.policy import Policy
from shared.plumbing.sealing.sealing import Sealing
from shared.plumbing.store.application import Carrying, Decided
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.rows import Rows


class Plans(Requests):
    """Carries out plan_matches."""

    def __init__(self, database: ServiceDatabase, sealing: Sealing, key: RegionKey, policy: Policy) -> None:
        super().__init__(database, sealing, key, policy)
        self.ways |= {commands.PlanMatches: self._plan}

    def handed_over(self, request_ids: tuple[UUID, ...], on: date) -> str:
        """What a plan is made from, as JSON: those of the requests that still seek somebody, and the bank.

        Rows go on as they are stored: reading hundreds of requests and thousands of people is for the
        process apart (domain/planning/handed_over.py).
        """
        with self.database.rows() as rows:
            seeking = rows.execute(_SEEKING, {"ids": list(request_ids)}).fetchall()
            known = about_each(rows, {each["matter_id"] for each in seeking})
            bank = bank_as_json(rows)
        requests = [
            {
                "request_id": str(each["match_request_id"]),
                "region": each["region"],
                "scope": each["scope"],
                "need": each["need"],
                "said_no": list(map(str, each["said_no"])),
                "about": sorted(map(str, known[each["matter_id"]])),
            }
            for each in seeking
        ]
        return f'{{"on": "{on}", "requests": {json.dumps(requests)}, "bank": {bank}}}'

    def _plan(self, command: commands.PlanMatches, carrying: Carrying) -> Decided:
        """A job: answered at once. Refused for a request that has somebody."""
        asker = carrying.asker
        with self.database.rows() as rows:
            found = self.whose.refuse_strangers_requests(asker, rows, command.match_request_ids)
        if any(row["confirmed"] for row in found):
            raise Refused("somebody is confirmed: end the match first")
        plan = MatchPlan.plan_matches(
            id=uuid5(NAMESPACE_URL, f"plan/{carrying.command_id}"),
            region=asker.region,
            match_request_ids=command.match_request_ids,
            on=local_date(asker.now),
        )
        return Decided([plan], {"job": str(plan.id), "state": plan.state}, [_row_of_plan(plan, carrying)])


def _row_of_plan(plan: MatchPlan, carrying: Carrying) -> Rows:
    values = {
        "job_id": plan.id, "region": plan.region, "match_request_ids": list(plan.match_request_ids),
        "asked_at": carrying.asker.now, "asked_by": carrying.asker.user, "role": carrying.asker.role,
        "correlation": carrying.correlation_id,
    }  # fmt: skip

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(_ASKED, values)

    return write


_ASKED = """
INSERT INTO plans (job_id, region, match_request_ids, asked_at, asked_by, role, correlation)
VALUES (
    %(job_id)s, %(region)s, %(match_request_ids)s, %(asked_at)s, %(asked_by)s, %(role)s, %(correlation)s)
"""
_SEEKING = """
SELECT match_request_id, region, scope, need, said_no, matter_id FROM match_requests
WHERE match_request_id = ANY (%(ids)s) AND confirmed = '{}'
ORDER BY array_position(%(ids)s::uuid[], match_request_id)
"""
