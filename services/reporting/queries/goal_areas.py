"""What the work is about: goals by area, and the small steps towards them."""

from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row
from psycopg.sql import SQL

from services.reporting.queries.asked import GoalAreas
from services.reporting.queries.case_sight import known, sight_of_figures
from services.reporting.queries.figures_for import hidden_under, refuse_division, refuse_slices
from services.reporting.queries.positions import positions
from services.reporting.queries.small_counts import is_small, told
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
        sum(coalesce(t.done, 0))::int AS steps_done, sum(coalesce(t.too_hard, 0))::int AS steps_too_hard,
        (SELECT count(DISTINCT case_id) FROM goals) AS of_cases
    FROM goals g LEFT JOIN taken t USING (case_id, goal_id) GROUP BY 1 ORDER BY 1 NULLS LAST"""


def answer_goal_areas(query: GoalAreas, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
    """GoalAreasView: of the newest plan of each case that the asker sees. Refused: parts of small counts."""
    refuse_division(asker, query.county, query.service_line)
    refuse_slices(asker, query.as_of)
    at = moment_of(query.as_of, asker)
    asked = {"line": query.service_line, "of_county": query.county, "at": at}
    shown_to = positions(rows, at)
    with rows.cursor(row_factory=dict_row) as cursor:
        cursor.execute(SQL(QUESTION).format(known=known(at)), sight_of_figures(asker) | asked)
        found = cursor.fetchall()
    of_cases = max((row.pop("of_cases") for row in found), default=0)
    areas = [Area(**row) for row in found]
    under = hidden_under(asker, query.as_of)
    shown = areas if under is None else without_small_counts(areas, of_cases, under)
    return GoalAreasView(
        areas=shown, hidden_under=under if shown != areas else None, positions=shown_to
    ).said()


def without_small_counts(areas: list[Area], of_cases: int, under: int) -> list[Area]:
    """An area of few cases tells no number; of few cases in all not even the areas are told (R-R2)."""
    if is_small(of_cases, under):
        return []
    shown = []
    for area in areas:
        numbers = area.model_dump(exclude={"area"})
        few = is_small(numbers["cases"], under)
        shown.append(
            Area(area=area.area, **{name: None if few else told(n, under) for name, n in numbers.items()})
        )
    return shown
