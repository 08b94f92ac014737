"""Two persons who are one, at intake's real desk: their matters are found under the one who stays."""

from typing import Any
from uuid import uuid4

import pytest

from tests.specs.intake.case_desk import COORDINATOR, OTHER_COORDINATOR, CaseDesk, done
from tests.specs.intake.test_restricted_contact import refer
from tests.support.intake_store import EXAMPLE, Reply

OTHER_REGION = {"sub": "koordinaattori-9", "region": "ita-suomi"}


@pytest.fixture
def twins(desk: CaseDesk) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two contacts about one child who was registered twice: the one to be merged, and the one who stays."""
    return refer(desk), refer(desk)


def merge(desk: CaseDesk, one: dict[str, Any], other: dict[str, Any], who: dict[str, Any]) -> Reply:
    return desk.store.send(
        "merge_persons", {"person_id": one["person_id"], "into": other["person_id"]}, who=who
    )


def test_matters_of_both_are_found_under_the_one_who_stays(desk: CaseDesk, twins: Any) -> None:
    """R-I8: the merged one's contact tells whom it is about by now, and a case of theirs is found."""
    one, other = twins
    case_id = desk.open(referral_id=one["referral_id"], person_id=one["person_id"])
    assert done(merge(desk, one, other, COORDINATOR))["facts"] == ["PersonsMerged"]
    contact = done(desk.store.ask("referral", {"referral_id": one["referral_id"]}))
    assert contact["texts"]["subject"]["person_id"] == other["person_id"]
    assert done(desk.store.ask("case", {"case_id": case_id}))["person_id"] == other["person_id"]
    for person in (one, other):
        cases = done(desk.store.ask("cases", {"person_id": person["person_id"]}))["cases"]
        assert [row["case_id"] for row in cases] == [case_id]


def test_whoever_asks_for_the_merged_one_is_told_of_the_other(desk: CaseDesk, twins: Any) -> None:
    one, other = twins
    done(merge(desk, one, other, COORDINATOR))
    told = done(desk.store.ask("person", {"person_id": one["person_id"]}))
    assert told["person_id"] == other["person_id"]


def test_a_case_is_opened_of_the_merged_ones_contact(desk: CaseDesk, twins: Any) -> None:
    """R-I8: by either id it is about the one who stays."""
    one, other = twins
    done(merge(desk, one, other, COORDINATOR))
    for told in (one["person_id"], other["person_id"]):
        case_id = desk.open(referral_id=one["referral_id"], person_id=told)
        assert str(desk.case(case_id).person_id) == other["person_id"]


def test_later_work_on_the_merged_ones_contact_keeps_it_found(desk: CaseDesk, twins: Any) -> None:
    """A further step of the contact does not give it back to who is no more."""
    one, other = twins
    done(merge(desk, one, other, COORDINATOR))
    here = {"referral_id": one["referral_id"]}
    done(desk.store.send("give_advice", {**here, "advice": "Soita.", "minutes": 5, "support_kinds": []}))
    assert done(desk.store.ask("person", {"person_id": other["person_id"]}))
    with desk.store.desk._intake.database.rows() as rows:  # noqa: SLF001 - as the queries read it
        row = rows.execute(
            "SELECT person_id FROM referrals WHERE referral_id = %s", (one["referral_id"],)
        ).fetchone()
    assert row
    assert str(row["person_id"]) == other["person_id"]


def test_a_contact_about_the_merged_one_is_refused(desk: CaseDesk, twins: Any) -> None:
    """The sentence says what to do, and not who the other is."""
    one, other = twins
    done(merge(desk, one, other, COORDINATOR))
    subject = {**EXAMPLE["subject"], "person_id": one["person_id"]}
    refused = desk.store.send(
        "receive_referral", {**EXAMPLE, "referral_id": str(uuid4()), "subject": subject}
    )
    assert refused["status"] == 409
    assert "merged into another" in refused["problem"]["sentence"]
    assert other["person_id"] not in str(refused)


def test_a_contact_made_again_about_either_is_recognised(desk: CaseDesk) -> None:
    """R-I7: by the name of the one and by the name of the other."""
    referrer = {"name": f"Työntekijä {uuid4()}", "organisation": "Yksikkö", "sector": "education"}
    spelled = {**EXAMPLE["subject"], "person_id": str(uuid4()), "given_name": f"Lapsu {uuid4()}"}
    one = desk.refer(referrer=referrer, subject=spelled)
    one["person_id"] = spelled["person_id"]
    other = refer(desk)
    done(merge(desk, one, other, COORDINATOR))
    asked = {
        "referrer": {name: referrer[name] for name in ("name", "organisation")},
        "subject": {**{n: EXAMPLE["subject"][n] for n in ("given_name", "family_name", "birth_date")},
                    "person_id": other["person_id"]},
        "received_at": "2025-08-26T09:00:00+03:00",
    }  # fmt: skip
    found = done(desk.store.ask("similar_contacts", asked))["contacts"]
    assert [row["referral_id"] for row in found] == [one["referral_id"]]


def test_the_same_merge_again_is_fine(desk: CaseDesk, twins: Any) -> None:
    one, other = twins
    done(merge(desk, one, other, COORDINATOR))
    assert done(merge(desk, one, other, COORDINATOR))["facts"] == []


def test_nobody_is_merged_with_whom_one_does_not_know(desk: CaseDesk, twins: Any) -> None:
    """Another region's person sounds like one that never was."""
    one, _ = twins
    theirs = {**EXAMPLE["subject"], "person_id": str(uuid4())}
    done(desk.store.send("register_person", theirs, who=OTHER_REGION))
    assert merge(desk, one, theirs, COORDINATOR)["status"] == 404
    assert merge(desk, theirs, one, COORDINATOR)["status"] == 404


def test_across_regions_nobody_is_merged(desk: CaseDesk, twins: Any) -> None:
    """A person whom another region knows, too, is theirs as well."""
    one, other = twins
    subject = {**EXAMPLE["subject"], "person_id": one["person_id"]}
    data = {**EXAMPLE, "referral_id": str(uuid4()), "county": "11", "subject": subject}
    done(desk.store.send("receive_referral", data, who=OTHER_REGION))
    refused = merge(desk, one, other, COORDINATOR)
    assert refused["status"] == 409
    assert "another region" in refused["problem"]["sentence"]


def test_a_chain_of_merges_leads_to_the_last(desk: CaseDesk, twins: Any) -> None:
    one, other = twins
    last = refer(desk)
    done(merge(desk, one, other, COORDINATOR))
    done(merge(desk, other, last, COORDINATOR))
    assert done(desk.store.ask("person", {"person_id": one["person_id"]}))["person_id"] == last["person_id"]


def test_before_the_merge_they_were_two(desk: CaseDesk, twins: Any) -> None:
    """R-T1: as of a moment before, the answer is the one of then."""
    one, other = twins
    told = done(desk.store.ask("referral", {"referral_id": other["referral_id"]}))
    done(merge(desk, one, other, COORDINATOR))
    with desk.store.desk._intake.database.rows() as rows:  # noqa: SLF001 - when it was recorded
        row = rows.execute(
            "SELECT max(recorded_at) AS at FROM stored_events WHERE notification_id <= %s",
            (told["positions"]["intake"],),
        ).fetchone()
    assert row
    asked = {"person_id": one["person_id"], "as_of": row["at"].isoformat()}
    assert done(desk.store.ask("person", asked))["person_id"] == one["person_id"]


def test_who_is_behind_a_restricted_case_is_not_merged_by_others(desk: CaseDesk, twins: Any) -> None:
    """R-C10: for who is not named there is nobody to merge with."""
    one, other = twins
    desk.open(
        **{name: one[name] for name in ("referral_id", "person_id")}, restricted_to=["koordinaattori-1"]
    )
    assert merge(desk, other, one, OTHER_COORDINATOR)["status"] == 404
