"""How long it takes from a contact until somebody is confirmed who helps."""

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL

from services.reporting.queries.asked import DaysToMatch
from services.reporting.queries.figures_for import hidden_under
from services.reporting.queries.keyed import find, told_found
from services.reporting.queries.match_sight import known_requests, sight_of_requests
from services.reporting.queries.positions import positions
from services.reporting.queries.sight import closed_off
from services.reporting.queries.told_rows import Columns
from services.reporting.queries.views.experts import DaysToMatchView
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker

QUESTION = """WITH {known},
    matched AS (
        SELECT coalesce(k.county, x.county) AS county, coalesce(k.service_line, x.service_line) AS line,
            greatest(r.confirmed_on - x.received_on, 0) AS days
        FROM requests r
        LEFT JOIN cases k ON k.case_id = r.case_id AND k.valid_to = 'infinity'
        JOIN contacts x ON x.referral_id = coalesce(r.referral_id, k.referral_id) AND x.valid_to = 'infinity'
        WHERE r.confirmed_on BETWEEN %(first)s AND %(last)s AND NOT {closed_off})
    SELECT t.figure, t.key, count(*) AS matches,
        percentile_disc(0.5) WITHIN GROUP (ORDER BY m.days) AS median,
        percentile_disc(0.9) WITHIN GROUP (ORDER BY m.days) AS p90
    FROM matched m CROSS JOIN LATERAL (
        VALUES ('whole', ''), ('by_county', m.county), ('by_service_line', m.line)) AS t (figure, key)
    WHERE %(of_county)s::text IS NULL OR m.county = %(of_county)s
    GROUP BY 1, 2 ORDER BY 1, 2"""
"""What the receipt and the opening say never changes: any version of a contact or a case will do."""
TABLES = {"by_county": True, "by_service_line": True}
"""Table → whether each match is in one of its rows only."""
NUMBERS = Columns("matches", ())


def answer_days_to_match(query: DaysToMatch, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
    """DaysToMatchView: of requests first confirmed in a period. Refused: as for bottlenecks."""
    at = moment_of(query.as_of, asker)
    values = sight_of_requests(query, asker, at)
    shown_to = positions(rows, at)
    question = SQL(QUESTION).format(known=known_requests(at), closed_off=closed_off(SQL("x.referral_id")))
    found = find(rows, question, values, TABLES)
    told = told_found(found, NUMBERS, TABLES, hidden_under(asker, query.as_of), _days)
    return DaysToMatchView(**told, positions=shown_to).said()


def _days(numbers: dict[str, Any], counts: dict[str, Any]) -> dict[str, Any]:
    """How long it took is hidden with how many they are."""
    matches = counts[NUMBERS.base]
    told = numbers if matches is not None else {}
    return {"matches": matches, "median": told.get("median"), "p90": told.get("p90")}
