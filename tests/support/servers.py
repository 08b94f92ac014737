"""Private servers for tests: started on free loopback ports, ended with whoever started them.

As fixtures (in a conftest: `from tests.support.servers import database, postgres, rabbit, vhost`):
`postgres` and `rabbit` live as long as the test run, `database` and `vhost` are each test's own.

As a program: `python -m tests.support.servers` starts both, prints the settings to put into the
environment, and serves until it is stopped.
"""

import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from shared.plumbing.embedded.ports import free_ports
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.embedded.rabbit import Rabbit


def create_database(server: Postgres, name: str) -> str:
    """Make an empty database; its URL over TCP, as a server elsewhere has it."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return server.tcp_url(name)


def drop_database(server: Postgres, name: str) -> None:
    """Drop a database with whatever is still connected to it."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def passing_database(server: Postgres) -> Iterator[str]:
    """An empty database for tests that kill nothing: a commit does not wait for the disk. Gone afterwards."""
    name = f"passing_{uuid4().hex}"
    url = create_database(server, name)
    with psycopg.connect(server.url(), autocommit=True) as connection:
        forgetful = sql.SQL("ALTER DATABASE {} SET synchronous_commit = off")
        connection.execute(forgetful.format(sql.Identifier(name)))
    yield url
    drop_database(server, name)


@contextmanager
def private_postgres(folder: Path) -> Iterator[Postgres]:
    """A PostgreSQL on a socket and on a free loopback port."""
    with Postgres(folder, port=free_ports(1)[0]) as server:
        yield server


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """The test run's PostgreSQL."""
    with private_postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture
def database(postgres: Postgres) -> Iterator[str]:
    """An empty database of the test's own: a libpq URL."""
    name = f"test_{uuid4().hex}"
    yield create_database(postgres, name)
    drop_database(postgres, name)


@pytest.fixture(scope="session")
def rabbit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rabbit]:
    """The test run's RabbitMQ. A test that stops or wipes it takes `own_rabbit` instead."""
    node = Rabbit(tmp_path_factory.mktemp("rabbit")).start()
    yield node
    node.kill9()  # nothing of it is wanted any more, and a proper stop takes seconds


@pytest.fixture
def vhost(rabbit: Rabbit) -> Iterator[str]:
    """An empty virtual host of the test's own: an AMQP URL."""
    name = f"test-{uuid4().hex}"
    yield rabbit.create_vhost(name)
    rabbit.delete_vhost(name)


@pytest.fixture
def own_rabbit(tmp_path: Path) -> Iterator[Rabbit]:
    """A RabbitMQ of the test's own, to stop, wipe or kill."""
    node = Rabbit(tmp_path / "rabbit").start()
    yield node
    node.kill9()


def serve() -> None:
    """Start both servers, print their settings, serve until SIGTERM or SIGINT."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tukiverkko-servers-")))
        server = stack.enter_context(private_postgres(folder / "postgres"))
        node = stack.enter_context(Rabbit(folder / "rabbit"))
        print(f"TUKIVERKKO_DATABASE_URL={create_database(server, 'tukiverkko')}")
        print(f"TUKIVERKKO_AMQP_URL={node.create_vhost('tukiverkko')}")
        print(f"TUKIVERKKO_MANAGEMENT_URL={node.management_url}", flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("stopping", file=sys.stderr)


if __name__ == "__main__":
    serve()
