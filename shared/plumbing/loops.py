"""What the relay and the subscriptions have in common: they run until stopped, and start anew after a fault.

Of several processes one is active at a time, by an advisory lock held on a connection of its own.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zlib import crc32

import psycopg
import structlog
from psycopg.rows import DictRow

from shared.plumbing.store.database import ServiceDatabase

log = structlog.get_logger()
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 2.0
TURN = 0.5
"""Seconds between a standby's looks at the lock."""


class ActiveLoop(ABC):
    """A loop of which one runs at a time, in whichever process holds the lock."""

    def __init__(self, name: str, database: ServiceDatabase) -> None:
        self.name = name
        self.database = database
        self.stopping = threading.Event()
        self.active = False
        self.fault: str | None = None

    @abstractmethod
    def lead(self, lock: psycopg.Connection[DictRow]) -> None:
        """Works until stopped or until something breaks. lock: the connection that holds the lock."""

    def may_lead(self) -> bool:
        """Whether it should work here at all; asked without the lock, so that another process may have it."""
        return True

    def stands_by(self) -> None:  # noqa: B027 - most loops tell no figures
        """Another process works: the figures that this one told are old by now, and are told no more."""

    def run(self) -> None:
        """Runs until `stop`; never raises: a fault is logged, told by `standing` and tried again."""
        pause = FIRST_PAUSE
        while not self.stopping.is_set():
            try:
                if not self.may_lead():
                    self.stopping.wait(TURN)
                    continue
                with self._turn() as lock:
                    if lock is None:
                        self.fault = None
                        self.stands_by()
                        self.stopping.wait(TURN)
                        continue
                    self.active = True
                    self.lead(lock)
                    pause = FIRST_PAUSE
            except Exception as error:  # whatever broke, the loop must live
                if self.fault is None:  # it worked since the last fault
                    pause = FIRST_PAUSE
                self.fault = type(error).__name__
                log.warning("a loop begins again", loop=self.name, pause=pause, exc_info=error)
                self.stopping.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            finally:
                self.active = False

    def stop(self) -> None:
        """Asks the loop to end; it does within a second or so."""
        self.stopping.set()

    def well(self) -> None:
        """To be called by `lead` when it got something done: forgets the last fault."""
        self.fault = None

    def standing(self) -> dict[str, Any]:
        """`ready` when it works here, or works elsewhere as far as one can see."""
        return {"ready": self.fault is None, "active": self.active, "fault": self.fault}

    @contextmanager
    def _turn(self) -> Iterator[psycopg.Connection[DictRow] | None]:
        key = lock_key(self.database.service, self.name)
        with self.database.own_connection() as connection:
            row = connection.execute("SELECT pg_try_advisory_lock(%s) AS got", (key,)).fetchone()
            yield connection if row and row["got"] else None


def lock_key(service: str, loop: str) -> int:
    """The advisory lock of a service's loop: who holds it, leads."""
    return crc32(f"{service}:{loop}".encode())
