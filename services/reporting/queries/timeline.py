"""The timeline of one matter."""

from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row
from psycopg.sql import SQL

from services.reporting.queries.asked import Timeline
from services.reporting.queries.case_sight import the_case
from services.reporting.queries.positions import positions
from services.reporting.queries.sight import CONTACT_ROLES, Sight, closed_off, sight_of
from services.reporting.queries.unseen import without_the_unseen
from services.reporting.queries.views import Event, TimelineView
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.refused import Unknown


def answer_timeline(query: Timeline, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
    """TimelineView. Unknown: no such matter, not for this asker, or not known yet then."""
    at = moment_of(query.as_of, asker)
    if query.case_id:
        shown_to = positions(rows, at)
        number = the_case(rows, asker, query.case_id, at)["number"]
        events = _events(query, at, asker, rows)
        return TimelineView(number=number, events=events, positions=shown_to).said()
    if asker.role not in CONTACT_ROLES:
        raise Unknown("no referral with this id is known here")
    seen = sight_of(asker)
    shown_to = positions(rows, at)  # first: what arrives meanwhile is shown and not promised
    number = _number(query, seen, asker, rows)
    events = _events(query, at, asker, rows)
    if number is None or not events:
        raise Unknown("no referral with this id is known here")
    return TimelineView(number=number, events=events, positions=shown_to).said()


NUMBER = SQL(
    """SELECT number FROM contacts
       WHERE referral_id = %(referral_id)s AND valid_to = 'infinity' AND region = %(region)s
           AND (%(county)s::text IS NULL OR county = %(county)s) AND NOT {}"""
).format(closed_off(SQL("contacts.referral_id")))


def _number(query: Timeline, seen: Sight, asker: Asker, rows: Connection[Any]) -> str | None:
    values = {"referral_id": query.referral_id, "region": seen.region, "county": seen.county}
    with rows.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(NUMBER, values | {"me": asker.user}).fetchone()
    return str(row["number"]) if row else None


def _events(query: Timeline, at: datetime | None, asker: Asker, rows: Connection[Any]) -> list[Event]:
    with rows.cursor(row_factory=dict_row) as cursor:
        cursor.execute(
            """SELECT at, recorded_at, service, what, by_role, details FROM timeline
               WHERE (referral_id = %s OR case_id = %s) AND (%s::timestamptz IS NULL OR recorded_at <= %s)
               ORDER BY at, service, position""",
            (query.referral_id, query.case_id, at, at),
        )
        found = cursor.fetchall()
    return [Event(**row) for row in without_the_unseen(found, asker, rows)]
