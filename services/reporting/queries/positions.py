"""How far each source's facts are in the rows."""

from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL

NOW = SQL("SELECT source, position FROM subscriptions")
THEN = SQL("SELECT service, max(position) FROM timeline WHERE recorded_at <= %(at)s GROUP BY service")


def positions(rows: Connection[Any], at: datetime | None) -> dict[str, int]:
    """{"intake": 17}: now, or the last fact that was recorded by a moment."""
    with rows.cursor(row_factory=tuple_row) as cursor:
        return dict(cursor.execute(THEN if at else NOW, {"at": at}).fetchall())
