"""How often one meets: a case by weeks, or all the asker's cases by service line and month (R-C5)."""

from datetime import date, datetime, timedelta
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row
from psycopg.sql import SQL

from services.reporting.queries.asked import Cadence
from services.reporting.queries.case_sight import held, known, sight_of_figures, the_case
from services.reporting.queries.figures_for import hidden_under, refuse_slices
from services.reporting.queries.months import monday
from services.reporting.queries.positions import positions
from services.reporting.queries.small_counts import is_small, told
from services.reporting.queries.views.cases import CadenceRow, CadenceView, Week
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.reference import vocabulary
from shared.kernel.refused import Refused

COUNTED = """count(*) FILTER (WHERE m.state = 'held') AS held,
    coalesce(sum(m.minutes) FILTER (WHERE m.state = 'held'), 0)::int AS minutes,
    count(*) FILTER (WHERE m.state = 'not_attended') AS not_attended,
    count(*) FILTER (WHERE m.state = 'cancelled') AS cancelled"""
OWN_WORK = frozenset({"worker", "expert"})
"""They take part in each of the cases that are counted for them and may open it: nothing is hidden."""
NUMBERS = ("held", "minutes", "not_attended", "cancelled")
WEEKS = """SELECT date_trunc('week', m.day::timestamp)::date AS week, {counted} FROM case_meetings m
    WHERE m.case_id = %(case_id)s AND m.kind = 'regular' AND {held} GROUP BY 1"""
PLANNED = """SELECT effective_from FROM case_plans WHERE case_id = %(case_id)s AND revision = 1
    AND (%(at)s::timestamptz IS NULL OR recorded_at <= %(at)s)"""
MONTHS = """WITH {known}
    SELECT m.service_line, to_char(m.day, 'YYYY-MM') AS month, count(DISTINCT m.case_id) AS cases, {counted}
    FROM known JOIN case_meetings m USING (case_id)
    WHERE m.kind = 'regular' AND {held} AND m.state <> 'scheduled'
        AND (%(line)s::text IS NULL OR m.service_line = %(line)s)
        AND (%(first)s::date IS NULL OR m.day >= %(first)s) AND (%(last)s::date IS NULL OR m.day <= %(last)s)
    GROUP BY 1, 2 ORDER BY 1, 2"""


def least_a_week() -> dict[str, int]:
    """Service line → regular meetings that a week should have; lines without a cadence are left out."""
    lines = vocabulary("service_lines")
    return {line["id"]: line["meetings_per_week"][0] for line in lines if "meetings_per_week" in line}


def answer_cadence(query: Cadence, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
    """CadenceView. Refused: from after to. Unknown: no such case, or not for this asker."""
    if query.from_ and query.to and query.from_ > query.to:
        raise Refused("from ({first}) lies after to ({last})", first=str(query.from_), last=str(query.to))
    at = moment_of(query.as_of, asker)
    shown_to = positions(rows, at)
    if query.case_id:
        case = the_case(rows, asker, query.case_id, at)
        weeks = _weeks(query, case, at, asker, rows)
        return CadenceView(number=case["number"], weeks=weeks, positions=shown_to).said()
    under = None
    if asker.role not in OWN_WORK:
        refuse_slices(asker, query.as_of, query.from_, query.to)
        under = hidden_under(asker, query.as_of)
    months = _months(query, at, asker, rows)
    shown = months if under is None else [without_small_counts(row, under) for row in months]
    return CadenceView(rows=shown, hidden_under=under if shown != months else None, positions=shown_to).said()


def without_small_counts(row: CadenceRow, under: int) -> CadenceRow:
    """A month of fewer cases tells no number, one of few meetings not how long they took either (R-R2)."""
    if is_small(row.cases or 0, under):
        return row.model_copy(update=dict.fromkeys(("cases", *NUMBERS)))
    numbers = {name: told(getattr(row, name), under) for name in ("held", "not_attended", "cancelled")}
    minutes = None if numbers["held"] is None else row.minutes
    return row.model_copy(update=numbers | {"minutes": minutes})


def _months(query: Cadence, at: datetime | None, asker: Asker, rows: Connection[Any]) -> list[CadenceRow]:
    question = SQL(MONTHS).format(known=known(at), counted=SQL(COUNTED), held=held("m", at))
    asked = {"line": query.service_line, "first": query.from_, "last": query.to, "at": at}
    with rows.cursor(row_factory=dict_row) as cursor:
        cursor.execute(question, sight_of_figures(asker) | asked)
        return [CadenceRow(**row) for row in cursor]


def _weeks(
    query: Cadence, case: dict[str, Any], at: datetime | None, asker: Asker, rows: Connection[Any]
) -> list[Week]:
    """Every week from the opening on: one without any meeting is what people look for."""
    question = SQL(WEEKS).format(counted=SQL(COUNTED), held=held("m", at))
    with rows.cursor(row_factory=dict_row) as cursor:
        cursor.execute(question, {"case_id": query.case_id, "at": at})
        counted = {row["week"]: row for row in cursor}
        planned = cursor.execute(PLANNED, {"case_id": query.case_id, "at": at}).fetchone()
    from_plan = planned["effective_from"] if planned else None
    today = local_date(at) if at else asker.today
    last = min(case["closed_on"] or today, query.to or today, today)
    week = monday(max(case["opened_on"], query.from_ or case["opened_on"]))
    weeks = []
    while week <= last:
        nothing = {"week": week, "held": 0, "minutes": 0, "not_attended": 0, "cancelled": 0}
        found = counted.get(week, nothing)
        weeks.append(Week(**found, under=_under(found, case, from_plan, today)))
        week += timedelta(days=7)
    return weeks


def _under(found: dict[str, Any], case: dict[str, Any], from_plan: date | None, today: date) -> bool:
    """Whether a whole week of the plan's time had fewer meetings than the service line's least."""
    if from_plan is None:
        return False
    first, last = found["week"], found["week"] + timedelta(days=6)
    whole = (
        max(case["opened_on"], from_plan) <= first and last <= (case["closed_on"] or last) and last < today
    )
    paused = any(
        date.fromisoformat(pause["since"]) <= last
        and (pause["until"] is None or date.fromisoformat(pause["until"]) > first)
        for pause in case["pauses"]
    )
    return whole and not paused and found["held"] < least_a_week().get(case["service_line"], 0)
