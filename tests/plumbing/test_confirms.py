"""What the publisher sends is what arrives, and what it says was taken was taken."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kombu import Connection, Queue

from shared.plumbing.bus import CONTENT_TYPE, EVENTS, Publisher, Settled, connected

LONGER_THAN_A_FRAME = 300_000


@pytest.fixture
def link(vhost: str) -> Iterator[Connection]:
    with connected(vhost) as connection:
        yield connection


@pytest.fixture
def heard(vhost: str) -> Iterator[Queue]:
    with connected(vhost) as connection:
        queue = Queue("heard", EVENTS, routing_key="#", durable=True)(connection.channel())
        queue.declare()
        yield queue


def test_a_message_arrives_as_it_was_sent(link: Connection, heard: Queue) -> None:
    event = {"id": "1", "data": {"county": "08", "sanottu": "ääni"}}
    assert Publisher(link).publish([("intake.test.v1", event)]) == 1
    message = heard.get(no_ack=True, accept=None)
    assert json.loads(message.body) == event
    assert message.delivery_info["routing_key"] == "intake.test.v1"
    assert (message.content_type, message.content_encoding) == (CONTENT_TYPE, "utf-8")
    assert message.properties["delivery_mode"] == 2


def test_a_body_longer_than_a_frame_arrives_whole(link: Connection, heard: Queue) -> None:
    events = [{"n": n, "long": "x" * LONGER_THAN_A_FRAME} for n in range(3)]
    assert Publisher(link).publish([("intake.test.v1", event) for event in events]) == 3
    assert [json.loads(heard.get(no_ack=True, accept=None).body) for _ in events] == events


def test_two_batches_on_the_way_are_told_apart(link: Connection, heard: Queue) -> None:
    publisher = Publisher(link)
    first = publisher.send([("intake.test.v1", b'{"n":%d}' % n) for n in range(300)])
    second = publisher.send([("intake.test.v1", b'{"n":%d}' % n) for n in range(300, 500)])
    assert publisher.confirmed(first) == 300
    assert publisher.confirmed(second) == 200
    assert [json.loads(heard.get(no_ack=True, accept=None).body)["n"] for _ in range(500)] == [*range(500)]


def test_what_was_refused_behind_an_acknowledged_one_is_only_that() -> None:
    settled = Settled()
    settled.acknowledge(2, multiple=False)
    settled.refuse(3, multiple=True)
    assert settled.upto == 3
    assert settled.without_gap(range(1, 4)) == 0
    settled.refuse(5, multiple=False)
    settled.acknowledge(4, multiple=False)
    assert settled.without_gap(range(4, 6)) == 1


@given(order=st.permutations(range(1, 13)), refused=st.sets(st.integers(1, 12)), every=st.integers(1, 6))
def test_taken_without_a_gap_is_what_goes_before_the_first_refusal(
    order: list[int], refused: set[int], every: int
) -> None:
    """One by one in any order, with what is open up to a number settled together now and then."""
    settled, taken, open_ = Settled(), set(range(1, 13)), set(range(1, 13))
    for turn, number in enumerate(order):
        multiple = turn % every == 0
        meant = {each for each in open_ if each <= number} if multiple else open_ & {number}
        if not meant:
            continue
        (settled.refuse if number in refused else settled.acknowledge)(number, multiple)
        open_ -= meant
        taken -= meant if number in refused else set()
    assert settled.upto == 12
    gap = min(set(range(1, 13)) - taken, default=13)
    assert settled.without_gap(range(1, 13)) == gap - 1
