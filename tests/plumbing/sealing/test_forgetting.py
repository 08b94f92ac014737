"""R-P2: what is destroyed leaves the memory of every process at once, and of who cannot hear it as well."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.sealing.data_keys import DataKeys
from shared.plumbing.sealing.erasure_list import ErasureList
from shared.plumbing.sealing.forgetting import Forgetting
from shared.plumbing.sealing.key_store import ERASED, KeyStore, make_key_store
from shared.plumbing.sealing.ring import Ring
from shared.plumbing.store.database import ServiceDatabase
from tests.support.installation import wait_for
from tests.support.servers import create_database, drop_database

DAY = date(2026, 11, 22)


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    name = f"forgetting_{uuid4().hex}"
    made = create_database(postgres, name)
    make_key_store(made)
    yield made
    drop_database(postgres, name)


class Process:
    """The keys of one process, and its loop that listens."""

    def __init__(self, url: str, folder: Path) -> None:
        store = KeyStore(url, Ring(folder), ErasureList(folder))
        self.keys = DataKeys(store, ServiceDatabase(url, "keys"))
        self.loop = Forgetting(self.keys)
        self._thread = threading.Thread(target=self.loop.run)

    def starts(self) -> None:
        self._thread.start()

    def ends(self) -> None:
        self.loop.stop()
        self._thread.join()
        self.keys.store.close()


@pytest.fixture
def process(url: str, tmp_path: Path) -> Iterator[Process]:
    made = Process(url, tmp_path)
    made.starts()
    yield made
    made.ends()


def in_memory(process: Process) -> UUID:
    """A key that the process has used, and finds without asking the store."""
    key_id = process.keys.to_write(uuid4(), begins=True).key_id
    assert isinstance(process.keys.to_read(key_id), AESGCM)
    return key_id


def listeners(url: str) -> int:
    with psycopg.connect(url, autocommit=True) as rows:
        found = rows.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN keys_destroyed%'"
            " AND datname = current_database()"
        ).fetchone()
    return int(found[0]) if found else 0


def test_what_another_process_destroys_is_forgotten_here(process: Process, url: str, tmp_path: Path) -> None:
    wait_for("it listens", lambda: listeners(url) == 1)
    key_id = in_memory(process)
    other = KeyStore(url, Ring(tmp_path), ErasureList(tmp_path))
    other.destroy([key_id], DAY)
    wait_for("it is forgotten", lambda: process.keys.to_read(key_id) == ERASED)
    other.close()


def test_nothing_more_is_sealed_for_a_matter_that_another_process_destroys(
    process: Process, url: str, tmp_path: Path
) -> None:
    wait_for("it listens", lambda: listeners(url) == 1)
    stream, beside = uuid4(), uuid4()
    key = process.keys.to_write(stream, begins=True)
    kept = process.keys.to_write(beside, begins=True)
    other = KeyStore(url, Ring(tmp_path), ErasureList(tmp_path))
    other.destroy([key.key_id], DAY)
    wait_for("it is forgotten", lambda: process.keys.to_read(key.key_id) == ERASED)
    assert process.keys.to_write(stream, begins=True).key_id != key.key_id  # no row says it was this one's
    assert process.keys.to_write(beside, begins=False) is kept
    other.close()


def test_who_lost_the_line_forgets_everything(process: Process, url: str, tmp_path: Path) -> None:
    wait_for("it listens", lambda: listeners(url) == 1)
    key_id = in_memory(process)
    with psycopg.connect(url, autocommit=True) as rows:
        rows.execute("DELETE FROM keys.data_keys WHERE key_id = %s", (key_id,))  # nobody is told of it
        rows.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN keys_%'"
        )
    wait_for("it asks the store again", lambda: not isinstance(process.keys.to_read(key_id), AESGCM))
    wait_for("it listens again", lambda: listeners(url) == 1)
    assert process.loop.standing()["ready"]
