"""Several statements, one round trip: sent together, answered together.

psycopg's own pipeline waits for the socket once a statement, and in green threads each wait lets everybody
else run first: with the log's lock in hand that is time in which nobody stores. Here one wait does.
Sent with libpq's functions as psycopg offers them (`psycopg.pq`), waited for as psycopg waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import generators
from psycopg.abc import PQGen
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGconn, PGresult


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL without parameters; or, where there are values, the name of a prepared statement.

    values: its parameters, in PostgreSQL's binary form.
    """

    said: bytes
    values: Sequence[bytes] | None = None


def round_trip(connection: psycopg.Connection[Any], statements: Sequence[Statement]) -> list[PGresult]:
    """Each statement's result.

    The first that fails raises its error; those after it were not carried out, and a transaction that was
    open waits to be rolled back. psycopg.OperationalError where the server went away.
    """
    pgconn = connection.pgconn
    pgconn.enter_pipeline_mode()
    results: list[PGresult] = connection.wait(_exchange(pgconn, statements))
    pgconn.exit_pipeline_mode()
    for result in results:
        if result.status == ExecStatus.FATAL_ERROR:
            raise error_from_result(result)
    return results


def _exchange(pgconn: PGconn, statements: Sequence[Statement]) -> PQGen[list[PGresult]]:
    for each in statements:
        if each.values is None:
            pgconn.send_query_params(each.said, None)
        else:
            formats = [Format.BINARY] * len(each.values)
            pgconn.send_query_prepared(each.said, each.values, param_formats=formats)
    pgconn.pipeline_sync()
    yield from generators.send(pgconn)
    results: list[PGresult] = []
    while True:
        answered = yield from generators.fetch_many(pgconn)
        if not answered:
            raise psycopg.OperationalError("the server went away")
        if answered[0].status == ExecStatus.PIPELINE_SYNC:
            return results
        results += answered
