"""A request from its opening to a confirmed match, its end, and after (R-M3, R-M4, R-M7, R-M8)."""

from dataclasses import replace
from datetime import date

import pytest

from services.matching.domain.language import Matter, Must, Reason, TeamWish
from shared.kernel.refused import Refused
from tests.specs.matching.bank import CASE, CHILD, NEED, REFERRAL, RULES, TODAY, id_of, somebody
from tests.specs.matching.scenario import given
from tests.specs.matching.stories import (
    BANK,
    END,
    PROPOSE,
    WIDEN,
    accepts,
    confirms,
    declines,
    offers,
    request,
)

NO_ROOM = {id_of(1): (Reason("over_capacity", values={"free": "1", "needed": "2"}),)}
FAR = somebody(3, county="90", counties=("90",))


def test_candidates_are_proposed_with_the_rules_they_went_by() -> None:
    """R-M2: the version of weights and limits is in the fact."""
    proposed = given(request()).when(PROPOSE).then("CandidatesProposed").then_it_is(state="proposed")
    fact = proposed.facts[0]
    assert [each.professional_id for each in fact.ranked] == [id_of(1), id_of(2)]
    assert (fact.rules_version, fact.scope) == (RULES.version, "county")


def test_an_empty_county_widens_step_by_step() -> None:
    """R-M4: each step a fact; the local professional stays the owner."""
    widened = given(request()).when(PROPOSE.but(bank=(FAR,)))
    widened.then("SearchWidened", "SearchWidened", "CandidatesProposed")
    assert [(each.scope, each.virtual, each.owner) for each in widened.facts[:2]] == [
        ("region", True, "08"), ("national", True, "08"),
    ]  # fmt: skip
    widened.then_it_is(scope="national", virtual=True)


def test_a_coordinator_looks_further_by_hand() -> None:
    """R-M4: the next proposal begins where the search has come to."""
    further = given(request(), PROPOSE, WIDEN, WIDEN).then_it_is(scope="national")
    further.when(WIDEN).then_refused("the whole country is searched already")
    further.when(PROPOSE.but(bank=(*BANK, FAR))).then("CandidatesProposed")
    assert len(further.stream.ranked) == 3


def test_the_first_ranked_is_confirmed_without_a_word() -> None:
    """R-M3: a person decides."""
    given(request(), PROPOSE).when(confirms(1)).then("MatchConfirmed").then_it_is(
        state="confirmed", confirmed=(id_of(1),)
    )


def test_another_rank_is_confirmed_with_a_reason() -> None:
    """R-M3: choosing another rank works, with a reason."""
    proposed = given(request(), PROPOSE)
    proposed.when(confirms(2)).then_refused("needs a reason")
    proposed.when(confirms(2, reason="Tuntee perheen.")).then("MatchConfirmed")
    assert (proposed.facts[0].ranks, proposed.facts[0].first) == ((2,), False)


def test_who_comes_first_after_a_no_needs_no_reason() -> None:
    """R-M3: the first-ranked is the first who has not declined."""
    asked = given(request(), PROPOSE, offers(1), declines(1, "other"))
    asked.when(confirms(2)).then("MatchConfirmed")


@pytest.mark.parametrize("wrong", [(), (7,), (1, 2)])
def test_only_who_was_proposed_and_only_one(wrong: tuple[int, ...]) -> None:
    """R-M3: somebody proposed, and as many as are sought."""
    proposed = given(request(), PROPOSE).when(confirms(*wrong, reason="Syy."))
    assert proposed.refusal
    assert not proposed.facts


def test_nothing_before_a_proposal() -> None:
    given(request()).when(confirms(1)).then_refused("propose candidates first")
    given(request()).when(offers(1)).then_refused("propose candidates first")


def test_who_may_not_be_asked_any_more_is_refused() -> None:
    """R-M1: what has changed since the proposal counts."""
    proposed = given(request(), PROPOSE)
    proposed.when(confirms(1, hindered=NO_ROOM)).then_refused("1 free hours a week, and 2 are needed")
    proposed.when(offers(1, hindered=NO_ROOM)).then_refused("1 free hours a week")
    proposed.when(confirms(1, hindered={id_of(1): ()})).then("MatchConfirmed")


def test_who_said_yes_is_confirmed_though_parked_by_another_answer() -> None:
    """R-M7: workload parks from new proposals, not from what was agreed."""
    agreed = given(request(), PROPOSE, offers(1), accepts(1))
    agreed.when(confirms(1, hindered={id_of(1): (Reason("parked"),)})).then("MatchConfirmed")


def test_an_offer_is_made_and_answered_once() -> None:
    asked = given(request(), PROPOSE).when(offers(1)).then("MatchOffered").then_it_is(state="offered")
    asked.when(offers(1)).then_refused("was asked already")
    asked.when(accepts(1)).then("OfferAccepted")
    asked.when(accepts(1)).then_refused("answered already")
    asked.when(accepts(2)).then_refused("was not asked")


def test_a_yes_may_be_taken_back_before_the_confirmation() -> None:
    asked = given(request(), PROPOSE, offers(1), accepts(1)).when(declines(1, "workload"))
    asked.then("OfferDeclined").then_it_is(state="proposed")
    asked.when(declines(1, "workload")).then_refused("answered already")


@pytest.mark.parametrize("reason", ["competence", "conflict_of_interest", "client_refused", "other"])
def test_a_no_holds_for_this_request(reason: str) -> None:
    """R-M7: client_refused for that request; the others are not asked again for it either."""
    asked = given(request(), PROPOSE, offers(1), declines(1, reason))
    asked.when(confirms(1)).then_refused("declined this request")
    asked.when(PROPOSE).then("CandidatesProposed")
    assert [each.professional_id for each in asked.stream.ranked] == [id_of(2)]
    assert [it.code for it in asked.stream.ruled_out[0].because] == ["declined"]


def test_who_declined_for_workload_may_be_asked_again_later() -> None:
    """R-M7: they are parked, for their time, and then there again."""
    asked = given(request(), PROPOSE, offers(1), declines(1, "workload"))
    later = date(2025, 10, 3)
    parked = replace(somebody(1), parked_until=date(2025, 10, 2))
    asked.when(PROPOSE.but(bank=(parked,), on=TODAY))
    assert not asked.stream.ranked
    asked.when(PROPOSE.but(bank=(parked,), on=later))
    asked.when(offers(1).but(on=later)).then("MatchOffered")


def test_unassign_and_reassign_the_same_person() -> None:
    """R-M8: works, with or without a new proposal."""
    ended = given(request(), PROPOSE, offers(1), accepts(1), confirms(1), END)
    ended.then_it_is(state="ended", confirmed=())
    assert ended.facts[0].professional_ids == (id_of(1),)
    ended.when(confirms(1)).then("MatchConfirmed").then_it_is(state="confirmed")
    ended.when(END, PROPOSE, offers(1), accepts(1), confirms(1)).then("MatchConfirmed")


def test_a_match_ends_once() -> None:
    given(request(), PROPOSE, confirms(1), END).when(END).then_refused("ended already")


def test_while_somebody_is_confirmed_nothing_else_is_sought() -> None:
    """R-M3: one decision at a time."""
    confirmed = given(request(), PROPOSE, confirms(1))
    for work in (PROPOSE, WIDEN, offers(2), confirms(2, reason="Syy.")):
        confirmed.when(work).then_refused("end the match first")


def test_a_team_is_confirmed_as_proposed_or_with_a_reason() -> None:
    """R-M3, R-M5: the proposed team needs no reason."""
    need = replace(NEED, must=Must(("trauma", "adhd")), team=TeamWish(size=2))
    bank = (somebody(1), somebody(2, competences=("adhd",)), somebody(3))
    proposed = given(request(need=need), PROPOSE.but(bank=bank))
    proposed.when(confirms(2, 3)).then_refused("needs a reason")
    proposed.when(confirms(1, 2, 3, reason="Kaikki.")).then_refused("at most 2 are sought")
    proposed.when(confirms(2, 1)).then("MatchConfirmed")


def test_what_the_matter_is_about_rules_out() -> None:
    """R-M1: a conflict with the child, with the case or with the referral."""
    bank = tuple(somebody(n, conflicts=frozenset({what})) for n, what in enumerate((CHILD, CASE, REFERRAL)))
    for_case = given(request()).when(PROPOSE.but(bank=bank, about=frozenset({CHILD}))).stream
    assert [each.professional_id for each in for_case.ranked] == [id_of(2)]
    for_referral = given(request(matter=Matter(referral_id=REFERRAL))).when(PROPOSE.but(bank=bank)).stream
    assert [each.professional_id for each in for_referral.ranked] == [id_of(0), id_of(1)]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"matter": Matter()}, "for a referral or for a case"),
        ({"matter": Matter(REFERRAL, CASE)}, "for a referral or for a case"),
        ({"need": replace(NEED, ends_on=date(2025, 9, 14))}, "ends before it starts"),
        ({"need": replace(NEED, team=TeamWish(1, ("health", "social")))}, "each member has one field"),
    ],
)
def test_a_request_that_cannot_be(told: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        request(**told)


def test_work_that_was_to_end_already_is_not_confirmed() -> None:
    need = replace(NEED, ends_on=date(2025, 9, 30))
    late = given(request(need=need), PROPOSE).when(confirms(1).but(on=date(2025, 10, 1)))
    late.then_refused("was to end on 2025-09-30 already")


def test_a_request_belongs_to_the_matters_register() -> None:
    """R-T2: its facts name the county, the register and the service task."""
    assert request().pending_events[0].standing.keeping.controller == "08"  # type: ignore[attr-defined]
    assert request().subject == "match/2025-00001"
