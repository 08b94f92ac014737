"""What the work is about: goals by area, and the small steps towards them."""

from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row
from psycopg.sql import SQL

from services.reporting.queries.asked import GoalAreas
from services.reporting.queries.case_sight import known, sight_of_cases
from services.reporting.queries.positions import positions
from services.reporting.queries.views.cases import Area, GoalAreasView
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker

QUESTION = """WITH {known},
    plans AS (
        SELECT DISTINCT ON (case_id) p.case_id, p.goals FROM known JOIN case_plans p USING (case_id)
        WHERE (%(line)s::text IS NULL OR known.service_line = %(line)s)
            AND (%(of_county)s::text IS NULL OR known.county = %(of_county)s)
            AND (%(at)s::timestamptz IS NULL OR p.recorded_at <= %(at)s)
        ORDER BY case_id, p.revision DESC),
    goals AS (
        SELECT case_id, g.* FROM plans
        CROSS JOIN jsonb_to_recordset(goals) AS g (goal_id uuid, area text, steps integer)),
    taken AS (
        SELECT case_id, goal_id, count(*) FILTER (WHERE outcome = 'done') AS done,
            count(*) FILTER (WHERE outcome = 'too_hard') AS too_hard, sum(into_steps) AS into_steps
        FROM case_steps JOIN plans USING (case_id)
        WHERE %(at)s::timestamptz IS NULL OR recorded_at <= %(at)s GROUP BY 1, 2)
    SELECT g.area, count(DISTINCT g.case_id) AS cases, count(*) AS goals,
        (sum(g.steps) + sum(coalesce(t.into_steps, 0)))::int AS steps,
        sum(coalesce(t.done, 0))::int AS steps_done, sum(coalesce(t.too_hard, 0))::int AS steps_too_hard
    FROM goals g LEFT JOIN taken t USING (case_id, goal_id) GROUP BY 1 ORDER BY 1 NULLS LAST"""


def answer_goal_areas(query: GoalAreas, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
    """GoalAreasView: of the newest plan of each case that the asker sees."""
    at = moment_of(query.as_of, asker)
    asked = {"line": query.service_line, "of_county": query.county, "at": at}
    shown_to = positions(rows, at)
    with rows.cursor(row_factory=dict_row) as cursor:
        cursor.execute(SQL(QUESTION).format(known=known(at)), sight_of_cases(asker) | asked)
        areas = [Area(**row) for row in cursor]
    return GoalAreasView(areas=areas, positions=shown_to).said()
