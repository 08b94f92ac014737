"""A process that stores facts as roughly as it can: `python -m tests.support.gap_writer URL FACTS SEED`.

Several callers at once share its group-commit writer; some saves keep the transaction waiting before its
COMMIT, some are rolled back after they took their positions. Prints as JSON how many facts were stored.
"""

import json
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from psycopg import Cursor
from psycopg.rows import DictRow

from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.recorder import FactRecorder
from shared.plumbing.store.writer import Save

CALLERS = 4
MOST_AT_ONCE = 20
LATE, BROKEN = 0.04, 0.05  # of all saves
LONGEST = 0.02  # seconds between the facts and their COMMIT


class GivenUp(Exception):
    """A save that is rolled back when its positions were taken."""


def wait(seconds: float, cursor: Cursor[DictRow]) -> None:
    cursor.execute("SELECT pg_sleep(%s)", (seconds,))


def give_up(_cursor: Cursor[DictRow]) -> None:
    raise GivenUp


def store(url: str, facts: int, seed: int) -> int:
    """Stores about so many facts by one caller; how many it was told are stored."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    recorder = WRITERS[url]
    stored = 0
    while stored < facts:
        stream = UUID(int=chance.getrandbits(128), version=4)
        events = [StoredEvent(stream, n + 1, "gap", b"x") for n in range(chance.randint(1, MOST_AT_ONCE))]
        fate = chance.random()
        if fate < BROKEN:
            rows = [give_up]
        else:
            rows = [partial(wait, chance.uniform(0, LONGEST))] if fate < BROKEN + LATE else []
        try:
            stored += len(recorder.writer.save(Save(events, datetime.now(UTC), None, rows)))
        except GivenUp:
            continue
    return stored


WRITERS: dict[str, FactRecorder] = {}


def run(url: str, facts: int, seed: int) -> None:
    WRITERS[url] = FactRecorder(ServiceDatabase(url, "intake"))
    with ThreadPoolExecutor(CALLERS) as pool:
        seeds = range(seed * 100, seed * 100 + CALLERS)
        stored = sum(pool.map(lambda own: store(url, facts // CALLERS, own), seeds))
    WRITERS[url].writer.close()
    print(json.dumps({"stored": stored}))


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
