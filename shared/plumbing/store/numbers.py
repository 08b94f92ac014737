"""Human numbers of what a service keeps: "2023-00017", by kind and Finnish year, in a table of its own."""

from datetime import datetime

from psycopg import Connection
from psycopg.rows import DictRow

from shared.kernel.calendar import local_date


def next_numbers(rows: Connection[DictRow], kind: str, moment: datetime, how_many: int) -> list[str]:
    """So many numbers as `next_number` gives them, in one go."""
    year = local_date(moment).year
    row = rows.execute(_TAKE, (kind, year, how_many)).fetchone() if how_many else None
    last = int(row["last"]) if row else 0
    return [f"{year}-{n:05d}" for n in range(last - how_many + 1, last + 1)] if row else []


def next_number(rows: Connection[DictRow], kind: str, moment: datetime) -> str:
    """The next human number of a kind in the moment's Finnish year: "2023-00017". May leave gaps.

    Not waited for on the disk: the fact that carries the number is, and it lies behind it in the same log.
    """
    return next_numbers(rows, kind, moment, 1)[0]


_TAKE = """
INSERT INTO numbers (kind, year, last)
SELECT %s, %s, %s FROM set_config('synchronous_commit', 'off', true)
ON CONFLICT (kind, year) DO UPDATE SET last = numbers.last + excluded.last RETURNING last
"""
