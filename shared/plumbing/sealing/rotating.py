"""The ring turns: each day (P) a new key of the region, every wrapped key wrapped anew, old ones destroyed.

All of it while the services run: a wrapped key names the ring key that opens it, and who does not know that
one yet finds it in the folder. With the destruction of a ring key the erasures of a week ago become final.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import structlog
from psycopg.rows import DictRow

from shared.plumbing.loops import ActiveLoop
from shared.plumbing.sealing.key_store import KeyStore

log = structlog.get_logger()
LOOK_AGAIN = 600.0
"""Seconds between looks at whether the ring is to be turned."""


@dataclass(frozen=True)
class Turned:
    """What a turn did. newest: the ring key that wraps from here on; wrapped: keys that were wrapped anew."""

    newest: str
    wrapped: int
    destroyed: tuple[str, ...]


def turn(store: KeyStore, on: date, *, now: bool = False) -> Turned:
    """Turns the ring where its newest key is old enough, or in any case (now); wraps, then destroys.

    Again is as well as once; a turn that was cut off is gone on with by the next.
    """
    ring = store.ring
    newest = ring.turn(on) if now or ring.to_turn(on) else ring.newest()
    wrapped = 0
    while some := store.wrap_anew():
        wrapped += some
    outlived = ring.outlived(on)
    for key in outlived:
        ring.destroy(key)
        log.info("a ring key is destroyed", ring_key=key.name)
    return Turned(newest.name, wrapped, tuple(key.name for key in outlived))


class Turning(ActiveLoop):
    """Turns the ring by itself; of several processes one does.

    finish: finishes erasures whose keys are there still, because the key store was away at the time.
    """

    def __init__(self, store: KeyStore, finish: Callable[[], object]) -> None:
        super().__init__("ring", store.database)
        self._store = store
        self._finish = finish

    def lead(self, lock: psycopg.Connection[DictRow]) -> None:  # noqa: ARG002 - held, not used
        while not self.stopping.is_set():
            turned = turn(self._store, datetime.now(UTC).date())
            if turned.wrapped or turned.destroyed:
                log.info("the ring was turned", wrapped=turned.wrapped, destroyed=len(turned.destroyed))
            self._finish()
            self.well()
            self.stopping.wait(LOOK_AGAIN)

    def standing(self) -> dict[str, Any]:
        """Also the newest ring key, by name."""
        return {**super().standing(), "ring_key": self._store.ring.newest().name}
