"""Rebuild: rows made anew beside the living, compared with them, then put in their place (architecture, 8).

A schema of the service's own, `<service>_next`, is filled by reading each source's log from its beginning,
with a cursor of its own: a rebuild that was broken off goes on where it was. Meanwhile the living rows are
read and written as ever. At the end the tables change places in one transaction (switching.py).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zlib import crc32

import psycopg

from shared.contracts.envelope import PublicFact
from shared.plumbing import parked, switching, versions
from shared.plumbing.ahead import Ahead, Pull
from shared.plumbing.applying import Applier, Place
from shared.plumbing.facts_read import read_fact
from shared.plumbing.migrations import migrate
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.switching import Comparison, NotNow, compared
from shared.plumbing.versions import Projection

BATCH = 1000
CLOSE = 500
"""So many facts behind the living rows the new ones may be when the living ones are held still."""
Tell = Callable[[str, int, int], None]
"""(source, position, head): how far it is."""


def no_words(_source: str, _position: int, _head: int) -> None:
    """For who does not want to know how far it is."""


@dataclass(frozen=True)
class Source:
    """A log that rows are made of: its name, how it is read, and its facts by type."""

    name: str
    pull: Pull
    kinds: Mapping[str, type[PublicFact]]


@dataclass(frozen=True)
class Report:
    """What a rebuild found. by_table: the comparison. same_log: False after a restore of the source."""

    positions: dict[str, int]
    by_table: dict[str, Comparison] = field(default_factory=dict)
    same_log: bool = True
    resumed: bool = False
    switched: bool = False

    @property
    def rows(self) -> int:
        """Living rows that were compared."""
        return sum(table.living for table in self.by_table.values())

    @property
    def differences(self) -> int:
        """Rows that are only on one side."""
        return sum(table.differences for table in self.by_table.values())


class Rebuild:
    """Makes a service's rows anew: all of them, or those of some projections.

    url: as for `migrate`, of a user who may create the schema. chosen: None for every projection.
    """

    def __init__(  # noqa: PLR0917 - where, of what and by what, named by the service
        self,
        url: str,
        service: str,
        sources: Sequence[Source],
        projections: Sequence[Projection],
        chosen: Sequence[str] | None = None,
        tell: Tell | None = None,
    ) -> None:
        self.service = service
        self.next = f"{service}_next"
        self._url = url
        self._sources = sources
        self._projections = [p for p in projections if chosen is None or p.name in chosen]
        self._whole = len(self._projections) == len(projections)
        self._tell = tell or no_words

    @property
    def tables(self) -> list[str]:
        """The tables that are made anew."""
        return [table for projection in self._projections for table in projection.tables]

    def run(self, *, compare_only: bool = False) -> Report:
        """Makes, compares and switches. NotNow where another one runs, or the living rows changed hands.

        compare_only: the living rows stay, whatever is found.
        """
        with self._databases() as (living, made), self._alone(living):
            resumed = self._make_room(living, made)
            appliers = self._appliers(living, made)
            same_log = self._catch_up(living, appliers)
            if not (same_log or self._whole):
                raise NotNow("the source's log is another one now: rebuild all of the service's rows")
            with switching.held_still(living) as hold:
                self._to_the_living(hold, appliers)
                snapshot = switching.snapshot(living)
            with snapshot:
                by_table = {
                    table: compared(snapshot, living.service, self.next, table) for table in self.tables
                }
            positions = {name: applier.place().position for name, applier in appliers.items()}
            if not compare_only:
                self._switch(living, appliers)
            self._clear(living)
            return Report(positions, by_table, same_log, resumed, switched=not compare_only)

    @contextmanager
    def _databases(self) -> Iterator[tuple[ServiceDatabase, ServiceDatabase]]:
        living = ServiceDatabase(self._url, self.service)
        made = ServiceDatabase(self._url, self.service, self.next)
        try:
            yield living, made
        finally:
            made.close()
            living.close()

    @contextmanager
    def _alone(self, living: ServiceDatabase) -> Iterator[None]:
        with living.own_connection() as connection:
            key = crc32(f"{self.service}:rebuild".encode())
            row = connection.execute("SELECT pg_try_advisory_lock(%s) AS got", (key,)).fetchone()
            if not (row and row["got"]):
                raise NotNow(f"another rebuild of {self.service} runs")
            try:
                yield
            finally:  # whoever begins at once would meet it as long as the server has not seen the line end
                with suppress(psycopg.Error):
                    connection.execute("SELECT pg_advisory_unlock(%s)", (key,))

    def _make_room(self, living: ServiceDatabase, made: ServiceDatabase) -> bool:
        """The schema beside the living, empty or as a rebuild like this one left it; whether it was there."""
        if self._can_go_on(living, made):
            return True
        self._clear(living)
        migrate(self._url, self.service, schema=self.next)
        with made.rows() as rows:
            rows.execute("DELETE FROM projections")
            versions.write(rows.cursor(), versions.of_code(self._projections))
            rows.execute(f"INSERT INTO discarded SELECT * FROM {self.service}.discarded")  # noqa: S608 - ours
        return False

    def _can_go_on(self, living: ServiceDatabase, made: ServiceDatabase) -> bool:
        with living.rows() as rows:
            there = rows.execute("SELECT to_regclass(%s) AS there", (f"{self.next}.discarded",)).fetchone()
        if not (there and there["there"]):
            return False
        with made.rows() as rows:
            if versions.of_rows(rows.cursor()) != versions.of_code(self._projections):
                return False
            logs = rows.execute("SELECT source, log_id FROM subscriptions").fetchall()
        now = {source.name: UUID(source.pull(0, 0)["log_id"]) for source in self._sources}
        return switching.same_discarded(living, self.next) and all(
            now.get(row["source"]) == row["log_id"] for row in logs
        )

    def _appliers(self, living: ServiceDatabase, made: ServiceDatabase) -> dict[str, Applier]:
        with living.rows() as rows:
            given_up = {s.name: parked.given_up(rows.cursor(), s.name) for s in self._sources}
        return {
            s.name: Applier(s.name, made, s.kinds, self._projections, given_up[s.name]) for s in self._sources
        }

    def _catch_up(self, living: ServiceDatabase, appliers: Mapping[str, Applier]) -> bool:
        """Reads until it is close to the living rows; False where those are of another log."""
        same_log = True
        for source in self._sources:
            applier = appliers[source.name]
            while True:
                there = switching.place_of(living, source.name)
                if self._another_log(source, there):
                    same_log = False
                    self._read(source, applier, None)
                    break
                if there.position - self._read(source, applier, there.position).position < CLOSE:
                    break
        return same_log

    def _to_the_living(self, hold: Any, appliers: Mapping[str, Applier]) -> None:
        """Reads to exactly where the living rows stand; they are held still meanwhile."""
        for source in self._sources:
            there = switching.place_in(hold, source.name)
            upto = None if self._another_log(source, there) else there.position
            self._read(source, appliers[source.name], upto)

    def _another_log(self, source: Source, there: Place) -> bool:
        if there.stopped is not None:
            return True
        return there.log_id is not None and there.log_id != UUID(source.pull(0, 0)["log_id"])

    def _read(self, source: Source, applier: Applier, upto: int | None) -> Place:
        """Makes rows of the log up to a position, or to its end."""
        place = applier.place()
        with Ahead(source.pull, BATCH) as ranges:
            while upto is None or place.position < upto:
                answer = ranges.after(place.position)
                log_id, head = UUID(answer["log_id"]), int(answer["head"])
                if place.log_id not in {None, log_id}:
                    raise NotNow(f"the log of {source.name} changed meanwhile: begin again")
                facts = [read_fact(e) for e in answer["facts"] if upto is None or int(e["position"]) <= upto]
                if not facts:
                    break
                place = applier.apply(Place(log_id, place.position, None), facts)
                self._tell(source.name, place.position, head)
        return place

    def _switch(self, living: ServiceDatabase, appliers: Mapping[str, Applier]) -> None:
        def last_steps(hold: Any) -> None:
            self._to_the_living(hold, appliers)

        switching.switch(
            living, self.next, self.tables, versions.of_code(self._projections), last_steps, whole=self._whole
        )

    def _clear(self, living: ServiceDatabase) -> None:
        with living.rows() as rows:
            rows.execute(f"DROP SCHEMA IF EXISTS {self.next} CASCADE")
