"""What the writer sends in PostgreSQL's binary form is what PostgreSQL reads."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import psycopg
import pytest

from shared.plumbing.store import packing
from shared.plumbing.store.round_trip import Statement, round_trip

HELSINKI_SUMMER = timezone(timedelta(hours=3))
IDS = [UUID(int=0), UUID("5d3c1f0a-8b1e-4c57-9a55-0f6f5f1f2a10"), UUID(int=2**128 - 1)]
NUMBERS = [0, 1, -1, 2**63 - 1, -(2**63)]
TEXTS = ["", "NULL", '{a,"b"}\\', "Äiti ja isä", "👩‍👧"]
BYTES = [b"", b"\0\xff", b'{"v":1}', bytes(range(256)) * 500]
MOMENTS = [
    datetime(2000, 1, 1, tzinfo=UTC),
    datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(2023, 7, 7, 12, 0, 0, 1, tzinfo=HELSINKI_SUMMER),
    datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
]


@pytest.mark.parametrize(
    ("kind", "packed", "values"),
    [
        ("uuid[]", packing.uuids, IDS),
        ("bigint[]", packing.numbers, NUMBERS),
        ("text[]", packing.texts, TEXTS),
        ("bytea[]", packing.bytes_, BYTES),
        ("timestamptz[]", packing.moments, MOMENTS),
    ],
)
def test_columns_are_read_as_they_were(database: str, kind: str, packed: Any, values: list[Any]) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        for some in (values, values[:1], []):
            row = connection.execute(f"SELECT array_send(%s::{kind})", (some,)).fetchone()
            assert row
            assert packed(some) == bytes(row[0])


def test_a_moment_alone_is_read_as_it_was(database: str) -> None:
    with psycopg.connect(database) as connection:
        for moment in MOMENTS:
            row = connection.execute("SELECT timestamptz_send(%s::timestamptz)", (moment,)).fetchone()
            assert row
            assert packing.moment(moment) == bytes(row[0])


def test_statements_that_travel_together_are_answered_in_order(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("PREPARE longest (text[]) AS SELECT max(length(t)) FROM unnest($1) AS t")
        results = round_trip(
            connection,
            [
                Statement(b"BEGIN"),
                Statement(b"longest", [packing.texts(["a", "abc"])]),
                Statement(b"COMMIT"),
            ],
        )
        assert [result.command_status for result in results] == [b"BEGIN", b"SELECT 1", b"COMMIT"]
        assert results[1].get_value(0, 0) == b"3"


def test_the_first_that_fails_is_told_and_those_after_it_did_nothing(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE TEMP TABLE kept (n int)")
        statements = [
            b"INSERT INTO kept VALUES (1)",
            b"SELECT 1 / 0",
            b"INSERT INTO kept VALUES ('no number')",
        ]
        with pytest.raises(psycopg.errors.DivisionByZero):
            round_trip(connection, [Statement(each) for each in statements])
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
        assert row == (0,)


def test_a_server_that_went_away_is_told(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        with pytest.raises(psycopg.OperationalError):
            round_trip(connection, [Statement(b"SELECT pg_terminate_backend(pg_backend_pid())")] * 2)
        assert connection.closed
