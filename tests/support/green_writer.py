"""The group-commit writer in green threads, as services have it: `python -m tests.support.green_writer URL`.

Many callers save while one more counts the time. Prints as JSON what was stored, how many transactions it
took, and the longest time for which nobody else could do anything.
"""

# ruff: noqa: E402 - the patch comes before every other import, as in the services' process
import os

os.environ["PSYCOPG_WAIT_FUNC"] = "wait_select"
import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated", category=Warning)
import eventlet

eventlet.monkey_patch()

import json
import sys
import time
from datetime import UTC, datetime
from uuid import uuid4

from eventsourcing.persistence import StoredEvent
from psycopg import Cursor
from psycopg.rows import DictRow

from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.recorder import FactRecorder
from shared.plumbing.store.writer import Save

CALLERS = 32
EACH = 5
TICK = 0.005


def slow(cursor: Cursor[DictRow]) -> None:
    """Keeps its transaction waiting, and nobody else's green thread."""
    cursor.execute("SELECT pg_sleep(2)")


def run(url: str) -> None:
    database = ServiceDatabase(url, "intake")
    recorder = FactRecorder(database)
    longest = [0.0]

    def tick() -> None:
        while True:
            before = time.monotonic()
            eventlet.sleep(TICK)
            longest[0] = max(longest[0], time.monotonic() - before)

    def save(*, slowly: bool = False) -> int:
        event = StoredEvent(uuid4(), 1, "intake.test", b"{}")
        return len(recorder.writer.save(Save([event], datetime.now(UTC), None, [slow] if slowly else [])))

    ticking = eventlet.spawn(tick)
    callers = [eventlet.spawn(lambda: sum(save() for _ in range(EACH))) for _ in range(CALLERS)]
    callers.append(eventlet.spawn(lambda: save(slowly=True)))
    stored = sum(caller.wait() for caller in callers)
    ticking.kill()
    with database.own_connection() as own:
        row = own.execute(
            "SELECT count(*) AS n, count(DISTINCT xmin::text) AS t FROM stored_events"
        ).fetchone()
    recorder.writer.close()
    found = row or {}
    print(
        json.dumps({"told": stored, "stored": found["n"], "transactions": found["t"], "longest": longest[0]})
    )


if __name__ == "__main__":
    run(sys.argv[1])
