"""The store: a save is whole or not at all, and who follows the log misses nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from eventsourcing.persistence import ProgrammingError, StoredEvent
from psycopg import Cursor
from psycopg.rows import DictRow

from shared.plumbing.store.recorder import FactRecorder
from shared.plumbing.store.rows import CommandRow
from tests.support.contacts import File
from tests.support.intake_store import IntakeStore
from tests.support.servers import create_database

NOW = datetime(2023, 3, 7, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(database: str, tmp_path: Path) -> IntakeStore:
    return IntakeStore(tmp_path, database)


@pytest.fixture
def recorder(store: IntakeStore) -> FactRecorder:
    recorder = store.desk._intake.recorder  # noqa: SLF001 - below the desk, where the bytes are
    assert isinstance(recorder, FactRecorder)
    return recorder


def fact(originator_id: UUID | None = None, version: int = 1) -> StoredEvent:
    return StoredEvent(originator_id or uuid4(), version, "intake.test", b"{}")


def test_rows_are_written_with_the_facts_or_not_at_all(recorder: FactRecorder) -> None:
    def breaks(rows: Cursor[DictRow]) -> None:
        rows.execute("SELECT 1 FROM no_such_table")

    command = CommandRow(uuid4(), "x", b"", b"{}")
    with pytest.raises(ProgrammingError):
        recorder.insert_events([fact()], now=NOW, command=command, rows=[breaks])
    assert recorder.position_at() == 0
    assert recorder.carried_out(command.command_id) is None


def test_a_position_that_was_given_up_is_no_hole(recorder: FactRecorder) -> None:
    """A reader knows by `previous` that nothing stands between two facts with a gap in their numbers."""

    def breaks(rows: Cursor[DictRow]) -> None:
        rows.execute("SELECT 1 FROM no_such_table")

    recorder.insert_events([fact()], now=NOW)
    with pytest.raises(ProgrammingError):
        recorder.insert_events([fact(), fact()], now=NOW, rows=[breaks])
    recorder.insert_events([fact()], now=NOW)
    facts = recorder.facts_after(0, 10)
    assert facts[1].position > facts[0].position + 1
    assert [stored.previous for stored in facts] == [0, facts[0].position]
    assert recorder.facts_after(facts[0].position, 10) == facts[1:]
    assert recorder.facts_after(facts[0].position + 1, 10) == facts[1:]


def test_a_save_names_its_clock(recorder: FactRecorder) -> None:
    with pytest.raises(ValueError, match="clock"):
        recorder.insert_events([fact()])
    with pytest.raises(ValueError, match="clock"):
        recorder.insert_events([fact()], now=datetime(2023, 3, 7, 12, 0))  # noqa: DTZ001 - that is the point


def test_who_follows_the_log_misses_nothing_while_many_write(recorder: FactRecorder) -> None:
    """Facts become visible in the order of their positions: a reader never passes one that is yet to come."""
    writers, each, seen, done = 6, 25, [], threading.Event()

    def follow() -> None:
        position = 0
        while True:
            over = done.is_set()
            for stored in recorder.facts_after(position, 50):
                assert stored.previous == position
                position = stored.position
                seen.append(stored.event.originator_id)
            if over:
                return

    with ThreadPoolExecutor(writers + 1) as pool:
        following = pool.submit(follow)
        ids = [[uuid4() for _ in range(each)] for _ in range(writers)]
        list(pool.map(lambda own: [recorder.insert_events([fact(i)], now=NOW) for i in own], ids))
        done.set()
        following.result()
    assert len(seen) == writers * each
    assert set(seen) == {one for own in ids for one in own}


def test_a_log_keeps_its_id_and_another_has_another(
    store: IntakeStore, postgres: Any, tmp_path: Path
) -> None:
    again = IntakeStore(tmp_path, str(store.settings.database_url))
    assert again.facts_after(0)["log_id"] == store.facts_after(0)["log_id"]
    other = IntakeStore(tmp_path, create_database(postgres, f"other_{uuid4().hex}"))
    assert other.facts_after(0)["log_id"] != store.facts_after(0)["log_id"]


def test_a_restored_log_is_told_at_once(store: IntakeStore) -> None:
    """A restore gives the log a new id under running services: the next who asks is told."""
    store.receive()
    new = uuid4()
    with psycopg.connect(str(store.settings.database_url)) as owner:
        owner.execute("UPDATE intake.log SET log_id = %s", (new,))
    told = store.facts_after(0)
    assert told["log_id"] == str(new)
    assert {fact["logid"] for fact in told["facts"]} == {str(new)}


def test_every_fact_about_a_person_names_its_register(store: IntakeStore) -> None:
    """R-T2: controller, register and service task, whatever is done with a contact."""
    for line in File(5, 6).lines:
        name, who = line["command"].partition(".")[2], {"sub": line["by"]["user"], **line["by"]}
        store.send(name, line["data"], line["id"], who=who | {"clock": line["at"]})
    facts = store.facts_after(0)["facts"]
    assert len(facts) > 20
    for each in facts:
        assert {"controller", "register", "servicetask"} <= set(each), each["type"]
