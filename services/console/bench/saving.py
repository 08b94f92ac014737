"""Saves: our writer against pgbench, against COPY, and against eventsourcing's own recorder."""

import re
import subprocess
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.conninfo import conninfo_to_dict
from pydantic_core import to_json

from services.console.bench.figures import Figure
from services.console.bench.log_of_contacts import like_one, recorder_of
from services.console.bench.place import Place, measured
from shared.plumbing.embedded.postgres import binaries
from shared.plumbing.settings import Settings
from shared.plumbing.store.mapper import FactMapper
from shared.plumbing.store.rows import CommandRow

CALLERS = 64
A_BATCH = 100
PEER_TABLE = """
CREATE TABLE peer (
    originator_id uuid NOT NULL, originator_version bigint NOT NULL, topic text NOT NULL,
    state bytea NOT NULL, recorded_at timestamptz NOT NULL, PRIMARY KEY (originator_id, originator_version))
"""

COPY = "COPY peer FROM STDIN (FORMAT BINARY)"


def saves(place: Place) -> list[Figure]:
    """One fact a save, 64 callers: metadata, command id and answer included."""
    settings = place.fresh()
    _, state, _ = measured("log_of_contacts", "begun", settings)
    ours = measured("saving", "our_saves", settings, seconds=place.seconds)
    alone = measured("saving", "its_saves", settings, seconds=place.seconds)
    limit = pgbench(settings, state, place.seconds)
    return [
        Figure("one-fact saves, 64 callers", ours, limit, "saves/s",
               "pgbench -c16 -j2 -M prepared, one row of the same bytes", 0.30),
        Figure("one-fact saves, 64 callers", ours, alone, "saves/s", "eventsourcing's own recorder", 5.0),
    ]  # fmt: skip


def batches(place: Place) -> list[Figure]:
    """A hundred facts a save, one caller."""
    settings = place.fresh()
    measured("log_of_contacts", "begun", settings)
    ours = measured("saving", "our_batches", settings, seconds=place.seconds)
    copied = measured("saving", "copies", settings, seconds=place.seconds)
    return [
        Figure("saves of 100 facts, one caller", ours, copied, "facts/s",
               "COPY of 100 rows, committed each time, one connection", 0.25)
    ]  # fmt: skip


# What runs in processes of its own.


def our_saves(seconds: float) -> float:
    """Facts are stamped and mapped, commands and answers remembered, as a service does it."""
    settings = Settings()
    recorder, mapper = recorder_of(settings), FactMapper()
    sample = _a_fact(settings)

    def save() -> int:
        stored = mapper.to_stored_event(mapper.to_domain_event(like_one(sample, uuid4(), 1)))
        event = StoredEvent(stored.originator_id, 1, stored.topic, stored.state)
        answer = to_json({"referral_id": str(uuid4()), "state": "received", "facts": ["AdviceGiven"]})
        command = CommandRow(uuid4(), "koordinaattori-1", b"0" * 32, answer)
        return len(recorder.insert_events([event], now=datetime.now(UTC), command=command))

    return rate(save, CALLERS, seconds)


def its_saves(seconds: float) -> float:
    """The library's recorder as it is, in the same kind of process, from as many callers."""
    settings = Settings()
    parts = conninfo_to_dict(settings.database_of("intake"))
    datastore = PostgresDatastore(
        str(parts["dbname"]), str(parts["host"]), str(parts["port"]), str(parts["user"]), "",
        pool_size=16, max_overflow=16,
    )  # fmt: skip
    recorder = PostgresApplicationRecorder(datastore, events_table_name="alone")
    recorder.create_table()
    sample = _a_fact(settings)

    def save() -> int:
        fact = StoredEvent(uuid4(), 1, sample.topic, sample.state)
        return len(recorder.insert_events([fact]) or ())

    return rate(save, CALLERS, seconds)


def our_batches(seconds: float) -> float:
    """One stream of a hundred facts a save."""
    settings = Settings()
    recorder, sample = recorder_of(settings), _a_fact(settings)

    def save() -> int:
        events = _hundred(sample)
        command = CommandRow(uuid4(), "koordinaattori-1", b"0" * 32, b"{}")
        return len(recorder.insert_events(events, now=datetime.now(UTC), command=command))

    return rate(save, 1, seconds)


def copies(seconds: float) -> float:
    """COPY of the same rows."""
    settings = Settings()
    sample = _a_fact(settings)
    with psycopg.connect(settings.database_of("intake"), autocommit=True) as connection:
        connection.execute(PEER_TABLE)

        def copy() -> int:
            events, now = _hundred(sample), datetime.now(UTC)
            with connection.transaction(), connection.cursor().copy(COPY) as rows:
                rows.set_types(["uuid", "int8", "text", "bytea", "timestamptz"])
                for event in events:
                    rows.write_row((*event_columns(event), now))
            return A_BATCH

        return rate(copy, 1, seconds)


def rate(work: Callable[[], int], callers: int, seconds: float) -> float:
    """How much work is done in a second by so many callers at once, after a little warming up."""
    done, until = [0] * callers, [0.0]

    def call(me: int) -> None:
        while time.monotonic() < until[0]:
            done[me] += work()

    for lasting in (min(0.5, seconds), seconds):
        done[:] = [0] * callers
        begun = time.monotonic()
        until[0] = begun + lasting
        threads = [threading.Thread(target=call, args=(me,)) for me in range(callers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.monotonic() - begun
    return sum(done) / took


def pgbench(settings: Settings, size: int, seconds: float) -> float:
    """Single rows of the same bytes a second, each its own transaction, as fast as pgbench makes them."""
    parts = conninfo_to_dict(settings.database_of("intake"))
    with psycopg.connect(settings.database_of("intake"), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS limits (id uuid PRIMARY KEY, state bytea NOT NULL)")
    script = settings.home / "insert.sql"
    row = f"(gen_random_uuid(), '\\x{'61' * size}')"
    script.write_text(f"INSERT INTO limits VALUES {row};\n")  # noqa: S608 - our own table, our own bytes
    program = binaries() / "pgbench"
    command = [str(program), "-n", "-c16", "-j2", "-M", "prepared", "-T", str(max(1, round(seconds)))]
    command += ["-f", str(script), "-h", str(parts["host"]), "-p", str(parts["port"]), "-U", "postgres"]
    told = subprocess.run([*command, str(parts["dbname"])], capture_output=True, text=True, check=True).stdout
    found = re.search(r"tps = ([\d.]+)", told)
    return float(found[1]) if found else 0.0


def event_columns(event: StoredEvent) -> tuple[Any, int, str, bytes]:
    """A stored fact as its table has it."""
    return event.originator_id, event.originator_version, event.topic, event.state


def _a_fact(settings: Settings) -> StoredEvent:
    fact: StoredEvent = recorder_of(settings).facts_after(1, 1)[0].event
    return fact


def _hundred(sample: StoredEvent) -> list[StoredEvent]:
    stream = uuid4()
    return [StoredEvent(stream, n + 1, sample.topic, sample.state) for n in range(A_BATCH)]
