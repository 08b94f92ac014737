"""A RabbitMQ of one's own: private, and gone with its owner."""

import json
import stat
from pathlib import Path

import pytest
from kombu import Exchange, Producer, Queue

from shared.plumbing.broker import connection
from shared.plumbing.embedded.ports import listens
from shared.plumbing.embedded.rabbit import Rabbit
from shared.plumbing.management import Management

KEPT = Queue(
    "kept", Exchange("facts", type="topic"), routing_key="#", queue_arguments={"x-queue-type": "quorum"}
)


@pytest.mark.timeout(240)
def test_it_keeps_what_it_should_and_forgets_when_wiped(tmp_path: Path) -> None:
    with Rabbit(tmp_path / "rabbit") as node:
        url = node.create_vhost("pilot")
        publish(url, "one")
        node.restart()
        assert take(url) == "one"
        publish(url, "two")
        node.kill9()
        node.start()
        assert take(url) == "two"
        node.wipe()
        with Management(node.management_url) as management:
            assert management.vhosts() == ["/"]
        ports = [node.amqp_port, node.management_port, node.epmd_port, node.dist_port]
        assert all(map(listens, ports))
    assert not any(map(listens, ports))


def test_it_is_private(rabbit: Rabbit) -> None:
    assert stat.S_IMODE(rabbit.folder.stat().st_mode) == 0o700
    assert (rabbit.folder / ".erlang.cookie").exists(), "it would share the machine's cookie"


def test_virtual_hosts_queues_and_connections_by_the_management_api(rabbit: Rabbit, vhost: str) -> None:
    name = vhost.rsplit("/", 1)[1]
    with Management(rabbit.management_url) as management:
        management.create_vhost(name)  # again does no harm
        publish(vhost, "one")
        assert [(each["name"], each["type"]) for each in management.queues(name)] == [("kept", "quorum")]
        management.delete_queue(name, "kept")
        management.delete_queue(name, "kept")
        assert management.queues(name) == []
        management.close_connection("nobody's")
    with Management("http://guest:wrong@127.0.0.1:1") as nobody:
        assert not nobody.answers()


def publish(url: str, word: str) -> None:
    with connection(url) as open_one:
        KEPT(open_one.channel()).declare()
        Producer(open_one, KEPT.exchange).publish(
            json.dumps(word), routing_key="x", content_type="text/plain"
        )


def take(url: str) -> object:
    """The queue's one message. A quorum queue elects its leader first: asked until it has one."""
    with connection(url) as open_one, open_one.SimpleQueue(KEPT) as queue:
        message = queue.get(timeout=20)
        message.ack()
        return json.loads(message.payload)
