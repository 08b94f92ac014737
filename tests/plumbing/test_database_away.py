"""While the database is away nobody is kept waiting: who asks is told to try again, in time to hear it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from shared.plumbing.ask import PATIENCE
from shared.plumbing.embedded.ports import LOOPBACK
from shared.plumbing.embedded.postgres import Postgres
from tests.support.intake_store import IntakeStore
from tests.support.proxy import Proxy


@pytest.fixture
def cut_off(postgres: Postgres, database: str, tmp_path: Path) -> IntakeStore:
    """Intake, whose database answered and then did not any more."""
    with Proxy(int(postgres.port or 0)) as line:
        store = IntakeStore(
            tmp_path, f"postgresql://postgres@{LOOPBACK}:{line.port}/{database.rpartition('/')[2]}"
        )
        store.receive()
    return store


ASKED: dict[str, Callable[[IntakeStore], dict[str, Any]]] = {
    "a new contact": lambda store: store.receive(),
    "a step of a contact": lambda store: store.send(
        "give_advice",
        {"referral_id": str(uuid4()), "advice": "Kysy.", "minutes": 5, "support_kinds": ["coordination"]},
    ),
    "a question": lambda store: store.ask("referral", {"referral_id": str(uuid4())}),
}


@pytest.mark.parametrize("what", ASKED)
def test_who_asks_is_told_to_try_again_while_they_still_wait(cut_off: IntakeStore, what: str) -> None:
    begun = time.monotonic()
    assert ASKED[what](cut_off)["status"] == 503
    assert time.monotonic() - begun < PATIENCE
