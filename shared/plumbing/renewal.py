"""Rows that are made anew without being asked for, beside the living ones, which serve until then.

A release with a newer version of a projection does it when it starts, and then takes over; the release before
it goes on with the old rows until then, and leaves the rows alone after (versions.py). Rows of a log that is
another one by now, because its service was restored, are made anew of that log.

The second is done only where the source itself, asked over RPC, says that its log was the one that was read
here: who points a service at a wrong database, or forges a message, changes nothing here. Whichever instance
begins does it, the others wait; broken off, it goes on where it was.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog

from shared.plumbing import switching, versions
from shared.plumbing.ask import NoAnswer, SyncServices
from shared.plumbing.rebuild import Rebuild, Tell
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.switching import NotNow

log = structlog.get_logger()
LOOK_AGAIN = 2.0
"""Seconds between looks at the versions of the rows, and at the logs of readers that stand still."""
TELL_EVERY = 10.0
"""Seconds between two lines of progress."""


@dataclass(frozen=True)
class Whence:
    """Which log a source has now, and which it was before each restore, as it says itself."""

    log_id: UUID
    earlier: frozenset[UUID]

    def continues(self, read: UUID | None) -> bool:
        """Whether what was read is of this log before it was restored."""
        return read in self.earlier


def whence_from(services: SyncServices, source: str) -> Callable[[], Whence]:
    """Asks a source over RPC."""

    def whence() -> Whence:
        told = services.ask(source, "tally", {"after": 0, "upto": 0, "earlier": True})
        # A release before this one says nothing of earlier logs: then an operator has to.
        return Whence(UUID(told["log_id"]), frozenset(map(UUID, told.get("earlier", ()))))

    return whence


class Renewal:
    """A loop beside the subscriptions.

    rebuild: makes a Rebuild of these projections. whence: by source, what its service says of its log.
    """

    name = "renewal"

    def __init__(
        self,
        database: ServiceDatabase,
        ours: versions.Versions,
        rebuild: Callable[[Sequence[str], Tell], Rebuild],
        whence: Mapping[str, Callable[[], Whence]],
    ) -> None:
        self._database = database
        self._ours = ours
        self._rebuild = rebuild
        self._whence = whence
        self._making: str | None = None
        self._told = 0.0
        self._stopping = threading.Event()
        self._fault: str | None = None

    def run(self) -> None:
        """Runs until `stop`; never raises."""
        while not self._stopping.is_set():
            try:
                self.look()
                self._fault = None
            except (NotNow, NoAnswer) as busy:
                log.info("rows are not made anew now", service=self._database.service, because=str(busy))
            except Exception as error:  # whatever broke, it is tried again
                self._fault = type(error).__name__
                log.warning("a loop begins again", loop=self.name, exc_info=error)
            self._stopping.wait(LOOK_AGAIN)

    def look(self) -> list[str]:
        """Makes rows anew where they must be; the names of those projections."""
        with self._database.rows() as rows:
            found = rows.execute("SELECT source, stopped FROM subscriptions").fetchall()
            theirs = versions.of_rows(rows.cursor())
        old = versions.newer(self._ours, theirs)
        newest = not versions.newer(theirs, self._ours)  # else a newer release is there, and does it
        if newest and any(row["stopped"] and self._was_restored(row["source"]) for row in found):
            old = list(self._ours)
        if found and old:
            self._make(old)
            return old
        return []

    def _was_restored(self, source: str) -> bool:
        read = switching.place_of(self._database, source).log_id
        return self._whence[source]().continues(read)

    def _make(self, names: list[str]) -> None:
        log.info("rows are made anew", service=self._database.service, projections=names)
        try:
            report = self._rebuild(names, self._tell).run()
        finally:
            self._making = None
        log.info(
            "rows were made anew", service=self._database.service, projections=names,
            positions=report.positions, same_log=report.same_log,
        )  # fmt: skip

    def _tell(self, source: str, position: int, head: int) -> None:
        self._making = f"{source}: {position} of {head}"
        if time.monotonic() - self._told >= TELL_EVERY:
            self._told = time.monotonic()
            log.info("rows are made anew", service=self._database.service, source=source,
                     position=position, head=head)  # fmt: skip

    def stop(self) -> None:
        self._stopping.set()

    def standing(self) -> dict[str, Any]:
        """Ready also while it works: the old rows answer. making: how far it is, where it is done here."""
        return {"ready": True, "fault": self._fault, "making": self._making}
