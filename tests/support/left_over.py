"""All that somebody may have kept of an installation, and the attempt to open with it whatever is sealed.

They have: the keys folder as it is at last; the key store, and a dump of it from each day; a dump of the data
from before anything was erased; the bytes of every file, heap, write-ahead log and all, from then and from
now. Every key that can be had of these is tried on every box that was ever stored.
"""

import json
import subprocess
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.contracts.services import WITH_A_LOG
from shared.plumbing.embedded.postgres import binaries
from shared.plumbing.sealing.boxes import KEY_BYTES, NONCE_BYTES, unlocked
from shared.plumbing.store.snapshots import SNAPSHOT
from tests.support.searching import files_below
from tests.support.whole_system import DATA, KEYS, WholeSystem

SEALING = WITH_A_LOG
"""The services whose facts hold texts."""
WRAPPED = NONCE_BYTES + KEY_BYTES + 16
"""Bytes: nonce, key and tag."""
BEHIND_ITS_ID = range(16, 48)
"""Where a wrapped key may begin, counted from its id: in a row, in a page's image, in a log's record."""


@dataclass(frozen=True)
class Box:
    """Something sealed. about: what it is bound to."""

    key_id: UUID
    sealed: bytes
    about: bytes


@dataclass
class LeftOver:
    """What was kept so far: boxes, and wrapped keys as (id, bytes)."""

    system: WholeSystem
    boxes: set[Box] = field(default_factory=set)
    wrapped: set[tuple[UUID, bytes]] = field(default_factory=set)

    def keep_data(self) -> None:
        """A backup of the data as they are: facts and snapshots."""
        dump = self._dump(DATA)
        for row in [row for service in SEALING for row in copied(dump, f"{service}.stored_events")]:
            whole = json.loads(raw(row["state"]))
            if sealed := whole.get("sealed"):
                about = f"{row['originator_id']} {row['originator_version']} {row['topic']} {sealed['key']}"
                self.boxes.add(Box(UUID(sealed["key"]), b64decode(sealed["box"]), about.encode()))
        for row in [row for service in SEALING for row in copied(dump, f"{service}.snapshots")]:
            state = raw(row["state"])
            key_id = UUID(bytes=state[:16])
            about = f"{row['originator_id']} {row['originator_version']} {SNAPSHOT} {key_id}"
            self.boxes.add(Box(key_id, state[16:], about.encode()))

    def keep_keys(self) -> None:
        """A backup of the key store as it is."""
        for row in copied(self._dump(KEYS), "keys.data_keys"):
            self.wrapped.add((UUID(row["key_id"]), raw(row["wrapped"])))

    def keep_files(self) -> None:
        """The bytes of every file: whatever may be the wrapped key of a box."""
        self.system.flush()
        sought = {box.key_id for box in self.boxes}
        for _, held in files_below([self.system.folder]):
            for key_id in sought:
                at = held.find(key_id.bytes)
                while at >= 0:
                    for behind in BEHIND_ITS_ID:
                        self.wrapped.add((key_id, held[at + behind : at + behind + WRAPPED]))
                    at = held.find(key_id.bytes, at + 1)

    def opened(self) -> list[bytes]:
        """What the boxes hold that open: every key on every box."""
        ciphers = [AESGCM(key) for key in self._keys()]
        return [plain for box in self.boxes for cipher in ciphers for plain in tried(cipher, box)]

    def _keys(self) -> set[bytes]:
        """Every key that can be had: what the keys folder holds, and what that unwraps."""
        own = {held for _, held in files_below([self.system.settings.keys]) if len(held) == KEY_BYTES}
        around = [AESGCM(key) for key in own]
        boxes = [Box(key_id, wrapped, key_id.bytes) for key_id, wrapped in self.wrapped]
        return own | {key for box in boxes for cipher in around for key in tried(cipher, box)}

    def _dump(self, database: str) -> str:
        command = [str(binaries() / "pg_dump"), "--dbname", self.system.server.tcp_url(database)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def tried(cipher: AESGCM, box: Box) -> Iterator[bytes]:
    """What the box holds, where the key is its own."""
    try:
        yield unlocked(cipher, box.sealed, box.about)
    except (InvalidTag, ValueError):
        return


def copied(dump: str, table: str) -> Iterator[dict[str, str]]:
    """The rows of a table in a dump, as text."""
    _, _, rest = dump.partition(f"\nCOPY {table} (")
    names, _, rows = rest.partition(") FROM stdin;\n")
    for line in rows.partition("\\.\n")[0].splitlines():
        yield dict(zip(names.split(", "), line.split("\t"), strict=True))


def raw(said: str) -> bytes:
    """A bytea as a dump has it."""
    return bytes.fromhex(said.removeprefix("\\\\x"))


def joined(opened: Iterable[bytes]) -> str:
    """All that was opened, as text."""
    return "\n".join(plain.decode(errors="replace") for plain in opened)
