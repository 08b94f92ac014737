"""R-C9: in a demanding separation neither parent gets what is the other's, nor what was forbidden."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from shared.plumbing.embedded.postgres import Postgres
from tests.specs.intake.case_desk import BUYER, COORDINATOR, WORKER, CaseDesk, done, member
from tests.specs.intake.case_in_time import ClockedStore
from tests.support.intake_store import EXAMPLE, Reply
from tests.support.servers import passing_database

MOTHER, FATHER = "Äiti Esimerkki", "Isä Esimerkki"
ENTRIES = {
    MOTHER: "Äidin mukaan isän osoite on Isänkatu 9.",
    FATHER: "Isän mukaan äidin numero on 040 999 0002.",
}
SUMMARY, REPORT, VIEW = (
    "Vanhemmat tapasivat erikseen.",
    "Kuukausi sujui äidin luona.",
    "Haluan olla rauhassa.",
)
OF_EITHER = (*ENTRIES.values(), SUMMARY, REPORT, VIEW)


class Separation:
    """A child's case whose guardians are separating; each called once."""

    def __init__(self, store: ClockedStore, *, situation: str = "demanding_separation") -> None:
        self.store, self.desk = store, CaseDesk(store)
        store.clock = "2025-08-25T12:00:00+03:00"
        guardians = [
            {"name": name, "custody": "joint", "right_to_information": True} for name in (MOTHER, FATHER)
        ]
        self.subject = {**EXAMPLE["subject"], "person_id": str(uuid4()), "guardians": guardians}
        told = self.desk.refer(subject=self.subject, situations=[situation])
        self.person_id = str(self.subject["person_id"])
        self.worker, self.client = member("worker", WORKER), member("client")
        self.buyer, self.meeting = member("buyer", BUYER), str(uuid4())
        self.case_id = self.desk.open(
            self.worker, self.client, self.buyer,
            referral_id=told["referral_id"], person_id=self.person_id,
        )  # fmt: skip
        self._work()

    def _work(self) -> None:
        there = [self.worker["id"], self.client["id"]]
        self._does(
            "schedule_meeting", meeting_id=self.meeting, kind="regular", participants=there, minutes=90,
            starts_at="2025-09-03T12:00:00+03:00", place="office", service_line="neuropsychiatric_coaching",
        )  # fmt: skip
        self.store.clock = "2025-10-06T12:00:00+03:00"
        self._does(
            "record_meeting", meeting_id=self.meeting, started_at="2025-09-03T12:00:00+03:00", minutes=90,
            place="office", attended=there, summary=SUMMARY,
        )  # fmt: skip
        self._does("record_child_view", view=VIEW, by="worker")
        for parent, entry in ENTRIES.items():
            self._does(
                "log_contact", at="2025-09-04T12:00:00+03:00", direction="incoming", channel="phone",
                gist=entry, **{"with": parent},
            )  # fmt: skip
        section = {"for_sectors": ["child_welfare"], "text": REPORT}
        self._does("write_monthly_report", month="2025-09", sections=[section])
        self._does("send_monthly_report", month="2025-09")

    def _does(self, name: str, **told: Any) -> None:
        done(self.desk.does(name, self.case_id, COORDINATOR, **told))

    def guardian_id(self, name: str) -> str:
        person = done(self.store.ask("person", {"person_id": self.person_id}))
        return str(next(each["guardian_id"] for each in person["guardians"] if each["name"] == name))

    def copy(self, parent: str | None = None, who: dict[str, Any] = COORDINATOR) -> Reply:
        """The case's copy; parent: the one who is to get it."""
        to = {"for_guardian": self.guardian_id(parent)} if parent else {}
        return self.store.ask("copy_out", {"case_id": self.case_id, "language": "en", **to}, who=who)

    def forbid(self, parent: str) -> None:
        told = {"to": self.guardian_id(parent), "by": "nuori itse", "reason": "Painava syy."}
        done(self.store.send("forbid_disclosure", {"person_id": self.person_id, **told}))


@pytest.fixture(scope="module")
def store(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClockedStore]:
    with passing_database(postgres) as url:
        yield ClockedStore(tmp_path_factory.mktemp("data"), url)


@pytest.fixture(scope="module")
def separation(store: ClockedStore) -> Separation:
    return Separation(store)


@pytest.mark.parametrize("parent", [MOTHER, FATHER])
def test_a_parents_copy_has_nothing_of_the_other(separation: Separation, parent: str) -> None:
    """R-C9: no entry, no text that may be about the other, no name; days and codes remain."""
    copy = done(separation.copy(parent))
    said = json.dumps(copy, ensure_ascii=False)
    assert [text for text in (*OF_EITHER, MOTHER, FATHER) if text in said] == []
    assert "left out" in copy["text"]
    assert "2025-09-03" in copy["text"]


def test_the_county_s_own_copy_has_what_was_written(separation: Separation) -> None:
    """R-C9: what the test above looks for is there; the copy says that neither parent gets it as it is."""
    text = done(separation.copy())["text"]
    assert all(entry in text for entry in ENTRIES.values())
    assert "given to neither of them as it is" in text


def test_outside_a_separation_a_guardian_gets_the_work_in_its_words(store: ClockedStore) -> None:
    calm = Separation(store, situation="demanding_neuropsychiatric")
    assert SUMMARY in done(calm.copy(MOTHER))["text"]


def test_who_is_told_nothing_gets_no_copy(store: ClockedStore) -> None:
    """R-C9: and the other parent still may."""
    family = Separation(store)
    family.forbid(FATHER)
    refused = family.copy(FATHER)
    assert refused["status"] == 409
    assert FATHER not in str(refused)
    done(family.copy(MOTHER))


def test_every_copy_says_how_many_are_told_nothing(store: ClockedStore) -> None:
    """R-C9: whoever hands it out looks first; the name itself stays in the vault."""
    family = Separation(store)
    family.forbid(FATHER)
    basics = done(family.copy())["parts"][0]["text"]
    assert "1 of the guardians are told nothing" in basics
    assert FATHER not in basics


def test_a_guardian_without_a_right_to_information_gets_no_copy(store: ClockedStore) -> None:
    """R-C9."""
    family = Separation(store)
    guardians = [{"name": FATHER, "custody": "none", "right_to_information": False}]
    done(store.send("correct_person", {**family.subject, "guardians": guardians}))
    assert family.copy(FATHER)["status"] == 409


def test_of_a_guardian_who_is_none_nothing_is_copied(separation: Separation) -> None:
    asked = {"case_id": separation.case_id, "for_guardian": str(uuid4())}
    assert separation.store.ask("copy_out", asked)["status"] == 404


def test_forbidding_survives_a_correction_of_the_guardians(store: ClockedStore) -> None:
    """R-C9: who is written down anew is still told nothing."""
    family = Separation(store)
    family.forbid(FATHER)
    done(store.send("correct_person", {**family.subject, "guardians": []}))
    done(store.send("correct_person", family.subject))
    assert family.copy(FATHER)["status"] == 409


def test_a_buyers_copy_has_no_entry_of_either(separation: Separation) -> None:
    """R-C9, R-C14."""
    said = json.dumps(done(separation.copy(who=BUYER)), ensure_ascii=False)
    assert [text for text in (*ENTRIES.values(), MOTHER, FATHER) if text in said] == []
