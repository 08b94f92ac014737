"""What those who look after the system write down of their own, sealed: why they gave a fact up (R-P1).

It belongs to no matter and has no key of one: the region's key seals it, for it may name somebody.
"""

from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag

from shared.plumbing.keys import RegionKey
from shared.plumbing.sealing.boxes import locked, unlocked
from shared.plumbing.sealing.key_store import LOST

BOX = "sealed:"
"""What a sealed text begins with; releases before this one stored them as they were."""


class OwnWords:
    """Seals and opens for one use. use: a name, the same for ever."""

    def __init__(self, key: RegionKey, use: str) -> None:
        self._cipher = key.cipher(use)

    def seal(self, text: str, about: str) -> str:
        """The text as it is stored. about: what it is said of; elsewhere it does not open."""
        return BOX + b64encode(locked(self._cipher, text.encode(), about.encode())).decode()

    def open(self, stored: str, about: str) -> str:
        """The text; `[key lost]` where it was sealed with another key or for something else."""
        if not stored.startswith(BOX):
            return stored
        try:
            return unlocked(self._cipher, b64decode(stored.removeprefix(BOX)), about.encode()).decode()
        except (InvalidTag, ValueError):
            return LOST
