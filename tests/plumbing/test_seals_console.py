"""`seal`, `verify` and `restored` as an operator types them."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from typer.testing import CliRunner, Result

from services.console.main import app
from shared.contracts.services import WITH_A_LOG
from tests.support.intake_store import IntakeStore

NOTHING_YET = "".join(f"{each}: sealed to 0, seal 0 {'0' * 64}\n" for each in WITH_A_LOG[1:])
"""Of the services whose logs are empty."""


@pytest.fixture
def store(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IntakeStore:
    monkeypatch.setenv("TUKIVERKKO_DATABASE_URL", database)
    monkeypatch.setenv("TUKIVERKKO_KEYS_DATABASE_URL", database)
    monkeypatch.setenv("TUKIVERKKO_DATA", str(tmp_path))
    store = IntakeStore(tmp_path, database)
    store.receive()
    return store


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def told(*words: str) -> Any:
    return json.loads(typed(*words, "--json").stdout)


def change_a_fact(store: IntakeStore) -> None:
    with psycopg.connect(str(store.settings.database_url)) as meddler:
        meddler.execute("UPDATE intake.stored_events SET state = '{}' WHERE notification_id = 1")


def cut_the_chain(store: IntakeStore) -> None:
    """What a restore of a backup without the newest seal leaves."""
    with psycopg.connect(str(store.settings.database_url)) as meddler:
        meddler.execute("DELETE FROM intake.seals")


def test_sealing_now_says_where_the_chain_ends(store: IntakeStore) -> None:
    first = told("seal")["intake"]
    assert (first["made"], first["number"], first["position"]) == (1, 1, store.head())
    again = told("seal")["intake"]
    assert again == first | {"made": 0}
    assert typed("seal").stdout == f"intake: sealed to {store.head()}, seal 1 {first['hash']}\n{NOTHING_YET}"


def test_verifying_finds_nothing_where_nothing_is(store: IntakeStore) -> None:
    typed("seal")
    verified = typed("verify")
    assert verified.exit_code == 0
    assert verified.stdout.splitlines() == [
        "intake: as it was sealed (1 facts, 1 seals, 0 not sealed yet)",
        "matching: as it was sealed (0 facts, 0 seals, 0 not sealed yet)",
        "billing: as it was sealed (0 facts, 0 seals, 0 not sealed yet)",
        "feedback: as it was sealed (0 facts, 0 seals, 0 not sealed yet)",
        "intake.access_log: as it was sealed (0 lines, 0 seals, 0 not sealed yet)",
        "intake.disclosures: as it was sealed (0 lines, 0 seals, 0 not sealed yet)",
        "matching.access_log: as it was sealed (0 lines, 0 seals, 0 not sealed yet)",
        "billing.access_log: as it was sealed (0 lines, 0 seals, 0 not sealed yet)",
        "feedback.access_log: as it was sealed (0 lines, 0 seals, 0 not sealed yet)",
        "reporting.access_log: as it was sealed (0 lines, 0 seals, 0 not sealed yet)",
    ]
    assert told("verify")["holds"]


def test_verifying_names_the_place(store: IntakeStore) -> None:
    typed("seal")
    change_a_fact(store)
    verified = typed("verify")
    assert verified.exit_code == 1
    assert "  position 1: was changed" in verified.stdout.splitlines()
    (finding,) = told("verify")["services"]["intake"]["findings"]
    assert finding == {"where": "fact", "at": 1, "what": "was changed"}


def test_sealing_is_refused_over_a_chain_that_was_cut(store: IntakeStore) -> None:
    typed("seal")
    cut_the_chain(store)
    refused = typed("seal")
    assert refused.exit_code == 1
    assert "run `tukiverkko restored`" in refused.stderr


def test_a_restored_log_is_another_one_and_whole(store: IntakeStore) -> None:
    typed("seal")
    cut_the_chain(store)
    before = store.facts_after(0)["log_id"]
    said = typed("restored", "intake")
    after = store.facts_after(0)["log_id"]
    assert (said.exit_code, said.stdout) == (0, f"intake: its log is {after} from here on, told by seal 1\n")
    assert after != before
    assert typed("seal").exit_code == 0
    assert typed("verify").exit_code == 0


def test_a_service_without_facts_of_its_own_has_its_access_log_begun_again(store: IntakeStore) -> None:
    typed("seal")
    before = told("seal")
    said = typed("restored", "reporting")
    assert (said.exit_code, said.stdout.partition(": ")[0]) == (0, "reporting")
    assert told("seal")["intake"] == before["intake"] | {"made": 0}, "another service's log goes on"


def test_a_service_without_a_log_cannot_be_restored_so(store: IntakeStore) -> None:
    wrong = typed("restored", "gateway")
    assert wrong.exit_code == 2
    assert "gateway keeps no log of its own" in wrong.stderr
