"""Contact statistics: one pass over the versions that held then, of the contacts the asker may see now.

Who is no coordinator is told them without small counts (R-R2).
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Composed, Literal

from services.reporting.queries import positions
from services.reporting.queries.asked import ContactStatistics
from services.reporting.queries.figures_for import hidden_under, refuse_division, refuse_slices
from services.reporting.queries.sight import closed_off, narrowed, sight_of_figures
from services.reporting.queries.small_counts import is_small, told, told_alone, told_mentions, told_parts
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
OF_EACH = ("by_source", "by_county", "by_channel", "by_month", "by_state")
OF_SOME = ("by_tier", "by_level")
"""Tables in which each contact is once, and those in which it is once at most."""


def answer_contact_statistics(
    query: ContactStatistics, asker: Asker, rows: Connection[Any]
) -> dict[str, Any]:
    """ContactStatisticsView. Refused: from after to, as_of in the future. NotAllowed: others' figures."""
    if query.from_ > query.to:
        raise Refused("from ({first}) lies after to ({last})", first=str(query.from_), last=str(query.to))
    seen = narrowed(sight_of_figures(asker), query.region, query.county)
    refuse_division(asker, query.county)
    refuse_slices(asker, query.as_of, query.from_, query.to)
    at = moment_of(query.as_of, asker)
    values = {"first": query.from_, "last": query.to, "region": seen.region, "county": seen.county, "at": at,
              "me": asker.user}  # fmt: skip
    figures: dict[str, dict[str, int]] = defaultdict(dict)
    with rows.cursor(row_factory=tuple_row) as cursor:
        for figure, key, count in cursor.execute(_question(at), values):
            figures[figure][key] = count
    counted: dict[str, Any] = {name: dict(sorted(figures[name].items())) for name in (*TABLES, "positions")}
    counted |= figures["total"] | {"mentions": sum(figures["mentions_by_situation"].values())}
    under = hidden_under(asker, query.as_of)
    shown = counted if under is None else without_small_counts(counted, under)
    some_hidden = under if shown != counted else None
    return ContactStatisticsView(**shown, hidden_under=some_hidden).said()


def without_small_counts(counted: dict[str, Any], under: int) -> dict[str, Any]:
    """The figures as they are told where counts under a number are hidden (R-R2).

    Of fewer contacts than that nothing is told: what they mention would tell of these few.
    """
    contacts = counted["contacts"]
    shown = counted | {"duplicates": told(counted["duplicates"], under)}
    if is_small(contacts, under):
        nothing = ("contacts", "identified_otherwise", "mentions", *TABLES)
        return shown | dict.fromkeys(nothing)
    for name in OF_EACH:
        shown[name] = told_parts(counted[name], under)
    for name in OF_SOME:
        parts = counted[name]
        shown[name] = told_parts(parts, under, rest=contacts - sum(parts.values()))
    situations, mentions = told_mentions(counted["mentions_by_situation"], contacts, under)
    otherwise = told_alone({"": counted["identified_otherwise"]}, contacts, under)[""]
    kinds = told_alone(counted["by_support_kind"], contacts, under)
    return shown | {
        "mentions_by_situation": situations,
        "mentions": mentions,
        "identified_otherwise": otherwise,
        "by_support_kind": kinds,
    }


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
