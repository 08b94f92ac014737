"""The sums of a year, as they are told to an asker: without matters that are closed off from them (R-C10).

What is read grows with how many different things are shown, and with the restricted matters of the year,
whose entries are taken off; not with how many contacts there were.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL

from services.reporting.queries.sight import CONTACT_ROLES
from shared.kernel.asker import Asker
from shared.kernel.calendar import HELSINKI, local_date
from shared.kernel.refused import NotAllowed

OWN_REGION = frozenset({"coordinator", "admin"})
"""Who is told every count of the region, and what work costs."""
READERS = CONTACT_ROLES | OWN_REGION | {"researcher"}


class Sum(NamedTuple):
    """How often, and how much."""

    times: int
    amount: int


Sums = Mapping[str, Mapping[str, Sum]]
"""Figure → key → its sum; what is nought is not there."""
CLOSED = """closed AS MATERIALIZED (
        SELECT case_id, referral_id FROM cases
        WHERE region = %(region)s AND valid_to = 'infinity' AND cardinality(restricted_to) > 0
            AND NOT %(me)s = ANY (restricted_to))"""
QUESTION = SQL(
    """WITH {closed},
    hidden AS (
        SELECT e.* FROM closed CROSS JOIN LATERAL (
            SELECT * FROM year_entries o WHERE o.case_id = closed.case_id OFFSET 0) AS e
        UNION ALL
        SELECT e.* FROM (SELECT DISTINCT referral_id FROM closed) AS behind CROSS JOIN LATERAL (
            SELECT * FROM year_entries o WHERE o.referral_id = behind.referral_id OFFSET 0) AS e)
    SELECT figure, key, sum(times)::bigint, sum(amount)::bigint FROM (
        SELECT figure, key, times, amount FROM year_sums
        WHERE region = %(region)s AND year = %(year)s
            AND (%(month)s::date IS NULL OR recorded_in < %(month)s)
        UNION ALL
        SELECT figure, key, times, amount FROM year_entries
        WHERE region = %(region)s AND year = %(year)s AND recorded_at >= %(since)s AND recorded_at <= %(at)s
        UNION ALL
        SELECT figure, key, -times, -amount FROM hidden
        WHERE region = %(region)s AND year = %(year)s
            AND (%(at)s::timestamptz IS NULL OR recorded_at <= %(at)s)) AS each
    GROUP BY 1, 2 HAVING sum(times) <> 0 OR sum(amount) <> 0"""
).format(closed=SQL(CLOSED))
"""The months before the one that was asked as of are added up already; of that one the entries are.

OFFSET 0: what is hidden is looked up matter by matter, for it is little among much.
"""


def sight_of_year(asker: Asker, region: str | None) -> dict[str, Any]:
    """Whose figures, and to whom. NotAllowed for roles that see none, and for another region's."""
    if asker.role not in READERS:
        raise NotAllowed("the role {role} sees no figures of matters here", role=asker.role)
    if region and region != asker.region:
        raise NotAllowed("you see the figures of your own region only ({region})", region=asker.region)
    return {"region": asker.region, "me": asker.user}


def sums_of(year: int, sight: dict[str, Any], at: datetime | None, rows: Connection[Any]) -> Sums:
    """The year's sums, now or as known at a moment."""
    found: dict[str, dict[str, Sum]] = {}
    with rows.cursor(row_factory=tuple_row) as cursor:
        for figure, key, times, amount in cursor.execute(QUESTION, sight | {"year": year} | _until(at)):
            found.setdefault(figure, {})[key] = Sum(times, amount)
    return found


def _until(at: datetime | None) -> dict[str, Any]:
    """The month whose sums do not count, the moment since when its entries do, and until when."""
    if at is None:
        return dict.fromkeys(("month", "since", "at"))
    month = local_date(at + timedelta(microseconds=1)).replace(day=1)
    return {"month": month, "since": first_moment(month), "at": at}


def first_moment(day: date) -> datetime:
    """Its midnight in Finland."""
    return datetime.combine(day, datetime.min.time(), HELSINKI)
