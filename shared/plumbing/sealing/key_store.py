"""The store of keys: a database of its own, with backups of its own that are kept for 7 days (P, R-P2).

It holds random ids and keys wrapped by the region's key, and knows nothing of whose they are: that stands
beside the facts (`sealing_keys`). What was destroyed is told to every process at once by NOTIFY.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.plumbing.migrations import migrate
from shared.plumbing.sealing.boxes import locked, unlocked
from shared.plumbing.sealing.erasure_list import Destroyed, ErasureList
from shared.plumbing.sealing.ring import Ring
from shared.plumbing.store.database import ServiceDatabase

log = structlog.get_logger()
SCHEMA = "keys"
CHANNEL = "keys_destroyed"
TREE = Path(__file__).parent / "migrations" / "versions"
ERASED: Final = "[erased]"
LOST: Final = "[key lost]"
Found = AESGCM | str
"""A key, or what is read in its place: ERASED or LOST."""


def make_key_store(url: str) -> None:
    """Brings the key store's tables to the newest version."""
    migrate(url, SCHEMA, tree=TREE)


class KeyStore:
    """Wrapped keys by id. url: libpq URL of the key store's database."""

    def __init__(self, url: str, ring: Ring, erasures: ErasureList) -> None:
        self.database = ServiceDatabase(url, SCHEMA)
        self.ring = ring
        self._erasures = erasures

    def add(self, keys: Mapping[UUID, bytes]) -> None:
        """Keeps new keys; when this returns they are on the disk."""
        around = self.ring.newest()
        wrapped = [(key_id, locked(around.cipher, key, key_id.bytes)) for key_id, key in keys.items()]
        ids, boxes = [key_id for key_id, _ in wrapped], [box for _, box in wrapped]
        with self.database.rows() as rows:
            rows.execute(ADD, (around.name, ids, boxes))

    def find(self, key_ids: Iterable[UUID]) -> dict[UUID, Found]:
        """Each key; `[erased]` where it was destroyed, `[key lost]` where it is not there all the same."""
        asked = list(key_ids)
        with self.database.rows() as rows:
            found = {row["key_id"]: row for row in rows.execute(FIND, (asked,)).fetchall()}
            missing = [key_id for key_id in asked if key_id not in found]
            gone = rows.execute(ERASED_OF, (missing,)).fetchall() if missing else []
            erased = {row["key_id"] for row in gone}
        return {
            key_id: self._opened(key_id, bytes(found[key_id]["wrapped"]), found[key_id]["wrapped_by"])
            if key_id in found
            else ERASED
            if key_id in erased
            else LOST
            for key_id in asked
        }

    def destroy(self, key_ids: Iterable[UUID], on: date) -> date:
        """Removes keys for good, and tells every process; the day from which no backup opens them.

        Again is as well as once: the day that was told first stands.
        """
        ids, final = list(key_ids), self.ring.final_day(on)
        known = self.destroyed(ids)
        gone = [known.get(key_id) or Destroyed(key_id, on, final) for key_id in ids]
        # The list first: of an erasure that stops half-way the list is what the next start replays.
        self._erasures.add(each for each in gone if each.key_id not in known)
        self._remove(gone)
        return max((each.final_on for each in gone), default=final)

    def destroyed(self, among: list[UUID] | None = None) -> dict[UUID, Destroyed]:
        """The erasure list as the key store has it, by key id; among: only of these."""
        with self.database.rows() as rows:
            found = rows.execute(LISTED, {"among": among}).fetchall()
        return {row["key_id"]: Destroyed(**row) for row in found}

    def replay(self) -> int:
        """Destroys again what the list beside the ring says; how many keys a restore had brought back.

        Where the list has lines fewer than the key store (another host's folder), it gets them.
        """
        listed, stored = self._erasures.read(), self.destroyed()
        known = {each.key_id for each in listed}
        if missing := [each for each in stored.values() if each.key_id not in known]:
            self._erasures.add(missing)
        back = self._remove(each for each in listed)
        if back:
            log.warning("keys that were destroyed had come back", keys=back)
        return back

    def _remove(self, destroyed: Iterable[Destroyed]) -> int:
        gone = list(destroyed)
        ids = [each.key_id for each in gone]
        days = [[each.destroyed_on for each in gone], [each.final_on for each in gone]]
        with self.database.rows() as rows:
            rows.execute(REMEMBER, (ids, *days))
            removed = rows.execute(REMOVE, (ids,)).fetchall()
            rows.cursor().executemany(TELL, [(CHANNEL, str(row["key_id"])) for row in removed])
        return len(removed)

    def wrap_anew(self, most: int = 500) -> int:
        """Wraps so many of the keys that an older ring key wraps by the newest; how many. 0: all are done."""
        newest = self.ring.newest()
        older = [key.name for key in self.ring.all() if key.name != newest.name]
        with self.database.rows() as rows:
            old = rows.execute(TO_WRAP_ANEW, (older, most)).fetchall()
            opened = [
                (row, self._raw(row["key_id"], bytes(row["wrapped"]), row["wrapped_by"])) for row in old
            ]
            anew = [
                (locked(newest.cipher, key, row["key_id"].bytes), newest.name, row["key_id"])
                for row, key in opened
                if key is not None
            ]
            rows.cursor().executemany(WRAP, anew)
        return len(anew)

    def standing(self) -> dict[str, int]:
        """How many keys there are by the ring key that wraps them."""
        with self.database.rows() as rows:
            found = rows.execute(COUNT).fetchall()
        return {row["wrapped_by"]: row["n"] for row in found}

    def close(self) -> None:
        self.database.close()

    def _opened(self, key_id: UUID, wrapped: bytes, wrapped_by: str) -> Found:
        key = self._raw(key_id, wrapped, wrapped_by)
        return LOST if key is None else AESGCM(key)

    def _raw(self, key_id: UUID, wrapped: bytes, wrapped_by: str) -> bytes | None:
        around = self.ring.named(wrapped_by)
        if around is None:
            return None
        try:
            return unlocked(around.cipher, wrapped, key_id.bytes)
        except InvalidTag:
            return None


FIND = "SELECT key_id, wrapped, wrapped_by FROM data_keys WHERE key_id = ANY (%s)"
ERASED_OF = "SELECT key_id FROM destroyed WHERE key_id = ANY (%s)"
ADD = "INSERT INTO data_keys SELECT key_id, box, %s FROM unnest(%s::uuid[], %s::bytea[]) AS new (key_id, box)"
WRAP = "UPDATE data_keys SET wrapped = %s, wrapped_by = %s WHERE key_id = %s"
COUNT = "SELECT wrapped_by, count(*) AS n FROM data_keys GROUP BY 1 ORDER BY 1"
LISTED = """
SELECT key_id, destroyed_on, final_on FROM destroyed
WHERE %(among)s::uuid[] IS NULL OR key_id = ANY (%(among)s)
"""
REMEMBER = """
INSERT INTO destroyed (key_id, destroyed_on, final_on)
SELECT * FROM unnest(%s::uuid[], %s::date[], %s::date[])
ON CONFLICT (key_id) DO NOTHING
"""
REMOVE = "DELETE FROM data_keys WHERE key_id = ANY (%s) RETURNING key_id"
TELL = "SELECT pg_notify(%s, %s)"
TO_WRAP_ANEW = """
SELECT key_id, wrapped, wrapped_by FROM data_keys WHERE wrapped_by = ANY (%s)
ORDER BY key_id LIMIT %s FOR UPDATE SKIP LOCKED
"""
