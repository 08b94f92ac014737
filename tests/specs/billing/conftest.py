"""One office for all who ask it: its database is made once, and each spec has orders of its own."""

from collections.abc import Iterator

import pytest

from shared.plumbing.embedded.postgres import Postgres
from tests.specs.billing.office import Office, an_office


@pytest.fixture(scope="session")
def office(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with an_office(postgres, tmp_path_factory) as made:
        yield made
