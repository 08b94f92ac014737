"""A cluster of three brokers: one is killed and comes back, another is cut off, one hangs, while people work.

The services know the addresses of all three. While a node is away people are answered, and rows are made.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cluster import Cluster, Node, three_brokers
from tests.support.harms import Harm, Harms
from tests.support.harness import Harness
from tests.support.installation import Installation, wait_for
from tests.support.servers import create_database, private_postgres

VHOST = "three"
FLOWING = 10  # facts that are stored and shown while a node is away
PATIENCE = 120.0


def flows(installation: Installation) -> None:
    """Waits until so many facts more were stored, and reporting has seen them."""
    upto = installation.head() + FLOWING
    wait_for("facts flow", lambda: installation.seen() >= upto, PATIENCE)


def after_a_while(installation: Installation, go_on: Callable[[], object]) -> Callable[[], None]:
    def mend() -> None:
        flows(installation)
        go_on()

    return mend


def back(cluster: Cluster, node: Node, other: Node) -> Callable[[], None]:
    """It is a member again, with every queue it had."""

    def come_back() -> None:
        node.kill9()
        node.start()
        wait_for("it is in step again", lambda: cluster.in_step(VHOST, other), PATIENCE)

    return come_back


def joined(cluster: Cluster, node: Node, other: Node) -> Callable[[], None]:
    """The network is mended, and the node that had paused goes on by itself."""

    def join() -> None:
        wait_for("it is missed", lambda: cluster.running(other) < len(cluster.nodes), PATIENCE)
        node.join()
        wait_for("it is in step again", lambda: cluster.in_step(VHOST, other), PATIENCE)

    return join


@pytest.mark.timeout(900)
def test_whatever_becomes_of_a_node_nothing_is_lost(tmp_path: Path) -> None:
    with (
        private_postgres(tmp_path / "postgres") as server,
        three_brokers(tmp_path / "brokers", VHOST) as cluster,
        Installation(tmp_path, create_database(server, VHOST), cluster.url(VHOST)) as installation,
    ):
        first, second, third = cluster.nodes

        def harm(name: str, strike: Callable[[], None], mend: Callable[[], object], *, kills: bool) -> Harm:
            return Harm(name, strike, after_a_while(installation, mend), kills=kills)

        account = Harness(installation, server, Harms(installation, server, first, []), print).through(
            harm("none", lambda: None, lambda: None, kills=False),
            harm("one is killed", first.kill9, back(cluster, first, second), kills=True),
            harm("another is cut off", second.cut_off, joined(cluster, second, first), kills=False),
            harm("one hangs and is started anew", third.pause, back(cluster, third, first), kills=True),
        )
    said = "\n".join(account.lines())
    assert account.acknowledged > 4 * FLOWING, said
    assert account.good(), said
