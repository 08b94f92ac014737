"""The group-commit writer: what waits together is stored together, and each save stands or falls alone."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError, OperationalError, ProgrammingError, StoredEvent
from psycopg import Cursor
from psycopg.rows import DictRow

from shared.plumbing.migrations import migrate
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.recorder import FactRecorder, StoredFact
from shared.plumbing.store.rows import CommandRow
from shared.plumbing.store.writer import Save
from tests.support.installation import wait_for

NOW = datetime(2023, 3, 7, 12, 0, tzinfo=UTC)
LOCKED = "LOCK TABLE intake.stored_events IN EXCLUSIVE MODE"


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


def save(
    *versions: int,
    of: UUID | None = None,
    command: UUID | None = None,
    rows: Callable[[Cursor[DictRow]], None] | None = None,
    now: datetime = NOW,
) -> Save:
    """A save of one stream's facts."""
    stream = of or uuid4()
    facts = [StoredEvent(stream, version, "intake.test", b"{}") for version in versions or (1,)]
    row = CommandRow(command, "x", b"", b"{}") if command else None
    return Save(facts, now, row, [rows] if rows else [])


def all_at_once(recorder: FactRecorder, saves: list[Save]) -> list[Any]:
    """Stores these in one transaction, in this order; of each its positions or its error."""
    with ThreadPoolExecutor(len(saves) + 1) as pool:
        with held(recorder):
            first = pool.submit(recorder.writer.save, save())
            wait_for("the writer waits for the lock", lambda: waits_for_lock(recorder))
            futures: list[Future[list[int]]] = []
            for each in saves:
                futures.append(pool.submit(recorder.writer.save, each))
                wait_for("it stands in the queue", lambda: len(recorder.writer._waiting) == len(futures))  # noqa: SLF001
        first.result()
        return [future.exception() or future.result() for future in futures]


@contextmanager
def held(recorder: FactRecorder) -> Iterator[None]:
    """Somebody else holds the log meanwhile."""
    with beside(recorder) as other, other.transaction():
        other.execute(LOCKED)
        yield


def waits_for_lock(recorder: FactRecorder) -> bool:
    with beside(recorder) as other:
        row = other.execute("SELECT count(*) AS n FROM pg_locks WHERE NOT granted").fetchone()
    return bool(row and row["n"])


def streams(recorder: FactRecorder) -> list[UUID | str]:
    return [stored.event.originator_id for stored in facts(recorder)]


def facts(recorder: FactRecorder) -> list[StoredFact]:
    stored: list[StoredFact] = recorder.facts_after(0, 1000)
    return stored


def counts(cursor: Cursor[DictRow]) -> None:
    cursor.execute(
        "INSERT INTO numbers AS n VALUES ('test', 2023, 1)"
        " ON CONFLICT (kind, year) DO UPDATE SET last = n.last + 1"
    )


def counted(recorder: FactRecorder) -> int:
    with beside(recorder) as other:
        row = other.execute("SELECT last FROM numbers WHERE kind = 'test'").fetchone()
    return int(row["last"]) if row else 0


def breaks_in_sql(cursor: Cursor[DictRow]) -> None:
    cursor.execute("SELECT 1 FROM no_such_table")


def breaks_in_python(_cursor: Cursor[DictRow]) -> None:
    raise KeyError("a bug")


def test_a_save_is_whole_or_not_at_all(recorder: FactRecorder) -> None:
    stream, command = uuid4(), uuid4()
    with pytest.raises(IntegrityError):
        recorder.writer.save(save(1, 3, of=stream, command=command, rows=counts))
    assert facts(recorder) == []
    assert recorder.carried_out(command) is None
    assert counted(recorder) == 0


def test_a_conflict_fails_only_its_own(recorder: FactRecorder) -> None:
    stream, neighbours = uuid4(), [uuid4(), uuid4()]
    saves = [save(of=neighbours[0]), save(of=stream), save(of=stream), save(of=neighbours[1])]
    told = all_at_once(recorder, saves)
    assert isinstance(told[2], IntegrityError)
    assert streams(recorder)[1:] == [neighbours[0], stream, neighbours[1]]
    assert [one[0] for one in (told[0], told[1], told[3])] == [
        stored.position for stored in facts(recorder)[1:]
    ]


def test_a_command_that_comes_twice_at_once_is_stored_once(recorder: FactRecorder) -> None:
    command = uuid4()
    told = all_at_once(recorder, [save(command=command), save(command=command)])
    assert isinstance(told[1], IntegrityError)
    assert len(facts(recorder)) == 2
    assert recorder.carried_out(command) is not None


def test_what_follows_in_one_transaction_follows(recorder: FactRecorder) -> None:
    stream = uuid4()
    told = all_at_once(recorder, [save(1, of=stream), save(2, 3, of=stream), save(4, of=stream)])
    assert [len(positions) for positions in told] == [1, 2, 1]
    assert [stored.event.originator_version for stored in facts(recorder)[1:]] == [1, 2, 3, 4]


@pytest.mark.parametrize("versions", [(1,), (2,), (4,), (5, 6), (3, 5)])
def test_a_fact_follows_the_one_that_is_stored(recorder: FactRecorder, versions: tuple[int, ...]) -> None:
    """Neither one that is there already nor a gap is stored, alone or beside others."""
    stream, neighbour = uuid4(), uuid4()
    recorder.writer.save(save(1, 2, of=stream))
    with pytest.raises(IntegrityError):
        recorder.writer.save(save(*versions, of=stream))
    told = all_at_once(recorder, [save(of=neighbour), save(*versions, of=stream)])
    assert isinstance(told[1], IntegrityError)
    assert [of for of in streams(recorder) if of in {stream, neighbour}] == [stream, stream, neighbour]
    assert len(recorder.writer.save(save(3, 4, of=stream))) == 2


def test_a_stream_begins_with_its_first_fact(recorder: FactRecorder) -> None:
    for version in (0, 2):
        with pytest.raises(IntegrityError):
            recorder.writer.save(save(version))
    assert facts(recorder) == []


def test_rows_whose_failure_was_kept_quiet_are_not_called_stored(recorder: FactRecorder) -> None:
    def fails_quietly(cursor: Cursor[DictRow]) -> None:
        with suppress(psycopg.Error):
            cursor.execute("SELECT 1 FROM no_such_table")

    with pytest.raises(ProgrammingError):
        recorder.writer.save(save(rows=fails_quietly))
    assert facts(recorder) == []
    assert recorder.writer.save(save(rows=counts))


def test_rows_commit_with_their_facts(recorder: FactRecorder) -> None:
    all_at_once(recorder, [save(rows=counts) for _ in range(5)])
    assert counted(recorder) == 5


@pytest.mark.parametrize(
    ("breaks", "error"), [(breaks_in_sql, ProgrammingError), (breaks_in_python, KeyError)]
)
def test_rows_that_break_fail_no_neighbour(
    recorder: FactRecorder, breaks: Callable[[Cursor[DictRow]], None], error: type[Exception]
) -> None:
    before, after = uuid4(), uuid4()
    told = all_at_once(
        recorder, [save(of=before, rows=counts), save(rows=breaks), save(of=after, rows=counts)]
    )
    assert isinstance(told[1], error)
    assert streams(recorder)[1:] == [before, after]
    assert counted(recorder) == 2


def test_recorded_at_is_never_lower(recorder: FactRecorder) -> None:
    """Whatever clock a save brings, alone or with others."""
    hours = [5, 1, 3, 7, 2]
    all_at_once(recorder, [save(now=NOW + timedelta(hours=h)) for h in hours])
    recorder.writer.save(save(now=NOW))
    recorded = [stored.recorded_at for stored in facts(recorder)]
    assert recorded == sorted(recorded)
    assert recorded[-1] == NOW + timedelta(hours=7)


def test_closing_stores_what_waits(recorder: FactRecorder) -> None:
    with ThreadPoolExecutor(5) as pool:
        with held(recorder):
            futures = [pool.submit(recorder.writer.save, save()) for _ in range(4)]
            wait_for("the writer waits for the lock", lambda: waits_for_lock(recorder))
            closing = threading.Thread(target=recorder.writer.close)
            closing.start()
        closing.join(20)
        assert not closing.is_alive()
        given = [future.exception() or future.result() for future in futures]
    stored = {stored.position for stored in facts(recorder)}
    kept = [each for each in given if isinstance(each, list)]
    assert {position for positions in kept for position in positions} == stored
    assert stored
    assert all(isinstance(each, OperationalError) for each in given if each not in kept)
    with pytest.raises(OperationalError):
        recorder.writer.save(save())


def test_a_lost_connection_is_told_to_each_and_the_next_save_works(
    recorder: FactRecorder, database: str
) -> None:
    recorder.writer.save(save())
    with ThreadPoolExecutor(3) as pool:
        with held(recorder):
            futures = [pool.submit(recorder.writer.save, save()) for _ in range(3)]
            wait_for("the writer waits for the lock", lambda: waits_for_lock(recorder))
            with psycopg.connect(database, autocommit=True) as owner:
                owner.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted")
        told = [future.exception() or future.result() for future in futures]
    assert isinstance(told[0], OperationalError)
    assert len(facts(recorder)) == 1 + sum(isinstance(each, list) for each in told)
    assert recorder.writer.save(save())
