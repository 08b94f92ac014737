"""The loop that seals what is new each minute, and then publishes it (post.py).

A broker that is away holds up no seal: those are stored, and published when it is back.
"""

import time
from typing import Any

import psycopg
import structlog
from kombu.exceptions import OperationalError
from psycopg.rows import DictRow

from shared.plumbing.broker import LOST
from shared.plumbing.loops import ActiveLoop
from shared.plumbing.seals.chain import Chain
from shared.plumbing.seals.post import SealPost

log = structlog.get_logger()
EVERY = 60.0
SENT_AGAIN = 2.0
"""Seconds until what was not confirmed is published again."""
Connection = psycopg.Connection[DictRow]


class Sealer(ActiveLoop):
    """Seals and publishes. One is active, however many instances run."""

    def __init__(self, chain: Chain, post: SealPost) -> None:
        super().__init__("seals", chain.database)
        self._chain = chain
        self._post = post

    def standing(self) -> dict[str, Any]:
        return {**super().standing(), **self._chain.standing()}

    def lead(self, lock: Connection) -> None:
        while not self.stopping.is_set():
            for seal in self._chain.seal():
                log.info(
                    "sealed", service=self.database.service, seal=seal.number, position=seal.last,
                    log_id=str(seal.log_id), hash=seal.hash.hex(),
                )  # fmt: skip
                lock.execute("SELECT 1")  # the lock is held only while its connection lives
                if self.stopping.is_set():
                    return
            self.well()
            self._publish(lock, time.monotonic() + EVERY)

    def _publish(self, lock: Connection, until: float) -> None:
        """Until the next seal is due: sends what there is, and what was not confirmed again."""
        while not self.stopping.is_set() and (left := until - time.monotonic()) > 0:
            try:
                while self._post.send(lock):
                    """There may be more than go out at once."""
                self.stopping.wait(left)
            except (OperationalError, *LOST) as away:
                log.warning("seals are not published", service=self.database.service, exc_info=away)
                self.stopping.wait(min(SENT_AGAIN, left))
