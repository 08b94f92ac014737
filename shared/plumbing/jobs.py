"""A loop that works off what was asked for, oldest first: one process at a time, on after any stop."""

import time
from abc import abstractmethod
from datetime import UTC, datetime
from typing import Any

import psycopg
from eventsourcing.persistence import IntegrityError
from psycopg.rows import DictRow

from shared.kernel.asker import Asker
from shared.plumbing.loops import ActiveLoop
from shared.plumbing.store.application import Carrying
from shared.plumbing.store.database import ServiceDatabase

LOOK_AGAIN = 0.2
TRIES = 20
MOST_HALVED = 9


class Jobs(ActiveLoop):
    """Subclasses say what waits, and what a step of it is; how far it is commits with the step."""

    command: str
    oldest: str
    """A statement: the row of what is to be worked off next. Asked anew where another save was faster."""
    waiting: str
    """A statement: how many wait, as n."""

    def __init__(self, name: str, database: ServiceDatabase) -> None:
        super().__init__(name, database)
        self._plays = database.made_for_play()
        self._halved = 0

    @abstractmethod
    def _on(self, job: DictRow) -> None:
        """Some more of it, or its end, in one save. IntegrityError where another save was faster."""

    def standing(self) -> dict[str, Any]:
        """Also `waiting`: how many are not done yet, whoever works them off."""
        with self.database.rows() as rows:
            row = rows.execute(self.waiting).fetchone()
        return {**super().standing(), "waiting": int(row["n"]) if row else 0}

    def lead(self, lock: psycopg.Connection[DictRow]) -> None:
        while not self.stopping.is_set():
            if self.work_waits(lock):
                self.step()
            else:
                self.well()
                self.stopping.wait(LOOK_AGAIN)

    def work_waits(self, lock: psycopg.Connection[DictRow]) -> bool:
        """Asked on the connection that holds the lock: where that is gone, the lock is, and this breaks off.

        One statement, for it is asked five times a second as long as nothing is to be done.
        """
        return lock.execute(self.oldest).fetchone() is not None

    def step(self) -> bool:
        """Some more of the oldest, or its end; False where there is nothing to do.

        Again where another save was faster: a stream changed, or a number was taken, meanwhile.
        """
        for tried in range(TRIES):
            with self.database.rows() as rows:
                job = rows.execute(self.oldest).fetchone()
            if job is None:
                return False
            try:
                self._on(job)
            except IntegrityError:
                self._halved = min(self._halved + 1, MOST_HALVED)
                if tried + 1 == TRIES:
                    raise
                time.sleep(0.01 * tried)
            else:
                self._halved = max(0, self._halved - 1)
                break
        self.well()
        return True

    def at_once(self, most: int) -> int:
        """Of so much, how much in the next step: less where others save, to be as quick as they are."""
        return max(1, most >> self._halved)

    def carrying(self, job: DictRow, job_id: Any) -> Carrying:
        """Whoever asked for it; the clock is the wall's, in a played file that of the line."""
        now = job["asked_at"] if self._plays else datetime.now(UTC)
        asker = Asker(job["asked_by"], job["role"], job["region"], now, asks=self.command)
        return Carrying(job_id, asker, job["correlation"])
