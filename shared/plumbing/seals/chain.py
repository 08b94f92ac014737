"""The chain of one log: each new range of stored facts is sealed, each minute and on demand.

A reader that tails the log misses nothing (facts become visible in the order of their positions), so what
stands behind the newest seal is what is new. Sealers in several processes wait for each other.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg.rows import DictRow

from shared.plumbing import metrics
from shared.plumbing.seals.known import KnownSeals
from shared.plumbing.seals.seal import FACTS, NO_SEAL, Book, Seal, as_sent, packed, signed
from shared.plumbing.store.database import ServiceDatabase

MOST_FACTS = 1000
INSERT = """
INSERT INTO {seals} (number, kind, log_id, after, last, facts, previous, signed_at, hash, signature)
VALUES (%(number)s, %(kind)s, %(log_id)s, %(after)s, %(last)s, %(facts)s, %(previous)s, %(at)s, %(hash)s,
        %(signature)s)
"""
EARLIER = """
SELECT DISTINCT log_id FROM seals WHERE log_id <> (SELECT log_id FROM log)
    AND EXISTS (SELECT FROM seals AS told JOIN log USING (log_id) WHERE told.kind = 'restored')
"""
Connection = psycopg.Connection[DictRow]


class AnotherChain(Exception):
    """The seals in the database are not those that were signed here: restored, or changed."""


class Chain:
    """The seals of one book of a service: of its log of facts, unless another is said.

    known: what was signed here before; most: facts under one seal.
    """

    def __init__(
        self,
        database: ServiceDatabase,
        key: Ed25519PrivateKey,
        known: KnownSeals,
        most: int = MOST_FACTS,
        book: Book = FACTS,
    ) -> None:
        self.database = database
        self.book = book
        self.key = key
        self.known = known
        self._most = most

    def seal(self) -> Iterator[Seal]:
        """Seals what is new, in as many seals as it takes.

        AnotherChain where the newest seal known here is not in the database: then nothing is sealed, so that
        a restored or a cut log is not covered up.
        """
        while (made := self._seal_some()) is not None:
            yield made

    def begin_again(self) -> Seal:
        """Gives a restored log its new id, and says so in the chain; the seal that says it.

        Readers that knew the old log stand still until their rows are made again.
        """
        with self.database.rows() as rows:
            self._lock(rows)
            new = uuid4()
            rows.execute(self.book.renew, (new,))
            seal = self._add(rows, "restored", new, [])
        self._tell(seal)
        return seal

    def standing(self) -> dict[str, Any]:
        """The newest seal's `number` and `hash`, the `position` up to which the log is sealed, and the
        number of the newest seal that is `published`.
        """
        with self.database.rows() as rows:
            newest = self._newest(rows)
            (told,) = rows.execute("SELECT number FROM seals_told").fetchall()
        return {
            "position": newest["last"],
            "number": newest["number"],
            "hash": newest["hash"].hex(),
            "published": int(told["number"]),
        }

    def _seal_some(self) -> Seal | None:
        with self.database.rows() as rows:
            self._lock(rows)
            log_id: UUID = rows.execute(self.book.log_id).fetchall()[0]["log_id"]
            self._refuse_another_chain(rows, log_id)
            place = self.book.position
            facts = rows.execute(
                f"{self.book.stored} WHERE {place} > %s ORDER BY {place} LIMIT %s",
                (self._newest(rows)["last"], self._most),
            ).fetchall()
            if not facts:
                return None
            seal = self._add(rows, "sealed", log_id, facts)
        self._tell(seal)
        return seal

    def _add(self, rows: Connection, kind: str, log_id: UUID, facts: list[DictRow]) -> Seal:
        newest, now = self._newest(rows), datetime.now(UTC)
        last = facts[-1][self.book.position] if facts else newest["last"]
        unsigned = Seal(
            number=newest["number"] + 1,
            kind=kind,
            log_id=log_id,
            after=newest["last"],
            last=last,
            facts=packed([self.book.fact_of(row) for row in facts]),
            previous=newest["hash"],
            signed_at=as_sent(now),
        )
        seal = signed(unsigned, self.key)
        rows.execute(INSERT.format(seals=self.book.seals), {**vars(seal), "at": now})
        return seal

    def _refuse_another_chain(self, rows: Connection, log_id: UUID) -> None:
        known = self.known.of(log_id)
        if known is None:
            return
        asked = f"SELECT hash FROM {self.book.seals} WHERE number = %s"  # noqa: S608 - a table
        found = rows.execute(asked, (known.number,)).fetchone()
        if found is None or bytes(found["hash"]) != known.hash:
            raise AnotherChain(
                f"seal {known.number} of this log was signed here and is not there:"
                " if the database was restored, run `tukiverkko restored`; if not, run `tukiverkko verify`"
            )

    def _tell(self, seal: Seal) -> None:
        self.known.note(seal.log_id, seal.number, seal.hash)
        if self.book is FACTS:
            metrics.SEALED.labels(self.database.service).set(seal.last)

    def _lock(self, rows: Connection) -> None:
        rows.execute(f"LOCK TABLE {self.book.seals} IN EXCLUSIVE MODE")

    def _newest(self, rows: Connection) -> dict[str, Any]:
        asked = f"SELECT number, last, hash FROM {self.book.seals} ORDER BY number DESC LIMIT 1"  # noqa: S608 - a table
        row = rows.execute(asked).fetchone()
        return {**row, "hash": bytes(row["hash"])} if row else {"number": 0, "last": 0, "hash": NO_SEAL}


def earlier_logs(rows: Connection) -> list[str]:
    """The ids that this log had before it was restored, as its chain says: none where it does not."""
    found = rows.execute(EARLIER).fetchall()
    return [str(row["log_id"]) for row in found]
