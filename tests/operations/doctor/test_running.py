"""The doctor asks a running system: nothing where all is well, and what stands still or is parked."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from typer.testing import CliRunner

from services.console.main import app
from services.console.supervising import DATABASE
from shared.plumbing.embedded.postgres import Postgres
from tests.support.running import Running

FAR = 900_000_002
ANOTHER = uuid4()


def doctor(running: Running, monkeypatch: pytest.MonkeyPatch) -> tuple[int, dict[str, Any]]:
    """Its exit code, and what it says."""
    monkeypatch.setenv("TUKIVERKKO_HTTP_PORT", running.base_url.rpartition(":")[2])
    told = CliRunner().invoke(app, ["doctor", "--data", str(running.data), "--json"])
    return told.exit_code, json.loads(told.stdout)


@pytest.fixture
def rows(running: Running) -> Iterator[psycopg.Connection]:
    """Reporting's tables, behind its back."""
    url = Postgres(running.data / "postgres").url(DATABASE)
    with psycopg.connect(url, autocommit=True, options="-c search_path=reporting") as connection:
        yield connection
        connection.execute("DELETE FROM parked WHERE position = %s", (FAR,))
        connection.execute("DELETE FROM subscriptions WHERE log_id = %s", (ANOTHER,))
        connection.execute("UPDATE subscriptions SET stopped = NULL")


def test_a_system_that_works_has_nothing_wrong(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor(running, monkeypatch) == (0, {"well": True, "findings": []})


def test_a_parked_fact_and_a_reader_that_stands_still_are_named(
    running: Running, rows: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.execute(
        """INSERT INTO parked (source, position, log_id, subject, event, identity, error, place, tries)
           VALUES ('intake', %s, %s, 'referral/2026-99998', '{}', 1, 'ValueError', 'contacts.py:97', 5)""",
        (FAR, uuid4()),
    )
    rows.execute(
        """INSERT INTO subscriptions (source, log_id, position, stopped)
           VALUES ('billing', %s, 0, 'another log')
           ON CONFLICT (source) DO UPDATE SET stopped = excluded.stopped""",
        (ANOTHER,),
    )
    code, told = doctor(running, monkeypatch)
    said = {(each["where"], each["what"]): each["do"] for each in told["findings"]}
    assert code == 1
    assert (
        said["reporting", "from-intake: 1 facts are parked"] == "tukiverkko parked list --service reporting"
    )
    assert said["reporting", "from-billing stands still: another log"].startswith("make sure whose log it is")
