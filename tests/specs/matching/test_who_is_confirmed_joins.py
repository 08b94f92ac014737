"""A match for a case changes the case's network: by facts, exactly once, across any stop."""

from typing import Any
from uuid import uuid4

import pytest

from services.intake.reactions import Joining
from services.intake.service import open_intake
from shared.plumbing.ask import NoAnswer
from tests.specs.matching.centre import NOW, Centre, done

WORKER = "tukihenkilo-9"
SUPPORT: dict[str, Any] = {
    "roles": ["support_person"], "name": "Tuure Tukihenkilö", "organisation": "Esimerkkituottaja Oy",
    "contact": {"user": WORKER, "phone": "040 0000000"},
}  # fmt: skip


def joining(centre: Centre) -> Joining:
    return next(loop for loop in centre.store.intake.desk.loops if isinstance(loop, Joining))


class Work:
    """A case, a support person with an account, and the search that leads from one to the other."""

    def __init__(self, centre: Centre, **case: Any) -> None:
        self.centre = centre
        self.who = centre.professional(**SUPPORT)
        self.case_id = centre.case(**case)
        self.request_id = self.search()

    def search(self) -> str:
        told = {"role": "support_person", "hours_per_week": 1}
        return self.centre.proposed(matter={"case_id": self.case_id}, **told)

    def confirm(self, request_id: str | None = None) -> None:
        """The support person is confirmed, and intake hears of it."""
        told = {"professional_ids": [self.who], "reason": "Hän tuntee lapsen."}
        self.centre.does("confirm_match", match_request_id=request_id or self.request_id, **told)
        self.centre.store.be_heard()

    def end(self, request_id: str | None = None, on: str = "2025-09-02") -> None:
        told = {"reason": "Työ päättyi.", "ended_on": on}
        self.centre.does("end_match", match_request_id=request_id or self.request_id, **told)
        self.centre.store.be_heard()

    def work_off(self) -> None:
        while joining(self.centre).step():
            pass

    def of_intake(self, command: str, **data: Any) -> None:
        done(self.centre.store.intake.send(command, {"case_id": self.case_id} | data, who=NOW))

    @property
    def network(self) -> list[dict[str, Any]]:
        """Who is in the network now."""
        shown = done(self.centre.store.intake.ask("case", {"case_id": self.case_id}, who=NOW))
        return [each for each in shown["network"] if not each.get("until")]

    @property
    def joined(self) -> int:
        """How many facts say that somebody joined this case, as whoever reads intake is told."""
        told, position = 0, 0
        while facts := self.centre.store.intake.facts_after(position)["facts"]:
            told += sum(
                "network-member-added" in each["type"] and each["data"]["case_id"] == self.case_id
                for each in facts
            )
            position = facts[-1]["position"]
        return told


@pytest.fixture
def work(centre: Centre) -> Work:
    return Work(centre)


def test_who_is_confirmed_joins_the_network_as_the_directory_knows_them(work: Work) -> None:
    work.confirm()
    work.work_off()
    (member,) = work.network
    told = {name: member[name] for name in ("id", "role", "user", "name", "organisation")}
    assert told == {
        "id": work.who,
        "role": "worker",
        "user": WORKER,
        "name": "Tuure Tukihenkilö",
        "organisation": "Esimerkkituottaja Oy",
    }


def test_by_that_they_see_the_case_and_nobody_else_of_theirs_does(work: Work, centre: Centre) -> None:
    """R-C10 beside the loop: an account is what lets in, not an organisation."""
    worker = {"sub": WORKER, "role": "worker", "organisation": "Esimerkkituottaja Oy", **NOW}
    asked = {"case_id": work.case_id}
    assert centre.store.intake.ask("case", asked, who=worker)["status"] == 404
    work.confirm()
    work.work_off()
    assert centre.store.intake.ask("case", asked, who=worker)["status"] == 200
    colleague = worker | {"sub": "tukihenkilo-8"}
    assert centre.store.intake.ask("case", asked, who=colleague)["status"] == 404


def test_an_expert_takes_part_without_working_with_the_family(centre: Centre) -> None:
    work = Work(centre)
    expert = centre.professional()
    request_id = centre.proposed(matter={"case_id": work.case_id}, hours_per_week=1)
    told = {"professional_ids": [expert], "reason": "Hän tuntee asian."}
    centre.does("confirm_match", match_request_id=request_id, **told)
    centre.store.be_heard()
    work.work_off()
    assert [(each["id"], each["role"]) for each in work.network] == [(expert, "other")]


def test_twice_heard_and_after_a_stop_somebody_joins_once(work: Work, centre: Centre) -> None:
    """Nothing is lost and nothing done twice, wherever it stopped."""
    work.confirm()
    work.work_off()
    centre.store.be_heard()
    desk = open_intake(centre.store.intake.settings, centre.store.intake.beside)
    again = next(loop for loop in desk.loops if isinstance(loop, Joining))
    assert not again.step()
    assert work.joined == 1


def test_while_matching_is_away_it_waits(work: Work, centre: Centre) -> None:
    work.confirm()
    desks = centre.store.intake.beside.desks
    away = desks.pop("matching")
    try:
        with pytest.raises(NoAnswer):
            joining(centre).step()
        assert joining(centre).standing()["waiting"] == 1
    finally:
        desks["matching"] = away
    work.work_off()
    assert work.joined == 1


def test_that_a_name_was_read_is_written_down(work: Work, centre: Centre) -> None:
    """R-P4: intake asks matching who joins, on behalf of the role that confirmed."""
    work.confirm()
    work.work_off()
    with centre.store.desk.readings.database.rows() as rows:
        read = rows.execute(
            "SELECT user_name, role, persons FROM access_log ORDER BY position DESC LIMIT 1"
        ).fetchone()
    assert read
    assert (read["user_name"], read["role"]) == ("intake", "coordinator")
    assert [str(each) for each in read["persons"]] == [work.who]


def test_whose_match_ends_leaves(work: Work) -> None:
    work.confirm()
    work.work_off()
    work.end()
    work.work_off()
    assert work.network == []


def test_whose_other_match_goes_on_stays(work: Work) -> None:
    """R-M8: two matches of one person for a case are one place in its network."""
    other = work.search()
    work.confirm()
    work.confirm(other)
    work.work_off()
    assert work.joined == 1
    work.end(other)
    work.work_off()
    assert [each["id"] for each in work.network] == [work.who]
    work.end()
    work.work_off()
    assert work.network == []


def test_confirmed_again_they_come_back(work: Work) -> None:
    """R-M8: unassigned and assigned again."""
    work.confirm()
    work.end()
    work.confirm()
    work.work_off()
    assert [each["id"] for each in work.network] == [work.who]


def test_who_was_taken_in_by_hand_is_not_there_twice(work: Work) -> None:
    work.of_intake("add_network_member", member={"id": str(uuid4()), "role": "worker", "user": WORKER})
    work.confirm()
    work.work_off()
    assert work.joined == 1


def test_a_case_restricted_to_others_lets_them_in_once_they_are_named(centre: Centre) -> None:
    """R-C10: a match names nobody; whoever restricted the case does."""
    work = Work(centre, restricted_to=["koordinaattori-1"])
    work.confirm()
    work.work_off()
    assert work.network == []
    named = {"restricted_to": ["koordinaattori-1", WORKER], "reason": "Tukihenkilö valittiin."}
    work.of_intake("change_restriction", **named)
    work.work_off()
    assert [each["id"] for each in work.network] == [work.who]


def test_who_was_not_let_in_before_the_match_ended_does_not_join(centre: Centre) -> None:
    work = Work(centre, restricted_to=["koordinaattori-1"])
    work.confirm()
    work.work_off()
    work.end()
    work.of_intake("change_restriction", restricted_to=[], reason="Rajoitusta ei tarvita.")
    work.work_off()
    assert work.joined == 0
