"""A subscription pulls: what the bus brings only saves the pull; rows and cursor move together."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from prometheus_client import REGISTRY

from services.reporting.projections import PROJECTIONS
from shared.contracts.intake import FACTS
from shared.plumbing.applying import Overtaken, Place
from shared.plumbing.bus import EVENTS, Publisher, connected, queue_of
from shared.plumbing.facts_read import read_fact
from shared.plumbing.migrations import migrate
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.subscription import Subscription
from tests.plumbing.test_relay import running
from tests.support.installation import wait_for
from tests.support.intake_store import IntakeStore


class Reader:
    """reporting's subscription to intake's log, on a bus in memory of its own."""

    def __init__(self, store: IntakeStore, database: str) -> None:
        migrate(database, "reporting")
        self.store = store
        self.bus = f"memory://x/{uuid4().hex}"
        self.database = ServiceDatabase(database, "reporting")
        self.asked: list[int] = []
        self.loop = Subscription(
            "intake", self.database, self.bus, pull=self.pull, kinds=FACTS, projections=PROJECTIONS
        )

    def pull(self, position: int, limit: int) -> dict[str, Any]:
        self.asked.append(position)
        return self.store.facts_after(position, limit)

    def position(self) -> int:
        with self.database.rows() as rows:
            row = rows.execute("SELECT position FROM subscriptions").fetchone()
        return int(row["position"]) if row else 0

    def contacts(self) -> int:
        with self.database.rows() as rows:
            row = rows.execute("SELECT count(*) AS n FROM contacts").fetchone()
        return int(row["n"]) if row else 0

    def seen_all(self) -> None:
        wait_for("all is in the rows", lambda: self.position() == self.store.head())

    def publish(self, events: list[dict[str, Any]]) -> None:
        with connected(self.bus) as link:
            Publisher(link).publish([("intake.test.v1", event) for event in events])

    def listening(self) -> None:
        """Waits until its queue is bound: what is published now is brought."""
        wait_for("the queue is bound", lambda: len(self.asked) >= 2)


def by_bus() -> float:
    """How many facts the bus brought into rows, in this process."""
    labels = {"service": "reporting", "source": "intake", "how": "bus"}
    return REGISTRY.get_sample_value("tukiverkko_facts_applied_total", labels) or 0


@pytest.fixture
def reader(database: str, tmp_path: Path) -> Iterator[Reader]:
    reader = Reader(IntakeStore(tmp_path, database), database)
    yield reader
    reader.database.close()


@contextmanager
def reading(reader: Reader) -> Iterator[None]:
    with running(reader.loop):
        reader.listening()
        yield


def test_at_its_start_it_pulls_all_there_is(reader: Reader) -> None:
    for _ in range(3):
        reader.store.receive()
    with reading(reader):
        reader.seen_all()
    assert reader.contacts() == 3


def test_what_continues_is_applied_without_asking(reader: Reader) -> None:
    with reading(reader):
        reader.store.receive()
        reader.seen_all()  # by silence: its log_id is known from here on
        brought, head = by_bus(), reader.store.head()
        reader.store.receive()
        reader.publish(reader.store.facts_after(head)["facts"])
        reader.seen_all()
        assert by_bus() == brought + 1


def test_a_gap_is_pulled(reader: Reader) -> None:
    with reading(reader):
        reader.store.receive()
        reader.seen_all()
        for _ in range(3):
            reader.store.receive()
        reader.publish(reader.store.facts_after(0)["facts"][-1:])
        reader.seen_all()
    assert reader.contacts() == 4


def test_again_and_in_any_order_changes_nothing(reader: Reader) -> None:
    for _ in range(3):
        reader.store.receive()
    with reading(reader):
        reader.seen_all()
        reader.publish(list(reversed(reader.store.facts_after(0)["facts"])) * 2)
        reader.store.receive()
        reader.seen_all()
    assert reader.contacts() == 4


def test_a_log_that_ends_before_what_was_read_stops_it(reader: Reader) -> None:
    """As after a restore of an older copy: it says so, and does not read on."""
    for _ in range(2):
        reader.store.receive()
    with reading(reader):
        reader.seen_all()
        with psycopg.connect(str(reader.store.settings.database_url)) as owner:
            owner.execute(
                "DELETE FROM intake.stored_events WHERE notification_id = %s", (reader.store.head(),)
            )
        wait_for("it says so", lambda: not reader.loop.standing()["ready"])
        told = reader.loop.standing()["stopped"]
    assert told == "the log of intake ends before what was read: rebuild"
    assert reader.contacts() == 2


def test_another_log_stops_it_also_for_who_stands_by(reader: Reader) -> None:
    reader.store.receive()
    other = Reader(reader.store, str(reader.store.settings.database_url))
    with reading(reader):
        reader.seen_all()
        with psycopg.connect(str(reader.store.settings.database_url)) as owner:
            owner.execute("UPDATE intake.log SET log_id = gen_random_uuid()")
        wait_for("it says so", lambda: not reader.loop.standing()["ready"])
        assert other.loop.standing()["stopped"] == "the log of intake is another one now: rebuild"
        assert not other.loop.standing()["ready"]
    other.database.close()


def test_who_was_overtaken_writes_nothing(reader: Reader) -> None:
    """A reader that lost its lock and does not know it yet applies nothing a second time."""
    for _ in range(2):
        reader.store.receive()
    with reading(reader):
        reader.seen_all()
    answer = reader.store.facts_after(0)
    facts = [read_fact(event) for event in answer["facts"]]
    before = Place(facts[0].log_id, 0, None)
    with reader.database.rows() as rows:
        rows.execute("DELETE FROM timeline")
    with pytest.raises(Overtaken):
        reader.loop._apply(before, facts, "pull")  # noqa: SLF001 - at a moment that no test can meet
    with reader.database.rows() as rows:
        assert rows.execute("SELECT * FROM timeline").fetchall() == []


def test_a_source_that_does_not_answer_is_asked_again(reader: Reader) -> None:
    """Nothing is lost while the source is away, and the fault is told."""
    answers, away = reader.pull, [True]

    def sometimes(position: int, limit: int) -> dict[str, Any]:
        if away[0]:
            raise ConnectionError("away")
        return answers(position, limit)

    reader.store.receive()
    loop = Subscription(
        "intake", reader.database, reader.bus, pull=sometimes, kinds=FACTS, projections=PROJECTIONS
    )
    with running(loop):
        wait_for("it tells its fault", lambda: loop.standing()["fault"] == "ConnectionError")
        away[0] = False
        reader.seen_all()
        wait_for("it is well again", lambda: loop.standing()["ready"])


def test_the_queue_is_made_for_one_reader_at_a_time() -> None:
    made = queue_of("reporting", "intake")
    assert (made.durable, made.exchange, made.routing_key) == (True, EVENTS, "intake.#")
    assert made.queue_arguments == {"x-queue-type": "quorum", "x-single-active-consumer": True}
