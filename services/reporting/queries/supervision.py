"""What a buyer may supervise of a case (R-C14): that there is a plan, that one meets, that one reports.

Counts, days and codes; no text of any sector is here at all.
"""

from datetime import date, datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL

from services.reporting.queries.asked import BuyerSupervision
from services.reporting.queries.case_sight import held, the_case
from services.reporting.queries.months import months_between, report_state
from services.reporting.queries.positions import positions
from services.reporting.queries.views.cases import (
    BuyerSupervisionView,
    MeetingsHeld,
    PlanSeen,
    ReportSeen,
    RevisionSeen,
)
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date

PLANS = """SELECT revision, agreed_on, effective_from, changed_goals, goals FROM case_plans
    WHERE case_id = %(case_id)s AND (%(at)s::timestamptz IS NULL OR recorded_at <= %(at)s)
    ORDER BY revision"""
MEETINGS = """SELECT m.kind, m.state, count(*) AS number,
        coalesce(sum(m.minutes) FILTER (WHERE m.state = 'held'), 0)::int AS minutes, max(m.day) AS last
    FROM case_meetings m WHERE m.case_id = %(case_id)s AND {held} GROUP BY 1, 2 ORDER BY 1, 2"""
CONTACTS = """SELECT count(*) AS contacts FROM timeline
    WHERE case_id = %(case_id)s AND what = 'contact-logged'
        AND (%(at)s::timestamptz IS NULL OR recorded_at <= %(at)s)"""
REPORTS = """SELECT r.month, r.sent_at, r.sent_to, r.read FROM case_reports r
    WHERE r.case_id = %(case_id)s AND {held}"""


def answer_buyer_supervision(query: BuyerSupervision, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
    """BuyerSupervisionView. Unknown: no such case, not for this asker, or not known yet then."""
    at = moment_of(query.as_of, asker)
    shown_to = positions(rows, at)
    case = the_case(rows, asker, query.case_id, at)
    values = {"case_id": query.case_id, "at": at}
    with rows.cursor(row_factory=dict_row) as cursor:
        plans = cursor.execute(PLANS, values).fetchall()
        meetings = cursor.execute(SQL(MEETINGS).format(held=held("m", at)), values).fetchall()
        contacts = cursor.execute(CONTACTS, values).fetchall()[0]["contacts"]
        reports = cursor.execute(SQL(REPORTS).format(held=held("r", at)), values).fetchall()
    as_told = ("number", "state", "service_line", "process_lead", "opened_on", "closed_on")
    return BuyerSupervisionView(
        **{name: case[name] for name in as_told},
        plan=_plan(plans),
        meetings=_meetings(meetings),
        contacts=contacts,
        reports=_reports(case, reports, _today(at, asker), asker),
        positions=shown_to,
    ).said()


def _today(at: datetime | None, asker: Asker) -> date:
    return local_date(at) if at else asker.today


def _plan(plans: list[DictRow]) -> PlanSeen | None:
    if not plans:
        return None
    goals = plans[-1]["goals"]
    areas: dict[str, int] = {}
    for goal in goals:
        if goal["area"]:
            areas[goal["area"]] = areas.get(goal["area"], 0) + 1
    revisions = [RevisionSeen(**{k: v for k, v in plan.items() if k != "goals"}) for plan in plans]
    return PlanSeen(revisions=revisions, goals=len(goals), by_area=dict(sorted(areas.items())))


def _meetings(meetings: list[DictRow]) -> MeetingsHeld:
    by_state: dict[str, int] = {}
    by_kind: dict[str, int] = {}
    for row in meetings:
        by_state[row["state"]] = by_state.get(row["state"], 0) + row["number"]
        if row["state"] == "held":
            by_kind[row["kind"]] = row["number"]
    days = [row["last"] for row in meetings if row["state"] == "held"]
    minutes = sum(row["minutes"] for row in meetings)
    return MeetingsHeld(
        by_state=dict(sorted(by_state.items())),
        held_by_kind=by_kind,
        minutes_held=minutes,
        last_held_on=max(days, default=None),
    )


def _reports(case: DictRow, reports: list[DictRow], today: date, asker: Asker) -> list[ReportSeen]:
    """A buyer learns of its own sector's version whether it was sent and read, others of all sectors'."""
    told = {row["month"]: row for row in reports}
    seen = []
    for month in months_between(case["opened_on"], min(case["closed_on"] or today, today)):
        row = told.get(month, {})
        mine = [s for s in row.get("sent_to", ()) if asker.role != "buyer" or s == asker.sector]
        read = {sector: at for sector, at in row.get("read", {}).items() if sector in mine}
        state = report_state(month, today, case["written"], case["sent"])
        sent_at = row.get("sent_at") if mine else None
        seen.append(ReportSeen(month=month, state=state, sent_at=sent_at, sent_to=mine, read=read))
    return seen
