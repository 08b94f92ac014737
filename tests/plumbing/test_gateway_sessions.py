"""Sessions: how long they hold, who ends them, and what of them lies in the database."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import psycopg
import pytest
from joserfc.jwk import OKPKey

from services.gateway.signing_in.sealed import Sealed
from services.gateway.signing_in.sessions_in_database import SessionsInDatabase
from services.gateway.signing_in.sessions_kept import (
    Lasting,
    Session,
    Sessions,
    SessionsAway,
    SessionsInProcess,
)
from shared.plumbing.migrations import migrate

T = TypeVar("T")
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LASTING = Lasting(timedelta(minutes=30), timedelta(hours=10))
KEY = OKPKey.generate_key("Ed25519")
SOMEBODY = Session(
    {"sub": "koordinaattori-1", "role": "coordinator", "region": "sisa-suomi"},
    "Keksitty Koordinaattori",
    subject="subject-1",
    sid="sid-1",
    id_token="an.id.token",
)


class Clock:
    """A moment that passes when a test says so."""

    def __init__(self) -> None:
        self.now = NINE

    def __call__(self) -> datetime:
        return self.now


Tried = Callable[[Sessions, Clock], Awaitable[T]]


def with_sessions(url: str | None, tried: Tried[T], clock: Clock | None = None) -> T:
    """Tries it with sessions of a gateway: in the database, or in the process where there is none."""
    clock = clock or Clock()

    async def whole() -> T:
        box = Sealed(KEY, "sessions")
        kept: Sessions = (
            SessionsInDatabase(url, box, LASTING, clock) if url else SessionsInProcess(box, LASTING, clock)
        )
        try:
            return await tried(kept, clock)
        finally:
            await kept.close()

    return asyncio.run(whole())


@pytest.fixture(params=["in the database", "in the process"])
def place(request: pytest.FixtureRequest) -> str | None:
    """Where sessions are kept: the URL of a migrated database, or nowhere but in the process."""
    if request.param == "in the process":
        return None
    url: str = request.getfixturevalue("database")
    migrate(url, "gateway")
    return url


@pytest.fixture
def migrated(database: str) -> str:
    """The URL of a database that has the gateway's tables."""
    migrate(database, "gateway")
    return database


def test_a_session_is_found_by_the_id_it_was_given(place: str | None) -> None:
    async def tried(kept: Sessions, _clock: Clock) -> None:
        secret = await kept.begin(SOMEBODY)
        assert await kept.find(secret) == SOMEBODY
        for other in ("", "x", secret[:-1], secret + "x", "x" * 10_000, "ä\0"):
            assert await kept.find(other) is None

    with_sessions(place, tried)


def test_without_use_it_ends_after_half_an_hour(place: str | None) -> None:
    async def tried(kept: Sessions, clock: Clock) -> None:
        secret = await kept.begin(SOMEBODY)
        for _ in range(3):
            clock.now += timedelta(minutes=29)
            assert await kept.find(secret), "use keeps it"
        clock.now += timedelta(minutes=30)
        assert await kept.find(secret) is None
        clock.now -= timedelta(minutes=29)
        assert await kept.find(secret) is None, "it is gone, not hidden"

    with_sessions(place, tried)


def test_in_any_case_it_ends_after_ten_hours(place: str | None) -> None:
    async def tried(kept: Sessions, clock: Clock) -> None:
        secret = await kept.begin(SOMEBODY)
        for _ in range(10 * 3 - 1):
            clock.now += timedelta(minutes=20)
            assert await kept.find(secret)
        clock.now += timedelta(minutes=20)
        assert await kept.find(secret) is None

    with_sessions(place, tried)


def test_signing_out_ends_that_one_and_no_other(place: str | None) -> None:
    async def tried(kept: Sessions, _clock: Clock) -> None:
        first, second = await kept.begin(SOMEBODY), await kept.begin(SOMEBODY)
        await kept.end(first)
        assert await kept.find(first) is None
        assert await kept.find(second)

    with_sessions(place, tried)


@pytest.mark.parametrize("told", [{"user": "subject-1"}, {"sid": "sid-1"}])
def test_the_sign_in_service_ends_those_of_a_user_or_of_its_own_session(
    told: dict[str, str], place: str | None
) -> None:
    async def tried(kept: Sessions, _clock: Clock) -> None:
        theirs, another = await kept.begin(SOMEBODY), await kept.begin(Session({"sub": "o-1"}, "Olli"))
        await kept.end_of(**told)
        assert await kept.find(theirs) is None
        assert await kept.find(another)

    with_sessions(place, tried)


def test_it_survives_a_restart_and_is_known_to_every_gateway(migrated: str) -> None:
    async def begun(kept: Sessions, _clock: Clock) -> str:
        return await kept.begin(SOMEBODY)

    secret = with_sessions(migrated, begun)

    async def found(kept: Sessions, _clock: Clock) -> Session | None:
        return await kept.find(secret)

    assert with_sessions(migrated, found) == SOMEBODY


def test_who_signs_out_at_one_gateway_is_out_at_the_other_and_after_a_restart(migrated: str) -> None:
    async def tried(one: Sessions, _clock: Clock) -> str:
        other = SessionsInDatabase(migrated, Sealed(KEY, "sessions"), LASTING, Clock())
        secret = await one.begin(SOMEBODY)
        assert await other.find(secret)
        await one.end(secret)
        assert await other.find(secret) is None
        await other.close()
        return secret

    secret = with_sessions(migrated, tried)

    async def found(kept: Sessions, _clock: Clock) -> Session | None:
        return await kept.find(secret)

    assert with_sessions(migrated, found) is None


def test_the_table_names_nobody_and_signs_nobody_in(migrated: str) -> None:
    """R-P1: a copy of the table holds neither names nor what a browser would have to hold."""

    async def begun(kept: Sessions, _clock: Clock) -> str:
        return await kept.begin(SOMEBODY)

    secret = with_sessions(migrated, begun)
    with psycopg.connect(migrated) as connection:
        (row,) = connection.execute("SELECT * FROM gateway.sessions").fetchall()
    whole = repr(row).encode() + b"".join(part for part in row if isinstance(part, bytes))
    for told in ("koordinaattori-1", "Keksitty", "subject-1", "sid-1", "an.id.token", secret):
        assert told.encode() not in whole


def test_a_row_put_in_another_s_place_opens_nothing(migrated: str) -> None:
    async def tried(kept: Sessions, _clock: Clock) -> Session | None:
        mine, theirs = await kept.begin(Session({"sub": "o-1"}, "Olli")), await kept.begin(SOMEBODY)
        assert mine != theirs
        with psycopg.connect(migrated) as connection:
            swap = (
                "UPDATE gateway.sessions a SET content = b.content FROM gateway.sessions b WHERE a.id <> b.id"
            )
            assert connection.execute(swap).rowcount == 2
        return await kept.find(mine)

    assert with_sessions(migrated, tried) is None


def test_sessions_that_ran_out_are_cleared_away(migrated: str) -> None:
    async def tried(kept: Sessions, clock: Clock) -> None:
        await kept.begin(SOMEBODY)
        clock.now += timedelta(minutes=31)
        await kept.begin(SOMEBODY)

    with_sessions(migrated, tried)
    with psycopg.connect(migrated) as connection:
        assert connection.execute("SELECT count(*) FROM gateway.sessions").fetchone() == (1,)


def test_without_the_database_it_says_so() -> None:
    async def tried(kept: Sessions, _clock: Clock) -> None:
        with pytest.raises(SessionsAway):
            await kept.find("x")

    with_sessions("postgresql://nobody@127.0.0.1:9/nothing", tried)
