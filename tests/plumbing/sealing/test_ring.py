"""R-P2: the region's key turns while the services run; a week later nothing erased opens any more."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.sealing.boxes import new_key, unlocked
from shared.plumbing.sealing.erasure_list import ErasureList
from shared.plumbing.sealing.key_store import ERASED, LOST, KeyStore, make_key_store
from shared.plumbing.sealing.ring import KEPT_DAYS, Ring
from shared.plumbing.sealing.rotating import turn
from tests.support.servers import create_database, drop_database

DAY = date(2026, 11, 22)
WEEK = timedelta(days=KEPT_DAYS)


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    name = f"keys_{uuid4().hex}"
    made = create_database(postgres, name)
    make_key_store(made)
    yield made
    drop_database(postgres, name)


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[KeyStore]:
    ring = Ring(tmp_path)
    ring.turn(DAY)
    made = KeyStore(url, ring, ErasureList(tmp_path))
    yield made
    made.close()


def some_keys(store: KeyStore, number: int = 3) -> dict[UUID, bytes]:
    keys = {uuid4(): new_key() for _ in range(number)}
    store.add(keys)
    return keys


def opens(store: KeyStore, keys: dict[UUID, bytes]) -> bool:
    """Whether each of them is found, and is the key it was."""
    box = {key_id: AESGCM(key).encrypt(b"n" * 12, b"x", None) for key_id, key in keys.items()}
    found = store.find(keys)
    return all(
        isinstance(key, AESGCM) and key.decrypt(b"n" * 12, box[key_id], None) == b"x"
        for key_id, key in found.items()
    )


def a_backup(url: str) -> list[tuple[UUID, bytes, str]]:
    """What a backup of the key store holds."""
    with psycopg.connect(url, options="-c search_path=keys") as rows:
        return [(k, bytes(w), by) for k, w, by in rows.execute("SELECT * FROM data_keys").fetchall()]


def brought_back(url: str, backup: list[tuple[UUID, bytes, str]]) -> None:
    """The key store as the backup had it, its erasure list included: empty."""
    with psycopg.connect(url, options="-c search_path=keys") as rows:
        rows.execute("TRUNCATE data_keys, destroyed")
        rows.cursor().executemany("INSERT INTO data_keys VALUES (%s, %s, %s)", backup)


def test_the_first_key_of_the_ring_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    key = Ring(tmp_path).newest()
    assert (tmp_path / key.name).stat().st_mode & 0o777 == 0o600


def test_a_turn_wraps_every_key_anew_and_all_open_meanwhile(store: KeyStore) -> None:
    keys = some_keys(store, 7)
    turned = turn(store, DAY + timedelta(days=1))
    assert (turned.wrapped, turned.destroyed) == (7, ())
    assert store.standing() == {turned.newest: 7}
    assert opens(store, keys)


def test_a_process_that_missed_the_turn_finds_the_new_key(store: KeyStore, url: str, tmp_path: Path) -> None:
    other = KeyStore(url, Ring(tmp_path), ErasureList(tmp_path))
    keys = some_keys(store)
    assert opens(other, keys)
    turn(store, DAY + timedelta(days=1))
    assert opens(other, keys)
    other.close()


def test_the_ring_turns_once_a_day(store: KeyStore) -> None:
    assert turn(store, DAY).newest.startswith("region-seal-0001")
    tomorrow = DAY + timedelta(days=1)
    assert turn(store, tomorrow).newest == turn(store, tomorrow).newest == "region-seal-0002-20261123.key"
    assert turn(store, tomorrow, now=True).newest.startswith("region-seal-0003")


def test_an_old_ring_key_stays_a_week_and_is_destroyed_then(store: KeyStore, tmp_path: Path) -> None:
    first = store.ring.newest().name
    turn(store, DAY + timedelta(days=1))
    assert turn(store, DAY + WEEK).destroyed == ()
    assert turn(store, DAY + timedelta(days=1) + WEEK).destroyed == (first,)
    assert not (tmp_path / first).exists()


def test_what_is_destroyed_reads_erased_and_what_is_missing_reads_lost(store: KeyStore) -> None:
    (one, other), unknown = some_keys(store, 2), uuid4()
    store.destroy([one], DAY)
    found = store.find([one, other, unknown])
    assert (found[one], found[unknown]) == (ERASED, LOST)
    assert isinstance(found[other], AESGCM)


def test_the_erasure_says_when_it_is_final_and_again_says_the_same(store: KeyStore) -> None:
    """The day on which the ring key that wrapped it is gone: a turn, and a week."""
    (key_id,) = some_keys(store, 1)
    assert store.destroy([key_id], DAY) == DAY + timedelta(days=1) + WEEK
    assert store.destroy([key_id], DAY + timedelta(days=3)) == DAY + timedelta(days=1) + WEEK


def test_after_a_restore_the_list_is_replayed(store: KeyStore, url: str) -> None:
    gone, kept = some_keys(store, 2)
    backup = a_backup(url)
    store.destroy([gone], DAY)
    brought_back(url, backup)
    assert isinstance(store.find([gone])[gone], AESGCM)
    assert store.replay() == 1
    assert store.find([gone])[gone] == ERASED
    assert isinstance(store.find([kept])[kept], AESGCM)
    assert store.replay() == 0


def test_a_line_that_a_crash_cut_off_is_no_hindrance(store: KeyStore, tmp_path: Path) -> None:
    one, other = some_keys(store, 2)
    store.destroy([one], DAY)
    with (tmp_path / "erasures.jsonl").open("a") as file:
        file.write('{"key_id": "5b6f1f3e-')
    store.destroy([other], DAY)
    assert {each.key_id for each in ErasureList(tmp_path).read()} == {one, other}


def test_on_the_final_day_no_key_and_no_backup_opens_what_was_erased(
    store: KeyStore, url: str, tmp_path: Path
) -> None:
    """Whoever holds every file of the ring that is left, and every backup ever made, opens nothing."""
    (gone, kept) = some_keys(store, 2)
    backups = [a_backup(url)]
    turn(store, DAY + timedelta(days=1))
    backups.append(a_backup(url))
    final = store.destroy([gone], DAY + timedelta(days=1))
    day = DAY + timedelta(days=2)
    while day <= final:
        turn(store, day)
        backups.append(a_backup(url))
        day += timedelta(days=1)
    left = [AESGCM(path.read_bytes()) for path in tmp_path.glob("region-seal-*.key")]
    assert [opened for opened in _tried(backups, gone, left) if opened] == []
    assert [opened for opened in _tried(backups, kept, left) if opened], "it tries in earnest"
    assert len(left) >= KEPT_DAYS


def _tried(backups: list[list[tuple[UUID, bytes, str]]], wanted: UUID, ring: list[AESGCM]) -> Iterator[bool]:
    for wrapped in (box for backup in backups for key_id, box, _ in backup if key_id == wanted):
        for key in ring:
            try:
                yield bool(unlocked(key, wrapped, wanted.bytes))
            except InvalidTag:
                yield False
