"""The recorder: stores facts, the command that made them and its answer in one transaction.

eventsourcing's recorder, whose reading is used as it is and whose writing is the group-commit writer's:
its own takes a lock and a flush to disk for each save, and knows no `recorded_at`, no commands and no rows
that must commit with the facts.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from eventsourcing.persistence import InterfaceError, OperationalError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg.rows import tuple_row

from shared.plumbing.store.database import PATIENCE
from shared.plumbing.store.rows import CommandRow, Rows
from shared.plumbing.store.storing import Save
from shared.plumbing.store.writer import GroupCommitWriter

AGAIN_AFTER = 0.2
BEFORE = "SELECT coalesce(max(notification_id), 0) FROM stored_events WHERE notification_id <= %s"
AFTER = """
SELECT (SELECT log_id FROM log), notification_id, recorded_at, originator_id, originator_version, topic, state
FROM stored_events WHERE notification_id > %s ORDER BY notification_id LIMIT %s
"""
"""Read in binary: bytes and ids as they are, not spelled out."""
P = ParamSpec("P")
R = TypeVar("R")


def tried_again(read: Callable[P, R]) -> Callable[P, R]:
    """A read that is tried again where the database went away, as long as its caller has patience.

    The library's own tries ten times: with a silent database a request would keep its worker for a minute.
    """

    @wraps(read)
    def reading(*given: P.args, **named: P.kwargs) -> R:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return read(*given, **named)
            except (InterfaceError, OperationalError):
                if time.monotonic() + AGAIN_AFTER > until:
                    raise
                time.sleep(AGAIN_AFTER)

    return reading


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
        self.writer = GroupCommitWriter(datastore, self.channel_name)

    select_events = tried_again(PostgresApplicationRecorder.select_events.__wrapped__)
    """The library's, without its own way of trying again."""

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        now: datetime | None = None,
        command: CommandRow | None = None,
        rows: Sequence[Rows] = (),
        keys: Sequence[tuple[UUID, UUID]] = (),
        **_: Any,
    ) -> Sequence[int]:
        """Stores all of it or nothing; the facts' positions.

        now: the clock of the save (aware). keys: the streams that get a key, with it. IntegrityError where
        another was faster, or the command was carried out already: look for its answer, else decide again.
        OperationalError where the database went away: then it is not known whether it was stored, and the
        command's id tells.
        """
        if now is None or now.tzinfo is None:
            msg = "a save names its clock"
            raise ValueError(msg)
        return self.writer.save(Save(stored_events, now, command, rows, keys))

    @tried_again
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

    @tried_again
    def facts_after(self, position: int, limit: int) -> list[StoredFact]:
        """The next facts of the log, in order, at most `limit`."""
        with self.datastore.get_connection() as connection, connection.cursor(row_factory=tuple_row) as rows:
            before = rows.execute(BEFORE, (position,)).fetchone()
            found = rows.execute(AFTER, (position, limit), binary=True).fetchall()
        previous = before[0] if before else 0
        facts = []
        for log_id, position_of_it, recorded_at, stream, version, topic, state in found:
            event = StoredEvent(stream, version, topic, state)
            facts.append(StoredFact(log_id, position_of_it, previous, recorded_at, event))
            previous = position_of_it
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
        # A position is never recorded before one that is lower, so the newest by then is the highest.
        by_then = "WHERE recorded_at <= %s ORDER BY recorded_at DESC, notification_id DESC"
        newest = by_then if moment else "ORDER BY notification_id DESC"
        with self.datastore.get_connection() as connection:
            row = connection.execute(
                f"SELECT notification_id AS at FROM stored_events {newest} LIMIT 1",  # noqa: S608 - ours
                (moment,) if moment else (),
            ).fetchone()
        return int(row["at"]) if row else 0

    def log_id(self) -> UUID:
        """Which log this is: new with each log, and after each restore. RuntimeError before migration."""
        with self.datastore.get_connection() as connection:
            row = connection.execute("SELECT log_id FROM log").fetchone()
        if row is None:
            msg = "the log has no row: run `tukiverkko migrate`"
            raise RuntimeError(msg)
        return UUID(str(row["log_id"]))
