"""Keys are made and stored ahead, so that a new matter does not wait for the key store's disk."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.sealing.data_keys import AHEAD, DataKeys
from shared.plumbing.sealing.erasure_list import ErasureList
from shared.plumbing.sealing.key_store import KeyStore, make_key_store
from shared.plumbing.sealing.ring import Ring
from shared.plumbing.store.database import ServiceDatabase
from tests.support.installation import wait_for
from tests.support.servers import passing_database


@pytest.fixture
def keys(postgres: Postgres, tmp_path: Path) -> Iterator[DataKeys]:
    with passing_database(postgres) as url:
        make_key_store(url)
        store = KeyStore(url, Ring(tmp_path), ErasureList(tmp_path))
        yield DataKeys(store, ServiceDatabase(url, "keys"))
        store.close()


def stored(keys: DataKeys) -> int:
    with keys.store.database.rows() as rows:
        row = rows.execute("SELECT count(*) AS many FROM data_keys").fetchone()
    return int(row["many"]) if row else 0


def begin(keys: DataKeys, matters: int) -> None:
    for _ in range(matters):
        keys.to_write(uuid4(), begins=True)


def test_the_next_are_there_before_the_last_is_taken(keys: DataKeys) -> None:
    begin(keys, 1)
    assert stored(keys) == AHEAD
    begin(keys, AHEAD // 2)
    wait_for("more keys", lambda: stored(keys) == 2 * AHEAD)


def test_each_matter_has_a_key_of_its_own_that_is_stored(keys: DataKeys) -> None:
    made = {keys.to_write(uuid4(), begins=True).key_id for _ in range(3 * AHEAD)}
    assert len(made) == 3 * AHEAD
    assert not {found for found in keys.store.find(made).values() if isinstance(found, str)}


def test_a_key_store_that_is_away_costs_nobody_a_key_that_is_there(keys: DataKeys) -> None:
    begin(keys, 1)
    with keys.store.database.rows() as rows:
        rows.execute("ALTER TABLE data_keys RENAME TO elsewhere")
    begin(keys, AHEAD // 2)  # the last of these asks for more, in vain
    with keys.store.database.rows() as rows:
        rows.execute("ALTER TABLE elsewhere RENAME TO data_keys")
    begin(keys, AHEAD)
    wait_for("more keys", lambda: stored(keys) >= 2 * AHEAD)
