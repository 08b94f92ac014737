"""Facts become rows, and the cursor moves with them: one transaction a batch.

A batch is applied as a whole. Where something in it fails it is begun again with a savepoint a fact: those
that fail are parked (parked.py), the others go on. What is wrong with the database, not with a fact, is
raised: the loop begins again, and nothing was applied.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing import persistence
from psycopg import Connection
from psycopg.rows import DictRow

from shared.contracts.envelope import PublicFact
from shared.contracts.reading import Reader
from shared.plumbing import completeness, parked, versions
from shared.plumbing.facts_read import ReadFact
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.versions import OtherVersion, Projection

DATABASE_AWAY = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    persistence.OperationalError,
    persistence.InterfaceError,
    psycopg.errors.UndefinedTable,
    psycopg.errors.InvalidSchemaName,
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.ReadOnlySqlTransaction,
)
"""Faults of the database, or of how it was set up: the fact has nothing to do with them."""
STATE = """
SELECT (SELECT jsonb_object_agg(name, version) FROM projections) AS versions,
    (SELECT array_agg(DISTINCT subject) FROM parked WHERE source = %s) AS held,
    EXISTS (SELECT FROM subscriptions) AS begun
"""
CURSOR = """
INSERT INTO subscriptions (source, log_id, position, recorded_at)
VALUES (%(source)s, %(log_id)s, %(to)s, %(at)s)
ON CONFLICT (source) DO UPDATE SET log_id = %(log_id)s, position = %(to)s, recorded_at = %(at)s
RETURNING set_config('synchronous_commit', 'off', true)
"""
"""Rows do not wait for the disk: a crash of the database that takes some takes the cursor's move with them,
and they are made again of the source's log."""


@dataclass(frozen=True)
class Place:
    """How far a subscription has come in its source's log; log_id None before the first fact."""

    log_id: UUID | None
    position: int
    stopped: str | None


class Overtaken(Exception):
    """Another process moved the cursor: read it again."""


class Applier:
    """Makes rows of one source's facts in one schema.

    left_out: (log id, position) of facts that were given up: they are accounted for, and make no rows.
    """

    def __init__(  # what it writes to, and by what it writes
        self,
        source: str,
        database: ServiceDatabase,
        kinds: Mapping[str, type[PublicFact]],
        projections: Sequence[Projection],
        left_out: frozenset[tuple[str, int]] = frozenset(),
    ) -> None:
        self.source = source
        self.database = database
        self.projections = projections
        self.versions = versions.of_code(projections)
        self._reader = Reader(kinds)
        self._left_out = left_out

    def place(self) -> Place:
        """How far this schema has come."""
        with self.database.rows() as rows:
            return self._place(rows)

    def begun(self) -> bool:
        """Whether anything was read yet, of this source or of another."""
        with self.database.rows() as rows:
            found = rows.execute("SELECT EXISTS (SELECT FROM subscriptions) AS begun").fetchone()
        return bool(found and found["begun"])

    def apply(self, place: Place, facts: Sequence[ReadFact]) -> Place:
        """Rows of these facts, which continue the cursor; the new place. Overtaken, OtherVersion."""
        try:
            return self._all_at_once(place, facts)
        except (*DATABASE_AWAY, Overtaken, OtherVersion):
            raise
        except Exception:  # noqa: BLE001 - one of them fails: find out which, and let the others go on
            return self._one_by_one(place, facts)

    def bring_in(self, subject: str) -> int:
        """Tries a subject's parked facts again, in order; how many became rows. OtherVersion."""
        with self.database.rows() as rows:
            self._hold(rows)
            brought: list[ReadFact] = []

            def apply(fact: ReadFact) -> Exception | None:
                if (error := self._tried(rows, fact)) is None:
                    brought.append(fact)
                return error

            done = parked.bring_in(rows.cursor(), self.source, subject, apply)
            completeness.account(rows.cursor(), self.source, brought)
            return done

    def discard(self, position: int, by: str, reason: str) -> None:
        """Gives a parked fact up: who did, and why, sealed. OtherVersion."""
        with self.database.rows() as rows:
            self._hold(rows)
            parked.discard(rows.cursor(), self.source, position, by, reason)

    def _all_at_once(self, place: Place, facts: Sequence[ReadFact]) -> Place:
        with self.database.rows() as rows:
            waiting = self._continue(rows, place)
            free = [fact for fact in facts if fact.subject not in waiting and not self._given_up(fact)]
            for fact in facts:
                if fact.subject in waiting and not self._given_up(fact):
                    parked.park(rows.cursor(), self.source, fact)
            self._project_all(rows, free)
            return self._move(rows, facts, free)

    def _one_by_one(self, place: Place, facts: Sequence[ReadFact]) -> Place:
        with self.database.rows() as rows:
            waiting = self._continue(rows, place)
            free = []
            for fact in facts:
                if self._given_up(fact):
                    continue
                error = None
                if fact.subject not in waiting and (error := self._tried(rows, fact)) is None:
                    free.append(fact)
                    continue
                parked.park(rows.cursor(), self.source, fact, error)
                waiting.add(fact.subject)
            return self._move(rows, facts, free)

    def _given_up(self, fact: ReadFact) -> bool:
        return bool(self._left_out) and (str(fact.log_id), fact.position) in self._left_out

    def _tried(self, rows: Connection[DictRow], fact: ReadFact) -> Exception | None:
        """Applies a fact in a savepoint; what broke. A fault of the database is raised."""
        try:
            with rows.transaction():
                self._project(rows, fact)
        except DATABASE_AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this fact's alone
            return error
        return None

    def _project_all(self, rows: Connection[DictRow], facts: Sequence[ReadFact]) -> None:
        messages = self._reader.all([fact.event for fact in facts])
        cursor = rows.cursor()
        for projection in self.projections:
            if projection.apply_all and len(messages) > 1:
                projection.apply_all(messages, cursor)
            else:
                for message in messages:
                    projection.apply(message, cursor)

    def _project(self, rows: Connection[DictRow], fact: ReadFact) -> None:
        message = self._reader.one(fact.event)
        cursor = rows.cursor()
        for projection in self.projections:
            projection.apply(message, cursor)

    def _continue(self, rows: Connection[DictRow], place: Place) -> set[str]:
        """Holds the cursor where it should be; the subjects that have something parked."""
        found, waiting = self._hold(rows)
        if (found.position, found.log_id or place.log_id) != (place.position, place.log_id):
            raise Overtaken(self.source)
        return waiting

    def _hold(self, rows: Connection[DictRow]) -> tuple[Place, set[str]]:
        """Nobody else moves the cursor or the parked facts as long as this transaction lasts.

        The place, and the subjects that have something parked: their later facts wait as well.
        """
        place = self._place(rows, " FOR UPDATE")
        (found,) = rows.execute(STATE, (self.source,)).fetchall()  # after the lock: as it is under it
        theirs = found["versions"] or {}
        if not versions.agree(self.versions, theirs):
            if found["begun"]:  # this source's log, or another's: the tables are the same
                raise OtherVersion(str(theirs))
            versions.write(rows.cursor(), self.versions)  # nothing was read yet: the rows will be ours
        return place, set(found["held"] or ())

    def _place(self, rows: Connection[DictRow], lock: str = "") -> Place:
        row = rows.execute(
            f"SELECT log_id, position, stopped FROM subscriptions WHERE source = %s{lock}",  # noqa: S608 - ours
            (self.source,),
        ).fetchone()
        return Place(row["log_id"], int(row["position"]), row["stopped"]) if row else Place(None, 0, None)

    def _move(
        self, rows: Connection[DictRow], facts: Sequence[ReadFact], applied: Sequence[ReadFact]
    ) -> Place:
        newest = facts[-1]
        values: dict[str, Any] = {
            "source": self.source,
            "log_id": newest.log_id,
            "to": newest.position,
            "at": newest.recorded_at,
        }
        rows.execute(CURSOR, values)
        completeness.account(rows.cursor(), self.source, applied)
        return Place(newest.log_id, newest.position, None)
