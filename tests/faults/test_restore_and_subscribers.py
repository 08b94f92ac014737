"""After a restore subscribers hear of what was recorded since, once, by their queue and by replay."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from kombu import Connection, Queue

from shared.contracts.subscribing import Granted
from shared.plumbing.bus import connected
from shared.plumbing.forwarding.forwarder import OUTWARD, Forwarder, Keeping
from shared.plumbing.forwarding.places import Source
from shared.plumbing.forwarding.replay import Replay
from shared.plumbing.renewal import whence_from
from shared.plumbing.store.database import ServiceDatabase
from tests.faults.test_restore_from_a_backup import OneDesk, Restorable, typed, world
from tests.plumbing.test_relay import running
from tests.support.installation import wait_for

__all__ = ["world"]
EVERYTHING = Granted(("intake.*",))


class Told:
    """What subscribers of a restorable intake are told, by both ways."""

    def __init__(self, world: Restorable, vhost: str, link: Connection) -> None:
        self.world, self._vhost = world, vhost
        self._database = ServiceDatabase(world.reporting, "reporting")
        self._queue = Queue("subscriber.kunta-x", OUTWARD, routing_key="#", durable=True)(link.channel())
        OUTWARD(link.channel()).declare()
        self._queue.declare()
        self._cursor = ""

    def close(self) -> None:
        self._database.close()

    def forwarded(self) -> list[dict[str, Any]]:
        """What comes to the queue until the log's end has been forwarded."""
        loop = Forwarder(self._database, self._vhost, [self._source()], 0, Keeping(1, 16))
        head = self.world.store.facts_after(0)["head"]
        with running(loop):
            wait_for("all of it is forwarded", lambda: loop.standing()["forwarded"].get("intake") == head)
        return list(self._taken())

    def replayed(self) -> list[dict[str, Any]]:
        """What a page over HTTP gives since the last."""
        page, _ = Replay([self._source()]).page(self._cursor, 1000, EVERYTHING)
        self._cursor = page["next"]
        return list(page["events"])

    def _source(self) -> Source:
        """Intake's log as it is now: the service began anew after its restore."""
        store = self.world.store
        return Source("intake", store.facts_after, whence_from(OneDesk(store), "intake"))

    def _taken(self) -> Iterator[dict[str, Any]]:
        while message := self._queue.get(no_ack=True):
            yield json.loads(message.body)


@pytest.fixture
def told(world: Restorable, vhost: str) -> Iterator[Told]:
    with connected(vhost) as link:
        made = Told(world, vhost, link)
        yield made
        made.close()


def lose(world: Restorable, told: Told) -> None:
    """Two contacts, a backup, three contacts that subscribers were told of; then only the backup is left."""
    for _ in range(2):
        world.store.receive()
    assert typed("seal").exit_code == 0
    world.end()
    world.back_up()
    world.begin()
    for _ in range(3):
        world.store.receive()
    assert len(told.forwarded()) == len(told.replayed()) == 5
    world.end()
    world.restore()
    world.begin()


def test_what_was_recorded_since_is_told_once_by_both_ways(world: Restorable, told: Told) -> None:
    """More than were lost: the first of them have the lost ones' positions, and are news all the same."""
    lose(world, told)
    assert typed("restored", "intake").exit_code == 0
    for _ in range(4):
        world.store.receive()
    anew = world.store.facts_after(2)["facts"]
    assert [each["position"] for each in anew] == [3, 4, 5, 6]
    assert [each["id"] for each in told.forwarded()] == [each["id"] for each in anew]
    assert [each["id"] for each in told.replayed()] == [each["id"] for each in anew]
    world.store.receive()
    assert len(told.forwarded()) == len(told.replayed()) == 1


def test_a_place_behind_the_restored_log_s_end_waits_for_news(world: Restorable, told: Told) -> None:
    """Nothing was recorded since: nothing is told, and then what comes."""
    lose(world, told)
    assert typed("restored", "intake").exit_code == 0
    assert told.replayed() == []
    world.store.receive()
    assert len(told.forwarded()) == len(told.replayed()) == 1
