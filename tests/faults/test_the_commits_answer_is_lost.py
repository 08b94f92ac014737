"""PostgreSQL committed, and whoever asked for it never hears: the command's id tells that it was stored."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from shared.plumbing.embedded.ports import LOOPBACK
from shared.plumbing.embedded.postgres import Postgres
from tests.support.intake_store import ADVICE, IntakeStore
from tests.support.proxy import Proxy

ROUNDS = 10
AT_ONCE = 8


@pytest.fixture
def line(postgres: Postgres) -> Iterator[Proxy]:
    with Proxy(int(postgres.port or 0)) as line:
        yield line


@pytest.fixture
def store(database: str, line: Proxy, tmp_path: Path) -> IntakeStore:
    name = database.rpartition("/")[2]
    return IntakeStore(tmp_path, f"postgresql://postgres@{LOOPBACK}:{line.port}/{name}")


def test_the_caller_is_answered_and_it_is_stored_once(store: IntakeStore, line: Proxy) -> None:
    for number in range(ROUNDS):
        command_id, referral_id, head = str(uuid4()), str(uuid4()), store.head()
        line.swallow_next_commit()
        reply = store.receive(command_id, referral_id=referral_id)
        assert reply["status"] == 200, reply
        assert line.cuts == number + 1
        assert len(store.facts_after(head)["facts"]) == 1
        assert store.receive(command_id, referral_id=referral_id)["result"] == reply["result"]
        assert len(store.facts_after(head)["facts"]) == 1


def test_all_that_were_stored_together_are_answered(store: IntakeStore, line: Proxy) -> None:
    referral_id = str(store.receive()["result"]["referral_id"])
    head = store.head()
    for _ in range(3):
        line.swallow_next_commit()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            replies = list(pool.map(lambda _: store.receive(), range(AT_ONCE)))
        assert [reply["status"] for reply in replies] == [200] * AT_ONCE
    assert line.cuts == 3
    facts = store.facts_after(head)["facts"]
    assert len(facts) == len({fact["subject"] for fact in facts}) == 3 * AT_ONCE
    line.swallow_next_commit()
    assert store.send("give_advice", ADVICE | {"referral_id": referral_id})["status"] == 200
    assert [f["sequence"] for f in store.facts_after(head)["facts"]][-1] == 2
