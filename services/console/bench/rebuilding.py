"""Rows made anew from the whole log, over the real RPC, against eventsourcing's ProjectionRunner."""

import threading
import time
from functools import partial
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.application import Application
from eventsourcing.persistence import Mapper, Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.conninfo import conninfo_to_dict

from services.console.bench.figures import Figure
from services.console.bench.log_of_contacts import recorder_of
from services.console.bench.place import Place, measured
from services.console.supervising import wait_until
from services.reporting.service import open_reporting
from shared.plumbing.settings import Settings
from shared.plumbing.store.mapper import FactMapper
from shared.plumbing.store.recorder import FactRecorder

LOOK = 0.05
COUNT = "INSERT INTO counted VALUES (%s, 1) ON CONFLICT (kind) DO UPDATE SET n = counted.n + 1"
ITS_FACTS = 3_000
"""The runner is given fewer: its rate is the same, and the run is shorter."""


def rebuild(place: Place) -> list[Figure]:
    """Contact statistics from the first fact to the last; the peer only counts."""
    settings = place.fresh()
    head = measured("log_of_contacts", "filled", settings, facts=place.facts)
    with place.serving(settings, "intake") as running:
        # What is made anew was told long ago: the first telling of a log is measured as `relay`.
        wait_until("the relay at the log's end", partial(_told, settings, head), running["intake"])
        ours = measured("rebuilding", "our_rows", settings)
    its = measured("rebuilding", "its_rows", settings, green=False, facts=min(ITS_FACTS, place.facts))
    return [
        Figure("contact statistics anew, over RPC", ours, its, "facts/s",
               "eventsourcing's ProjectionRunner: decode, one row and its place a fact", 10.0)
    ]  # fmt: skip


def _told(settings: Settings, head: int) -> bool:
    with psycopg.connect(settings.database_of("intake")) as rows:
        found = rows.execute("SELECT position FROM intake.relay").fetchone()
    return bool(found and found[0] >= head)


def our_rows() -> float:
    """Reporting's own subscription from nothing: contact statistics alone."""
    settings = Settings()
    head = recorder_of(settings).position_at()
    desk = open_reporting(settings)
    reader, applier = desk.loops[0], desk.appliers[0]
    applier.projections = [each for each in applier.projections if each.name == "contacts"]
    begun = time.monotonic()
    thread = threading.Thread(target=reader.run)
    thread.start()
    while desk.positions().get("intake", 0) < head:
        time.sleep(LOOK)
    took = time.monotonic() - begun
    reader.stop()
    thread.join()
    return head / took


class Log(Application[UUID]):
    """Intake's log as the library reads it."""

    name = "log"

    def construct_mapper(self) -> Mapper[UUID]:
        return FactMapper()

    def construct_recorder(self) -> FactRecorder:
        return recorder_of(Settings())


class Counted(PostgresTrackingRecorder):
    """One row for each kind of fact: as small as a figure can be."""

    def count(self, kind: str, tracking: Tracking) -> None:
        """Counts it and remembers the place, in one transaction."""
        with self.datastore.transaction(commit=True) as rows:
            rows.execute(COUNT, (kind,), prepare=True)
            self._insert_tracking(rows, tracking)


class Counting(Projection[Counted]):
    """What the runner is given: it counts facts by kind."""

    name = "counting"

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        self.view.count(type(domain_event).__name__, tracking)


def its_rows(facts: int) -> float:
    """The library's runner from nothing, in a plain process: it fails under eventlet."""
    url = Settings().database_of("intake")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS counted (kind text PRIMARY KEY, n bigint)")
        connection.execute("DROP TABLE IF EXISTS counting_tracking")
    parts = conninfo_to_dict(url)
    env = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        **{f"POSTGRES_{name.upper()}": str(parts[name]) for name in ("dbname", "host", "port", "user")},
        "POSTGRES_PASSWORD": "none",
    }
    begun = time.monotonic()
    with ProjectionRunner(
        application_class=Log, projection_class=Counting, view_class=Counted, env=env
    ) as runner:
        while (runner.view.max_tracking_id(Log.name) or 0) < facts:
            time.sleep(LOOK)
        return (runner.view.max_tracking_id(Log.name) or 0) / (time.monotonic() - begun)
