"""What the group-commit writer writes: many saves, few statements.

All of it is stored by one statement, which itself refuses what does not follow what is there: nothing need
be looked up first. Only where it refuses one looks, and tells whose the conflict is.
"""

import threading
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import IntegrityError, ProgrammingError, StoredEvent
from psycopg import Cursor
from psycopg.pq.abc import PGresult
from psycopg.rows import DictRow

from shared.plumbing.store import packing
from shared.plumbing.store.round_trip import Statement
from shared.plumbing.store.rows import CommandRow, Rows

KNOWN = """
SELECT NULL::uuid AS command_id, originator_id, max(originator_version) AS version FROM stored_events
WHERE originator_id = ANY (%s) GROUP BY originator_id
UNION ALL SELECT command_id, NULL, NULL FROM commands WHERE command_id = ANY (%s)
"""
PREPARE = """
PREPARE store_saves (
    uuid[], text[], bytea[], bytea[], timestamptz[], timestamptz,
    uuid[], bigint[], text[], bytea[], timestamptz[], uuid[], bigint[], uuid[], uuid[]) AS
WITH kept AS (
    INSERT INTO commands (command_id, actor, digest, answer, recorded_at)
    SELECT command_id, actor, digest, answer, greatest(recorded_at, (SELECT recorded_at FROM log))
    FROM unnest($1, $2, $3, $4, $5) AS c (command_id, actor, digest, answer, recorded_at)
), sealed AS (
    INSERT INTO sealing_keys (stream, key_id)
    SELECT stream, key_id FROM unnest($14, $15) AS k (stream, key_id) ON CONFLICT DO NOTHING
), moved AS (
    UPDATE log SET recorded_at = greatest(recorded_at, $6)
)
INSERT INTO stored_events (originator_id, originator_version, topic, state, recorded_at)
SELECT originator_id, originator_version, topic,
    CASE WHEN (
        SELECT count((SELECT 1 FROM stored_events AS e
            WHERE e.originator_id = b.stream AND e.originator_version = b.version))
        FROM unnest($12, $13) AS b (stream, version)
    ) = cardinality($12) THEN state END,
    greatest(recorded_at, (SELECT recorded_at FROM log))
FROM unnest($7, $8, $9, $10, $11)
    WITH ORDINALITY AS f (originator_id, originator_version, topic, state, recorded_at, place)
ORDER BY place RETURNING notification_id
"""
"""Commands, the keys that streams get, the log's clock, facts, and the facts that must be there already.
Where one of those is missing no fact has bytes, and PostgreSQL refuses: NOT NULL. It refuses what is there
already: UNIQUE. R-P1: for both it may write the row to its own log, and then that holds ids and no text."""
REFUSED = (psycopg.errors.UniqueViolation, psycopg.errors.NotNullViolation)


def _not_yet() -> threading.Lock:
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(slots=True)
class Save:
    """What one command came to, and what became of it. keys: (stream, key) of streams that get one."""

    events: Sequence[StoredEvent]
    now: datetime
    command: CommandRow | None = None
    rows: Sequence[Rows] = ()
    keys: Sequence[tuple[UUID, UUID]] = ()
    positions: list[int] = field(default_factory=list)
    error: Exception | None = None
    _settled: threading.Lock = field(default_factory=_not_yet)  # a lock: an Event is three, and a list

    def settle(self, error: Exception | None = None) -> None:
        """Wakes whoever waits for it."""
        self.error = error
        self._settled.release()

    def wait(self) -> list[int]:
        """Its positions when it is stored; raises what it came to otherwise. For one caller, once."""
        self._settled.acquire()
        if self.error:
            raise self.error
        return self.positions


@dataclass(frozen=True)
class Known:
    """What is stored already of what the saves touch."""

    versions: dict[Any, int]
    carried_out: set[Any]


def look_up(cursor: Cursor[DictRow], saves: list[Save]) -> Known:
    """Reads all of it at once, under the lock."""
    streams = {event.originator_id for save in saves for event in save.events}
    ids = [save.command.command_id for save in saves if save.command]
    rows = cursor.execute(KNOWN, (list(streams), ids)).fetchall()
    return Known(
        {row["originator_id"]: row["version"] for row in rows if row["originator_id"]},
        {row["command_id"] for row in rows if row["command_id"]},
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


def follow_one_another(saves: list[Save]) -> bool:
    """Whether all of them can be stored: no two with the same fact or command, no gap between two."""
    newest: dict[Any, int] = {}
    for save in saves:
        for event in save.events:
            before = newest.get(event.originator_id, event.originator_version - 1)
            if event.originator_version != before + 1 or before < 0:
                return False
            newest[event.originator_id] = event.originator_version
    ids = [save.command.command_id for save in saves if save.command]
    return len(set(ids)) == len(ids)


def stores(saves: list[Save]) -> Statement:
    """What stores commands and facts, in order. Whoever sends it has prepared `PREPARE`."""
    clock, commands, facts = saves[0].now, [], []
    for save in saves:
        clock = max(clock, save.now)
        if c := save.command:
            commands.append((c.command_id, c.actor, c.digest, c.answer, clock))
        facts += [(e.originator_id, e.originator_version, e.topic, e.state, clock) for e in save.events]
    keys = [pair for save in saves for pair in save.keys]
    ids, actors, digests, answers, at = _columns(commands)
    streams, versions, topics, states, recorded_at = _columns(facts)
    before = _before(streams, versions)
    return Statement(b"store_saves", (
        packing.uuids(ids), packing.texts(actors), packing.bytes_(digests), packing.bytes_(answers),
        packing.moments(at), packing.moment(clock),
        packing.uuids(streams), packing.numbers(versions), packing.texts(topics), packing.bytes_(states),
        packing.moments(recorded_at), packing.uuids(before), packing.numbers(before.values()),
        packing.uuids(stream for stream, _ in keys), packing.uuids(key_id for _, key_id in keys),
    ))  # fmt: skip


def _before(streams: Sequence[Any], versions: Sequence[int]) -> dict[Any, int]:
    """Of each stream the version that must be there already; none of a stream that begins here."""
    first: dict[Any, int] = {}
    for stream, version in zip(streams, versions, strict=True):
        first.setdefault(stream, version)
    return {stream: version - 1 for stream, version in first.items() if version > 1}


def give_positions(saves: list[Save], stored: PGresult) -> None:
    """Tells each save where its facts lie."""
    given = iter(range(stored.ntuples))
    for save in saves:
        save.positions = [int(stored.get_value(next(given), 0) or 0) for _ in save.events]


def _columns(rows: list[tuple[Any, ...]]) -> tuple[Sequence[Any], ...]:
    """Five columns of rows that may be none."""
    return tuple(zip(*rows, strict=True)) or ((),) * 5


def write_rows_and_commit(connection: psycopg.Connection[DictRow], saves: list[Save]) -> None:
    """What commits with the facts. Sent together, but for one save alone: then its own error is told."""
    cursor = connection.cursor()
    with connection.pipeline() if len(saves) > 1 else nullcontext():
        for save in saves:
            for write in save.rows:
                write(cursor)
        cursor.execute("COMMIT")
    if cursor.statusmessage != "COMMIT":
        # A transaction that failed without saying so is rolled back by its COMMIT, and without a word.
        raise ProgrammingError("what was to commit with the facts failed, and nobody was told")
