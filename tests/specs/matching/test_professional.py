"""The living directory: a professional's profile, hours, pauses and vetting."""

from datetime import date

import pytest

from services.matching.domain.language import ConflictWith
from shared.kernel.refused import Refused
from tests.specs.matching.bank import CASE, CHILD, REQUEST, TODAY, proposal, who
from tests.specs.matching.scenario import does, given
from tests.specs.matching.stories import (
    ATTEST,
    CONFLICT,
    PARK,
    PAUSE,
    RELEASE,
    RESERVE,
    RESERVE_MORE,
    RESUME,
    RETIRE,
    professional,
)


def test_what_has_changed_is_told_and_the_rest_stays() -> None:
    update = does("update_profile", competences=("trauma", "adhd"), languages=("fi",))
    changed = given(professional()).when(update).then("ProfileUpdated")
    changed.then_it_is(competences=("trauma", "adhd"), languages=("fi",), name="Asta Asiantuntija")
    assert changed.facts[0].languages is None
    changed.when(update).then_refused("nothing of this differs")


def test_a_profile_is_confirmed_and_stays_fresh_for_six_months() -> None:
    """R-M2: confirmation by link every six months (P); a stale one is marked."""
    asta = given(professional(on=date(2025, 3, 1)))
    assert not asta.stream.stale_on(date(2025, 9, 1), 6)
    assert asta.stream.stale_on(TODAY, 6)
    asta.when(does("confirm_profile", on=TODAY)).then("ProfileConfirmed")
    assert not asta.stream.stale_on(TODAY, 6)


def test_a_confirmation_may_say_what_has_changed() -> None:
    confirm = does("confirm_profile", on=TODAY, languages=("fi", "sv"))
    given(professional()).when(confirm).then("ProfileUpdated", "ProfileConfirmed").then_it_is(
        languages=("fi", "sv"), confirmed_on=TODAY
    )


@pytest.mark.parametrize(
    ("missing", "sentence"), [({"roles": ()}, "in what role"), ({"modes": ()}, "virtually, on site")]
)
def test_nobody_without_a_role_or_a_way_of_working(missing: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        professional(**missing)
    given(professional()).when(does("update_profile", **missing)).then_refused(sentence)


def test_an_extract_of_six_months_serves() -> None:
    """R-M1: at most 6 months old when checked."""
    attest = ATTEST.but(extract_issued_on=date(2025, 2, 20))
    given(professional()).when(attest).then("VettingAttested")
    given(professional()).when(attest.but(extract_issued_on=date(2025, 2, 19))).then_refused(
        "older than 6 months"
    )


def test_an_extract_is_checked_after_it_was_issued_and_not_tomorrow() -> None:
    """R-M1: the days are possible ones."""
    given(professional()).when(ATTEST.but(checked_on=date(2025, 8, 3))).then_refused("before it was issued")
    given(professional()).when(ATTEST.but(checked_on=date(2025, 9, 3))).then_refused("in the future")


def test_vetting_makes_somebody_proposed() -> None:
    """R-M1: unvetted nobody is."""
    asta = given(professional())
    assert who(proposal(asta.stream.candidate)) == []
    assert who(proposal(asta.when(ATTEST).stream.candidate)) == [1]


def test_paused_and_back() -> None:
    """R-M1: a pause without a last day lasts until they resume; one with it ends by itself."""
    given(professional(), PAUSE).then_it_is(state="paused").when(RESUME).then_it_is(state="active")
    asta = given(professional(), ATTEST, PAUSE.but(until=date(2025, 9, 10)))
    assert who(proposal(asta.stream.candidate, on=date(2025, 9, 10))) == []
    assert who(proposal(asta.stream.candidate, on=date(2025, 9, 11))) == [1]
    assert [asta.stream.state_on(date(2025, 9, day)) for day in (10, 11)] == ["paused", "active"]


def test_a_pause_does_not_end_before_it_begins() -> None:
    given(professional()).when(PAUSE.but(until=date(2025, 9, 1))).then_refused("before it begins")
    given(professional()).when(RESUME).then_refused("neither paused nor retired")


@pytest.mark.parametrize("work", [PAUSE, RETIRE, does("set_capacity", hours_per_week=5.0)])
def test_who_has_retired_comes_back_first(work: object) -> None:
    """R-M1: retired nobody is proposed."""
    asta = given(professional(), ATTEST, RETIRE)
    assert who(proposal(asta.stream.candidate)) == []
    asta.when(work).then_refused("has retired")  # type: ignore[arg-type]
    asta.when(RESUME).then_it_is(state="active")


def test_conflicts_with_a_person_and_with_a_case() -> None:
    """R-M1: a declared conflict; told once."""
    asta = given(professional(), ATTEST, CONFLICT)
    assert who(proposal(asta.stream.candidate, about=frozenset({CHILD}))) == []
    assert who(proposal(asta.stream.candidate)) == [1]
    asta.when(CONFLICT).then_refused("declared already")
    asta.when(CONFLICT.but(conflict=ConflictWith(case_id=CASE))).then("ConflictDeclared")
    asta.when(CONFLICT.but(conflict=ConflictWith())).then_refused("say with whom")


def test_declined_for_workload_parks_for_thirty_days() -> None:
    """R-M7: from the day of the answer, and never shorter than before."""
    asta = given(professional(), ATTEST, PARK).then_it_is(parked_until=date(2025, 10, 2))
    assert who(proposal(asta.stream.candidate, on=date(2025, 10, 1))) == []
    assert who(proposal(asta.stream.candidate, on=date(2025, 10, 2))) == [1]
    asta.when(PARK.but(on=date(2025, 8, 1))).then()


def test_declined_for_a_conflict_of_interest_rules_out_for_that_subject() -> None:
    """R-M7: declared once, however often it is said."""
    rule_out = does("rule_out_for", subject=CHILD, reason="conflict_of_interest")
    asta = given(professional(), ATTEST).when(rule_out).then("ConflictDeclared")
    assert who(proposal(asta.stream.candidate, about=frozenset({CHILD}))) == []
    asta.when(rule_out).then()


def test_the_last_free_hours_are_given_once() -> None:
    """R-M1: two matches of six hours do not fit into ten; after the first one's end they do."""
    asta = given(professional(), RESERVE).when(RESERVE_MORE)
    asta.then_refused("has 4 free hours a week, and 6 are needed")
    asta.when(RELEASE).then("HoursReleased")
    asta.when(RESERVE_MORE).then_refused("4 free hours")
    asta.when(RESERVE_MORE.but(starts_on=date(2025, 11, 1))).then("HoursReserved")


def test_hours_are_released_once_and_taken_again() -> None:
    """R-M8: the same person for the same request."""
    asta = given(professional(), RESERVE, RELEASE)
    asta.when(RELEASE).then()
    asta.when(RESERVE).then("HoursReserved")
    assert asta.stream.reservations[REQUEST].ends_on is None


def test_fewer_hours_than_are_given_is_no_refusal() -> None:
    """R-M1: nothing new is proposed then."""
    asta = given(professional(), ATTEST, RESERVE).when(does("set_capacity", hours_per_week=4.0))
    asta.then("CapacitySet")
    assert who(proposal(asta.stream.candidate)) == []
    asta.when(does("set_capacity", hours_per_week=4.0)).then_refused("already")


def test_shared_and_shared_no_more() -> None:
    share, stop = does("share_nationally"), does("stop_sharing")
    asta = given(professional()).when(share).then_it_is(shared=True).when(share)
    asta.then_refused("shared nationally already")
    asta.when(stop).then_it_is(shared=False).when(stop).then_refused("not shared")
