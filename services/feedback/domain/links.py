"""Links that open without an account, once (R-F1): what stands in the address, and what is kept of it.

The token follows from the installation's secret and from what the link is for, so that a reminder can carry
the same link again and nothing needs to be kept for it. Facts hold its hash alone: who reads the store
cannot open a link.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from uuid import UUID


def token_of(secret: bytes, follow_up_id: UUID, wave: int, recipient_id: UUID, attempt: int) -> str:
    """What stands in the link: 43 characters, 256 bits of HMAC-SHA-256 in URL-safe base64 without padding.

    attempt: how often this request was sent by then, from 1: a link that never arrived opens nothing.
    """
    told = f"{follow_up_id}/{wave}/{recipient_id}/{attempt}"
    digest = hmac.new(secret, told.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    """What is kept of a token: its SHA-256 in hex. Any text has one; an unknown one opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()
