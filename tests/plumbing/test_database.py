"""A service's connections: what was lost is not handed out, and nothing idles with a lock."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from shared.plumbing.migrations import migrate
from shared.plumbing.store.database import IDLE_IN_TRANSACTION, POOL_SIZE, ServiceDatabase


@pytest.fixture
def of_intake(database: str) -> ServiceDatabase:
    migrate(database, "intake")
    return ServiceDatabase(database, "intake")


def play(database: ServiceDatabase) -> bool:
    return database.made_for_play()


def test_no_request_is_given_a_connection_that_was_lost(of_intake: ServiceDatabase, database: str) -> None:
    with ThreadPoolExecutor(POOL_SIZE) as pool:
        list(pool.map(lambda _: play(of_intake), range(POOL_SIZE * 5)))
    with psycopg.connect(database, autocommit=True) as owner:
        ended = owner.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE application_name = 'tukiverkko-intake' AND datname = current_database()"
        ).fetchall()
    assert len(ended) >= POOL_SIZE
    assert [play(of_intake) for _ in range(POOL_SIZE * 2)] == [False] * POOL_SIZE * 2


def test_every_connection_is_ended_that_idles_in_a_transaction(of_intake: ServiceDatabase) -> None:
    told = f"{IDLE_IN_TRANSACTION}s"
    with of_intake.own_connection() as own, of_intake.rows() as pooled:
        for each in (own, pooled):
            row = each.execute("SHOW idle_in_transaction_session_timeout").fetchone()
            assert row
            assert row["idle_in_transaction_session_timeout"] == told
