"""`seal` and `restored`: what an operator asks of the chain of seals, beside the minute's own sealing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from services.console.supervising import databases
from shared.plumbing.keys import seal_key
from shared.plumbing.seals.chain import Chain
from shared.plumbing.seals.known import KnownSeals
from shared.plumbing.settings import Settings
from shared.plumbing.store.database import ServiceDatabase

WITH_A_LOG = ("intake",)
"""The services that keep facts of their own."""


@contextmanager
def chain_of(settings: Settings, service: str) -> Iterator[Chain]:
    """A service's chain; the settings' database is there and migrated."""
    database = ServiceDatabase(settings.database_of(service), service)
    try:
        yield Chain(database, seal_key(settings.keys), KnownSeals(settings.seals))
    finally:
        database.close()


def seal_all(settings: Settings) -> dict[str, dict[str, Any]]:
    """By service its newest seal's number and hash, the position it reaches, and the seals made now.

    AnotherChain where the database has not the seals that were signed here.
    """
    told: dict[str, dict[str, Any]] = {}
    with databases(settings) as ready:
        for service in WITH_A_LOG:
            with chain_of(ready, service) as chain:
                made = sum(1 for _ in chain.seal())
                told[service] = {**chain.standing(), "made": made}
    return told


def begin_again(settings: Settings, service: str) -> dict[str, Any]:
    """After a restore: a new id for the log, told in the chain. {"service", "log_id", "seal", "position"}."""
    with databases(settings) as ready, chain_of(ready, service) as chain:
        seal = chain.begin_again()
    return {
        "service": service,
        "log_id": str(seal.log_id),
        "seal": seal.number,
        "position": seal.last,
    }
