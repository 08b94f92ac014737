"""Boxes: bytes under AES-256-GCM. A box is its nonce, 12 random bytes, and the ciphertext with its tag.

Each box is bound to what it is about (the associated data): put elsewhere it does not open.
"""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


def new_key() -> bytes:
    """A key of 256 random bits."""
    return os.urandom(KEY_BYTES)


def locked(cipher: AESGCM, plain: bytes, about: bytes) -> bytes:
    """A box that holds the bytes."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, plain, about)


def unlocked(cipher: AESGCM, box: bytes, about: bytes) -> bytes:
    """What a box holds. InvalidTag (cryptography's) for another key, another place or a changed byte."""
    return cipher.decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], about)
