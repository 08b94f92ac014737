"""Sessions in PostgreSQL: the gateway's own schema, so that all gateways and the next start know them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from services.gateway.signing_in.sealed import Sealed
from services.gateway.signing_in.sessions_kept import Kept, Lasting, Sessions, SessionsAway, now_in_utc
from shared.plumbing.store.database import connection_arguments

PATIENCE = 2.0
"""Seconds a page waits for a connection."""
POOL = 8
SERVICE = "gateway"
Row = dict[str, Any]


class SessionsInDatabase(Sessions):
    """url: libpq URL of the database that has the gateway's schema (`tukiverkko migrate`)."""

    def __init__(
        self, url: str, box: Sealed, lasting: Lasting, clock: Callable[[], datetime] = now_in_utc
    ) -> None:
        super().__init__(box, lasting, clock)
        arguments = connection_arguments(url, SERVICE) | {"autocommit": True, "row_factory": dict_row}
        self._pool: AsyncConnectionPool[psycopg.AsyncConnection[Row]] = AsyncConnectionPool(
            kwargs=arguments,
            min_size=1,
            max_size=POOL,
            timeout=PATIENCE,
            open=False,
            check=AsyncConnectionPool.check_connection,
        )
        self._opened = False

    async def put(self, place: bytes, kept: Kept) -> None:
        now = self.clock()
        async with self._connection() as connection:
            await connection.execute(
                "DELETE FROM sessions WHERE began_at <= %s OR seen_at <= %s",
                (now - self.lasting.whole, now - self.lasting.idle),
            )
            await connection.execute(
                "INSERT INTO sessions (id, of_user, of_sid, content, began_at, seen_at)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                (place, kept.of_user, kept.of_sid, kept.content, kept.began, kept.seen),
            )

    async def get(self, place: bytes) -> Kept | None:
        async with self._connection() as connection:
            asked = await connection.execute(
                "SELECT of_user, of_sid, content, began_at AS began, seen_at AS seen FROM sessions"
                " WHERE id = %s",
                (place,),
            )
            row = await asked.fetchone()
        return Kept(**row) if row else None

    async def touch(self, place: bytes, seen: datetime) -> None:
        async with self._connection() as connection:
            await connection.execute("UPDATE sessions SET seen_at = %s WHERE id = %s", (seen, place))

    async def remove(self, place: bytes) -> None:
        async with self._connection() as connection:
            await connection.execute("DELETE FROM sessions WHERE id = %s", (place,))

    async def remove_of(self, of_user: bytes | None, of_sid: bytes | None) -> None:
        async with self._connection() as connection:
            await connection.execute(
                "DELETE FROM sessions WHERE of_user = %s OR of_sid = %s", (of_user, of_sid)
            )

    async def check(self) -> None:
        async with self._connection() as connection:
            await connection.execute("SELECT 1 FROM sessions LIMIT 1")

    async def close(self) -> None:
        if self._opened:
            await self._pool.close()

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[psycopg.AsyncConnection[Row]]:
        if not self._opened:  # here and not at the start: the pool belongs to the loop that serves
            self._opened = True
            await self._pool.open()
        try:
            async with self._pool.connection() as connection:
                yield connection
        except (psycopg.OperationalError, psycopg.errors.UndefinedTable) as error:
            raise SessionsAway(type(error).__name__) from None
