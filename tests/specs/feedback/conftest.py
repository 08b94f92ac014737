"""A centre with a database of its own for each file of specs: what is due wakes everybody in it."""

from collections.abc import Iterator

import pytest

from shared.plumbing.embedded.postgres import Postgres
from tests.specs.feedback.centre import Centre, a_centre


@pytest.fixture(scope="module")
def place(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    with a_centre(postgres, tmp_path_factory) as made:
        yield made


@pytest.fixture
def centre(place: Centre) -> Centre:
    """Time begins anew for each: what others follow up does not wake."""
    place.store.begin_anew()
    return place
