"""What a subscriber remembers: one small SQLite file, and the handlers' own tables in it where they want.

The effect of an event and the note that it was handled are committed together: whatever stops the process,
neither is there without the other.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path

from tukiverkko_subscriber.event import Event

Apply = Callable[[Event, sqlite3.Connection], None]
FIRST_PAUSE = 0.5
"""Seconds before an event that failed is tried again; each further pause is twice the one before."""

TABLES = """
CREATE TABLE IF NOT EXISTS subscriber_cursor (one INTEGER PRIMARY KEY CHECK (one = 1), cursor TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS subscriber_sources (source TEXT PRIMARY KEY, log_id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS subscriber_left (log_id TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS subscriber_subjects (
    log_id TEXT, subject TEXT, sequence INTEGER NOT NULL, PRIMARY KEY (log_id, subject)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS subscriber_aside (
    number INTEGER PRIMARY KEY, log_id TEXT NOT NULL, subject TEXT NOT NULL, sequence INTEGER NOT NULL,
    event TEXT NOT NULL, tries INTEGER NOT NULL, error TEXT, due REAL, UNIQUE (log_id, subject, sequence));
CREATE TABLE IF NOT EXISTS subscriber_unreadable (
    number INTEGER PRIMARY KEY, came_at REAL NOT NULL, error TEXT NOT NULL, body BLOB NOT NULL);
"""


class LogIsAnother(Exception):
    """A source was restored from a backup: what was handled may not be in its log any more."""


class Taken(Enum):
    """What became of an event that came."""

    HANDLED = "handled"
    AGAIN = "again"
    """It was handled before."""
    ASIDE = "aside"
    """Its handler failed, or an earlier event of its subject waits: it is tried later, in order."""
    OTHER = "other version"
    """A version that no handler reads, of an event that one reads in another: passed over, and not noted."""
    GAP = "gap"
    """Numbers of its subject have not come: not taken."""


class State:
    """The file. path: made where it is not there. tries: of a handler, before somebody must look.

    Two processes may have it open: one handles, another looks (`tukiverkko-subscriber`).
    """

    def __init__(self, path: Path | str, *, tries: int = 5) -> None:
        self.db = sqlite3.connect(path, isolation_level=None, timeout=30)
        self.tries = tries
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute(
            "PRAGMA synchronous = FULL"
        )  # the broker forgets what was acknowledged: it must be on disk
        self.db.executescript(TABLES)

    def close(self) -> None:
        self.db.close()

    # The cursor of the replay.

    def cursor(self) -> str:
        """How far the replay was read; "" for not at all."""
        row = self.db.execute("SELECT cursor FROM subscriber_cursor").fetchone()
        return str(row[0]) if row else ""

    def move(self, cursor: str) -> None:
        """The replay was read up to here."""
        self.db.execute("INSERT OR REPLACE INTO subscriber_cursor VALUES (1, ?)", (cursor,))

    # Events that come.

    def take(self, event: Event, apply: Apply, *, complete: bool) -> Taken:
        """Handles it once, in its turn, in one transaction.

        complete: all that comes before it has come, so a number that was left out is none of ours.
        """
        with _Transaction(self.db):
            if self._left(event):
                return Taken.AGAIN
            last = self._last(event)
            if event.sequence <= last:
                return Taken.AGAIN
            if event.sequence > last + 1 and not complete:
                return Taken.GAP
            self._note(event)
            if self._somebody_waits(event):
                self._set_aside(event, 0, None, None)
                return Taken.ASIDE
            error = self._tried(event, apply)
            if error is None:
                return Taken.HANDLED
            self._set_aside(event, 1, error, self._due(1))
            return Taken.ASIDE

    def _left(self, event: Event) -> bool:
        """Whether it is of a log that its operator told us to leave. LogIsAnother for one we do not know."""
        known = self.db.execute(
            "SELECT log_id FROM subscriber_sources WHERE source = ?", (event.source,)
        ).fetchone()
        if known is None or known[0] == event.log_id:
            return self._is_left(event.log_id)
        if self._is_left(event.log_id):
            return True
        raise LogIsAnother(
            f"{event.source} was restored from a backup: its log is {event.log_id}, and was {known[0]}. Undo"
            f" what you made of its events and run `tukiverkko-subscriber restored {event.source}`: all come"
            " again."
        )

    def _is_left(self, log_id: str) -> bool:
        found = self.db.execute("SELECT 1 FROM subscriber_left WHERE log_id = ?", (log_id,))
        return found.fetchone() is not None

    def _last(self, event: Event) -> int:
        row = self.db.execute(
            "SELECT sequence FROM subscriber_subjects WHERE log_id = ? AND subject = ?",
            (event.log_id, event.subject),
        ).fetchone()
        return int(row[0]) if row else 0

    def _note(self, event: Event) -> None:
        self.db.execute(
            "INSERT OR IGNORE INTO subscriber_sources VALUES (?, ?)", (event.source, event.log_id)
        )
        self.db.execute(
            "INSERT OR REPLACE INTO subscriber_subjects VALUES (?, ?, ?)",
            (event.log_id, event.subject, event.sequence),
        )

    def _tried(self, event: Event, apply: Apply) -> str | None:
        """None, or why its handler failed; then nothing of what it wrote here is left."""
        self.db.execute("SAVEPOINT handler")
        try:
            apply(event, self.db)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises: the others go on
            self._still_ours()
            self.db.execute("ROLLBACK TO handler")
            self.db.execute("RELEASE handler")
            return f"{type(error).__name__}: {error}"
        self._still_ours()
        self.db.execute("RELEASE handler")
        return None

    def _still_ours(self) -> None:
        if not self.db.in_transaction:
            raise RuntimeError("a handler must neither commit nor roll back: that is done for it")

    # Events that wait.

    def unreadable(self, body: bytes, error: str) -> None:
        """A message that is no event: kept for somebody to look at."""
        self.db.execute(
            "INSERT INTO subscriber_unreadable (came_at, error, body) VALUES (?, ?, ?)",
            (time.time(), error, body),
        )

    def retry(self, apply: Apply) -> int:
        """Tries what is due, and what waits behind it; how many were handled."""
        handled = 0
        while (number := self._first_due()) is not None:
            with _Transaction(self.db):
                handled += self._retry(number, apply)
        return handled

    def _first_due(self) -> int | None:
        row = self.db.execute(
            "SELECT number FROM subscriber_aside WHERE due <= ? ORDER BY due LIMIT 1", (time.time(),)
        ).fetchone()
        return int(row[0]) if row else None

    def _retry(self, number: int, apply: Apply) -> bool:
        row = self.db.execute(
            "SELECT event, tries FROM subscriber_aside WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            return False
        event, tries = Event.of(row[0]), int(row[1]) + 1
        error = self._tried(event, apply)
        if error is None:
            self._free(number, event.log_id, event.subject)
            return True
        due = self._due(tries) if tries < self.tries else None
        self.db.execute(
            "UPDATE subscriber_aside SET tries = ?, error = ?, due = ? WHERE number = ?",
            (tries, error, due, number),
        )
        return False

    def _free(self, number: int, log_id: str, subject: str) -> None:
        """Away with it; the next of its subject is due."""
        self.db.execute("DELETE FROM subscriber_aside WHERE number = ?", (number,))
        self.db.execute(
            "UPDATE subscriber_aside SET due = 0 WHERE number = (SELECT number FROM subscriber_aside"
            " WHERE log_id = ? AND subject = ? ORDER BY sequence LIMIT 1) AND error IS NULL",
            (log_id, subject),
        )

    def _somebody_waits(self, event: Event) -> bool:
        found = self.db.execute(
            "SELECT 1 FROM subscriber_aside WHERE log_id = ? AND subject = ? LIMIT 1",
            (event.log_id, event.subject),
        )
        return found.fetchone() is not None

    def _set_aside(self, event: Event, tries: int, error: str | None, due: float | None) -> None:
        self.db.execute(
            "INSERT INTO subscriber_aside (log_id, subject, sequence, event, tries, error, due)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (event.log_id, event.subject, event.sequence, event.text(), tries, error, due),
        )

    def _due(self, tries: int) -> float | None:
        return time.time() + FIRST_PAUSE * 2.0 ** (tries - 1) if tries < self.tries else None

    # What somebody decides who looked.

    def waiting(self) -> list[tuple[int, Event, int, str | None]]:
        """What waits, in order: number, event, tries, and why; None for those behind another."""
        rows = self.db.execute(
            "SELECT number, event, tries, error FROM subscriber_aside ORDER BY subject, sequence"
        )
        return [(int(row[0]), Event.of(row[1]), int(row[2]), row[3]) for row in rows]

    def retry_now(self) -> int:
        """What was given up is tried again from the first try; how many."""
        with _Transaction(self.db):
            done = self.db.execute("UPDATE subscriber_aside SET tries = 0, due = 0 WHERE error IS NOT NULL")
            return int(done.rowcount)

    def discard(self, number: int) -> bool:
        """One that waits is never handled; those behind it are tried. False where there is no such number."""
        with _Transaction(self.db):
            row = self.db.execute(
                "SELECT log_id, subject FROM subscriber_aside WHERE number = ?", (number,)
            ).fetchone()
            if row is None:
                return False
            self._free(number, *row)
            return True

    def leave_log(self, source: str) -> int:
        """A source's log is another one now: all its events are awaited anew, none of the old log's.

        How many subjects were known from it; 0 where there is no such source.
        """
        with _Transaction(self.db):
            row = self.db.execute(
                "SELECT log_id FROM subscriber_sources WHERE source = ?", (source,)
            ).fetchone()
            if row is None:
                return 0
            self.db.execute("INSERT OR IGNORE INTO subscriber_left VALUES (?)", row)
            for table in ("sources", "aside"):
                self.db.execute(f"DELETE FROM subscriber_{table} WHERE log_id = ?", row)  # noqa: S608 - named here
            self.db.execute("DELETE FROM subscriber_cursor")
            gone = self.db.execute("DELETE FROM subscriber_subjects WHERE log_id = ?", row)
            return int(gone.rowcount)


class _Transaction:
    """All of it or nothing."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._db.execute("COMMIT")
            return
        with suppress(sqlite3.Error):
            self._db.execute("ROLLBACK")
