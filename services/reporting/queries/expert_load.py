"""How those who can help are used: who there is, what hours they give and what is taken of them."""

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL

from services.reporting.queries.asked import ExpertLoad
from services.reporting.queries.figures_for import hidden_under, refuse_division, refuse_slices
from services.reporting.queries.keyed import find, told_found
from services.reporting.queries.match_sight import known_experts, sight_of_experts
from services.reporting.queries.positions import positions
from services.reporting.queries.told_rows import Columns
from services.reporting.queries.views.experts import ExpertLoadView
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker

QUESTION = """WITH {known}
    SELECT k.figure, k.key, count(*) AS professionals, count(*) FILTER (WHERE e.paused) AS paused,
        count(*) FILTER (WHERE e.taken > 0) AS engaged, sum(e.hundredths)::bigint AS hours,
        sum(e.taken)::bigint AS reserved,
        coalesce(sum(greatest(e.hundredths - e.taken, 0)) FILTER (WHERE NOT e.paused), 0)::bigint AS free
    FROM known e CROSS JOIN LATERAL (
        SELECT 'whole' AS figure, '' AS key
        UNION SELECT 'by_competence', unnest(e.competences)
        UNION SELECT 'by_county', unnest(e.works_in)
        UNION SELECT 'by_mode', unnest(e.modes)) AS k
    GROUP BY 1, 2 ORDER BY 1, 2"""
TABLES = {"by_competence": False, "by_county": False, "by_mode": False}
"""Table → whether each professional is in one of its rows only."""
NUMBERS = Columns("professionals", ("paused", "engaged"))
RESTS_ON = {"hours": (), "reserved": ("engaged",), "free": ("paused", "engaged")}
"""Hours → the counts by which one could tell whose they are: hidden where one of these is."""


def answer_expert_load(query: ExpertLoad, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
    """ExpertLoadView: as it was on the day asked for. Refused: parts of small counts, as_of in the future."""
    at = moment_of(query.as_of, asker)
    values = sight_of_experts(asker, query.county, query.role, at)
    refuse_division(asker, query.county, query.role)
    refuse_slices(asker, query.as_of)
    shown_to = positions(rows, at)
    found = find(rows, SQL(QUESTION).format(known=known_experts(at)), values, TABLES)
    told = told_found(found, NUMBERS, TABLES, hidden_under(asker, query.as_of), _load)
    return ExpertLoadView(**told, positions=shown_to).said()


def _load(numbers: dict[str, Any], counts: dict[str, Any]) -> dict[str, Any]:
    """Hours come in hundredths and go out as hours; none are told of few."""
    told: dict[str, Any] = {name: counts[name] for name in (NUMBERS.base, *NUMBERS.some)}
    for name, people in RESTS_ON.items():
        hidden = any(told[each] is None for each in (NUMBERS.base, *people))
        told[name] = None if hidden else numbers.get(name, 0) / 100
    hours, reserved = told["hours"], told["reserved"]
    return told | {"load": round(100 * reserved / hours) if hours and reserved is not None else None}
