"""What the store asks: texts of a fact into one box, and back; a snapshot into one, and back.

All sealed texts of a fact go into one box under the key of its stream: the person's for a Person, the
matter's for a Referral or a Case, whatever the mark on the field says (ADR 0012). The box is bound to the
stream, the version and the topic: moved elsewhere in the store it does not open.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from pydantic_core import from_json, to_json

from shared.plumbing.keys import RegionKey
from shared.plumbing.sealing.boxes import locked, unlocked
from shared.plumbing.sealing.data_keys import DataKeys, StreamKey
from shared.plumbing.sealing.key_store import LOST

ID_BYTES = 16


@dataclass(frozen=True)
class At:
    """Where something sealed lies: of which stream, which version of it, under which name."""

    stream: UUID
    version: int
    what: str

    def about(self, key_id: str) -> bytes:
        """The associated data of its box."""
        return f"{self.stream} {self.version} {self.what} {key_id}".encode()


class Instead(Sequence[str]):
    """As many texts as are asked for, all the same: what is read where a key is gone."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getitem__(self, _place: object) -> str:
        return self._text

    def __len__(self) -> int:
        return 0


class Sealing:
    """The sealing of one service. key: of the installation, for digests that nobody can guess at."""

    def __init__(self, keys: DataKeys, key: RegionKey) -> None:
        self.keys = keys
        self._key = key

    def seal(self, at: At, texts: Sequence[str]) -> tuple[StreamKey, bytes]:
        """The key, and the box with the texts as it is stored: {"key", "box"} as JSON."""
        key = self.keys.to_write(at.stream, begins=at.version == 1)
        box = locked(key.cipher, to_json(texts), at.about(key.name))
        return key, b'{"key":"%b","box":"%b"}' % (key.name.encode(), b64encode(box))

    def open(self, at: At, sealed: dict[str, str]) -> Sequence[str]:
        """The texts; `[erased]` or `[key lost]` for each where the key is gone."""
        key_id = UUID(sealed["key"])
        cipher = self.keys.to_read(key_id)
        if isinstance(cipher, str):
            return Instead(cipher)
        try:
            plain = unlocked(cipher, b64decode(sealed["box"]), at.about(sealed["key"]))
        except InvalidTag:
            self.keys.is_lost(key_id)
            return Instead(LOST)
        self.keys.was_read(at.stream, key_id, cipher)
        return list(from_json(plain))

    def seal_whole(self, at: At, plain: bytes) -> tuple[StreamKey, bytes]:
        """The key, and the bytes as one box with the key's id before it."""
        key = self.keys.to_write(at.stream, begins=False)
        return key, key.key_id.bytes + locked(key.cipher, plain, at.about(key.name))

    def open_whole(self, at: At, sealed: bytes) -> bytes | None:
        """What `seal_whole` made; None where it cannot be opened any more."""
        key_id = UUID(bytes=sealed[:ID_BYTES])
        cipher = self.keys.to_read(key_id)
        if isinstance(cipher, str):
            return None
        try:
            plain = unlocked(cipher, sealed[ID_BYTES:], at.about(str(key_id)))
        except InvalidTag:
            return None
        self.keys.was_read(at.stream, key_id, cipher)
        return plain

    def digest(self, text: str) -> bytes:
        """A digest that only this installation can make."""
        return self._key.digest(text)
