"""The access log's writer: no answer about people leaves before its line is stored (R-P4).

All lines that wait are stored in one transaction, so that many readers at once pay for one flush to disk.
What cannot be written down is not told: the asker is to try again. Works in threads and in green threads.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
import structlog
from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic_core import to_json

from shared.kernel.refused import NotYet
from shared.plumbing import metrics
from shared.plumbing.access.entries import Disclosure, Reading
from shared.plumbing.access.past import ACCESS, DISCLOSURES, Sought, lines
from shared.plumbing.store.database import ServiceDatabase

log = structlog.get_logger()
MOST_AT_ONCE = 500
_COMMON = {
    "at": "timestamptz", "user_name": "text", "role": "text", "organisation": "text", "sector": "text",
    "county": "text", "region": "text", "purpose": "text", "legal_basis": "text", "correlation": "text",
    "persons": "uuid[]", "matters": "uuid[]", "fields": "text[]",
}  # fmt: skip
COLUMNS: dict[str, dict[str, str]] = {
    ACCESS: {**_COMMON, "mentioned": "uuid[]", "query": "text", "special_reason": "text", "reveal": "text"},
    DISCLOSURES: {
        **_COMMON, "what": "text", "recipient_kind": "text", "recipient_sector": "text",
        "recipient_county": "text", "recipient_organisation": "text",
    },
}  # fmt: skip
"""Table → columns with their types, but for the position."""


def _insert(table: str) -> str:
    """Stores lines in order; one transaction at a time, so that positions are seen in their order."""
    names, typed = ", ".join(COLUMNS[table]), ", ".join(f"{n} {t}" for n, t in COLUMNS[table].items())
    return f"""
WITH alone AS MATERIALIZED (SELECT pg_advisory_xact_lock(1, hashtext(current_schema() || '.{table}')))
INSERT INTO {table} ({names})
SELECT {names} FROM jsonb_to_recordset(%s::jsonb) AS line ({typed}) CROSS JOIN alone
"""  # noqa: S608 - columns


INSERT = {table: _insert(table) for table in COLUMNS}


def row_of_disclosures(given: Sequence[Disclosure]) -> Callable[[Cursor[DictRow]], None]:
    """Writes them in the transaction of the facts that say that something was given."""
    lines = _json(given)

    def write(rows: Cursor[DictRow]) -> None:
        rows.execute(INSERT[DISCLOSURES], (lines,))

    return write


@dataclass
class _Waiting:
    reading: Reading
    disclosures: Sequence[Disclosure]
    error: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def settle(self, error: Exception | None) -> None:
        self.error = error
        self.done.set()


class AccessLog:
    """Stores what was read of one service, in the one process that answers."""

    def __init__(self, database: ServiceDatabase) -> None:
        self.database = database
        self._lines: deque[_Waiting] = deque()
        self._come = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None
        self._connection: psycopg.Connection[DictRow] | None = None

    def write(self, reading: Reading, disclosures: Sequence[Disclosure] = ()) -> None:
        """Stores it. NotYet where it cannot be stored: then nothing may be told."""
        line = _Waiting(reading, disclosures)
        with self._come:
            if self._closing:
                raise _cannot()
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="access log", daemon=True)
                self._thread.start()
            self._lines.append(line)
            self._come.notify()
        line.done.wait()
        if line.error:
            raise _cannot() from line.error

    def lines(self, sought: Sought) -> list[dict[str, Any]]:
        """Lines that were stored, newest first, as JSON."""
        with self.database.rows() as rows:
            return lines(rows, self.database.service, sought)

    def close(self) -> None:
        """Stores what waits, then ends."""
        with self._come:
            self._closing = True
            self._come.notify()
        if self._thread:
            self._thread.join()
        self._hang_up()

    def _write(self) -> None:
        while True:
            with self._come:
                self._come.wait_for(lambda: self._lines or self._closing)
                lines = [self._lines.popleft() for _ in range(min(len(self._lines), MOST_AT_ONCE))]
            if not lines:
                return
            self._store_or_tell(lines)

    def _store_or_tell(self, lines: list[_Waiting]) -> None:
        try:
            self._store(lines)
        except Exception as error:  # whatever it is: nobody may wait for ever, and nothing is told
            log.exception("readings cannot be written down", service=self.database.service)
            self._hang_up()
            if len(lines) > 1 and not isinstance(error, psycopg.OperationalError):
                for line in lines:  # one that does not fit must not keep the others from their answers
                    self._store_or_tell([line])
                return
            metrics.READINGS_UNWRITTEN.labels(self.database.service).inc(len(lines))
            for line in lines:
                line.settle(error)
        else:
            for line in lines:
                line.settle(None)
            metrics.READINGS.labels(self.database.service).inc(len(lines))

    def _store(self, lines: list[_Waiting]) -> None:
        connection = self._connected()
        readings = _json([line.reading for line in lines])
        given = [each for line in lines for each in line.disclosures]
        if not given:  # one statement, one way there and back
            connection.execute(INSERT[ACCESS], (readings,))
            return
        with connection.transaction():
            connection.execute(INSERT[ACCESS], (readings,))
            connection.execute(INSERT[DISCLOSURES], (_json(given),))

    def _connected(self) -> psycopg.Connection[DictRow]:
        if self._connection is None or _gone(self._connection):
            self._hang_up()
            self._connection = self.database.own_connection()
        return self._connection

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _gone(connection: psycopg.Connection[DictRow]) -> bool:
    """Whether the server has hung up, as far as can be known without asking it."""
    try:
        for _ in range(2):  # its last message first, then the end
            connection.pgconn.consume_input()
    except psycopg.OperationalError:
        return True
    return connection.closed


def _json(lines: Sequence[Reading | Disclosure]) -> str:
    return to_json([_plain(line.row()) for line in lines]).decode()


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Without what PostgreSQL cannot keep in a text."""
    return {name: v.replace("\0", "") if isinstance(v, str) else v for name, v in row.items()}


def _cannot() -> NotYet:
    return NotYet("what is read cannot be written down just now, and without that nothing is told: try again")
