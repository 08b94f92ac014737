"""A centre with a database of its own for each file of specs: proposals look at everybody in it."""

from collections.abc import Iterator

import pytest

from shared.plumbing.embedded.postgres import Postgres
from tests.specs.matching.centre import Centre, a_centre


@pytest.fixture(scope="module")
def centre(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    with a_centre(postgres, tmp_path_factory) as made:
        yield made
