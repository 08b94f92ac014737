"""What the seals of the two logs vouch for, and the loop that seals what is new each minute.

Their seals stand in tables of their own beside those of the facts; `verify` reads all of them.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
import structlog
from psycopg.rows import DictRow

from shared.plumbing.access.log import COLUMNS
from shared.plumbing.access.past import ACCESS, DISCLOSURES
from shared.plumbing.loops import ActiveLoop
from shared.plumbing.seals.chain import Chain
from shared.plumbing.seals.seal import Book, Fact

log = structlog.get_logger()
EVERY = 60.0


def _fact_of(row: Mapping[str, Any]) -> Fact:
    return Fact(row["position"], bytes(row["digest"]))


def _book(table: str) -> Book:
    """Of each line its position and the SHA-256 of every column as PostgreSQL sends it, in a fixed order."""
    columns = ", ".join(["position", *sorted(COLUMNS[table])])
    return Book(
        name=table,
        stored=f"SELECT position, sha256(record_send(ROW({columns}))) AS digest FROM {table}",  # noqa: S608
        position="position",
        fact_of=_fact_of,
        seals=f"{table}_seals",
        log_id=f"SELECT log_id FROM access_books WHERE book = '{table}'",  # noqa: S608
        renew=f"UPDATE access_books SET log_id = %s WHERE book = '{table}'",  # noqa: S608
    )


ACCESS_BOOK, DISCLOSURE_BOOK = _book(ACCESS), _book(DISCLOSURES)


class AccessSealer(ActiveLoop):
    """Seals the logs of one service. One is active, however many instances run."""

    def __init__(self, chains: Sequence[Chain]) -> None:
        super().__init__("access seals", chains[0].database)
        self._chains = chains

    def lead(self, lock: psycopg.Connection[DictRow]) -> None:
        while not self.stopping.is_set():
            for chain in self._chains:
                for seal in chain.seal():
                    log.info(
                        "sealed", service=self.database.service, book=chain.book.name, seal=seal.number,
                        position=seal.last, hash=seal.hash.hex(),
                    )  # fmt: skip
                    lock.execute("SELECT 1")  # the lock is held only while its connection lives
            self.well()
            until = time.monotonic() + EVERY
            while not self.stopping.is_set() and (left := until - time.monotonic()) > 0:
                self.stopping.wait(left)
