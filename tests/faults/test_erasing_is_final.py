"""R-P2: on the final day of an erasure nobody opens what was erased: tried with all that anybody kept.

Who tries has every ring key that is left, the key store as it is, its heap files and write-ahead log byte by
byte, a dump of the key store from each day, and the facts themselves.
"""

import json
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.plumbing.embedded.postgres import Postgres, binaries
from shared.plumbing.sealing.boxes import KEY_BYTES, NONCE_BYTES, unlocked
from shared.plumbing.sealing.opening import open_key_store
from shared.plumbing.sealing.rotating import turn
from tests.support.intake_store import EXAMPLE, IntakeStore
from tests.support.servers import create_database, private_postgres

pytestmark = pytest.mark.timeout(180)
WRAPPED = NONCE_BYTES + KEY_BYTES + 16
BEHIND_ITS_ID = range(16, 48)
"""Where a wrapped key may begin, counted from its id: in a row, in a page's image, in a log's record."""
ADMINS = ({"sub": "paakayttaja-1", "role": "admin"}, {"sub": "paakayttaja-2", "role": "admin"})


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Postgres]:
    with private_postgres(tmp_path / "postgres") as made:
        yield made


def test_on_the_final_day_all_that_is_left_opens_nothing(server: Postgres, tmp_path: Path) -> None:
    store = IntakeStore(tmp_path / "home", create_database(server, "kept"))
    erased, kept = a_contact(store), a_contact(store)
    dumps = [a_dump(server)]
    for who in ADMINS:
        reply = store.send("destroy_matter", {"referral_id": erased, "basis": "mistaken_record"}, who=who)
    final = date.fromisoformat(reply["result"]["final_on"])
    left = Left(server, store, dumps)
    assert any(left.opens(erased)), "before the final day the ring key is there, and a dump opens it"
    day = datetime.now(UTC).date()
    while day < final:
        day += timedelta(days=1)
        turn(open_key_store(store.settings), day)
        dumps.append(a_dump(server))
    assert not any(left.opens(erased))
    assert any(left.opens(kept)), "it tries in earnest"


def a_contact(store: IntakeStore) -> str:
    reply = store.receive(trigger=f"{EXAMPLE['trigger']} {uuid4()}")
    return str(reply["result"]["referral_id"])


def a_dump(server: Postgres) -> str:
    """The whole database, as a backup has it."""
    command = [str(binaries() / "pg_dump"), "--dbname", server.tcp_url("kept")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


class Left:
    """All that somebody may have kept, and the attempt to open a matter's facts with it."""

    def __init__(self, server: Postgres, store: IntakeStore, dumps: list[str]) -> None:
        self._server = server
        self._store = store
        self._dumps = dumps

    def opens(self, referral_id: str) -> Iterator[bool]:
        """For every key that can be had by any means, whether it opens a fact of the matter."""
        for key_id, state, about in self._boxes(UUID(referral_id)):
            for key in {raw for wrapped in self._wrapped(key_id) for raw in self._unwrapped(key_id, wrapped)}:
                try:
                    yield bool(unlocked(AESGCM(key), state, about))
                except InvalidTag:
                    yield False

    def _boxes(self, stream: UUID) -> Iterator[tuple[UUID, bytes, bytes]]:
        with psycopg.connect(self._server.tcp_url("kept"), options="-c search_path=intake") as rows:
            found = rows.execute(
                "SELECT originator_version, topic, state FROM stored_events WHERE originator_id = %s",
                (stream,),
            ).fetchall()
        for version, topic, state in found:
            sealed: dict[str, Any] = json.loads(bytes(state)).get("sealed", {})
            if sealed:
                about = f"{stream} {version} {topic} {sealed['key']}".encode()
                yield UUID(sealed["key"]), b64decode(sealed["box"]), about

    def _wrapped(self, key_id: UUID) -> Iterator[bytes]:
        """Every run of bytes that may be the wrapped key: behind its id in any file, or in a dump's line."""
        with psycopg.connect(self._server.tcp_url("kept"), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
        for path in (each for each in self._server.cluster.rglob("*") if each.is_file()):
            held = path.read_bytes()
            at = held.find(key_id.bytes)
            while at >= 0:
                yield from (held[at + behind : at + behind + WRAPPED] for behind in BEHIND_ITS_ID)
                at = held.find(key_id.bytes, at + 1)
        for dump in self._dumps:
            for line in dump.splitlines():
                if line.startswith(f"{key_id}\t\\\\x"):
                    yield bytes.fromhex(line.split("\t")[1].removeprefix("\\\\x"))

    def _unwrapped(self, key_id: UUID, wrapped: bytes) -> Iterator[bytes]:
        for path in self._store.settings.keys.glob("region-seal-*.key"):
            try:
                yield unlocked(AESGCM(path.read_bytes()), wrapped, key_id.bytes)
            except (InvalidTag, ValueError):
                continue
