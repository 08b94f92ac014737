"""R-C10 and R-I7: a contact behind a restricted case is no possible duplicate for whoever is not named."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from tests.specs.intake.case_desk import COORDINATOR, OTHER_COORDINATOR, CaseDesk, done
from tests.support.intake_store import EXAMPLE, Reply

STEP = {
    "what": "Koulu kutsuu koolle.",
    "responsible": {"sector": "education", "organisation": "Koulu"},
    "due": "2027-03-21",
}


@dataclass(frozen=True)
class Twice:
    """The same teacher about the same child twice; a case follows the first contact."""

    desk: CaseDesk
    first: str
    second: str
    case_id: str
    person: dict[str, Any]
    teacher: dict[str, Any]

    def closed_off(self) -> "Twice":
        told = {"restricted_to": ["koordinaattori-1"], "reason": "Turvallisuus."}
        done(self.desk.does("change_restriction", self.case_id, COORDINATOR, **told))
        return self

    def second_for(self, who: dict[str, Any]) -> dict[str, Any]:
        return done(self.desk.store.ask("referral", {"referral_id": self.second}, who=who))

    def listed_for(self, who: dict[str, Any]) -> dict[str, Any]:
        rows = done(self.desk.store.ask("referrals", {"limit": 200}, who=who))["referrals"]
        return next(row for row in rows if row["referral_id"] == self.second)

    def resolves(self, who: dict[str, Any], **told: Any) -> Reply:
        return self.desk.store.send("resolve_duplicate", {"referral_id": self.second, **told}, who=who)


@pytest.fixture
def twice(desk: CaseDesk) -> Twice:
    teacher = {"name": f"Opettaja {uuid4()}", "organisation": "Koulu", "sector": "education"}
    person = {**EXAMPLE["subject"], "person_id": str(uuid4())}
    first, second = (receive(desk, teacher, person) for _ in range(2))
    case_id = desk.open(referral_id=first, person_id=person["person_id"])
    return Twice(desk, first, second, case_id, person, teacher)


def receive(desk: CaseDesk, teacher: dict[str, Any], person: dict[str, Any]) -> str:
    told = desk.store.receive(referrer=teacher, subject=person, received_at="2025-08-25T09:00:00+03:00")
    return str(done(told)["referral_id"])


def test_whoever_is_not_named_is_offered_nothing(twice: Twice) -> None:
    """R-C10: neither in the contact nor in the list does it wait for a decision."""
    assert [one["referral_id"] for one in twice.second_for(OTHER_COORDINATOR)["possible_duplicates"]] == [
        twice.first
    ]
    twice.closed_off()
    told = twice.second_for(OTHER_COORDINATOR)
    assert (told["possible_duplicates"], "duplicate" in told["waiting_for"]) == ([], False)
    assert "duplicate" not in twice.listed_for(OTHER_COORDINATOR)["waiting_for"]
    waits = twice.desk.store.ask(
        "referrals", {"waiting_for": "duplicate", "limit": 200}, who=OTHER_COORDINATOR
    )
    assert twice.second not in {row["referral_id"] for row in done(waits)["referrals"]}


def test_the_named_are_offered_it_as_before(twice: Twice) -> None:
    """R-I7: those who see both decide."""
    told = twice.closed_off().second_for(COORDINATOR)
    assert [one["referral_id"] for one in told["possible_duplicates"]] == [twice.first]
    assert "duplicate" in twice.listed_for(COORDINATOR)["waiting_for"]


def test_it_is_not_offered_while_one_writes(twice: Twice) -> None:
    """R-C10, R-I7: the offer before saving knows no more than the list."""

    def offered(who: dict[str, Any]) -> set[str]:
        sought = {
            "referrer": {"name": twice.teacher["name"], "organisation": "Koulu"},
            "subject": {
                name: twice.person[name] for name in ("given_name", "family_name", "birth_date")
            },
            "received_at": "2025-08-26T09:00:00+03:00",
        }  # fmt: skip
        found = done(twice.desk.store.ask("similar_contacts", sought, who=who))["contacts"]
        return {one["referral_id"] for one in found}

    assert offered(OTHER_COORDINATOR) == {twice.first, twice.second}
    twice.closed_off()
    assert offered(OTHER_COORDINATOR) == {twice.second}
    assert offered(COORDINATOR) == {twice.first, twice.second}


def test_a_third_contact_is_received_as_if_it_were_not_there(twice: Twice) -> None:
    """R-C10: whoever is named finds out all the same that it may be a third time."""
    twice.closed_off()
    again = twice.desk.store.receive(
        referrer=twice.teacher, subject=twice.person, received_at="2025-08-25T10:00:00+03:00",
        who=OTHER_COORDINATOR,
    )  # fmt: skip
    third = done(again)["referral_id"]

    def offered(who: dict[str, Any]) -> set[str]:
        told = done(twice.desk.store.ask("referral", {"referral_id": third}, who=who))
        return {one["referral_id"] for one in told["possible_duplicates"]}

    assert offered(OTHER_COORDINATOR) == {twice.second}
    assert offered(COORDINATOR) == {twice.first, twice.second}


@pytest.mark.parametrize("same", [True, False])
def test_nothing_is_decided_about_what_one_does_not_see(twice: Twice, *, same: bool) -> None:
    """R-C10: deciding without saying of which contact speaks of those that one sees."""
    twice.closed_off()
    refused = twice.resolves(OTHER_COORDINATOR, same=same)
    assert refused["status"] == 409
    assert refused["problem"]["sentence"].startswith("no possible duplicate waits")
    assert twice.resolves(OTHER_COORDINATOR, same=same, of=twice.first)["status"] == 404
    done(twice.resolves(COORDINATOR, same=same))


def test_of_several_only_those_one_sees_are_decided(twice: Twice) -> None:
    """R-C10: what the others decided leaves the question open for the named."""
    twice.closed_off()
    third = receive(twice.desk, twice.teacher, twice.person)
    about = {"referral_id": third}
    done(twice.desk.store.send("resolve_duplicate", {**about, "same": False}, who=OTHER_COORDINATOR))
    told = done(twice.desk.store.ask("referral", about))
    assert [one["referral_id"] for one in told["possible_duplicates"]] == [twice.first]


def test_what_it_repeats_is_not_told(twice: Twice) -> None:
    """R-C10: the id of a contact that is not there stands in no answer."""
    done(twice.resolves(COORDINATOR, same=True))
    assert twice.second_for(OTHER_COORDINATOR)["duplicate_of"] == twice.first
    assert twice.listed_for(OTHER_COORDINATOR)["duplicate_of"] == twice.first
    twice.closed_off()
    assert "duplicate_of" not in twice.second_for(OTHER_COORDINATOR)
    assert "duplicate_of" not in twice.listed_for(OTHER_COORDINATOR)
    assert twice.second_for(COORDINATOR)["duplicate_of"] == twice.first


def test_a_link_to_one_of_its_steps_opens_nothing(twice: Twice) -> None:
    """R-C10: who holds a link is named nowhere; and no new link is made, not by the named either."""
    store, about = twice.desk.store, {"referral_id": twice.first}
    step_id = str(uuid4())
    agree(twice, [{**STEP, "step_id": step_id}])
    link = done(store.ask("step_link", {**about, "step_id": step_id}))["token"]
    done(store.ask("referral", about, token=link))
    twice.closed_off()
    assert store.ask("referral", about, token=link)["status"] == 404
    report = {**about, "step_id": step_id, "outcome": "done"}
    assert store.send("report_step", report, token=link)["status"] == 404
    assert store.ask("step_link", {**about, "step_id": step_id}, who=OTHER_COORDINATOR)["status"] == 404
    refused = store.ask("step_link", {**about, "step_id": step_id})
    assert (refused["status"], refused["problem"]["sentence"]) == (
        409, "the case is restricted to named people: a link would open it to others",
    )  # fmt: skip


def agree(twice: Twice, steps: list[dict[str, Any]]) -> None:
    """The first contact's way to a plan with these steps."""
    for name, told in (
        ("gather_background", {"summary": "Tausta.", "agencies": []}),
        ("skip_step", {"step": "structuring", "reason": "Selvä."}),
        ("record_assessment", {"overall_assessment": "Arvio."}),
        ("skip_step", {"step": "expertise", "reason": "Ei tarpeen."}),
        ("agree_consultation_plan", {"steps": steps, "evaluate_on": "2027-05-02"}),
    ):
        done(twice.desk.store.send(name, {"referral_id": twice.first, **told}))
