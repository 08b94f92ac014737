"""The loop by which matches change a case's network: who is confirmed joins, who is free again leaves.

Exactly once, across a stop at any point: that a step was taken is a row in the transaction of its fact. Facts
carry no names (R-P1): who somebody is, matching is asked, as the one who confirmed; there it is written down.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4, uuid5

import structlog
from joserfc.jwk import OKPKey
from psycopg import Cursor
from psycopg.rows import DictRow

from services.intake.application import Intake
from services.intake.application.cases import row_of_case
from services.intake.application.meetings import rows_of_meetings
from services.intake.domain.case import Case
from services.intake.domain.case.language import Member
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.refused import Refused
from shared.plumbing.ask import NoAnswer, SyncServices
from shared.plumbing.jobs import Jobs
from shared.plumbing.store.application import Carrying, Decided
from shared.plumbing.tokens import issue

log = structlog.get_logger()
MATCHING = "matching"
"""Who changes the network, as the facts' metadata name it: whoever confirmed, matching knows."""
INTAKE = "intake"
"""Who asks matching, as its access log names it."""
ROLES = {"expert": "other"}
"""In which role they are in the network: all but experts work with the family."""
DONE = 200


class Joining(Jobs):
    """Works off the matches for cases that were confirmed or ended, in the order in which they were.

    A step that the case refuses is taken up again once the case has gone on: it may be closed now, or
    restricted to people of whom this is none yet.
    """

    command = "add_network_member"
    _to_do = """
FROM network_steps n JOIN cases c USING (case_id)
WHERE n.day <= (now() AT TIME ZONE 'Europe/Helsinki')::date
    AND NOT EXISTS (
        SELECT FROM network_steps_taken t
        WHERE t.match_request_id = n.match_request_id AND t.sequence = n.sequence
            AND t.professional_id = n.professional_id
            AND (t.outcome <> 'refused' OR t.version >= (
                SELECT max(s.originator_version) FROM stored_events s WHERE s.originator_id = n.case_id))
    )
"""
    oldest = f"SELECT n.*, c.region {_to_do} ORDER BY n.at, n.sequence, n.professional_id LIMIT 1"
    waiting = f"SELECT count(*) AS n {_to_do}"

    def __init__(self, intake: Intake, key: OKPKey, others: SyncServices) -> None:
        super().__init__("joining", intake.database)
        self._intake = intake
        self._key = key
        self._others = others

    def _on(self, job: DictRow) -> None:
        case, now = self._intake.load(Case, job["case_id"]), self._now(job)
        at_first = case.version
        try:
            command = self._step(case, job, local_date(now))
        except Refused as refusal:
            with self.database.rows() as rows:
                rows.execute(_TAKEN, {**job, "outcome": "refused", "version": case.version})
            log.info("the network stays", service="intake", because=refusal.sentence)
            return
        if case.version == at_first:
            with self.database.rows() as rows:
                rows.execute(_TAKEN, {**job, "outcome": "not needed", "version": case.version})
            return
        asker = Asker(MATCHING, job["actor_role"], job["region"], now, asks=command)
        step_id = uuid5(job["match_request_id"], f"{job['sequence']}:{job['professional_id']}")
        carrying = Carrying(step_id, asker, job["correlation"], job["causation"])

        def taken(rows: Cursor[DictRow]) -> None:
            rows.execute(_TAKEN, {**job, "outcome": "taken", "version": case.version})

        decided = Decided([case], {}, [row_of_case(case), rows_of_meetings(case, now), taken])
        self._intake.store_step(decided, command, carrying)
        log.info("the network changed", service="intake", command=command)

    def _step(self, case: Case, job: DictRow, on: date) -> str:
        """What the case does about it, by the command's name; nothing where it is so already. Refused."""
        who: UUID = job["professional_id"]
        there = {each.id for each in case.members}
        if job["step"] == "leave":
            if who in there and not self._finds(_GOES_ON, job):
                case.remove_network_member(member_id=who, on=on)
            return "remove_network_member"
        if who not in there and not self._finds(_ENDED, job):
            member = self._member(job)
            if member.user is None or member.user not in {each.user for each in case.members}:
                case.add_network_member(member=member, on=on)
        return "add_network_member"

    def _finds(self, statement: str, job: DictRow) -> bool:
        with self.database.rows() as rows:
            return rows.execute(statement, job).fetchone() is not None

    def _member(self, job: DictRow) -> Member:
        """Who they are, as matching says. NoAnswer where it does not."""
        claims = {"sub": INTAKE, "role": job["actor_role"], "region": job["region"]}
        request = {
            "name": "professional",
            "data": {"professional_id": str(job["professional_id"])},
            "token": issue(self._key, claims, lasting=timedelta(minutes=1)),
            "correlation": job["correlation"] or str(uuid4()),
        }
        reply = self._others.ask(MATCHING, "answer", request)
        if reply["status"] != DONE:
            raise NoAnswer(f"matching does not say who joins: {reply['status']}")
        known = reply["result"]
        return Member(
            id=job["professional_id"],
            role=ROLES.get(job["role"], "worker"),
            user=(known.get("contact") or {}).get("user"),
            organisation=known["organisation"],
            name=known["name"],
        )

    def _now(self, job: DictRow) -> datetime:
        return job["at"] if self._plays else datetime.now(UTC)


_TAKEN = """
INSERT INTO network_steps_taken (match_request_id, sequence, professional_id, outcome, version)
VALUES (%(match_request_id)s, %(sequence)s, %(professional_id)s, %(outcome)s, %(version)s)
ON CONFLICT (match_request_id, sequence, professional_id)
DO UPDATE SET outcome = excluded.outcome, version = excluded.version
WHERE network_steps_taken.outcome = 'refused'
"""
_GOES_ON = """
SELECT FROM network_steps n
WHERE n.case_id = %(case_id)s AND n.professional_id = %(professional_id)s
    AND n.match_request_id <> %(match_request_id)s
GROUP BY n.match_request_id
HAVING (array_agg(n.step ORDER BY n.sequence DESC))[1] = 'join'
"""
"""Whether another match of theirs for the case goes on."""
_ENDED = """
SELECT FROM network_steps n
WHERE n.match_request_id = %(match_request_id)s AND n.professional_id = %(professional_id)s
    AND n.sequence > %(sequence)s AND n.step = 'leave'
    AND n.day <= (now() AT TIME ZONE 'Europe/Helsinki')::date
"""
"""Whether the match was over before the case let them in."""
