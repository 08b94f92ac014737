"""The recorder: stores facts, the command that made them and its answer in one transaction.

eventsourcing's recorder in its locking mode, with three columns' worth of our own: `recorded_at`, written
under the lock and never lower than the one before; the command's row; and whatever rows must commit
with the facts. The group-commit writer takes this class's place behind the same three methods.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.persistence import InterfaceError, OperationalError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from eventsourcing.utils import retry
from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL

Rows = Callable[[Cursor[DictRow]], None]
"""Writes rows that must commit with the facts, or not at all."""


@dataclass(frozen=True)
class CommandRow:
    """What is remembered of a command that was carried out: the same id again gets the same answer."""

    command_id: UUID
    actor: str
    digest: bytes
    answer: bytes


@dataclass(frozen=True)
class StoredFact:
    """A fact as it lies in the log. previous: the position before it, 0 at the beginning."""

    log_id: UUID
    position: int
    previous: int
    recorded_at: datetime
    event: StoredEvent


class FactRecorder(PostgresApplicationRecorder):
    """Tables: stored_events, commands and log (one row: log_id, recorded_at)."""

    def __init__(self, datastore: Any) -> None:
        super().__init__(datastore)
        self.channel_name = f"{datastore.schema}_facts"
        self.insert_events_statement = SQL(
            "WITH clock AS (UPDATE log SET recorded_at = GREATEST(recorded_at, %s) RETURNING recorded_at)"
            " INSERT INTO stored_events"
            " (originator_id, originator_version, topic, state, recorded_at)"
            " SELECT e.originator_id, e.originator_version, e.topic, e.state, clock.recorded_at"
            " FROM clock, unnest(%s::stored_event_uuid[]) WITH ORDINALITY AS"
            " e(originator_id, originator_version, topic, state, place) ORDER BY e.place"
            " RETURNING notification_id"
        )  # type: ignore[assignment]

    @retry((InterfaceError, OperationalError), max_attempts=10, wait=0.2)
    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        now: datetime | None = None,
        command: CommandRow | None = None,
        rows: Sequence[Rows] = (),
        **_: Any,
    ) -> Sequence[int]:
        """Stores all of it or nothing; the facts' positions.

        now: the clock of the save (aware). IntegrityError where another was faster, or the command
        was carried out already: look for its answer, else decide again.
        """
        if now is None or now.tzinfo is None:
            msg = "a save names its clock"
            raise ValueError(msg)
        with self.datastore.get_connection() as connection, connection.transaction():
            cursor = connection.cursor()
            if command:
                self._insert_command(cursor, command, now)
            if not stored_events:
                return []
            self._lock_table(cursor)
            self._notify_channel(cursor)
            made = [
                self.construct_pg_stored_event(e.originator_id, e.originator_version, e.topic, e.state)
                for e in stored_events
            ]
            cursor.execute(self.insert_events_statement, (now, made))
            positions = [int(row["notification_id"]) for row in cursor.fetchall()]
            for write in rows:
                write(cursor)
            return positions

    @staticmethod
    def _insert_command(cursor: Cursor[DictRow], command: CommandRow, now: datetime) -> None:
        cursor.execute(
            "INSERT INTO commands (command_id, actor, digest, answer, recorded_at)"
            " VALUES (%s, %s, %s, %s, %s)",
            (command.command_id, command.actor, command.digest, command.answer, now),
        )

    @retry((InterfaceError, OperationalError), max_attempts=10, wait=0.2)
    def carried_out(self, command_id: UUID) -> CommandRow | None:
        """What is remembered of a command, None when it was never carried out."""
        with self.datastore.get_connection() as connection:
            row = connection.execute(
                "SELECT command_id, actor, digest, answer FROM commands WHERE command_id = %s", (command_id,)
            ).fetchone()
        return (
            CommandRow(**{**row, "digest": bytes(row["digest"]), "answer": bytes(row["answer"])})
            if row
            else None
        )

    @retry((InterfaceError, OperationalError), max_attempts=10, wait=0.2)
    def facts_after(self, position: int, limit: int) -> list[StoredFact]:
        """The next facts of the log, in order, at most `limit`."""
        with self.datastore.get_connection() as connection:
            before = connection.execute(
                "SELECT max(notification_id) AS at FROM stored_events WHERE notification_id <= %s",
                (position,),
            ).fetchone()
            found = connection.execute(
                "SELECT e.*, log.log_id FROM stored_events AS e, log WHERE notification_id > %s"
                " ORDER BY notification_id LIMIT %s",
                (position, limit),
            ).fetchall()
        previous = int((before and before["at"]) or 0)
        facts = []
        for row in found:
            facts.append(_stored_fact(row, previous))
            previous = row["notification_id"]
        return facts

    def version_at(self, originator_id: UUID, moment: datetime) -> int | None:
        """The last version of a stream that was recorded by then; None before it began."""
        with self.datastore.get_connection() as connection:
            row = connection.execute(
                "SELECT max(originator_version) AS version FROM stored_events"
                " WHERE originator_id = %s AND recorded_at <= %s",
                (originator_id, moment),
            ).fetchone()
        return row["version"] if row else None

    def position_at(self, moment: datetime | None = None) -> int:
        """The log's last position, or the last that was recorded by then; 0 where there is none."""
        with self.datastore.get_connection() as connection:
            row = connection.execute(
                "SELECT max(notification_id) AS at FROM stored_events"
                " WHERE %(moment)s::timestamptz IS NULL OR recorded_at <= %(moment)s",
                {"moment": moment},
            ).fetchone()
        return int((row and row["at"]) or 0)

    def log_id(self) -> UUID:
        """Which log this is: new with each log, and after each restore. RuntimeError before migration."""
        with self.datastore.get_connection() as connection:
            row = connection.execute("SELECT log_id FROM log").fetchone()
        if row is None:
            msg = "the log has no row: run `tukiverkko migrate`"
            raise RuntimeError(msg)
        return UUID(str(row["log_id"]))


def _stored_fact(row: dict[str, Any], previous: int) -> StoredFact:
    event = StoredEvent(row["originator_id"], row["originator_version"], row["topic"], bytes(row["state"]))
    return StoredFact(row["log_id"], row["notification_id"], previous, row["recorded_at"], event)
