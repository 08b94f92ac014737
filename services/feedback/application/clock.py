"""What day it is for what is done by itself: the wall's, or that of the file that is played.

A database that was made for playing goes by the clocks that its lines claim, and never back: it is written
down how far they came, so that every process goes by the same one, and so after a stop.
"""

from datetime import UTC, datetime

from psycopg import Connection
from psycopg.rows import DictRow

from shared.plumbing.store.database import ServiceDatabase

BEGINNING = datetime.min.replace(tzinfo=UTC)


class Clock:
    """Tells what time it is, and is told what time a line claimed."""

    def __init__(self, database: ServiceDatabase) -> None:
        self._database = database
        self.plays = database.made_for_play()
        self._heard = BEGINNING

    def now(self, on: Connection[DictRow] | None = None) -> datetime | None:
        """None where a file is played, and no line of it came yet. on: a connection to ask on."""
        if not self.plays:
            return datetime.now(UTC)
        if on is None:
            with self._database.rows() as rows:
                return self.now(rows)
        row = on.execute("SELECT at FROM played_clock").fetchone()
        return row["at"] if row else None

    def hear(self, moment: datetime) -> None:
        """A line claimed this moment. Nothing on an installation, nor where it was later already."""
        if not self.plays or moment <= self._heard:
            return
        with self._database.rows() as rows:
            rows.execute(_HEARD, (moment,))
        self._heard = moment

    def forget(self) -> None:
        """What was heard so far: what is written down counts."""
        self._heard = BEGINNING


_HEARD = """
INSERT INTO played_clock (at) VALUES (%s)
ON CONFLICT (one) DO UPDATE SET at = greatest(played_clock.at, excluded.at)
"""
