"""Who belongs to a case: they join, leave and come back; cases of one family know of each other."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.intake.domain.case.language import Link, Member
from tests.specs.intake.case_desk import COORDINATOR, OTHER_COORDINATOR, CaseDesk, done
from tests.specs.intake.case_story import (
    AUGUST_25,
    BUYER,
    CASE_ID,
    CLIENT,
    WORKER,
    Decision,
    adds,
    begun,
    does,
    given,
)

PAIR = Member(UUID("aaaaaaaa-0000-4000-8000-000000000004"), "work_pair", pair_of=WORKER.id)
IN_SEPTEMBER, IN_OCTOBER = date(2025, 9, 15), date(2025, 10, 1)
SIBLING = UUID("bbbbbbbb-0000-4000-8000-000000000001")
CLOSED = does("close_case", reason="Valmis.", on=IN_SEPTEMBER)


def leaves(member: Member, on: date = IN_SEPTEMBER) -> Decision:
    return does("remove_network_member", member_id=member.id, on=on)


def test_somebody_joins() -> None:
    begun().when(adds(WORKER)).then("NetworkMemberAdded", member=WORKER, on=AUGUST_25)


def test_nobody_joins_twice() -> None:
    given().when(adds(replace(WORKER, role="other"))).then_refused("in the network already")


def test_who_leaves_has_that_day_as_the_last() -> None:
    """R-C11 goes by the days of membership."""
    story = given().when(leaves(WORKER)).then("NetworkMemberRemoved", role="worker", on=IN_SEPTEMBER)
    assert WORKER not in story.case.members
    assert WORKER in story.case.members_on(IN_SEPTEMBER)
    assert WORKER not in story.case.members_on(IN_SEPTEMBER + timedelta(days=1))


def test_the_same_person_again_works() -> None:
    """Who left comes back, and the days between stay days without them (R-C11)."""
    story = given(leaves(WORKER)).when(adds(WORKER, IN_OCTOBER)).then("NetworkMemberAdded")
    case = story.case
    days = (AUGUST_25, IN_SEPTEMBER, IN_SEPTEMBER + timedelta(days=1), IN_OCTOBER)
    assert [WORKER in case.members_on(day) for day in days] == [True, True, False, True]
    assert WORKER in case.members


def test_nobody_comes_back_before_they_left() -> None:
    given(leaves(WORKER)).when(adds(WORKER)).then_refused("was in the network until 2025-09-15")


@pytest.mark.parametrize(
    "gone", [leaves(PAIR), leaves(CLIENT, AUGUST_25).but(member_id=UUID(int=1))], ids=["never", "unknown"]
)
def test_who_is_not_there_does_not_leave(gone: Decision) -> None:
    given().when(gone).then_refused("no such member")


def test_nobody_leaves_twice_nor_before_they_joined() -> None:
    story = given(leaves(WORKER))
    story.when(leaves(WORKER, IN_OCTOBER)).then_refused("no such member")
    story.when(adds(PAIR, IN_OCTOBER).but(member=replace(PAIR, pair_of=None))).then("NetworkMemberAdded")
    story.when(leaves(PAIR)).then_refused("joined the network only on 2025-10-01")


def test_nobody_joins_before_the_case_is_opened() -> None:
    given().when(adds(PAIR, AUGUST_25 - timedelta(days=1))).then_refused("opened only on 2025-08-25")


def test_a_work_pair_is_the_pair_of_a_worker() -> None:
    given().when(adds(PAIR)).then("NetworkMemberAdded", member=PAIR)


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (replace(PAIR, pair_of=CLIENT.id), "nobody who works"),
        (replace(PAIR, pair_of=PAIR.id), "nobody who works"),
        (replace(PAIR, role="guardian"), "is a worker's pair"),
    ],
)
def test_a_pair_works_with_somebody_who_works(pair: Member, words: str) -> None:
    given().when(adds(pair)).then_refused(words)


def test_nobody_is_the_pair_of_who_left() -> None:
    given(leaves(WORKER)).when(adds(PAIR, IN_OCTOBER)).then_refused("nobody who works")


def test_a_buyer_buys_for_a_sector() -> None:
    """R-C7: each buyer gets the version of its sector, so it has one."""
    begun().when(adds(replace(BUYER, sector=None))).then_refused("say which")


def test_a_restricted_case_takes_in_only_who_was_named() -> None:
    """R-C10: whoever is not named would not see what they work on."""
    story = begun(restricted_to=("koordinaattori-1",))
    story.when(adds(WORKER)).then_refused("name tukihenkilo-1 first")
    story.when(adds(CLIENT)).then("NetworkMemberAdded")
    named = does("change_restriction", restricted_to=("koordinaattori-1", "tukihenkilo-1"), reason="Työ.")
    story.when(named, adds(WORKER)).then("NetworkMemberAdded")


def test_naming_the_same_people_again_changes_nothing() -> None:
    """R-C10: in whatever order."""
    again = does("change_restriction", restricted_to=("b", "a"), reason="Sama.")
    begun(restricted_to=("a", "b")).when(again).then_refused("just these people already")


@pytest.mark.parametrize("decision", [adds(PAIR, IN_OCTOBER), leaves(WORKER, IN_OCTOBER)])
def test_a_closed_case_keeps_its_network(decision: Decision) -> None:
    given(CLOSED).when(decision).then_refused("the case is closed")


def test_cases_of_one_family_are_linked() -> None:
    link = does("link_cases", other_case_id=SIBLING, relation="sibling")
    story = given().when(link).then("CasesLinked").then_it_is(links=(Link(SIBLING, "sibling"),))
    story.when(link).then_refused("linked already")
    story.when(link.but(relation="same_family")).then_it_is(links=(Link(SIBLING, "same_family"),))


def test_a_closed_case_is_still_a_sibling_s() -> None:
    given(CLOSED).when(does("link_cases", other_case_id=SIBLING, relation="sibling")).then("CasesLinked")


def test_a_case_is_not_its_own_sibling() -> None:
    given().when(does("link_cases", other_case_id=CASE_ID, relation="sibling")).then_refused("to itself")


def test_a_link_is_told_on_both_cases(desk: CaseDesk) -> None:
    one, other = desk.open(), desk.open()
    told: dict[str, Any] = {"other_case_id": other, "relation": "sibling"}
    assert done(desk.does("link_cases", one, COORDINATOR, **told))["facts"] == ["CasesLinked", "CasesLinked"]
    assert [desk.case(case_id).links for case_id in (one, other)] == [
        (Link(UUID(other), "sibling"),),
        (Link(UUID(one), "sibling"),),
    ]


def test_both_cases_have_to_concern_whoever_links_them(desk: CaseDesk) -> None:
    """R-C10: a link tells nobody that a case exists."""
    one, hidden = desk.open(), desk.open(restricted_to=["koordinaattori-1"])
    told: dict[str, Any] = {"relation": "sibling"}
    assert desk.does("link_cases", one, OTHER_COORDINATOR, other_case_id=hidden, **told)["status"] == 404
    assert desk.does("link_cases", hidden, OTHER_COORDINATOR, other_case_id=one, **told)["status"] == 404
    assert desk.case(one).links == ()


def test_a_link_to_a_case_that_is_hidden_is_not_told(desk: CaseDesk) -> None:
    """R-C10: not even the id of a restricted case is seen, from its sibling's."""
    one, hidden = desk.open(), desk.open(restricted_to=["koordinaattori-1"])
    done(desk.does("link_cases", one, COORDINATOR, other_case_id=hidden, relation="sibling"))
    told = done(desk.store.ask("case", {"case_id": one}, who=COORDINATOR))
    assert [link["case_id"] for link in told["links"]] == [hidden]
    assert done(desk.store.ask("case", {"case_id": one}, who=OTHER_COORDINATOR))["links"] == []
