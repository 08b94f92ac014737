"""The installation's own keys: to sign who asks, to seal what is stored, to recognise what must not be read.

They lie in the data folder's `keys/`, readable by the owner alone, and are made at the first start.
"""

import hashlib
import hmac
import os
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from joserfc.jwk import OKPKey


class RegionKey:
    """Makes pseudonyms and blind indexes: HMAC-SHA-256 under the region's key (R-P1, R-I7)."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def pseudonym(self, person_id: UUID) -> str:
        """How a person is called on the bus: the same each time, meaningless without the key."""
        return self._digest("pseudonym", str(person_id)).hex()[:32]

    def user_pseudonym(self, user: str) -> str:
        """How somebody who signs in is called on the bus, and by whoever asks whose a case is."""
        return self._digest("user", user).hex()[:32]

    def organisation_pseudonym(self, name: str) -> str:
        """How an organisation is called on the bus, however its name is spaced and capitalised."""
        return self._digest("organisation", name.strip().casefold()).hex()[:32]

    def study_key(self, study_id: str) -> bytes:
        """The key of a study's own pseudonyms: whoever has two studies' files cannot join them (R-R5)."""
        return self._digest("study", study_id)

    def blind_index(self, what: str, text: str) -> bytes:
        """What to compare instead of the text itself; `what` keeps different indexes apart."""
        return self._digest(f"index:{what}", text)

    def digest(self, text: str) -> bytes:
        """What makes two commands the same: nobody without the key can try names until one fits."""
        return self._digest("command", text)

    def cipher(self, use: str) -> AESGCM:
        """What seals for one use: under a key of its own, made from the region's."""
        return AESGCM(self._digest("cipher", use))

    def _digest(self, use: str, text: str) -> bytes:
        return hmac.new(self._key, f"{use}\0{text}".encode(), hashlib.sha256).digest()


def region_key(folder: Path) -> RegionKey:
    """The region's key, made when there is none."""
    return RegionKey(kept(folder, "region.key", lambda: os.urandom(32)))


def signing_key(folder: Path) -> OKPKey:
    """The private Ed25519 key that signs tokens, made when there is none."""
    pem = kept(folder, "signing.pem", lambda: OKPKey.generate_key("Ed25519").as_pem(private=True))
    return OKPKey.import_key(pem)


def seal_key(folder: Path) -> Ed25519PrivateKey:
    """The private key that signs seals and nothing else, made when there is none."""

    def make() -> bytes:
        key = Ed25519PrivateKey.generate()
        return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    key = load_pem_private_key(kept(folder, "seal.pem", make), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        msg = "keys/seal.pem is no Ed25519 key"
        raise TypeError(msg)
    return key


def kept(folder: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes of a file in the keys folder, made when there is none; only the owner may read it."""
    path = folder / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        # Written aside and linked into place: of several processes starting at once one wins, whole.
        aside = folder / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(aside, path)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return path.read_bytes()
