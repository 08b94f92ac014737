"""The region's key: a ring of files in the keys folder, of which the newest wraps the keys of streams.

    region-seal-0001-20261122.key      number and the day it was made; 32 random bytes, the owner's alone

Turning the ring adds a key; every wrapped key is then wrapped anew (rotating.py). A ring key is destroyed
KEPT_DAYS after the next one was made: with it go all copies of keys that were wrapped under it, in backups
of the key store, in its write-ahead log, in rows that are dead but not yet overwritten.
"""

import os
import re
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.plumbing.keys import kept
from shared.plumbing.sealing.boxes import KEY_BYTES, new_key

NAME = re.compile(r"region-seal-(\d{4,})-(\d{8})\.key")
TURNED_AFTER_DAYS = 1
"""P: how old the newest ring key grows before the ring turns by itself."""
KEPT_DAYS = 7
"""P: how long a ring key stays after the next one was made, for backups of the key store (R-P2)."""


@dataclass(frozen=True)
class RingKey:
    """One key of the ring."""

    name: str
    number: int
    made_on: date
    cipher: AESGCM


class Ring:
    """The ring in a folder. Several processes may share the folder; each finds the others' new keys."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, RingKey] = {}
        self._lock = threading.Lock()

    def newest(self) -> RingKey:
        """The key that wraps; the first is made where there is none."""
        return (self.all() or [self.turn(_today())])[-1]

    def named(self, name: str) -> RingKey | None:
        """The key of this name; None where it is not there, or no more."""
        path = self._folder / name
        if not NAME.fullmatch(name) or not path.exists():
            self._read.pop(name, None)
            return None
        return self._key(path)

    def all(self) -> list[RingKey]:
        """All keys that are there, oldest first."""
        paths = [path for path in self._folder.glob("region-seal-*.key") if NAME.fullmatch(path.name)]
        return sorted(map(self._key, paths), key=lambda key: (key.number, key.made_on))

    def turn(self, on: date) -> RingKey:
        """Makes the next key. Of processes that do so at once, on one day, one wins and all get its key."""
        known = self.all()
        name = f"region-seal-{known[-1].number + 1 if known else 1:04d}-{on:%Y%m%d}.key"
        kept(self._folder, name, new_key)
        _fsync_folder(self._folder)
        return self._key(self._folder / name)

    def to_turn(self, on: date) -> bool:
        """Whether the newest key is old enough for the next."""
        return self.newest().made_on + timedelta(days=TURNED_AFTER_DAYS) <= on

    def outlived(self, on: date) -> list[RingKey]:
        """The keys that have been kept long enough after the next one was made."""
        return [key for key, after in pairwise(self.all()) if after.made_on + timedelta(days=KEPT_DAYS) <= on]

    def destroy(self, key: RingKey) -> None:
        """Overwrites and removes a key's file: whatever is wrapped under it alone is lost from here on."""
        path = self._folder / key.name
        with path.open("r+b") as file:
            file.write(os.urandom(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _fsync_folder(self._folder)
        self._read.pop(key.name, None)

    def final_day(self, on: date) -> date:
        """When a key that is destroyed on this day can be opened by nobody, whatever backup they hold.

        The day on which the ring key that wrapped it last is destroyed: after the next turn and KEPT_DAYS.
        """
        turns_on = max(on, self.newest().made_on + timedelta(days=TURNED_AFTER_DAYS))
        return turns_on + timedelta(days=KEPT_DAYS)

    def _key(self, path: Path) -> RingKey:
        with self._lock:
            if path.name not in self._read:
                number, day = path.stem.removeprefix("region-seal-").split("-")
                key = AESGCM(path.read_bytes())
                self._read[path.name] = RingKey(path.name, int(number), date.fromisoformat(day), key)
            return self._read[path.name]


def _today() -> date:
    return datetime.now(UTC).date()


def _fsync_folder(folder: Path) -> None:
    """What was added or removed in the folder is so after a power cut as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
