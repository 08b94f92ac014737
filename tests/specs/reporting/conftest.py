"""Reporting on a real PostgreSQL: migrated once, each spec in a transaction that is rolled back."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.rows import dict_row

from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.migrations import migrate
from shared.plumbing.store.database import connection_arguments
from tests.specs.reporting.story import Story
from tests.support.servers import passing_database


@pytest.fixture(scope="session")
def reporting_url(postgres: Postgres) -> Iterator[str]:
    with passing_database(postgres) as url:
        migrate(url, "reporting", play=False)
        yield url


@pytest.fixture
def story(reporting_url: str) -> Iterator[Story]:
    yield from _rolled_back(reporting_url)


@pytest.fixture(scope="module")
def empty_story(reporting_url: str) -> Iterator[Story]:
    """For properties, which tell a story of their own for each example and roll it back."""
    yield from _rolled_back(reporting_url)


def _rolled_back(url: str) -> Iterator[Story]:
    connection = psycopg.connect(**connection_arguments(url, "reporting"), row_factory=dict_row)
    with connection as rows, rows.transaction(force_rollback=True):
        yield Story(rows)
