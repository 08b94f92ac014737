"""Passwords, and what a server is told of them instead: enough to recognise one, too little to use it."""

import hashlib
import hmac
import os
import secrets
from base64 import b64encode

ROUNDS = 4096
"""PostgreSQL's own; the passwords have 192 bits, which no number of guesses finds."""


def new_password() -> str:
    """Of letters, digits, - and _: it stands in an address as it is."""
    return secrets.token_urlsafe(24)


def for_postgres(password: str) -> str:
    """PostgreSQL's SCRAM-SHA-256 verifier (RFC 5803)."""
    salt = os.urandom(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ROUNDS)
    stored = hashlib.sha256(_keyed(salted, b"Client Key")).digest()
    server = _keyed(salted, b"Server Key")
    return f"SCRAM-SHA-256${ROUNDS}:{_text(salt)}${_text(stored)}:{_text(server)}"


def for_rabbitmq(password: str) -> str:
    """RabbitMQ's `rabbit_password_hashing_sha256`: a salt, and the hash of it with the password."""
    salt = os.urandom(4)
    return _text(salt + hashlib.sha256(salt + password.encode()).digest())


def _keyed(key: bytes, what: bytes) -> bytes:
    return hmac.digest(key, what, "sha256")


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")
