"""One installation on a broker of its own for all of these: each test finds it whole and leaves it so."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.embedded.rabbit import Rabbit
from tests.support.installation import Installation
from tests.support.servers import create_database, drop_database
from tests.support.world import World

VHOST = "faults"


@pytest.fixture(scope="package")
def standing_world(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Its broker is nobody else's: it is wiped here."""
    made: list[str] = []

    def new_database() -> str:
        made.append(f"faults_{uuid4().hex}")
        return create_database(postgres, made[-1])

    folder = tmp_path_factory.mktemp("faults")
    with (
        Rabbit(folder / "rabbit") as node,
        Installation(folder, new_database(), node.create_vhost(VHOST)) as installation,
    ):
        yield World(installation, node, VHOST, new_database)
    for name in made:
        drop_database(postgres, name)


@pytest.fixture
def world(standing_world: World) -> World:
    standing_world.everybody_serves()
    return standing_world
