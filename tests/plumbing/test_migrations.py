"""Schemas: made by whoever comes first, unchanged by a second run, and closed to other services."""

import os
import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import ProgrammingError

from services.console.supervising import SCHEMAS
from shared.contracts.services import SERVICES
from shared.plumbing.migrations import migrate
from shared.plumbing.settings import PREFIX
from shared.plumbing.store.database import ServiceDatabase
from tests.support.running import TUKIVERKKO

EVERYTHING = """
SELECT table_schema, table_name, column_name, data_type, column_default, is_nullable
FROM information_schema.columns
WHERE table_schema IN ('intake', 'matching', 'billing', 'feedback', 'reporting', 'gateway') ORDER BY 1, 2, 3
"""
INDEXES = (
    "SELECT schemaname, indexdef FROM pg_indexes"
    " WHERE schemaname IN ('intake', 'matching', 'billing', 'feedback', 'reporting', 'gateway') ORDER BY 1, 2"
)
ONCE = "SELECT (SELECT log_id FROM intake.log), (SELECT version_num FROM intake.alembic_version)"


def laid_out(database: str) -> list[Any]:
    with psycopg.connect(database) as connection:
        return [connection.execute(question).fetchall() for question in (EVERYTHING, INDEXES, ONCE)]


@pytest.mark.timeout(180)
def test_four_at_once_on_an_empty_database_and_again(database: str, tmp_path: Path) -> None:
    urls = {f"{PREFIX}DATABASE_URL": database, f"{PREFIX}KEYS_DATABASE_URL": database}
    environment = {**os.environ, **urls, f"{PREFIX}DATA": str(tmp_path)}
    starting = [
        subprocess.Popen(
            [TUKIVERKKO, "migrate"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        for _ in range(4)
    ]
    told = [process.communicate()[0].decode() for process in starting]
    assert [process.returncode for process in starting] == [0] * 4, told
    before = laid_out(database)
    assert {table[0] for table in before[0]} == set(SCHEMAS)
    for service in SCHEMAS:
        migrate(database, service)
    assert laid_out(database) == before


def test_a_service_cannot_read_anothers_tables(database: str) -> None:
    for service in SERVICES:
        migrate(database, service)
    reporting = ServiceDatabase(database, "reporting")
    try:
        for sql in ("SELECT * FROM intake.stored_events", "SELECT * FROM intake.log"):
            with pytest.raises(ProgrammingError, match="permission denied"), reporting.rows() as rows:
                rows.execute(sql)
        with pytest.raises(ProgrammingError, match="does not exist"), reporting.rows() as rows:
            rows.execute("SELECT * FROM stored_events")
    finally:
        reporting.close()


def test_a_schema_keeps_the_mark_it_was_made_with(database: str) -> None:
    """Whether a played file's clock is believed is settled when the schema is made, once."""
    migrate(database, "intake")
    migrate(database, "intake", play=True)
    intake = ServiceDatabase(database, "intake")
    assert not intake.made_for_play()
    intake.close()
