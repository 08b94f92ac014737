"""Who follows the log misses nothing, whoever writes and however late a COMMIT comes.

GAP_FACTS: how many facts (20,000; `make soak`: 200,000).
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.persistence import OperationalError, StoredEvent
from psycopg import Cursor
from psycopg.rows import DictRow

from shared.plumbing import metrics
from shared.plumbing.migrations import migrate
from shared.plumbing.store.database import IDLE_IN_TRANSACTION, ServiceDatabase
from shared.plumbing.store.recorder import FactRecorder
from shared.plumbing.store.writer import Save
from tests.support.installation import wait_for

FACTS = int(os.environ.get("GAP_FACTS", "20000"))
PROCESSES = 4
BATCH = 500
LOCK = "LOCK TABLE stored_events IN EXCLUSIVE MODE"


@pytest.fixture
def recorder(database: str) -> Iterator[FactRecorder]:
    migrate(database, "intake")
    recorder = FactRecorder(ServiceDatabase(database, "intake"))
    yield recorder
    recorder.writer.close()


def beside(recorder: FactRecorder) -> psycopg.Connection[DictRow]:
    """A connection that is nobody's but the test's."""
    assert isinstance(recorder.datastore, ServiceDatabase)
    return recorder.datastore.own_connection()


def one_fact(rows: object = None) -> Save:
    event = StoredEvent(uuid4(), 1, "gap", b"x")
    return Save([event], datetime.now(UTC), None, [rows] if callable(rows) else [])


def writing(url: str) -> list[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.support.gap_writer", url, str(FACTS // PROCESSES)]
    return [
        subprocess.Popen([*command, str(seed)], stdout=subprocess.PIPE) for seed in range(1, PROCESSES + 1)
    ]


def follow(recorder: FactRecorder, writers: list[subprocess.Popen[bytes]]) -> list[int]:
    """Every position that a reader at the log's heels came by, until all have written and it saw the end."""
    seen = [0]
    while True:
        over = all(writer.poll() is not None for writer in writers)
        for stored in recorder.facts_after(seen[-1], BATCH):
            assert stored.previous == seen[-1], "each names the one before it"
            seen.append(stored.position)
        if over and seen[-1] == recorder.position_at():
            return seen[1:]


@pytest.mark.timeout(60 + FACTS // 100)
def test_a_reader_at_the_logs_heels_misses_none(recorder: FactRecorder, database: str) -> None:
    writers = writing(database)
    seen = follow(recorder, writers)
    told = 0
    for writer in writers:
        out, _ = writer.communicate()
        assert writer.returncode == 0
        told += json.loads(out)["stored"]
    with beside(recorder) as own:
        rows = own.execute(
            "SELECT notification_id AS at, xmin::text::bigint AS by, recorded_at FROM stored_events"
            " ORDER BY notification_id"
        ).fetchall()
    assert seen == [row["at"] for row in rows]
    assert len(seen) == told >= FACTS
    assert seen[-1] > len(seen), "some positions were given up"
    for what in ("by", "recorded_at"):  # transactions are numbered under the lock: in the order of COMMITs
        assert [row[what] for row in rows] == sorted(row[what] for row in rows)


def test_a_position_that_was_given_up_holds_nobody(recorder: FactRecorder) -> None:
    def give_up(_cursor: Cursor[DictRow]) -> None:
        raise KeyError

    (before,) = recorder.writer.save(one_fact())
    for _ in range(3):
        with pytest.raises(KeyError):
            recorder.writer.save(one_fact(give_up))
    (after,) = recorder.writer.save(one_fact())
    begun = time.monotonic()
    (stored,) = recorder.facts_after(before, BATCH)
    assert time.monotonic() - begun < 1
    assert (stored.position, stored.previous) == (after, before)
    assert after > before + 3


@pytest.mark.timeout(150)
def test_who_stands_still_with_the_log_is_told_of_and_ended(recorder: FactRecorder) -> None:
    """A transaction that idles with the lock: callers are told soon, an alarm counts, PostgreSQL ends it."""
    alarms = metrics.LOG_HELD.labels("intake")
    before, begun = alarms._value.get(), time.monotonic()  # noqa: SLF001 - what /metrics shows
    told: list[float] = []

    def stored() -> bool:
        asked = time.monotonic()
        try:
            recorder.writer.save(one_fact())
        except OperationalError:
            told.append(time.monotonic() - asked)
            return False
        return True

    with beside(recorder) as other:
        other.execute("BEGIN")
        other.execute(LOCK)
        wait_for("the log is free again", stored, 2 * IDLE_IN_TRANSACTION)
        seconds = time.monotonic() - begun
        with pytest.raises(psycopg.Error):
            other.execute("COMMIT")
    assert seconds < IDLE_IN_TRANSACTION + 10
    assert max(told) < 8, "a caller is told to try again, and does not wait for it all"
    assert alarms._value.get() - before == len(told) > 0  # noqa: SLF001
    assert recorder.position_at() > 0
