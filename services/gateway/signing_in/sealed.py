"""Sealing what the edge gives away or stores: AES-256-GCM under keys made from the installation's own.

Each use has a key of its own (HKDF, RFC 5869), so that what is sealed for one can be opened for no other.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc.jwk import OKPKey

NONCE = 12
KEY = 32


class Sealed:
    """Seals and opens for one use. key: the installation's signing key; use: a name, the same for ever."""

    def __init__(self, key: OKPKey, use: str) -> None:
        private = key.private_key
        if not isinstance(private, Ed25519PrivateKey):
            raise TypeError("sealing needs the private signing key")
        told = private.private_bytes_raw()
        self._box = AESGCM(HKDF(SHA256(), KEY, None, f"gateway {use}".encode()).derive(told))
        self._names = HKDF(SHA256(), KEY, None, f"gateway {use} names".encode()).derive(told)

    def close(self, plain: bytes, about: bytes = b"") -> bytes:
        """Nonce and ciphertext. about: what has to be the same when it is opened."""
        nonce = os.urandom(NONCE)
        return nonce + self._box.encrypt(nonce, plain, about)

    def open(self, closed: bytes, about: bytes = b"") -> bytes | None:
        """What was sealed; None where it was not sealed here, for this, or was changed since."""
        try:
            return self._box.decrypt(closed[:NONCE], closed[NONCE:], about)
        except (InvalidTag, ValueError):
            return None

    def name(self, text: str) -> bytes:
        """A name to find something by that tells nothing without the key (HMAC-SHA-256)."""
        return hmac.new(self._names, text.encode(), hashlib.sha256).digest()
