"""Contact statistics: one pass over the versions that held then, of the contacts the asker may see now."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Composed, Literal

from services.reporting.queries import positions
from services.reporting.queries.asked import ContactStatistics
from services.reporting.queries.sight import closed_off, narrowed, sight_of
from services.reporting.queries.views import ContactStatisticsView
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.refused import Refused

NOW = SQL("valid_to = 'infinity'")
THEN = SQL("valid_from <= %(at)s AND valid_to > %(at)s")
TABLE = SQL(
    """SELECT {name}, key, count(*) FROM (SELECT {by} AS key FROM counted) AS k
       WHERE key IS NOT NULL GROUP BY key"""
)
TABLES = {
    "by_source": SQL("source"),
    "by_county": SQL("county"),
    "by_channel": SQL("channel"),
    "by_month": SQL("to_char(received_on, 'YYYY-MM')"),
    "by_state": SQL("state"),
    "by_tier": SQL("tier::text"),
    "by_level": SQL("level"),
    "mentions_by_situation": SQL("unnest(situations)"),
    "by_support_kind": SQL("unnest(support_kinds)"),
}
"""Figure → what of a contact it counts by."""


def answer_contact_statistics(
    query: ContactStatistics, asker: Asker, rows: Connection[Any]
) -> dict[str, Any]:
    """ContactStatisticsView. Refused: from after to, as_of in the future. NotAllowed: others' figures."""
    if query.from_ > query.to:
        raise Refused("from ({first}) lies after to ({last})", first=str(query.from_), last=str(query.to))
    seen = narrowed(sight_of(asker), query.region, query.county)
    at = moment_of(query.as_of, asker)
    values = {"first": query.from_, "last": query.to, "region": seen.region, "county": seen.county, "at": at,
              "me": asker.user}  # fmt: skip
    figures: dict[str, dict[str, int]] = defaultdict(dict)
    with rows.cursor(row_factory=tuple_row) as cursor:
        for figure, key, count in cursor.execute(_question(at), values):
            figures[figure][key] = count
    total = figures.pop("total")
    tables = {name: dict(sorted(figures[name].items())) for name in (*TABLES, "positions")}
    mentions = sum(tables["mentions_by_situation"].values())
    return ContactStatisticsView(**total, **tables, mentions=mentions).said()  # type: ignore[arg-type]


def _question(at: datetime | None) -> Composed:
    """Rows of (figure, key, count); contacts and positions in one snapshot."""
    tables = [TABLE.format(name=Literal(name), by=by) for name, by in TABLES.items()]
    return SQL(
        """WITH received AS MATERIALIZED (
               SELECT * FROM contacts
               WHERE received_on BETWEEN %(first)s AND %(last)s AND region = %(region)s
                   AND (%(county)s::text IS NULL OR county = %(county)s) AND {valid}
                   AND NOT {closed_off}),
           counted AS (SELECT * FROM received WHERE NOT duplicate)
           SELECT 'total', 'contacts', count(*) FROM counted
           UNION ALL SELECT 'total', 'duplicates', count(*) FROM received WHERE duplicate
           UNION ALL SELECT 'total', 'identified_otherwise', count(*) FROM counted WHERE identified_otherwise
           UNION ALL {tables} UNION ALL SELECT 'positions', * FROM ({positions}) AS p"""
    ).format(
        valid=THEN if at else NOW,
        closed_off=closed_off(SQL("contacts.referral_id")),
        tables=SQL(" UNION ALL ").join(tables),
        positions=positions.THEN if at else positions.NOW,
    )
