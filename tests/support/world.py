"""An installation under faults: contacts keep coming, and the figures must come out the same.

What must come out is known in two ways: a plain count of what was sent, and rows made anew from the log.
"""

import random
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import Any

from kombu import Connection

from shared.contracts.services import SERVICES
from shared.plumbing.bus import CONTENT_TYPE, EVENTS, connected, queue_of
from shared.plumbing.embedded.rabbit import Rabbit
from shared.plumbing.management import Management
from tests.support.contacts import COUNTIES, File
from tests.support.installation import Installation, Instance, wait_for
from tests.support.reading import Figures, rows_as_they_should_be, rows_of

QUIET = 5.0
"""Seconds of quiet after which every figure is right, whatever happened before."""
QUEUE = queue_of("reporting", "intake")
UNREADABLE = "tukiverkko_messages_unreadable_total"
LATER = "2026-12-31T12:00:00+02:00"
NEW_DATABASE = Callable[[], str]


class World:
    """One installation on a broker of its own. new_database: makes an empty one, its URL."""

    def __init__(
        self, installation: Installation, node: Rabbit, vhost: str, new_database: NEW_DATABASE
    ) -> None:
        self.installation = installation
        self.node = node
        self.vhost = vhost
        self._new_database = new_database
        self._files: list[File] = []
        self._seeds = count(100)

    # What people do.

    def contacts(self, number: int = 4) -> None:
        """So many contacts more, with everything that is done for them."""
        file = File(next(self._seeds), number)
        self._files.append(file)
        self.installation.carry_out_all(file.lines)

    def take_part(self, file: File) -> None:
        """Counts a file that somebody else carries out."""
        self._files.append(file)

    def everybody_serves(self) -> None:
        """An instance of each service at least."""
        # Reporting is ready where it can read the others.
        for service in SERVICES:
            if not self.installation.running(service):
                self.installation.start(service)

    def the(self, service: str) -> Instance:
        """The one instance of a service."""
        (instance,) = self.installation.running(service)
        return instance

    # What must come out.

    def figures_come_out_the_same(self, within: float = QUIET) -> None:
        """The rows are those of a fresh reading and the statistics those of a plain count, soon enough."""
        seconds = self.installation.settle(within)
        print(f"right after {seconds:.1f} s of quiet, at position {self.installation.head()}")
        now, should_be = self.rows(), rows_as_they_should_be(self.installation, self._new_database())
        for table, rows in should_be.items():
            assert [row for row in now[table] if row not in rows] == [], table
            assert [row for row in rows if row not in now[table]] == [], table
        assert now == should_be
        for region in COUNTIES:
            assert self.statistics(region) == self._counted(region)

    def rows(self) -> Figures:
        return rows_of(self.installation.settings.database_of("reporting"))

    def statistics(self, region: str) -> dict[str, Any]:
        """The whole answer, but for what the plain count does not know: the sum of mentions."""
        asked = {"from": "2022-01-01", "to": "2026-12-31"}
        answer = self.installation.query("reporting.contact_statistics", asked, clock=LATER, region=region)
        return {name: figure for name, figure in answer.items() if name != "mentions"}

    def _counted(self, region: str) -> dict[str, Any]:
        whole: dict[str, Any] = {**File(0, 2).figures(), "positions": {}}
        figures = [file.figures() for file in self._files if file.region == region]
        for name, kind in whole.items():
            if isinstance(kind, dict):
                whole[name] = dict(sum((Counter(each.get(name, {})) for each in figures), Counter[str]()))
            else:
                whole[name] = sum(each[name] for each in figures)
        heads = {name: self.installation.head(name) for name in ("intake", "feedback")}
        return whole | {"positions": {name: head for name, head in heads.items() if head}}

    # What happens to the bus.

    def wipe_broker(self) -> None:
        """Its disk is lost, with queues and messages; the virtual host is made anew, empty."""
        self.node.wipe()
        self.node.create_vhost(self.vhost)

    def relayed(self) -> None:
        """Waits until the relay has published every fact."""
        wait_for("every fact is on the bus", lambda: self._relay_position() == self.installation.head())

    def delete_queue(self) -> None:
        with Management(self.node.management_url) as management:
            management.delete_queue(self.vhost, QUEUE.name)

    def has_queue(self) -> bool:
        with Management(self.node.management_url) as management:
            return any(queue["name"] == QUEUE.name for queue in management.queues(self.vhost))

    def is_bound(self) -> bool:
        """Whether what is published reaches reporting's queue; it is ready before, and pulls meanwhile."""
        with Management(self.node.management_url) as management:
            bound = management.bindings(self.vhost, QUEUE.name)
        return any(each["source"] == EVENTS.name for each in bound)

    def waiting(self) -> int:
        """Messages that wait in reporting's queue."""
        with self._channel() as channel:
            return int(channel.queue_declare(QUEUE.name, passive=True).message_count)

    def purge(self) -> None:
        with self._channel() as channel:
            channel.queue_purge(QUEUE.name)

    @contextmanager
    def unbound(self) -> Iterator[None]:
        """What is published meanwhile reaches no queue."""
        with self._channel() as channel:
            channel.queue_unbind(QUEUE.name, EVENTS.name, QUEUE.routing_key)
            yield
            channel.queue_bind(QUEUE.name, EVENTS.name, QUEUE.routing_key)

    def publish(self, bodies: list[str | bytes]) -> None:
        """Messages as anybody may write them who has the right to."""
        with self._link() as link:
            producer = link.Producer(exchange=EVENTS, serializer=None)
            for body in bodies:
                producer.publish(
                    body, routing_key="intake.test.v1", content_type=CONTENT_TYPE, content_encoding="utf-8"
                )

    def publish_and_wait(self, bodies: list[str | bytes], reader: Instance, unreadable: int = 0) -> int:
        """Publishes these, and waits until the reader is done with them; how many it could not read.

        Behind them come two messages that are no JSON, the second when the first was read: then whatever
        was read together with the first is in the rows. unreadable: how many cannot be read at the least;
        a reader that only pauses on its way through them does not look done then.
        """
        wait_for("reporting's queue is bound", self.is_bound)
        before = self._unreadable(reader)
        self.publish(bodies)
        wait_for("what is unreadable was read", lambda: (self._unread_by(reader) or 0) >= before + unreadable)
        for _ in range(2):
            at_rest = self._unreadable(reader)
            self.publish([b"the end"])
            wait_for("the reader got to the end", partial(self._has_read, reader, at_rest + 1))
        return int(self._unreadable(reader) - before - 2)

    def _has_read(self, reader: Instance, unreadable: float) -> bool:
        return self._unreadable(reader) == unreadable

    def _unreadable(self, reader: Instance) -> float:
        """The counter of what could not be read, once it stands still."""
        seen: deque[float | None] = deque(maxlen=5)

        def still() -> bool:
            seen.append(self._unread_by(reader))
            return len(seen) == seen.maxlen and len(set(seen)) == 1

        wait_for("the counter stands still", still)
        return seen[-1] or 0

    def _unread_by(self, reader: Instance) -> float | None:
        """As it stands now, of what came from intake's side: a reader may read others as well."""
        return reader.metric(UNREADABLE, source="intake")

    def shuffled_twice(self, bodies: list[str]) -> list[str | bytes]:
        twice: list[str | bytes] = [*bodies, *bodies]
        random.Random(7).shuffle(twice)  # noqa: S311 - the same each time
        return twice

    def _relay_position(self) -> int:
        return int(self.installation.rows("SELECT position FROM relay", "intake")[0]["position"])

    @contextmanager
    def _link(self) -> Iterator[Connection]:
        with connected(str(self.installation.settings.amqp_url)) as link:
            yield link

    @contextmanager
    def _channel(self) -> Iterator[Any]:
        with self._link() as link:
            yield link.channel()
