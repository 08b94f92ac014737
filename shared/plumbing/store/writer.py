"""The group-commit writer: all saves that wait are stored in one transaction.

The table of facts is locked while facts are inserted, so that a reader who tails the log never passes over
a position that is filled later. One lock, one notification and one flush to disk then serve every save that
came meanwhile. A save is stored whole or not at all; a conflict fails only its own; recorded_at is given
under the lock. Works in threads and in green threads alike: one writer a process, whoever waits sleeps.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import structlog
from eventsourcing.persistence import (
    IntegrityError,
    OperationalError,
    PersistenceError,
    ProgrammingError,
)
from psycopg.pq.abc import PGresult
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from shared.plumbing import metrics
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.round_trip import Statement, round_trip
from shared.plumbing.store.storing import (
    PREPARE,
    REFUSED,
    Save,
    follow_one_another,
    give_positions,
    look_up,
    stores,
    without_conflicts,
    write_rows_and_commit,
)

log = structlog.get_logger()
Line = psycopg.Connection[DictRow]
MOST_AT_ONCE = 200
LOCK = "LOCK TABLE stored_events IN EXCLUSIVE MODE"
LOCK_PATIENCE = "SET lock_timeout = '5s'"
"""Longer than that only a transaction that stands still holds the log: callers are told to try again."""
BY_KEY = "SET enable_seqscan = off"
"""The plan is kept while the table grows: it must not be one that reads all of a small table."""
COMMIT, ROLLBACK = Statement(b"COMMIT"), Statement(b"ROLLBACK")


__all__ = ["LOCK", "GroupCommitWriter", "Save"]


class GroupCommitWriter:
    """Stores the saves of one process in one schema. `channel`: notified once for each transaction."""

    def __init__(self, database: ServiceDatabase, channel: str) -> None:
        self._database = database
        notify = SQL("NOTIFY {}").format(Identifier(channel)).as_bytes()
        self._begin = [Statement(b"BEGIN"), Statement(LOCK.encode()), Statement(notify)]
        self._waiting: deque[Save] = deque()
        self._come = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None
        self._connection: Line | None = None

    def save(self, save: Save) -> list[int]:
        """Stores it; its facts' positions.

        IntegrityError where another was faster or the command was carried out already; OperationalError where
        the database went away, and then it is not known whether it was stored: ask after the command.
        """
        with self._come:
            if self._closing:
                raise OperationalError("the writer is closed")
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="writer", daemon=True)
                self._thread.start()
            self._waiting.append(save)
            self._come.notify()
        return save.wait()

    def close(self) -> None:
        """Stores what waits, then ends."""
        with self._come:
            self._closing = True
            self._come.notify()
        if self._thread:
            self._thread.join()
        self._hang_up()

    def _write(self) -> None:
        while True:
            with self._come:
                self._come.wait_for(lambda: self._waiting or self._closing)
                saves = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE))]
            if not saves:
                return
            self._store_or_tell(saves)

    def _store_or_tell(self, saves: list[Save]) -> None:
        try:
            self._store(saves)
        except Exception as error:  # noqa: BLE001 - a bug in one save must not leave the others waiting
            gone = self._connection is None or self._connection.closed
            self._hang_up()  # whatever was begun is rolled back, and nothing of it lingers
            if isinstance(error, OperationalError):
                _settle_all(saves, error)
            elif gone:
                _settle_all(saves, OperationalError(str(error)))
            else:
                self._one_by_one(saves, error)

    def _one_by_one(self, saves: list[Save], error: Exception) -> None:
        """What does not fit in one save fails the whole transaction: find out whose it is."""
        if len(saves) == 1:
            saves[0].settle(_as_the_library_says(error))
            return
        for save in saves:
            self._store_or_tell([save])

    def _store(self, saves: list[Save]) -> None:
        for save in saves:
            save.positions, save.error = [], None
        connection = self._connected()  # one for all of it: another would not hold the lock
        if not follow_one_another(saves):
            self._sort_out(connection, saves, self._begin)
        elif not self._stored(connection, saves, self._begin):
            self._sort_out(connection, saves, [ROLLBACK, *self._begin])
        for save in saves:
            save.settle(save.error)

    def _sort_out(self, connection: Line, saves: list[Save], begin: list[Statement]) -> None:
        """Stores those that fit what is there; the others get their error."""
        self._trip(connection, begin)
        known = look_up(connection.cursor(), saves)
        fitting = without_conflicts(known, saves)
        if not fitting:
            self._trip(connection, [ROLLBACK])
        elif not self._stored(connection, fitting, []):
            raise IntegrityError("what fits was refused")

    def _stored(self, connection: Line, saves: list[Save], before: list[Statement]) -> bool:
        """Whether they are stored and committed; False where PostgreSQL refuses one of them."""
        more = any(save.rows for save in saves)
        try:
            results = self._trip(connection, [*before, stores(saves), *([] if more else [COMMIT])])
        except REFUSED:
            return False
        give_positions(saves, results[len(before)])
        if more:
            write_rows_and_commit(connection, saves)
        return True

    def _trip(self, connection: Line, statements: list[Statement]) -> list[PGresult]:
        with self._told_where_held():
            return round_trip(connection, statements)

    def _connected(self) -> Line:
        if self._connection is None or self._connection.closed:
            self._connection = self._database.own_connection()
            with self._told_where_held():  # what is prepared waits for the log as well
                for needed in (LOCK_PATIENCE, BY_KEY, PREPARE):
                    self._connection.execute(needed)
        return self._connection

    @contextmanager
    def _told_where_held(self) -> Iterator[None]:
        """OperationalError, and an alarm, where somebody does not let go of the log."""
        try:
            yield
        except psycopg.errors.LockNotAvailable as held:
            metrics.LOG_HELD.labels(self._database.service).inc()
            log.error("somebody holds the log in a transaction", service=self._database.service)  # noqa: TRY400
            raise OperationalError("the log is held by another transaction") from held

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _settle_all(saves: list[Save], error: Exception) -> None:
    for save in saves:
        save.settle(error)


def _as_the_library_says(error: Exception) -> Exception:
    """Eventsourcing's exception for psycopg's, as its own recorders raise them; others as they are."""
    if not isinstance(error, psycopg.Error):
        return error
    for kind, said in (
        (psycopg.IntegrityError, IntegrityError),
        (psycopg.OperationalError, OperationalError),
        (psycopg.ProgrammingError, ProgrammingError),
    ):
        if isinstance(error, kind):
            return said(str(error))
    return PersistenceError(str(error))
