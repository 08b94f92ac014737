"""The newest seal that was signed here, by its number and hash, in a file beside the database.

Who can change the database could remove the newest seals with the facts they cover, and nothing in the
database would tell. This file does; so does the line "sealed" in the log of the services.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID


@dataclass(frozen=True)
class Known:
    """A seal that there must be: its number and its hash."""

    number: int
    hash: bytes


class KnownSeals:
    """A file for each log in the data folder's `seals/`. It says what there must be at least."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, log_id: UUID) -> Known | None:
        """The newest seal known of a log; None where none was signed here. ValueError on a broken file."""
        try:
            number, _, digest = self._file(log_id).read_text(encoding="ascii").partition(" ")
        except FileNotFoundError:
            return None
        return Known(int(number), bytes.fromhex(digest))

    def note(self, log_id: UUID, number: int, digest: bytes) -> None:
        """Writes down the newest seal of a log, whole or not at all."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = self._folder / f".{log_id}.{os.getpid()}"
        aside.write_text(f"{number} {digest.hex()}", encoding="ascii")
        aside.replace(self._file(log_id))

    def _file(self, log_id: UUID) -> Path:
        return self._folder / str(log_id)
