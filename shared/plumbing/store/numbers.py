"""Human numbers of what a service keeps: "2023-00017", by kind and Finnish year, in a table of its own."""

from datetime import datetime

from psycopg import Connection
from psycopg.rows import DictRow

from shared.kernel.calendar import local_date


def next_number(rows: Connection[DictRow], kind: str, moment: datetime) -> str:
    """The next human number of a kind in the moment's Finnish year: "2023-00017". May leave gaps.

    Not waited for on the disk: the fact that carries the number is, and it lies behind it in the same log.
    """
    year = local_date(moment).year
    row = rows.execute(
        "INSERT INTO numbers (kind, year, last)"
        " SELECT %s, %s, 1 FROM set_config('synchronous_commit', 'off', true)"
        " ON CONFLICT (kind, year) DO UPDATE SET last = numbers.last + 1 RETURNING last",
        (kind, year),
    ).fetchone()
    return f"{year}-{row['last']:05d}" if row else ""
