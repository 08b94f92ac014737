"""One installation for these tests, one environment with the kit; each test has its own subscriber."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.kit.installed import installed
from tests.kit.system import Program, System, a_system


@pytest.fixture(scope="package")
def kits_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python that has the kit, and nothing of the product's."""
    return installed(tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="package")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with a_system(tmp_path_factory.mktemp("told")) as system:
        yield system


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Makes programs, which end with the test."""
    made: list[Program] = []

    def make(*command: str | Path) -> Program:
        made.append(Program(list(command), tmp_path / f"program-{len(made)}.log"))
        return made[-1]

    yield make
    for one in made:
        one.ends()
