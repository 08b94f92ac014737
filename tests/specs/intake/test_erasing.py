"""Erasing a person and destroying a matter, at intake's real desk: two admins, in its time, and for good."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.plumbing.embedded.postgres import Postgres
from tests.specs.intake.case_desk import CaseDesk, a_desk, done
from tests.support.intake_store import ADVICE, IntakeStore, Reply

ADMIN = {"sub": "paakayttaja-1", "role": "admin"}
OTHER_ADMIN = {"sub": "paakayttaja-2", "role": "admin"}
ADMIN_ELSEWHERE = {"sub": "paakayttaja-9", "role": "admin", "region": "ita-suomi"}
MISTAKE = {"basis": "mistaken_record"}


@pytest.fixture(scope="module")
def desk(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseDesk]:
    """Its own: these tests go years ahead."""
    with a_desk(postgres, tmp_path_factory) as made:
        yield made


def erase(desk: CaseDesk, who: dict[str, Any], person_id: str, **told: Any) -> Reply:
    return desk.store.send("erase_person", {"person_id": person_id, **MISTAKE, **told}, who=who)


def destroy(desk: CaseDesk, who: dict[str, Any], **told: Any) -> Reply:
    return desk.store.send("destroy_matter", {**MISTAKE, **told}, who=who)


def refused(reply: Reply) -> str:
    assert reply["status"] == 409, reply
    problem = reply["problem"]
    return str(problem["sentence"].format(**problem["values"]))


def both_erase(desk: CaseDesk, person_id: str) -> dict[str, Any]:
    done(erase(desk, ADMIN, person_id))
    return done(erase(desk, OTHER_ADMIN, person_id))


def texts(desk: CaseDesk, referral_id: str) -> dict[str, Any]:
    return dict(done(desk.store.ask("referral", {"referral_id": referral_id}))["texts"])


def indexes(desk: CaseDesk, referral_id: str) -> tuple[int, int]:
    with desk.store.desk._intake.database.rows() as rows:  # noqa: SLF001 - the service's own tables
        row = rows.execute(
            "SELECT cardinality(referrer_keys) AS r, cardinality(subject_keys) AS s FROM referrals"
            " WHERE referral_id = %s",
            (UUID(referral_id),),
        ).fetchone()
    assert row
    return row["r"], row["s"]


def test_nothing_is_erased_before_another_admin_confirms_it(desk: CaseDesk) -> None:
    """R-P2: erasure takes two."""
    contact = desk.refer()
    assert done(erase(desk, ADMIN, contact["person_id"]))["facts"] == ["PersonErasureAsked"]
    assert "asked for it yourself" in refused(erase(desk, ADMIN, contact["person_id"]))
    assert texts(desk, contact["referral_id"])["subject"]["given_name"] == "Lapsi"
    assert done(erase(desk, OTHER_ADMIN, contact["person_id"]))["facts"] == ["PersonErased"]


def test_who_was_erased_is_nowhere_and_the_matter_stays(desk: CaseDesk) -> None:
    """R-P2: identity reads `[erased]`; the matter's own text is under the matter's key, and is read."""
    contact = desk.refer()
    final_on = both_erase(desk, contact["person_id"])["final_on"]
    assert final_on > "2026-01-01"
    told = texts(desk, contact["referral_id"])
    assert {told["subject"][name] for name in ("given_name", "family_name", "birth_date")} == {"[erased]"}
    assert told["trigger"] != "[erased]"
    assert indexes(desk, contact["referral_id"])[1] == 0


def test_a_destroyed_matter_keeps_its_number_its_codes_and_whom_it_is_about(desk: CaseDesk) -> None:
    """R-P2: a text may speak of several people; destroying the matter erases no person."""
    contact = desk.refer()
    before = done(desk.store.ask("referral", {"referral_id": contact["referral_id"]}))
    for who in (ADMIN, OTHER_ADMIN):
        told = done(destroy(desk, who, referral_id=contact["referral_id"]))
    assert told["facts"] == ["ReferralDestroyed"]
    after = done(desk.store.ask("referral", {"referral_id": contact["referral_id"]}))
    for name in ("number", "state", "situations", "county"):
        assert after[name] == before[name]
    assert after["texts"]["trigger"] == after["texts"]["referrer"]["name"] == "[erased]"
    assert after["texts"]["subject"]["given_name"] == "Lapsi"
    assert indexes(desk, contact["referral_id"]) == (0, 0)


def test_a_destroyed_case_says_nothing_any_more(desk: CaseDesk) -> None:
    case_id = desk.open({"id": str(uuid4()), "role": "client", "name": "Nuori Esimerkki"})
    for who in (ADMIN, OTHER_ADMIN):
        done(destroy(desk, who, case_id=case_id))
    case = done(desk.store.ask("case", {"case_id": case_id}))
    assert [each["name"] for each in case["network"]] == ["[erased]"]
    assert done(desk.store.ask("copy_out", {"case_id": case_id, "language": "fi"}))["text"]


def test_another_process_reads_erased_as_well(desk: CaseDesk) -> None:
    contact = desk.refer()
    both_erase(desk, contact["person_id"])
    store = desk.store
    other = IntakeStore(store.settings.home, str(store.settings.database_url))
    told = done(other.ask("referral", {"referral_id": contact["referral_id"]}))["texts"]
    assert told["subject"]["family_name"] == "[erased]"


def test_what_is_erased_is_erased_once_and_nothing_is_added_to_it(desk: CaseDesk) -> None:
    contact = desk.refer()
    for who in (ADMIN, OTHER_ADMIN):
        done(destroy(desk, who, referral_id=contact["referral_id"]))
    assert "erased already" in refused(destroy(desk, ADMIN, referral_id=contact["referral_id"]))
    advice = {"referral_id": contact["referral_id"], **ADVICE}
    assert "nothing is added" in refused(desk.store.send("give_advice", advice))


def test_what_is_still_kept_is_not_erased(desk: CaseDesk) -> None:
    """R-P3: an open matter, then one that ended yesterday: 30 years for the families' services."""
    contact = desk.refer()
    told = {"referral_id": contact["referral_id"], "basis": "retention_ended"}
    assert "end what is open first" in refused(destroy(desk, ADMIN, **told))
    done(desk.store.send("decline_referral", {"referral_id": contact["referral_id"], "reason": "Muualle."}))
    assert "kept until 20" in refused(destroy(desk, ADMIN, **told))
    assert "kept until 20" in refused(erase(desk, ADMIN, contact["person_id"], basis="retention_ended"))


def test_when_its_time_has_come_it_is_erased(desk: CaseDesk) -> None:
    """R-P3: thirty years and a day after its end."""
    contact = desk.refer()
    reason = {"referral_id": contact["referral_id"], "reason": "Muualle."}
    done(desk.store.send("decline_referral", reason, who={"clock": "2025-09-01T12:00:00+03:00"}))
    told = {"referral_id": contact["referral_id"], "basis": "retention_ended"}
    last = {"clock": "2055-09-01T12:00:00+03:00"}
    after = {"clock": "2055-09-02T12:00:00+03:00"}
    assert "kept until 2055-09-01" in refused(destroy(desk, ADMIN | last, **told))
    for who in (ADMIN, OTHER_ADMIN):
        done(destroy(desk, who | after, **told))
    assert texts(desk, contact["referral_id"])["trigger"] == "[erased]"


def test_an_admin_erases_nothing_of_another_region(desk: CaseDesk) -> None:
    contact = desk.refer()
    assert erase(desk, ADMIN_ELSEWHERE, contact["person_id"])["status"] == 404
    assert destroy(desk, ADMIN_ELSEWHERE, referral_id=contact["referral_id"])["status"] == 404


@pytest.mark.parametrize("role", ["coordinator", "worker", "operator"])
def test_nobody_but_an_admin_erases(desk: CaseDesk, role: str) -> None:
    contact = desk.refer()
    assert erase(desk, {"sub": "joku-1", "role": role}, contact["person_id"])["status"] == 403


def test_one_matter_is_named(desk: CaseDesk) -> None:
    assert destroy(desk, ADMIN)["status"] == 422
    assert destroy(desk, ADMIN, referral_id=str(uuid4()), case_id=str(uuid4()))["status"] == 422


def test_an_erasure_that_was_broken_off_is_finished_at_the_next_start(desk: CaseDesk) -> None:
    """R-P2: the fact is stored and the process ends before the keys are destroyed."""
    contact, intake = desk.refer(), desk.store.desk._intake  # noqa: SLF001 - its own application
    person = UUID(contact["person_id"])
    with intake.database.rows() as rows:
        rows.execute("INSERT INTO erasures (stream, kind, at) VALUES (%s, 'person', now())", (person,))
    assert intake.finish_erasures() == 1
    assert texts(desk, contact["referral_id"])["subject"]["given_name"] == "[erased]"
    assert intake.finish_erasures() == 0


def test_rows_that_a_restore_brought_back_go_again(desk: CaseDesk) -> None:
    """R-P2: a restore replays the erasure list first; what recognised the erased goes once more."""
    contact, intake = desk.refer(), desk.store.desk._intake  # noqa: SLF001
    both_erase(desk, contact["person_id"])
    with intake.database.rows() as rows:
        back = "UPDATE referrals SET subject_keys = '{abc}' WHERE person_id = %s"
        rows.execute(back, (UUID(contact["person_id"]),))
    intake.finish_erasures()
    assert indexes(desk, contact["referral_id"])[1] == 0


def test_who_asks_for_the_erased_is_told_nothing_of_who_they_were(desk: CaseDesk) -> None:
    """R-P2: the person's own answer reads `[erased]` wherever it said something, and is still an answer."""
    contact = desk.refer()
    both_erase(desk, contact["person_id"])
    told = done(desk.store.ask("person", {"person_id": contact["person_id"]}))
    assert told["given_name"] == told["family_name"] == told["birth_date"] == "[erased]"
    assert "Esimerkki" not in str(told)
