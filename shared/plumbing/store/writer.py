"""The group-commit writer: all saves that wait are stored in one transaction.

The table of facts is locked while facts are inserted, so that a reader who tails the log never passes over
a position that is filled later. One lock, one notification and one flush to disk then serve every save that
came meanwhile. A save is stored whole or not at all; a conflict fails only its own; recorded_at is given
under the lock. Works in threads and in green threads alike: one writer a process, whoever waits sleeps.
"""

import threading
from collections import deque

import psycopg
import structlog
from eventsourcing.persistence import (
    IntegrityError,
    OperationalError,
    PersistenceError,
    ProgrammingError,
)
from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from shared.plumbing import metrics
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.storing import Save, insert, look_up, without_conflicts, write_rows

log = structlog.get_logger()
MOST_AT_ONCE = 200
LOCK = "LOCK TABLE stored_events IN EXCLUSIVE MODE"
LOCK_PATIENCE = "SET lock_timeout = '5s'"
"""Longer than that only a transaction that stands still holds the log: callers are told to try again."""


__all__ = ["LOCK", "GroupCommitWriter", "Save"]


class GroupCommitWriter:
    """Stores the saves of one process in one schema. `channel`: notified once for each transaction."""

    def __init__(self, database: ServiceDatabase, channel: str) -> None:
        self._database = database
        self._channel = channel
        self._waiting: deque[Save] = deque()
        self._come = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None
        self._connection: psycopg.Connection[DictRow] | None = None

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
        save.done.wait()
        if save.error:
            raise save.error
        return save.positions

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
        except OperationalError as held:
            _settle_all(saves, held)
        except Exception as error:  # noqa: BLE001 - a bug in one save must not leave the others waiting
            if self._connection is None or self._connection.closed:
                self._hang_up()
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
        connection = self._connected()
        with connection.transaction():
            cursor = connection.cursor()
            self._lock(cursor)
            known = look_up(cursor, saves)
            stored = without_conflicts(known, saves)
            if stored:
                insert(cursor, stored, known.clock)
                write_rows(connection, cursor, stored)
        for save in saves:
            save.settle(save.error)

    def _lock(self, cursor: Cursor[DictRow]) -> None:
        """Takes the table's lock. OperationalError, and an alarm, where somebody does not let go of it."""
        try:
            cursor.execute(SQL(LOCK + "; NOTIFY {}").format(Identifier(self._channel)))
        except psycopg.errors.LockNotAvailable as held:
            metrics.LOG_HELD.labels(self._database.service).inc()
            log.error("somebody holds the log in a transaction", service=self._database.service)  # noqa: TRY400
            raise OperationalError("the log is held by another transaction") from held

    def _connected(self) -> psycopg.Connection[DictRow]:
        if self._connection is None or self._connection.closed:
            self._connection = self._database.own_connection()
            self._connection.execute(LOCK_PATIENCE)
        return self._connection

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
