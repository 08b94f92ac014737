"""The erasure list, kept outside every database: a line for each destroyed key, in `keys/erasures.jsonl`.

    {"key_id": "…", "destroyed_on": "2026-11-22", "final_on": "2026-11-30"}

A key store that comes back from a backup holds keys again that were destroyed since. The list lies beside the
ring and is replayed at each start, before anything is read (R-P2). It holds random ids and says nothing of
anybody.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

NAME = "erasures.jsonl"


@dataclass(frozen=True)
class Destroyed:
    """A key that was destroyed. final_on: the day from which no backup opens what it sealed."""

    key_id: UUID
    destroyed_on: date
    final_on: date

    def line(self) -> str:
        """As it is written."""
        days = {"destroyed_on": self.destroyed_on.isoformat(), "final_on": self.final_on.isoformat()}
        return json.dumps({"key_id": str(self.key_id), **days}) + "\n"


class ErasureList:
    """The list in a keys folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def add(self, destroyed: Iterable[Destroyed]) -> None:
        """Adds to the list; when this returns it is on the disk. A line that a crash cut off stays alone."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as file:
            ended = file.seek(0, os.SEEK_END) == 0 or _last_byte(file.fileno()) == b"\n"
            file.write(("" if ended else "\n").encode() + "".join(each.line() for each in destroyed).encode())
            file.flush()
            os.fsync(file.fileno())

    def read(self) -> list[Destroyed]:
        """All of it, oldest first. A line that a crash cut off is passed over: its erasure is done again."""
        if not self._path.exists():
            return []
        lines = self._path.read_text(encoding="utf-8").splitlines()
        return [each for each in map(_read, lines) if each]


def _last_byte(handle: int) -> bytes:
    return os.pread(handle, 1, os.fstat(handle).st_size - 1)


def _read(line: str) -> Destroyed | None:
    try:
        said = json.loads(line)
        days = (date.fromisoformat(said[name]) for name in ("destroyed_on", "final_on"))
        return Destroyed(UUID(said["key_id"]), *days)
    except (ValueError, KeyError):
        return None
