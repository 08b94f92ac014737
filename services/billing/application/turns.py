"""Who numbers invoices does it in turn, in whichever process (R-V4).

Without it a number is still nobody's twice: the rows refuse it. But a run of many orders would lose each time
to whoever credits one invoice meanwhile, and decide all of them anew.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from zlib import crc32

from psycopg.errors import LockNotAvailable

from shared.kernel.refused import NotYet
from shared.plumbing.store.database import ServiceDatabase

PATIENCE = 4.0
"""Seconds that one waits for its turn: whoever asks has 5 in all."""
KEY = crc32(b"billing:numbers")
AGAIN = "others are changing this at the same moment: try again"


class Turns:
    """Of one service. In a process one at a time waits at the database: the others need no connection yet."""

    def __init__(self, database: ServiceDatabase) -> None:
        self._database = database
        self._here = threading.Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """From before the last number is read until the next ones are stored. NotYet where that lasts."""
        if not self._here.acquire(timeout=PATIENCE):
            raise NotYet(AGAIN)
        try:
            with self._database.rows() as rows:
                rows.execute(f"SET LOCAL lock_timeout = '{round(1000 * PATIENCE)}ms'")
                try:
                    rows.execute("SELECT pg_advisory_xact_lock(%s)", (KEY,))
                except LockNotAvailable as held:
                    raise NotYet(AGAIN) from held
                yield
        finally:
            self._here.release()
