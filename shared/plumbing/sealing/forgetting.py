"""What was destroyed leaves the memory of every process at once, wherever it was destroyed.

The key store notifies; a process whose line to it is lost forgets all keys it had, for it would not hear.
"""

import threading
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg
import structlog

from shared.plumbing.sealing.data_keys import DataKeys
from shared.plumbing.sealing.key_store import CHANNEL

log = structlog.get_logger()
TURN = 1.0
PAUSE = 0.5


class Forgetting:
    """A loop that every process runs. It ends within a second or so of `stop`."""

    name = "forgetting"

    def __init__(self, keys: DataKeys) -> None:
        self._keys = keys
        self._stopping = threading.Event()
        self._fault: str | None = None

    def run(self) -> None:
        """Listens until it is stopped; begins again where the line breaks."""
        while not self._stopping.is_set():
            try:
                self._listen()
            except psycopg.Error as lost:
                self._fault = type(lost).__name__
                log.warning("a loop begins again", loop=self.name, fault=self._fault)
                self._stopping.wait(PAUSE)
            finally:
                self._keys.forget()

    def _listen(self) -> None:
        with self._keys.store.database.own_connection() as line:
            line.execute(f"LISTEN {CHANNEL}")
            self._keys.forget()  # what was told before this line was there nobody heard
            self._fault = None
            while not self._stopping.is_set():
                heard: Sequence[Any] = list(line.notifies(timeout=TURN, stop_after=1))
                for told in heard:
                    self._keys.forget(UUID(told.payload))

    def stop(self) -> None:
        self._stopping.set()

    def standing(self) -> dict[str, Any]:
        return {"ready": self._fault is None, "fault": self._fault}
