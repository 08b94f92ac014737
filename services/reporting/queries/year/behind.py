"""What is behind a figure of a year: the matters and facts that it was counted from.

Who may open a matter is shown its facts. How many others there are is told as the year itself tells it
(R-R2), and of matters that are closed off nothing (R-C10).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL

from services.reporting.queries.asked import Behind
from services.reporting.queries.case_sight import ROLES, sight_of_cases
from services.reporting.queries.figures_for import smallest_told
from services.reporting.queries.match_sight import FOR_A_CASE, FOR_A_CONTACT
from services.reporting.queries.positions import positions
from services.reporting.queries.views.year import BehindView, CountedFact
from services.reporting.queries.year.sums import OWN_REGION, Sums, sight_of_year, sums_of
from services.reporting.queries.year.tables import Telling, tables_of
from shared.kernel.asker import Asker
from shared.kernel.refused import Refused

MINE = """(e.key = %(key)s OR %(key)s = '' OR starts_with(e.key, %(key)s || ' '))"""
BEHIND = SQL(
    """
SELECT r.service, r.position, r.recorded_at, r.key, r.referral_id, r.case_id, t.at, t.what,
    coalesce(c.number, x.number) AS number
FROM (
    SELECT e.* FROM year_entries e
    WHERE e.region = %(region)s AND e.year = %(year)s AND e.figure = %(figure)s AND {mine} AND e.times >= 0
        AND (%(at)s::timestamptz IS NULL
            OR (e.recorded_at, e.service, e.position) > (%(at)s, %(service)s, %(position)s))
        AND NOT EXISTS (
            SELECT FROM year_entries o
            WHERE coalesce(o.referral_id = e.referral_id, o.case_id = e.case_id) AND o.year = e.year
                AND (o.figure, o.key, o.item) = (e.figure, e.key, e.item) AND o.times < 0
                AND (o.recorded_at, o.service, o.position) > (e.recorded_at, e.service, e.position))) AS r
JOIN timeline t ON t.service = r.service AND t.position = r.position
LEFT JOIN cases c ON c.case_id = r.case_id AND c.valid_to = 'infinity'
LEFT JOIN contacts x ON x.referral_id = r.referral_id AND x.valid_to = 'infinity'
WHERE {contact} OR {case}
ORDER BY r.recorded_at, r.service, r.position, r.key LIMIT %(limit)s
"""
).format(mine=SQL(MINE), contact=FOR_A_CONTACT, case=FOR_A_CASE)
TOLD_BY = {
    "by_month": "by_month", "by_source": "by_source", "by_tier": "by_tier", "by_theme": "theme: {}",
    "by_competence": "competence: {}",
}  # fmt: skip
"""Figures whose count by key the year tells to everybody who may ask: figure → its table."""


def answer_behind(query: Behind, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
    """BehindView. NotAllowed as for the year itself. Refused: a cursor that no page gave."""
    sight = sight_of_year(asker, query.region)
    sums = sums_of(query.year, sight, None, rows)
    facts: list[DictRow] = []
    if asker.role in ROLES:
        facts = _facts(query, asker, rows)
    told = facts[: query.limit]
    return BehindView(
        figure=query.figure,
        key=query.key,
        counted=_counted(query, asker, sums),
        facts=[CountedFact(**each) for each in told],
        next=_cursor(told[-1]) if len(facts) > query.limit else None,
        positions=positions(rows, None),
    ).said()


def _facts(query: Behind, asker: Asker, rows: Connection[Any]) -> list[DictRow]:
    """A page of them and one more, where there is one, as they were recorded."""
    own = asker.county if asker.role == "contact_person" else None
    values: dict[str, Any] = {
        **sight_of_cases(asker), "own_county": own, "year": query.year, "figure": query.figure,
        "key": query.key, "limit": query.limit + 1, **_after(query.cursor),
    }  # fmt: skip
    with rows.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(BEHIND, values).fetchall()


def _counted(query: Behind, asker: Asker, sums: Sums) -> int | None:
    """How often the figure counts something in all, as the year tells it; None where that is hidden."""
    found = sums.get(query.figure, {})
    if asker.role in OWN_REGION:
        return sum(each.times for key, each in found.items() if is_of(key, query.key))
    table = TOLD_BY.get(query.figure)
    if table is None or not query.key or query.key not in found:
        return None
    telling = Telling(tables_of(sums, asker.today), smallest_told(asker.today))
    key = "yes" if "{}" in table else query.key
    return telling.count(table.format(query.key), key)


def is_of(key: str, asked: str) -> bool:
    """Whether an entry's key is the one that was asked for, or begins with it, or all were."""
    return not asked or key == asked or key.startswith(f"{asked} ")


def _cursor(row: Mapping[str, Any]) -> str:
    return f"{row['recorded_at'].isoformat()} {row['service']} {row['position']}"


def _after(cursor: str | None) -> dict[str, Any]:
    """Where the page before ended."""
    if cursor is None:
        return {"at": None, "service": "", "position": 0}
    try:
        at, service, position = cursor.split(" ")
        return {"at": datetime.fromisoformat(at), "service": service, "position": int(position)}
    except ValueError:
        raise Refused("there is no page that begins here: begin with the first one") from None
