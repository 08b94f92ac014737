"""The embedded broker does what RabbitMQ does, where we rely on it."""

import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from kombu import Connection, Exchange, Message, Producer, Queue
from kombu.exceptions import ChannelError

from shared.plumbing.broker import connection
from shared.plumbing.embedded.broker import wipe

FACTS = Exchange("facts", type="topic", durable=True)


@pytest.fixture
def broker() -> Iterator[str]:
    name = uuid4().hex
    yield f"memory://x/{name}"
    wipe(name)


@pytest.fixture
def opened(broker: str) -> Iterator[Connection]:
    with connection(broker) as it:
        yield it


def declared(to: Connection, name: str, key: str) -> Queue:
    queue = Queue(name, exchange=FACTS, routing_key=key)(to.channel())
    queue.declare()
    return queue


def taken(queue: Queue) -> Message:
    message = queue.get()
    assert message is not None
    return message


def test_a_message_carries_its_content_type_where_nameko_looks(opened: Connection) -> None:
    queue = declared(opened, "one", "case.*")
    Producer(opened, FACTS).publish({"a": 1}, routing_key="case.opened", serializer="json")
    message = taken(queue)
    assert message.properties["content_type"] == "application/json"
    assert message.payload == {"a": 1}


def test_what_waited_too_long_is_not_delivered(opened: Connection) -> None:
    queue = declared(opened, "one", "#")
    producer = Producer(opened, FACTS)
    producer.publish("early", routing_key="x", expiration=0.01)
    producer.publish("late", routing_key="x", expiration=60)
    time.sleep(0.02)  # the expiration itself, not a wait for anything
    assert taken(queue).payload == "late"
    assert queue.get() is None


def test_a_mandatory_message_that_nobody_takes_is_refused(opened: Connection) -> None:
    declared(opened, "one", "case.opened")
    producer = Producer(opened, FACTS)
    producer.publish("x", routing_key="case.opened", mandatory=True)
    with pytest.raises(ChannelError, match="NO_ROUTE"):
        producer.publish("x", routing_key="nobody", mandatory=True)


def test_a_deleted_queue_is_bound_no_more(opened: Connection) -> None:
    queue = declared(opened, "one", "case.opened")
    queue.delete()
    with pytest.raises(ChannelError, match="NO_ROUTE"):
        Producer(opened, FACTS).publish("x", routing_key="case.opened", mandatory=True)


def test_what_is_rejected_comes_back_first_and_to_its_own_queue_alone(opened: Connection) -> None:
    mine, theirs = declared(opened, "mine", "#"), declared(opened, "theirs", "#")
    for word in ("first", "second"):
        Producer(opened, FACTS).publish(word, routing_key="x")
    taken(mine).reject(requeue=True)
    assert [taken(mine).payload, taken(mine).payload] == ["first", "second"]
    assert [taken(theirs).payload, taken(theirs).payload] == ["first", "second"]
    assert theirs.get() is None


def test_what_was_not_acknowledged_comes_back_when_the_connection_closes(broker: str) -> None:
    with connection(broker) as first:
        queue = declared(first, "one", "#")
        Producer(first, FACTS).publish("word", routing_key="x")
        taken(queue)
    with connection(broker) as second:
        assert taken(declared(second, "one", "#")).payload == "word"


def test_a_consumer_wakes_at_once(broker: str) -> None:
    came = threading.Event()

    def take(body: str, message: Message) -> None:
        message.ack()
        came.set()

    with connection(broker) as here, connection(broker) as there:
        queue = declared(here, "one", "#")
        with here.Consumer([queue], callbacks=[take]):
            waiting = threading.Thread(target=lambda: here.drain_events(timeout=10))
            waiting.start()
            Producer(there, FACTS).publish("word", routing_key="x")
            assert came.wait(0.4), "it slept through the message"
            waiting.join()


def test_silence_ends_with_the_timeout(opened: Connection) -> None:
    queue = declared(opened, "one", "#")
    with opened.Consumer([queue], callbacks=[print]), pytest.raises(TimeoutError):
        opened.drain_events(timeout=0.01)


def test_two_brokers_do_not_meet(opened: Connection, broker: str) -> None:
    declared(opened, "one", "#")
    with connection(broker + "-other") as other:
        producer = Producer(other, FACTS)
        with pytest.raises(ChannelError):
            producer.publish("x", routing_key="x", mandatory=True)
