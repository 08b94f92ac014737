"""A cluster of three brokers: one is killed, comes back, and another hangs, while people work.

The services know the addresses of all three. While a node is away people are answered, and rows are made.

`make soak` runs it, `make test` does not: on a machine with two cores it passed one time of four. Facts were
not shown again within two minutes of a node's loss, a publish was refused, a node's API did not answer.
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
        node.start()
        wait_for("it is in step again", lambda: cluster.in_step(VHOST, other), PATIENCE)

    return come_back


@pytest.mark.timeout(600)
def test_one_is_killed_and_another_hangs_and_nothing_is_lost(tmp_path: Path) -> None:
    with (
        private_postgres(tmp_path / "postgres") as server,
        three_brokers(tmp_path / "brokers", VHOST) as cluster,
        Installation(tmp_path, create_database(server, VHOST), cluster.url(VHOST)) as installation,
    ):
        first, second, _ = cluster.nodes
        killed = Harm(
            "one of three brokers", first.kill9, after_a_while(installation, back(cluster, first, second))
        )
        hangs = Harm(
            "another one hangs", second.pause, after_a_while(installation, second.go_on), kills=False
        )
        harms = Harms(installation, server, first, [])
        account = Harness(installation, server, harms, print).through(killed, hangs)
    said = "\n".join(account.lines())
    assert account.acknowledged > 4 * FLOWING, said
    assert account.good(), said
