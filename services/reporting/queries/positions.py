"""How far each source's facts are in the rows."""

from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL

NOW = SQL("SELECT source, position FROM subscriptions")
THEN = SQL(
    """SELECT s.source, t.position FROM subscriptions s CROSS JOIN LATERAL (
           SELECT position FROM timeline WHERE service = s.source AND recorded_at <= %(at)s
           ORDER BY recorded_at DESC, position DESC LIMIT 1) t"""
)


def positions(rows: Connection[Any], at: datetime | None) -> dict[str, int]:
    """{"intake": 17}: now, or the last fact that was recorded by a moment."""
    with rows.cursor(row_factory=tuple_row) as cursor:
        return dict(cursor.execute(THEN if at else NOW, {"at": at}).fetchall())
