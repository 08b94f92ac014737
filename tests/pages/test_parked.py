"""The operators' page of parked facts in a browser: seen, given up, and nothing that axe finds against it."""

import json
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import expect
from typer.testing import CliRunner

from services.console.main import app
from services.console.supervising import DATABASE
from shared.plumbing.embedded.postgres import Postgres
from tests.pages.conftest import Opened
from tests.pages.test_every_page import LANGUAGES, look_at_words
from tests.support.running import Running

OPERATOR = "yllapitaja-1"
FAR = 900_000_001
"""A position that no fact of this system has."""


@pytest.fixture
def parked(running: Running) -> Iterator[psycopg.Connection]:
    """A fact that lies parked, of a kind that never becomes rows; gone at the end."""
    event = {"type": "fi.tukiverkko.intake.test.v1", "data": {"minutes": 10}}
    url = Postgres(running.data / "postgres").url(DATABASE)
    with psycopg.connect(url, autocommit=True, options="-c search_path=reporting") as rows:
        rows.execute(
            """INSERT INTO parked (source, position, log_id, subject, event, identity, error, place, tries)
               VALUES ('intake', %s, %s, 'referral/2026-99999', %s, 1, 'ValueError', 'contacts.py:97', 5)""",
            (FAR, uuid4(), json.dumps(event)),
        )
        yield rows
        rows.execute("DELETE FROM parked WHERE position = %s", (FAR,))
        rows.execute("DELETE FROM discarded WHERE position = %s", (FAR,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_an_operator(opened: Opened, parked: psycopg.Connection, language: str) -> None:
    page = opened(language, OPERATOR, width=320)
    page.goto(page.url.partition("/operations")[0] + "/operations/parked")
    look_at_words(page, language)
    page.click(f"text=intake:{FAR}")
    look_at_words(page, language)
    assert not parked.closed


def test_given_up_with_a_reason_and_without_a_script(
    opened: Opened, parked: psycopg.Connection, running: Running
) -> None:
    page = opened("fi", OPERATOR, scripts=False)
    page.click("a[href='/operations/parked']")
    page.click(f"text=intake:{FAR}")
    page.fill("[name='reason']", "Testin oma.")
    page.click("form[action$='/discard'] button")
    expect(page.locator("[role='status']")).to_contain_text("0 tapahtumaa tuli riveiksi.")
    expect(page.locator("main")).not_to_contain_text(str(FAR))
    kept = parked.execute("SELECT discarded_by, reason FROM discarded WHERE position = %s", (FAR,)).fetchone()
    assert kept
    assert kept[0] == OPERATOR
    assert kept[1].startswith("sealed:"), "people's own words lie in no table in plain"
    told = CliRunner().invoke(app, ["parked", "discarded", "--data", str(running.data), "--json"])
    assert [each["reason"] for each in json.loads(told.stdout)["discarded"]] == ["Testin oma."]
