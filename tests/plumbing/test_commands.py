"""A command's id: carried out once, answered as often as it is asked; a refusal leaves nothing behind."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from eventsourcing.persistence import OperationalError

from shared.plumbing.embedded.postgres import Postgres
from tests.support.intake_store import ADVICE, EXAMPLE, IntakeStore, Reply
from tests.support.servers import passing_database


@pytest.fixture(scope="module")
def asking(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[IntakeStore]:
    with passing_database(postgres) as url:
        yield IntakeStore(tmp_path_factory.mktemp("data"), url)


@pytest.fixture
def referral_id(asking: IntakeStore) -> str:
    return str(asking.receive()["result"]["referral_id"])


def sentence(reply: Reply) -> tuple[int, str]:
    return reply["status"], reply["problem"]["sentence"]


def test_the_same_again_gets_the_same_answer(asking: IntakeStore) -> None:
    command_id, referral_id = str(uuid4()), str(uuid4())
    first = asking.receive(command_id, referral_id=referral_id)
    assert first["status"] == 200
    head = asking.head()
    for _ in range(3):
        assert asking.receive(command_id, referral_id=referral_id) == first
    assert asking.head() == head


def test_with_other_data_it_is_a_misfit(asking: IntakeStore, referral_id: str) -> None:
    command_id = str(uuid4())
    assert asking.send("give_advice", ADVICE | {"referral_id": referral_id}, command_id)["status"] == 200
    other = ADVICE | {"referral_id": referral_id, "minutes": 11}
    assert sentence(asking.send("give_advice", other, command_id)) == (
        422,
        "this command id was used before, with other data: give a new one",
    )


def test_under_another_name_it_is_a_misfit(asking: IntakeStore, referral_id: str) -> None:
    command_id, data = str(uuid4()), {"referral_id": referral_id, "reason": "Väärä paikka."}
    assert asking.send("decline_referral", data, command_id)["status"] == 200
    assert asking.send("withdraw_referral", data, command_id)["status"] == 422


def test_somebody_else_may_not_use_it(asking: IntakeStore, referral_id: str) -> None:
    command_id, data = str(uuid4()), ADVICE | {"referral_id": referral_id}
    assert asking.send("give_advice", data, command_id)["status"] == 200
    other = asking.send("give_advice", data, command_id, who={"sub": "koordinaattori-2"})
    assert sentence(other) == (403, "this command id belongs to somebody else")


@pytest.mark.parametrize("command_id", ["", "17", "not-an-id"])
def test_without_an_id_it_is_a_misfit(asking: IntakeStore, command_id: str) -> None:
    head = asking.head()
    assert asking.receive(command_id)["status"] == 422
    assert asking.head() == head


def test_the_same_id_at_once_is_carried_out_once(asking: IntakeStore) -> None:
    for _ in range(5):
        command_id, referral_id, head = str(uuid4()), str(uuid4()), asking.head()
        with ThreadPoolExecutor(8) as pool:
            replies = list(
                pool.map(lambda _, c=command_id, r=referral_id: asking.receive(c, referral_id=r), range(8))
            )
        assert [reply["status"] for reply in replies] == [200] * 8
        assert all(reply["result"] == replies[0]["result"] for reply in replies)
        assert len(asking.facts_after(head)["facts"]) == 1


def test_who_asks_again_while_the_first_is_still_carried_out_gets_its_answer(
    asking: IntakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first time the database goes away; the second, whoever was asked before is done in between."""
    intake: Any = asking.desk._intake  # noqa: SLF001 - where the database goes away
    command_id, referral_id = str(uuid4()), str(uuid4())
    decide, store, tried = intake.decide, intake.recorder.insert_events, []

    def gone(*_: Any, **__: Any) -> None:
        raise OperationalError("the line is cut")

    def decided_meanwhile(*given: Any) -> Any:
        tried.append(given)
        decided = decide(*given)
        if len(tried) == 2:
            monkeypatch.setattr(intake, "decide", decide)
            monkeypatch.setattr(intake.recorder, "insert_events", store)
            assert asking.receive(command_id, referral_id=referral_id)["status"] == 200
        return decided

    monkeypatch.setattr(intake, "decide", decided_meanwhile)
    monkeypatch.setattr(intake.recorder, "insert_events", gone)
    head = asking.head()
    again = asking.receive(command_id, referral_id=referral_id)
    assert (len(tried), again["status"]) == (2, 200), again
    assert again["result"]["referral_id"] == referral_id
    assert len(asking.facts_after(head)["facts"]) == 1


def test_others_at_once_on_one_contact_are_all_carried_out(asking: IntakeStore, referral_id: str) -> None:
    head = asking.head()
    with ThreadPoolExecutor(6) as pool:
        replies = list(
            pool.map(
                lambda minutes: asking.send(
                    "give_advice", ADVICE | {"referral_id": referral_id, "minutes": minutes}
                ),
                range(1, 13),
            )
        )
    assert [reply["status"] for reply in replies] == [200] * 12
    facts = asking.facts_after(head)["facts"]
    assert [fact["sequence"] for fact in facts] == list(range(2, 14))
    assert {fact["data"]["minutes"] for fact in facts} == set(range(1, 13))


def test_of_two_that_want_one_id_the_second_is_refused(asking: IntakeStore) -> None:
    """Two commands, each with an id of its own, that begin the same contact at the same time."""
    for _ in range(5):
        referral_id = str(uuid4())
        with ThreadPoolExecutor(2) as pool:
            replies = list(pool.map(lambda _, r=referral_id: asking.receive(referral_id=r), range(2)))
        assert sorted(reply["status"] for reply in replies) == [200, 409]


def test_a_refusal_is_not_stored(asking: IntakeStore, referral_id: str) -> None:
    """What was refused may be asked again, with the same id, when something has changed."""
    command_id, data, head = str(uuid4()), {"referral_id": referral_id, "reason": "Valmis."}, asking.head()
    assert asking.send("close_referral", data, command_id)["status"] == 409
    assert asking.head() == head
    assert asking.send("give_advice", ADVICE | {"referral_id": referral_id})["status"] == 200
    assert asking.send("close_referral", data, command_id)["status"] == 200


def test_past_its_deadline_it_is_not_carried_out(asking: IntakeStore, referral_id: str) -> None:
    command_id, data, head = str(uuid4()), ADVICE | {"referral_id": referral_id}, asking.head()
    late = asking.send("give_advice", data, command_id, deadline=time.time() - 1)
    assert late["status"] == 503
    assert asking.head() == head
    assert asking.send("give_advice", data, command_id, deadline=time.time() + 5)["status"] == 200


@pytest.mark.parametrize("deadline", ["soon", [], {}, "", None])
def test_a_deadline_of_another_shape_is_none(asking: IntakeStore, referral_id: str, deadline: Any) -> None:
    assert (
        asking.send("give_advice", ADVICE | {"referral_id": referral_id}, deadline=deadline)["status"] == 200
    )


def test_what_has_not_arrived_is_waited_for_and_no_longer(asking: IntakeStore, referral_id: str) -> None:
    data = ADVICE | {"referral_id": referral_id}
    assert asking.send("give_advice", data, after={"intake": asking.head()})["status"] == 200
    assert asking.send("give_advice", data, after={"intake": asking.head() + 1000})["status"] == 503


def test_a_clock_that_goes_back_does_not_turn_the_log_back(asking: IntakeStore) -> None:
    """recorded_at is never lower than the one before, whatever clock a played line brings."""
    head = asking.head()
    for clock in ("2026-01-05T12:00:00+02:00", "2026-01-03T12:00:00+02:00", "2026-01-06T12:00:00+02:00"):
        data = EXAMPLE | {"referral_id": str(uuid4()), "subject": None}
        assert asking.send("receive_referral", data, who={"clock": clock})["status"] == 200
    recorded = [f["recordedat"] for f in asking.facts_after(head)["facts"]]
    assert recorded == sorted(recorded)
