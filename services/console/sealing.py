"""`seal` and `restored`: what an operator asks of the chain of seals, beside the minute's own sealing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from services.console.supervising import databases
from shared.contracts.services import SERVICES, WITH_A_LOG
from shared.plumbing.access.books import ACCESS_BOOK, DISCLOSURE_BOOK
from shared.plumbing.keys import seal_key
from shared.plumbing.seals.chain import Chain
from shared.plumbing.seals.known import KnownSeals
from shared.plumbing.seals.seal import FACTS, Book
from shared.plumbing.settings import Settings
from shared.plumbing.store.database import ServiceDatabase

ACCESS_LOGS = dict.fromkeys(SERVICES, (ACCESS_BOOK,)) | {"intake": (ACCESS_BOOK, DISCLOSURE_BOOK)}
"""Service → the logs in which it writes down what was read and given; each has seals of its own."""


@contextmanager
def chain_of(settings: Settings, service: str, book: Book = FACTS) -> Iterator[Chain]:
    """A chain of a service's; the settings' database is there and migrated."""
    database = ServiceDatabase(settings.database_of(service), service)
    try:
        yield Chain(database, seal_key(settings.keys), KnownSeals(settings.seals), book=book)
    finally:
        database.close()


def seal_all(settings: Settings) -> dict[str, dict[str, Any]]:
    """By service its newest seal's number and hash, the position it reaches, and the seals made now.

    What was read and given is sealed too; the result tells of the facts' chain. AnotherChain where the
    database has not the seals that were signed here.
    """
    told: dict[str, dict[str, Any]] = {}
    with databases(settings) as ready:
        for service in WITH_A_LOG:
            with chain_of(ready, service) as chain:
                made = sum(1 for _ in chain.seal())
                told[service] = {**chain.standing(), "made": made}
        for service, book in access_books():
            with chain_of(ready, service, book) as chain:
                list(chain.seal())
    return told


def begin_again(settings: Settings, service: str) -> dict[str, Any]:
    """After a restore: new ids for the service's logs, each told in its chain.

    {"service", "log_id", "seal", "position"}: of the facts, or of the access log where there are no facts.
    """
    books = [*reversed(ACCESS_LOGS[service]), *([FACTS] if service in WITH_A_LOG else [])]
    with databases(settings) as ready:
        for book in books:
            with chain_of(ready, service, book) as chain:
                seal = chain.begin_again()
    return {
        "service": service,
        "log_id": str(seal.log_id),
        "seal": seal.number,
        "position": seal.last,
    }


def access_books() -> list[tuple[str, Book]]:
    """Each service with each of its access logs."""
    return [(service, book) for service, books in ACCESS_LOGS.items() for book in books]
