"""The kit against a real broker: killed, cut off, robbed; each event once, in order, none missed."""

import json
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.kit.readers import InNode, Reader, WithTheKit
from tests.kit.system import FACTS, Program, System
from tests.support.installation import wait_for
from tests.support.node import PROGRAM, ROOT, installed

pytestmark = pytest.mark.timeout(1200)
WRITING_DOWN = Path(__file__).with_name("writing_down.py")
SELDOM = "3600"
"""Seconds: the replay is asked for a reason only."""
Make = Callable[..., Program]


def with_the_kit(reader: WithTheKit, python: Path, make: Make, ask_again: str = SELDOM) -> Program:
    return make(python, "-I", WRITING_DOWN, reader.given, reader.state, ask_again)


def in_node(reader: InNode, make: Make) -> Program:
    folder = installed(ROOT / "shared" / "kit" / "examples" / "node")
    return make(PROGRAM, folder / "consumer.js", reader.given, reader.lines)


def enough(reader: Reader, number: int, people: Future[None]) -> bool:
    """Whether so many are written, or no more will come."""
    return people.done() or len(reader.written()) >= number


def killed_again_and_again(system: System, reader: Reader, reads: Program, facts: int) -> None:
    """While people work; and once the broker is restarted as well."""
    reads.start()
    wait_for("it is connected", lambda: reads.says("connected"))
    with ThreadPoolExecutor(1) as pool:
        people = pool.submit(system.facts, facts)
        for time in (1, 2, 3):
            so_many = len(reader.written()) + facts // 8
            wait_for(f"{so_many} written", partial(enough, reader, so_many, people), 300)
            reads.kill9()
            if time == 2:
                system.node.restart()
            reads.start()
        people.result(900)
    reader.has_all()
    assert reads.stop() == 0


def test_killed_again_and_again_each_event_is_handled_once_and_in_order(
    system: System, kits_python: Path, program: Make, tmp_path: Path
) -> None:
    reader = WithTheKit(system, "killed", "intake.*", tmp_path)
    reads = with_the_kit(reader, kits_python, program)
    killed_again_and_again(system, reader, reads, FACTS)
    assert reads.says("stopped:")


def test_the_same_where_numbers_are_left_out_because_they_are_not_granted(
    system: System, kits_python: Path, program: Make, tmp_path: Path
) -> None:
    reader = WithTheKit(system, "killed-of-one", "intake.referral-screened", tmp_path)
    killed_again_and_again(system, reader, with_the_kit(reader, kits_python, program), FACTS // 4)


def test_the_same_of_the_example_in_node(system: System, program: Make, tmp_path: Path) -> None:
    reader = InNode(system, "killed-in-node", "intake.*", tmp_path)
    killed_again_and_again(system, reader, in_node(reader, program), FACTS // 4)


def test_the_example_in_node_notices_a_lost_message(system: System, program: Make, tmp_path: Path) -> None:
    reader = InNode(system, "robbed-in-node", "intake.*", tmp_path)
    reads = in_node(reader, program)
    reads.start()
    wait_for("it is connected", lambda: reads.says("connected"))
    robbed(system, reader)
    assert reads.stop() == 0


def robbed(system: System, reader: Reader) -> None:
    """A message that the queue should have had is not in it; the next of its subject is."""
    with system.running.client() as client:
        referral = system.contact(client)
        reader.has_all()
        with system.unbound(reader.queue, "intake.*.*"):
            system.screen(client, referral)
            system.everything_is_forwarded()
        system.screen(client, referral)
    reader.has_all()


def test_a_lost_message_is_noticed_by_the_next_of_its_subject_and_filled(
    system: System, kits_python: Path, program: Make, tmp_path: Path
) -> None:
    reader = WithTheKit(system, "robbed", "intake.*", tmp_path)
    reads = with_the_kit(reader, kits_python, program)
    reads.start()
    wait_for("it is connected", lambda: reads.says("connected to"))
    robbed(system, reader)
    assert reads.says("1 of its events had been lost on the way")


def test_a_last_message_that_is_lost_comes_all_the_same(
    system: System, kits_python: Path, program: Make, tmp_path: Path
) -> None:
    reader = WithTheKit(system, "robbed-at-the-end", "intake.*", tmp_path)
    reads = with_the_kit(reader, kits_python, program, "1")
    reads.start()
    wait_for("it is connected", lambda: reads.says("connected to"))
    with system.running.client() as client, system.unbound(reader.queue, "intake.*.*"):
        system.contact(client)
        reader.has_all()


def test_what_comes_again_is_not_handled_and_what_is_no_event_is_kept(
    system: System, kits_python: Path, program: Make, tmp_path: Path
) -> None:
    system.facts(3)
    reader = WithTheKit(system, "told-twice", "intake.*", tmp_path)
    reads = with_the_kit(reader, kits_python, program)
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
    reader = WithTheKit(system, "by-http", "intake.*", tmp_path)
    given = json.loads(reader.given.read_text(encoding="utf-8"))
    del given["amqp"]
    reader.given.write_text(json.dumps(given), encoding="utf-8")
    reads = with_the_kit(reader, kits_python, program)
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
    reader = WithTheKit(system, "removed", "intake.*", tmp_path)
    reads = with_the_kit(reader, kits_python, program)
    reads.start()
    wait_for("it is connected", lambda: reads.says("connected to"))
    system.remove(reader.name)
    wait_for("it says so", lambda: reads.says("the replay does not answer: 40"))
    assert reads.stop() == 0
