"""The kit against a real broker: killed, cut off, robbed; each event once, in order, none missed."""

import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.kit.system import FACTS, Program, System, in_order
from tests.support.installation import wait_for

pytestmark = pytest.mark.timeout(600)
WRITING_DOWN = Path(__file__).with_name("writing_down.py")
SELDOM = "3600"
"""Seconds: the replay is asked for a reason only."""
Make = Callable[..., Program]


class Reader:
    """A subscriber with the kit, and what it wrote down."""

    def __init__(self, system: System, name: str, events: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        self.system = system
        self.given = system.subscribe(name, events, folder)
        self.queue = f"subscriber.{name}"
        self.state = folder / "state.sqlite"

    def program(self, python: Path, make: Make, ask_again: str = SELDOM) -> Program:
        return make(python, "-I", WRITING_DOWN, self.given, self.state, ask_again)

    def written(self) -> list[dict[str, Any]]:
        return [json.loads(row[0]) for row in self.rows("SELECT event FROM written ORDER BY number")]

    def rows(self, sql: str) -> list[Any]:
        if not self.state.exists():
            return []
        with sqlite3.connect(self.state, timeout=30) as db:
            try:
                return list(db.execute(sql).fetchall())
            except sqlite3.OperationalError:  # not made yet
                return []

    def has_all(self) -> None:
        """Waits until it has as many as there are; then they are these, each once, in order."""
        told = self.system.told(self.given)
        wait_for(f"{self.name} has {len(told)}", lambda: len(self.written()) >= len(told), 120)
        assert sorted(each["id"] for each in self.written()) == sorted(each["id"] for each in told)
        assert in_order(self.written())


@pytest.mark.parametrize("events", ["intake.*", "intake.referral-screened"], ids=["a-service", "one-kind"])
def test_killed_again_and_again_while_the_broker_is_restarted(
    system: System, kits_python: Path, program: Make, tmp_path: Path, events: str
) -> None:
    """Where numbers are left out because they are not granted as well."""
    reader = Reader(system, "killed" if events == "intake.*" else "killed-of-one", events, tmp_path)
    reads = reader.program(kits_python, program)
    reads.start()
    wait_for("it is connected", lambda: reads.says("connected to"))
    with ThreadPoolExecutor(1) as pool:
        people = pool.submit(system.facts, FACTS)
        for quarter in (1, 2, 3):
            so_many = len(reader.written()) + FACTS // 8
            wait_for(f"{so_many} written", lambda n=so_many: people.done() or len(reader.written()) >= n)
            reads.kill9()
            if quarter == 2:
                system.node.restart()
            reads.start()
        people.result(300)
    reader.has_all()
    assert reads.stop() == 0
    assert reads.says("stopped:")


def test_a_lost_message_is_noticed_by_the_next_of_its_subject_and_filled(
    system: System, kits_python: Path, program: Make, tmp_path: Path
) -> None:
    reader = Reader(system, "robbed", "intake.*", tmp_path)
    reads = reader.program(kits_python, program)
    reads.start()
    wait_for("it is connected", lambda: reads.says("connected to"))
    with system.running.client() as client:
        referral = system.contact(client)
        reader.has_all()
        with system.unbound(reader.queue, "intake.*.*"):
            system.screen(client, referral)
            system.everything_is_forwarded()
        system.screen(client, referral)
    reader.has_all()
    assert reads.says("1 events had been lost on the way")


def test_a_last_message_that_is_lost_comes_all_the_same(
    system: System, kits_python: Path, program: Make, tmp_path: Path
) -> None:
    reader = Reader(system, "robbed-at-the-end", "intake.*", tmp_path)
    reads = reader.program(kits_python, program, "1")
    reads.start()
    wait_for("it is connected", lambda: reads.says("connected to"))
    with system.running.client() as client, system.unbound(reader.queue, "intake.*.*"):
        system.contact(client)
        reader.has_all()


def test_what_comes_again_is_not_handled_and_what_is_no_event_is_kept(
    system: System, kits_python: Path, program: Make, tmp_path: Path
) -> None:
    system.facts(3)
    reader = Reader(system, "told-twice", "intake.*", tmp_path)
    reads = reader.program(kits_python, program)
    reads.start()
    reader.has_all()
    for event in (reader.written()[0], reader.written()[-1]):
        system.put_into(reader.queue, json.dumps(event).encode())
    for body in (b"", b"\xff", b"[]", b'{"type": "fi.tukiverkko.intake.x.v1"}'):
        system.put_into(reader.queue, body)
    wait_for("all four are kept", lambda: len(reader.rows("SELECT 1 FROM subscriber_unreadable")) == 4)
    system.facts(2)
    reader.has_all()


def test_over_http_alone_all_of_it_comes_as_well(
    system: System, kits_python: Path, program: Make, tmp_path: Path
) -> None:
    """As on an installation without a broker."""
    reader = Reader(system, "by-http", "intake.*", tmp_path)
    given = json.loads(reader.given.read_text(encoding="utf-8"))
    del given["amqp"]
    reader.given.write_text(json.dumps(given), encoding="utf-8")
    reads = reader.program(kits_python, program)
    reads.start()
    system.facts(3)
    reader.has_all()
    reads.kill9()
    system.facts(2)
    reads.start()
    reader.has_all()
    assert reads.stop() == 0


def test_a_removed_subscriber_says_why_it_gets_nothing(
    system: System, kits_python: Path, program: Make, tmp_path: Path
) -> None:
    reader = Reader(system, "removed", "intake.*", tmp_path)
    reads = reader.program(kits_python, program)
    reads.start()
    wait_for("it is connected", lambda: reads.says("connected to"))
    system.remove(reader.name)
    wait_for("it says so", lambda: reads.says("the replay does not answer: 40"))
    assert reads.stop() == 0
