"""Comparing rows made anew with the living ones, and putting them in their place.

Whoever writes rows holds the cursor's row first, so that a lock on the table of cursors holds all writers
still, and no reader. Comparing goes on in a snapshot taken then, while the writers write again. The change
of places is one transaction; a name that is looked up after it leads to the new table.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import Connection
from psycopg.rows import DictRow

from shared.plumbing import versions
from shared.plumbing.applying import Place
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.versions import Versions

HOLD = "LOCK TABLE subscriptions IN EXCLUSIVE MODE"
WAITS_FOR_READERS = "500ms"
"""Less than PostgreSQL waits before it looks for a deadlock: a reader never pays for the switch."""
TURNS = 60
BOOKS = {
    "subscriptions": "source, log_id, position, recorded_at, stopped, counted_from",
    "applied": "source, span, facts, fold",
    "parked": "source, position, log_id, subject, event, identity, error, place, tries, since, next_try",
}
"""The tables that say how far the rows are, and their columns."""


class NotNow(Exception):
    """A rebuild cannot be done as things are; the text says why."""


@dataclass(frozen=True)
class Comparison:
    """How many rows a table has, living and made anew, and how many are only there."""

    living: int
    made: int
    only_living: int
    only_made: int

    @property
    def differences(self) -> int:
        return self.only_living + self.only_made


@contextmanager
def held_still(living: ServiceDatabase) -> Iterator[Connection[DictRow]]:
    """Nobody writes rows as long as this lasts; everybody reads them."""
    with living.own_connection() as hold, hold.transaction():
        hold.execute(HOLD)
        yield hold


def snapshot(living: ServiceDatabase) -> Connection[DictRow]:
    """A connection that sees everything as it is now, until it is closed."""
    connection = living.own_connection()
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    connection.execute("SELECT count(*) FROM subscriptions")  # the first look makes the snapshot
    return connection


def compared(rows: Connection[DictRow], living: str, made: str, table: str) -> Comparison:
    """Row by row, whatever their order."""
    row = rows.execute(
        f"""WITH a AS (SELECT to_jsonb(t) AS row FROM {living}.{table} AS t),
                 b AS (SELECT to_jsonb(t) AS row FROM {made}.{table} AS t)
            SELECT (SELECT count(*) FROM a) AS living, (SELECT count(*) FROM b) AS made,
                (SELECT count(*) FROM (TABLE a EXCEPT ALL TABLE b) AS x) AS only_living,
                (SELECT count(*) FROM (TABLE b EXCEPT ALL TABLE a) AS y) AS only_made"""  # noqa: S608 - our names
    ).fetchone()
    return Comparison(**(row or {}))


def place_of(living: ServiceDatabase, source: str) -> Place:
    """How far the living rows are."""
    with living.rows() as rows:
        return place_in(rows, source)


def place_in(rows: Connection[DictRow], source: str) -> Place:
    """The same, on a connection that holds them still."""
    row = rows.execute(
        "SELECT log_id, position, stopped FROM subscriptions WHERE source = %s", (source,)
    ).fetchone()
    return Place(row["log_id"], int(row["position"]), row["stopped"]) if row else Place(None, 0, None)


def same_discarded(living: ServiceDatabase, made: str) -> bool:
    """Whether nothing was discarded since the new rows were begun."""
    with living.rows() as rows:
        return _same_discarded(rows, made)


def switch(  # all that changes places, in one call because it is one transaction
    living: ServiceDatabase,
    made: str,
    tables: Sequence[str],
    ours: Versions,
    last_steps: Callable[[Connection[DictRow]], None],
    *,
    whole: bool,
) -> None:
    """Puts the new tables in the place of the living. NotNow where readers do not let go of these.

    last_steps: brings the new rows to where the living stand. whole: the cursors come along.
    """
    for turn in range(TURNS):
        try:
            with held_still(living) as hold:
                last_steps(hold)
                _refuse_what_changed(hold, made, whole=whole)
                hold.execute(f"SET LOCAL lock_timeout = '{WAITS_FOR_READERS}'")
                _change_places(hold, living.service, made, tables)
                if whole:
                    _bring_books(hold, made)
                versions.write(hold.cursor(), ours)
                return
        except psycopg.errors.LockNotAvailable as busy:
            if turn == TURNS - 1:
                raise NotNow("readers do not let go of the tables: try again") from busy


def _refuse_what_changed(hold: Connection[DictRow], made: str, *, whole: bool) -> None:
    if not _same_discarded(hold, made):
        raise NotNow("facts were discarded meanwhile: begin again")
    if whole:
        return
    row = hold.execute(
        f"""SELECT count(*) AS n FROM {made}.parked AS new
            WHERE NOT EXISTS (SELECT 1 FROM parked AS old
                WHERE (old.source, old.position) = (new.source, new.position))"""  # noqa: S608 - our names
    ).fetchone()
    if row and row["n"]:
        raise NotNow(f"{row['n']} facts do not become rows in the new version: rebuild all, or mend it first")


def _same_discarded(rows: Connection[DictRow], made: str) -> bool:
    row = rows.execute(
        f"""SELECT (SELECT count(*) FROM discarded) = (SELECT count(*) FROM {made}.discarded) AS same"""  # noqa: S608
    ).fetchone()
    return bool(row and row["same"])


def _change_places(hold: Connection[DictRow], living: str, made: str, tables: Sequence[str]) -> None:
    hold.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
    hold.execute(f"DROP TABLE {', '.join(tables)}")
    for table in tables:
        hold.execute(f"ALTER TABLE {made}.{table} SET SCHEMA {living}")


def _bring_books(hold: Connection[DictRow], made: str) -> None:
    for table, columns in BOOKS.items():
        hold.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        hold.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {made}.{table}")  # noqa: S608
