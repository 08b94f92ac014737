"""Where the bottleneck is: what was asked for and not found, or is waited for."""

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL

from services.reporting.queries.asked import Bottlenecks
from services.reporting.queries.figures_for import hidden_under
from services.reporting.queries.keyed import find, told_found
from services.reporting.queries.match_sight import known_requests, sight_of_requests
from services.reporting.queries.positions import positions
from services.reporting.queries.small_counts import is_small
from services.reporting.queries.told_rows import Columns
from services.reporting.queries.views.experts import BottlenecksView
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker

QUESTION = """WITH {known}
    SELECT k.figure, k.key, count(*) AS requests,
        count(*) FILTER (WHERE r.confirmed_on IS NULL AND r.state <> 'ended') AS waiting,
        count(*) FILTER (WHERE k.missing) AS not_found,
        count(*) FILTER (WHERE r.scope <> r.asked_scope) AS farther,
        count(r.confirmed_on) AS matched,
        percentile_disc(0.5) WITHIN GROUP (ORDER BY greatest(r.confirmed_on - r.opened_on, 0))
            FILTER (WHERE r.confirmed_on IS NOT NULL) AS median_days
    FROM requests r
    CROSS JOIN LATERAL (SELECT r.found IS FALSE AS nobody, cardinality(r.uncovered) > 0 AS gaps) AS p
    CROSS JOIN LATERAL (
        SELECT 'whole' AS figure, '' AS key, p.nobody OR p.gaps AS missing
        UNION SELECT 'by_competence', c, CASE WHEN p.gaps THEN c = ANY (r.uncovered) ELSE p.nobody END
            FROM unnest(r.competences) AS c
        UNION SELECT 'by_county', r.county, p.nobody OR p.gaps
        UNION SELECT 'by_mode', r.mode, p.nobody OR p.gaps) AS k
    WHERE r.opened_on BETWEEN %(first)s AND %(last)s
        AND (%(of_county)s::text IS NULL OR r.county = %(of_county)s)
    GROUP BY 1, 2 ORDER BY 1, 2"""
TABLES = {"by_competence": False, "by_county": True, "by_mode": True}
"""Table → whether each request is in one of its rows only."""
NUMBERS = Columns("requests", ("waiting", "not_found", "farther"))


def answer_bottlenecks(query: Bottlenecks, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
    """BottlenecksView: of the requests opened in a period. Refused: from after to, parts of small counts."""
    at = moment_of(query.as_of, asker)
    values = sight_of_requests(query, asker, at)
    under = hidden_under(asker, query.as_of)
    shown_to = positions(rows, at)

    def sought(numbers: dict[str, Any], counts: dict[str, Any]) -> dict[str, Any]:
        """How long a few waited is hidden with how many they are."""
        few = under is not None and is_small(numbers.get("matched", 0), under)
        hidden = few or counts[NUMBERS.base] is None
        told = {name: counts[name] for name in (NUMBERS.base, *NUMBERS.some)}
        return told | {"median_days": None if hidden else numbers.get("median_days")}

    found = find(rows, SQL(QUESTION).format(known=known_requests(at)), values, TABLES)
    return BottlenecksView(**told_found(found, NUMBERS, TABLES, under, sought), positions=shown_to).said()
