"""Snapshots: a long stream as it stood, so that loading it does not read years of facts again.

Only the newest of each stream is kept, and nothing depends on it: a snapshot that is missing, or that was
made by other code than runs now, is passed over and the facts are read. What was known at an earlier moment
is always read from the facts. A stream's facts lie among all others', each on a page of its own, its snapshot
on a few that lie together: so also a stream of some dozens of facts is found sooner by it.
A snapshot is sealed as a whole under its stream's key; one that does not open any more is passed over too.
"""

import hashlib
import inspect
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

import structlog
from eventsourcing.persistence import PersistenceError, StoredEvent
from psycopg.rows import tuple_row
from pydantic import TypeAdapter
from typing_extensions import TypedDict

from shared.kernel.facts import Stream
from shared.plumbing.sealing.data_keys import not_stored
from shared.plumbing.sealing.sealing import At, Sealing
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.recorder import tried_again

log = structlog.get_logger()
S = TypeVar("S", bound=Stream)
SNAPSHOT = "snapshot"
OF_THE_LIBRARY = ("_created_on", "_modified_on")
READ = """
WITH kept AS MATERIALIZED (
    SELECT originator_version, state FROM snapshots
    WHERE originator_id = %(stream)s AND made_by = %(made_by)s)
SELECT originator_version, NULL::text AS topic, state FROM kept
UNION ALL
SELECT originator_version, topic, state FROM stored_events
WHERE originator_id = %(stream)s AND originator_version > coalesce((SELECT originator_version FROM kept), 0)
ORDER BY originator_version
"""
"""One question for both: a stream that has no snapshot yet is not asked for twice."""
WRITE = """
INSERT INTO snapshots (originator_id, originator_version, made_by, state)
SELECT %s, %s, %s, %s FROM set_config('synchronous_commit', 'off', true)
ON CONFLICT (originator_id) DO UPDATE SET
    originator_version = excluded.originator_version, made_by = excluded.made_by, state = excluded.state
WHERE snapshots.originator_version < excluded.originator_version OR snapshots.made_by <> excluded.made_by
"""
"""Not waited for on the disk: the facts are there, and a snapshot that a crash takes is only missing."""
KEY = "INSERT INTO sealing_keys (stream, key_id) VALUES (%s, %s) ON CONFLICT DO NOTHING"


class Snapshots:
    """The snapshots of one service: a table beside its facts (`snapshots`)."""

    def __init__(self, database: ServiceDatabase, sealing: Sealing) -> None:
        self._database = database
        self._sealing = sealing

    @tried_again
    def newest(self, kind: type[S], stream_id: UUID) -> tuple[S | None, list[StoredEvent]]:
        """The stream as its newest usable snapshot has it, None where there is none; and its facts since."""
        values = {"stream": stream_id, "made_by": made_by(kind)}
        with self._database.get_connection() as connection, connection.cursor(row_factory=tuple_row) as rows:
            # As bytes: as text a snapshot of a megabyte would be two, and read digit by digit.
            found = rows.execute(READ, values, prepare=True, binary=True).fetchall()
            stream = self._opened(kind, stream_id, found)
            if stream is None and found and found[0][1] is None:
                found = rows.execute(READ, {**values, "made_by": ""}, prepare=True, binary=True).fetchall()
        since = [StoredEvent(stream_id, version, topic, state) for version, topic, state in found if topic]
        return stream, since

    def _opened(self, kind: type[S], stream_id: UUID, found: list[Any]) -> S | None:
        """The snapshot among what was found without topic. None where there is none, or its key is gone."""
        if not found or found[0][1] is not None:
            return None
        version, _, sealed = found[0]
        state = self._sealing.open_whole(At(stream_id, version, SNAPSHOT), bytes(sealed))
        return None if state is None else _restored(kind, stream_id, version, state)

    def keep(self, stream: Stream) -> None:
        """Keeps the stream as it stands. A fault of the database is only logged: the facts are stored."""
        kind = type(stream)
        state = {name: getattr(stream, name) for name in (*_own(kind), *OF_THE_LIBRARY)}
        at = At(stream.id, stream.version, SNAPSHOT)
        key, sealed = self._sealing.seal_whole(at, _shape(kind).dump_json(state))
        try:
            with self._database.rows() as rows, rows.cursor() as cursor:
                rows.execute(WRITE, (stream.id, stream.version, made_by(kind), sealed))
                cursor.executemany(KEY, [(new.stream, new.key_id) for new in not_stored([key])])
        except PersistenceError as error:
            log.warning("a snapshot was not kept", service=self._database.service, exc_info=error)


def due(stream: Stream, new_facts: int) -> bool:
    """Whether the facts just stored carried the stream over the next multiple of its `snapshot_every`."""
    every = stream.snapshot_every
    return bool(every) and stream.version // every > (stream.version - new_facts) // every


@cache
def made_by(kind: type[Stream]) -> str:
    """Which code makes the stream what it is: a digest of every module that has a part in its state."""
    modules = {part.__module__ for part in (*kind.__mro__, *_types_within(_own(kind).values()))}
    ours = sorted(name for name in modules if name.startswith(("services.", "shared.")))
    sources = "\0".join(inspect.getsource(sys.modules[name]) for name in ours)
    return hashlib.sha256(sources.encode()).hexdigest()


def _restored(kind: type[S], stream_id: UUID, version: int, state: bytes) -> S:
    stream = object.__new__(kind)
    fields: dict[str, Any] = _shape(kind).validate_json(state)
    stream.__dict__.update(fields, _id=stream_id, _version=version, _pending_events=[])
    return stream


@cache
def _own(kind: type[Stream]) -> dict[str, Any]:
    """What the stream's state is made of, by its hints: name → type."""
    hints = get_type_hints(kind, include_extras=True)
    of_every_stream = get_type_hints(Stream)
    return {
        name: hint
        for name, hint in hints.items()
        if name not in of_every_stream and get_origin(hint) is not ClassVar
    }


@cache
def _shape(kind: type[Stream]) -> TypeAdapter[Any]:
    times = dict.fromkeys(OF_THE_LIBRARY, datetime)
    return TypeAdapter(TypedDict(f"{kind.__name__}State", {**_own(kind), **times}))  # type: ignore[operator]


def _types_within(hints: Any) -> Iterator[type]:
    """Our own classes that the hints speak of, and those that these are made of."""
    seen: set[Any] = set()
    waiting = list(hints)
    while waiting:
        hint = waiting.pop()
        if hint in seen:
            continue
        seen.add(hint)
        waiting += get_args(hint)
        if isinstance(hint, type) and hint.__module__.startswith(("services.", "shared.")):
            yield hint
            waiting += get_type_hints(hint).values()
