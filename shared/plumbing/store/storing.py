"""What the group-commit writer writes: many saves, few statements.

Each round trip under the log's lock is waited for by everybody, so there is one statement to look and one
to store, whatever the number of saves.
"""

import threading
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from eventsourcing.persistence import IntegrityError, StoredEvent
from psycopg import Cursor
from psycopg.rows import DictRow

from shared.plumbing.store.rows import CommandRow, Rows

KNOWN = """
SELECT NULL::uuid AS command_id, originator_id, max(originator_version) AS version,
    NULL::timestamptz AS recorded_at FROM stored_events
WHERE originator_id = ANY (%s) GROUP BY originator_id
UNION ALL SELECT command_id, NULL, NULL, NULL FROM commands WHERE command_id = ANY (%s)
UNION ALL SELECT NULL, NULL, NULL, recorded_at FROM log
"""
STORE = """
WITH kept AS (
    INSERT INTO commands (command_id, actor, digest, answer, recorded_at)
    SELECT * FROM unnest(%s::uuid[], %s::text[], %s::bytea[], %s::bytea[], %s::timestamptz[])
), moved AS (
    UPDATE log SET recorded_at = %s
)
INSERT INTO stored_events (originator_id, originator_version, topic, state, recorded_at)
SELECT originator_id, originator_version, topic, state, recorded_at
FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::bytea[], %s::timestamptz[])
    WITH ORDINALITY AS f (originator_id, originator_version, topic, state, recorded_at, place)
ORDER BY place RETURNING notification_id
"""


@dataclass
class Save:
    """What one command came to, and what became of it."""

    events: Sequence[StoredEvent]
    now: datetime
    command: CommandRow | None = None
    rows: Sequence[Rows] = ()
    positions: list[int] = field(default_factory=list)
    error: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def settle(self, error: Exception | None = None) -> None:
        """Wakes whoever waits for it."""
        self.error = error
        self.done.set()


@dataclass(frozen=True)
class Known:
    """What is stored already of what the saves touch, and the newest recorded_at."""

    versions: dict[Any, int]
    carried_out: set[Any]
    clock: datetime


def look_up(cursor: Cursor[DictRow], saves: list[Save]) -> Known:
    """Reads all of it at once, under the lock."""
    streams = {event.originator_id for save in saves for event in save.events}
    ids = [save.command.command_id for save in saves if save.command]
    rows = cursor.execute(KNOWN, (list(streams), ids)).fetchall()
    return Known(
        {row["originator_id"]: row["version"] for row in rows if row["originator_id"]},
        {row["command_id"] for row in rows if row["command_id"]},
        next(row["recorded_at"] for row in rows if row["recorded_at"]),
    )


def without_conflicts(known: Known, saves: list[Save]) -> list[Save]:
    """The saves that fit what is stored and what goes before them; the others get their error."""
    versions, carried_out = known.versions, set(known.carried_out)
    fitting = []
    for save in saves:
        after = dict(versions)
        if _follows(save, after) and not (save.command and save.command.command_id in carried_out):
            versions = after
            carried_out |= {save.command.command_id} if save.command else set()
            fitting.append(save)
        else:
            save.error = IntegrityError("another save was faster")
    return fitting


def _follows(save: Save, versions: dict[Any, int]) -> bool:
    """Whether each of its facts is its stream's next. Changes `versions` as it goes."""
    for event in save.events:
        if event.originator_version != versions.get(event.originator_id, 0) + 1:
            return False
        versions[event.originator_id] = event.originator_version
    return True


def insert(cursor: Cursor[DictRow], saves: list[Save], clock: datetime) -> None:
    """Stores commands and facts, in order, and gives each save its positions."""
    commands, facts = [], []
    for save in saves:
        clock = max(clock, save.now)
        if c := save.command:
            commands.append((c.command_id, c.actor, c.digest, c.answer, clock))
        facts += [(e.originator_id, e.originator_version, e.topic, e.state, clock) for e in save.events]
    cursor.execute(STORE, (*_columns(commands), clock, *_columns(facts)))
    given = iter([int(row["notification_id"]) for row in cursor.fetchall()])
    for save in saves:
        save.positions = [next(given) for _ in save.events]


def _columns(rows: list[tuple[Any, ...]]) -> tuple[list[Any], ...]:
    """Five columns of rows that may be none."""
    return tuple(map(list, zip(*rows, strict=True))) or ([],) * 5


def write_rows(connection: psycopg.Connection[DictRow], cursor: Cursor[DictRow], saves: list[Save]) -> None:
    """What commits with the facts. Sent together, but for one save alone: then its own error is told."""
    with connection.pipeline() if len(saves) > 1 else nullcontext():
        for save in saves:
            for write in save.rows:
                write(cursor)
