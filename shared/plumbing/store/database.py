"""A service's own schema in PostgreSQL, seen only through its own role.

Every connection sets the role and the search path of the service: another service's tables are not
there, whatever the SQL says (architecture.md, 3).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from eventsourcing.postgres import PostgresDatastore
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import DictRow, dict_row

POOL_SIZE = 4
POOL_OVERFLOW = 12
IDLE_IN_TRANSACTION = 30
"""Seconds after which PostgreSQL ends a transaction in which nothing happens, and lets go of its locks."""
LINE_LOST = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""A line that was cut without a word is given up within half a minute."""

PATIENCE = 2.0
"""Seconds a caller waits for a connection, and tries a read again: whoever asks has 5 in all (ask.py)."""

RECONNECT = 2.0
"""Seconds of growing pauses between attempts to connect, before the next caller tries anew."""


def role_of(service: str) -> str:
    """The database role that owns a service's schema."""
    return f"tukiverkko_{service}"


def connection_arguments(url: str, service: str, schema: str | None = None) -> dict[str, Any]:
    """Libpq arguments that put a connection into the service's schema (or another of its own) and role."""
    arguments = dict(conninfo_to_dict(url))
    options = (
        f"{arguments.get('options') or ''} -c search_path={schema or service} -c role={role_of(service)}"
        f" -c idle_in_transaction_session_timeout={IDLE_IN_TRANSACTION}s"
    )
    return {
        "connect_timeout": 5,
        **LINE_LOST,
        **arguments,
        "options": options.strip(),
        "application_name": f"tukiverkko-{service}",
    }


class ServiceDatabase(PostgresDatastore):
    """eventsourcing's datastore on a libpq URL, with the service's schema and role."""

    def __init__(self, url: str, service: str, schema: str | None = None) -> None:
        arguments = connection_arguments(url, service, schema)
        super().__init__(
            dbname=str(arguments.get("dbname") or ""),
            host=str(arguments.get("host") or ""),
            port=str(arguments.get("port") or ""),
            user=str(arguments.get("user") or ""),
            password=str(arguments.get("password") or ""),
            schema=schema or service,
            pool_size=POOL_SIZE,
            max_overflow=POOL_OVERFLOW,
            connect_timeout=PATIENCE,  # so the library calls how long a caller waits for a connection
            idle_in_transaction_session_timeout=IDLE_IN_TRANSACTION,
        )
        self.service = service
        self._arguments = arguments
        # The whole URL counts (TLS, several hosts), not only the five parts the library knows.
        self.pool.kwargs = {**arguments, "row_factory": dict_row}
        self.pool.reconnect_timeout = RECONNECT
        self.pool._check = self._still_there  # noqa: SLF001 - the library hands on only a check that asks the server

    @contextmanager
    def rows(self) -> Iterator[psycopg.Connection[DictRow]]:
        """A connection in a transaction of its own: committed at the end, rolled back on an error."""
        with self.get_connection() as connection, connection.transaction():
            yield connection

    def _still_there(self, connection: psycopg.Connection[Any]) -> None:
        """OperationalError where the server has hung up; then the whole pool is looked through at once.

        Without it each lost connection fails a request of its own. It asks nothing of a server that is there.
        """
        try:
            for _ in range(2):  # its last message first, then the end
                connection.pgconn.consume_input()
        except psycopg.OperationalError:
            self.pool.check()
            raise

    def own_connection(self) -> psycopg.Connection[DictRow]:
        """A connection outside the pool, for what holds a lock or listens as long as it lives."""
        return psycopg.connect(**self._arguments, row_factory=dict_row, autocommit=True)

    def made_for_play(self) -> bool:
        """Whether this schema was made for playing files, whose lines bring their own clock."""
        with self.rows() as rows:
            made = rows.execute("SELECT play FROM made").fetchone()
        return bool(made and made["play"])
