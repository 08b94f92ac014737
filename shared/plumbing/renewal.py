"""A release with a newer version of a projection makes its rows anew when it starts, and then takes over.

Until then the release before it goes on with the old rows; from then on it leaves the rows alone
(versions.py). Whichever instance begins does it, the others wait. Nothing is asked of an operator.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import structlog

from shared.plumbing import versions
from shared.plumbing.rebuild import Rebuild
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.switching import NotNow

log = structlog.get_logger()
LOOK_AGAIN = 2.0
"""Seconds between looks at the versions of the rows."""


class Renewal:
    """A loop beside the subscriptions. rebuild: makes a Rebuild of these projections."""

    name = "renewal"

    def __init__(
        self,
        database: ServiceDatabase,
        ours: versions.Versions,
        rebuild: Callable[[Sequence[str]], Rebuild],
    ) -> None:
        self._database = database
        self._ours = ours
        self._rebuild = rebuild
        self._stopping = threading.Event()
        self._fault: str | None = None

    def run(self) -> None:
        """Runs until `stop`; never raises."""
        while not self._stopping.is_set():
            try:
                self.look()
                self._fault = None
            except NotNow as busy:
                log.info("rows are not made anew now", service=self._database.service, because=str(busy))
            except Exception as error:  # whatever broke, it is tried again
                self._fault = type(error).__name__
                log.warning("a loop begins again", loop=self.name, exc_info=error)
            self._stopping.wait(LOOK_AGAIN)

    def look(self) -> list[str]:
        """Makes the rows of every projection anew that we have in a newer version; their names."""
        with self._database.rows() as rows:
            read = rows.execute("SELECT 1 FROM subscriptions").fetchone()
            old = versions.newer(self._ours, versions.of_rows(rows.cursor()))
        if not read or not old:
            return []
        log.info("rows are made anew", service=self._database.service, projections=old)
        report = self._rebuild(old).run()
        log.info(
            "rows were made anew", service=self._database.service, projections=old, positions=report.positions
        )
        return old

    def stop(self) -> None:
        self._stopping.set()

    def standing(self) -> dict[str, Any]:
        """Ready also while it works: the old rows answer."""
        return {"ready": True, "fault": self._fault}
