"""A RabbitMQ cluster of the tests' own: nodes on loopback, which find each other by a name server of theirs.

Nothing of the machine's own RabbitMQ is read or touched. A node that is paused hangs as a lost host does:
its connections stay open and say nothing.
"""

import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from shared.plumbing.embedded.child import kill, start_child, wait_until
from shared.plumbing.embedded.ports import LOOPBACK, free_ports
from shared.plumbing.embedded.rabbit import PATIENCE, Rabbit, program
from shared.plumbing.management import Management

TICK = 8
"""Seconds after which a node that says nothing is given up by the others; RabbitMQ's own are 60."""
COOKIE = "of-one-test-alone"
UP = b"Server startup complete"
"""The last line of a node's start in its log, in RabbitMQ 3.8 to 4."""


class Node(Rabbit):
    """One node of a cluster; the name server is the cluster's."""

    def __init__(self, folder: Path, epmd_port: int) -> None:
        super().__init__(folder)
        self.epmd_port = epmd_port
        self.members: Sequence[Node] = ()

    def start(self) -> "Node":
        """Starts it and waits until it takes connections, as a member. DidNotStart."""
        self._lay_out()
        with self.log.open("ab") as log:
            before = log.tell()
            self._child = start_child(
                [program()], at_owners_end=signal.SIGTERM, log=log, env=self._environment()
            )
        wait_until(lambda: self._is_up(before), PATIENCE, child=self._child, log=self.log)
        return self

    def _is_up(self, since: int) -> bool:
        """Whether it told so. It listens before: a virtual host made by then waits for this node in vain."""
        return UP in self.log.read_bytes()[since:]

    def cut_off(self) -> None:
        """No other node is reached from here, nor this one from there, as by a broken network among them."""
        self._said_to_others("set_cookie(Node, 'of-nobody'), erlang:disconnect_node(Node)")

    def join(self) -> None:
        """The others are reached again."""
        self._said_to_others(f"set_cookie(Node, '{COOKIE}')")

    def _said_to_others(self, what: str) -> None:
        """So much Erlang for each other member, carried out here."""
        others = ", ".join(f"'{each.node}'" for each in self.members if each is not self)
        ctl = Path(program()).with_name("rabbitmqctl")
        said = f"[begin erlang:{what} end || Node <- [{others}]]."
        subprocess.run(
            [str(ctl), "--erlang-cookie", COOKIE, "--node", self.node, "eval", said],
            check=True, capture_output=True, timeout=PATIENCE, env=self._environment(),
        )  # fmt: skip

    def _lay_out(self) -> None:
        super()._lay_out()
        others = [
            f"cluster_formation.classic_config.nodes.{at} = {each.node}\n"
            for at, each in enumerate(self.members, 1)
        ]
        with (self.folder / "rabbitmq.conf").open("a") as conf:
            conf.write(
                "cluster_formation.peer_discovery_backend = classic_config\n"
                "cluster_partition_handling = pause_minority\n"
                f"net_ticktime = {TICK}\n"
                "mnesia_table_loading_retry_limit = 3\n" + "".join(others)
            )

    def _environment(self) -> dict[str, str]:
        own = super()._environment()
        extra = own["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] + f" -setcookie {COOKIE}"
        return own | {"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": extra}


class Cluster:
    """So many nodes, all running, and the addresses of all of them."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes

    def url(self, vhost: str) -> str:
        """AMQP: every node's address, with `;` between them."""
        return ";".join(node.vhost_url(vhost) for node in self.nodes)

    def running(self, seen_by: Node) -> int:
        """How many nodes run, as one of them sees it."""
        with Management(seen_by.management_url) as management:
            return sum(bool(each["running"]) for each in management.nodes())

    def in_step(self, vhost: str, seen_by: Node) -> bool:
        """Whether every quorum queue has all of its members again."""
        with Management(seen_by.management_url) as management:
            queues = [each for each in management.queues(vhost) if each.get("type") == "quorum"]
        return bool(queues) and all(set(each.get("online", ())) == set(each["members"]) for each in queues)


@contextmanager
def three_brokers(folder: Path, vhost: str) -> Iterator[Cluster]:
    """A cluster of three with a virtual host; gone afterwards."""
    (epmd_port,) = free_ports(1)
    nodes = [Node(folder / f"node-{at}", epmd_port) for at in range(3)]
    for node in nodes:
        node.members = nodes
    names = start_child(
        [shutil.which("epmd") or "epmd", "-port", str(epmd_port), "-address", LOOPBACK],
        at_owners_end=signal.SIGKILL,
        env={"PATH": "/usr/bin:/bin", "ERL_EPMD_PORT": str(epmd_port)},
    )
    keepers = [ThreadPoolExecutor(1) for _ in nodes]  # a child ends with the thread that started it
    try:
        for started in [keeper.submit(node.start) for keeper, node in zip(keepers, nodes, strict=True)]:
            started.result()
        nodes[0].create_vhost(vhost)
        yield Cluster(nodes)
    finally:
        for node in nodes:
            node.kill9()
        for keeper in keepers:
            keeper.shutdown()
        kill(names)
