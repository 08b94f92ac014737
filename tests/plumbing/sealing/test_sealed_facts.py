"""R-P1, R-P2: what the store holds of people is ciphertext, and opens in its own place under its own key."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import dict_row

from services.intake.commands import ReceiveReferral
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.keys import region_key
from shared.plumbing.sealing.opening import open_key_store
from tests.support.intake_store import ADVICE, EXAMPLE, IntakeStore
from tests.support.servers import passing_database

MARK = "Merkki-ääkkösin-4711"


@pytest.fixture(scope="module")
def store(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[IntakeStore]:
    with passing_database(postgres) as url:
        yield IntakeStore(tmp_path_factory.mktemp("data"), url)


def rows(store: IntakeStore, sql: str, *values: Any, schema: str = "intake") -> list[dict[str, Any]]:
    options = f"-c search_path={schema}"
    url = str(store.settings.database_url)
    with psycopg.connect(url, row_factory=dict_row, options=options, autocommit=True) as own:
        found = own.execute(sql, values or None)
        return found.fetchall() if found.description else []


def a_contact(store: IntakeStore, **changes: Any) -> str:
    reply = store.receive(trigger=f"{MARK}: huoli", **changes)
    assert reply["status"] == 200, reply
    return str(reply["result"]["referral_id"])


def texts_of(store: IntakeStore, referral_id: str) -> dict[str, Any]:
    reply = store.ask("referral", {"referral_id": referral_id})
    assert reply["status"] == 200, reply
    return dict(reply["result"]["texts"])


def again(store: IntakeStore) -> IntakeStore:
    """Another process on the same installation: nothing in its memory."""
    return IntakeStore(store.settings.home, str(store.settings.database_url))


def test_no_text_lies_in_plain_in_the_store(store: IntakeStore) -> None:
    """R-P1: identity under the person's key, text under its matter's."""
    child = EXAMPLE["subject"] | {"person_id": str(uuid4()), "given_name": MARK}
    referral_id = a_contact(store, subject=child)
    states = rows(
        store, "SELECT state FROM stored_events WHERE originator_id = ANY (%s)",
        [UUID(referral_id), UUID(child["person_id"])],
    )  # fmt: skip
    assert len(states) == 2
    for row in states:
        said = bytes(row["state"]).decode()
        for plain in (MARK, child["family_name"], child["birth_date"], EXAMPLE["referrer"]["name"]):
            assert plain not in said
        assert "sealed" in json.loads(said)


def test_what_was_sealed_is_read_by_another_process(store: IntakeStore) -> None:
    assert texts_of(again(store), a_contact(store))["trigger"] == f"{MARK}: huoli"


def test_a_stream_keeps_to_one_key_and_each_has_its_own(store: IntakeStore) -> None:
    one, other = a_contact(store), a_contact(store)
    assert again(store).send("give_advice", {"referral_id": one, **ADVICE})["status"] == 200
    keys = rows(store, "SELECT * FROM sealing_keys WHERE stream = ANY (%s)", [UUID(one), UUID(other)])
    assert len(keys) == len({key["key_id"] for key in keys}) == 2


def test_a_fact_that_was_put_elsewhere_does_not_open(store: IntakeStore) -> None:
    """The box is bound to its stream: an answer never shows one matter's text in another."""
    one, other = UUID(a_contact(store)), UUID(a_contact(store))
    rows(
        store, "UPDATE stored_events a SET state = b.state FROM stored_events b"
        " WHERE a.originator_id = %s AND b.originator_id = %s", one, other,
    )  # fmt: skip
    assert texts_of(store, str(one))["trigger"] == "[key lost]"


def test_a_lost_key_is_reported_and_nothing_crashes(store: IntakeStore) -> None:
    """R-P2: `[key lost]`; the matter goes on, its next text is sealed under a new key."""
    referral_id = a_contact(store)
    rows(
        store, "DELETE FROM keys.data_keys k USING sealing_keys s WHERE s.key_id = k.key_id AND stream = %s",
        UUID(referral_id),
    )  # fmt: skip
    after = again(store)
    assert texts_of(after, referral_id)["trigger"] == "[key lost]"
    assert after.send("give_advice", {"referral_id": referral_id, **ADVICE})["status"] == 200
    assert texts_of(again(store), referral_id)["advice"][0]["advice"] == ADVICE["advice"]


def test_a_destroyed_key_reads_erased(store: IntakeStore) -> None:
    """R-P2: after erasure every copy reads `[erased]`; shapes and counts stay."""
    referral_id = a_contact(store)
    keys = store.desk._intake.sealing.keys  # noqa: SLF001 - the service's own
    open_key_store(store.settings).destroy(keys.of_stream(UUID(referral_id)), datetime.now(UTC).date())
    assert texts_of(again(store), referral_id)["trigger"] == "[erased]"


def test_the_same_command_is_known_again_and_its_digest_cannot_be_guessed_at(store: IntakeStore) -> None:
    """A plain digest of a name and a birth date is soon found by trying: this one is made with a key."""
    command_id, data = str(uuid4()), {**EXAMPLE, "referral_id": str(uuid4()), "subject": None}
    assert store.send("receive_referral", data, command_id)["status"] == 200
    assert again(store).send("receive_referral", data, command_id)["status"] == 200
    assert store.send("receive_referral", {**data, "trigger": "Muu."}, command_id)["status"] == 422
    (row,) = rows(store, "SELECT digest FROM commands WHERE command_id = %s", UUID(command_id))
    said = f"receive_referral\0{ReceiveReferral.model_validate(data).model_dump_json(exclude_none=True)}"
    assert bytes(row["digest"]) == region_key(store.settings.keys).digest(said)
    assert bytes(row["digest"]) != sha256(said.encode()).digest()


def test_the_answer_that_is_remembered_says_nothing_of_people(store: IntakeStore) -> None:
    """R-P1: ids, a number, a state and names of facts."""
    a_contact(store, subject=EXAMPLE["subject"] | {"person_id": str(uuid4())})
    for row in rows(store, "SELECT answer FROM commands"):
        answer = json.loads(bytes(row["answer"]))
        assert set(answer) <= {"referral_id", "person_id", "number", "state", "facts"}
        assert MARK not in str(answer)
