"""R-M2: why somebody is proposed; the order that the points give."""

import random
from dataclasses import replace
from datetime import date

from services.matching.domain.language import Must, Should
from services.matching.domain.proposing.scores import points_of
from tests.specs.matching.bank import NEED, RULES, proposal, somebody, taken, who


def test_reasons_in_words_of_the_rule() -> None:
    """R-M2: education, background, competence, language, distance and load, each with its points."""
    need = replace(NEED, should=Should(background=("lastensuojelu", "koulu"), education=("psykologi",)))
    first = proposal(somebody(1, reservations=(taken(5.0),)), need=need).ranked[0]
    assert {it.code: it.points for it in first.because} == {
        "education": 0, "background": 7, "competence": 30, "language": 10, "distance": 15, "load": 7,
    }  # fmt: skip
    assert first.score == sum(it.points for it in first.because) == 69
    told = {it.code: it.values for it in first.because}
    assert told["background"] == {
        "has": ("lastensuojelu",), "wanted": ("lastensuojelu", "koulu"), "met": ("lastensuojelu",),
    }  # fmt: skip
    assert told["load"] == {"free": "5", "own": "10"}
    assert told["distance"]["near"] == "county"


def test_what_is_wished_for_ranks_and_rules_nobody_out() -> None:
    """R-M2: a psychologist comes before who is none."""
    need = replace(NEED, should=Should(education=("psykologi",)))
    found = proposal(somebody(1), somebody(2, education=("psykologi",)), need=need)
    assert who(found) == [2, 1]
    assert not found.ruled_out


def test_near_before_far_and_nearer_still_where_it_is_wished() -> None:
    """R-M2: distance is counted from the county that asks."""
    near, beside = somebody(2), somebody(1, county="07", counties=("07",))
    assert who(proposal(near, beside, scope="region")) == [2, 1]
    wished = replace(NEED, should=Should(same_county=True))
    plain = proposal(near, beside, scope="region").ranked[0].score
    assert proposal(near, beside, scope="region", need=wished).ranked[0].score == plain + 15


def test_the_least_loaded_comes_first() -> None:
    """R-M2: load is given to own hours."""
    busy, free = somebody(1, reservations=(taken(6.0),)), somebody(2, reservations=(taken(1.0),))
    assert who(proposal(busy, free)) == [2, 1]


def test_the_same_input_gives_the_same_order_and_ties_go_by_id() -> None:
    """R-M2: however the bank is shuffled."""
    bank = [somebody(number, hours_per_week=float(10 + number % 3)) for number in range(30)]
    expected = proposal(*bank)
    for seed in range(5):
        shuffled = random.Random(seed).sample(bank, len(bank))  # noqa: S311 - a shuffle, no secret
        assert proposal(*shuffled) == expected
    assert who(expected) == sorted(range(30))


def test_a_profile_not_confirmed_for_six_months_is_marked() -> None:
    """R-M2: a stale profile is proposed all the same, and marked."""
    found = proposal(somebody(1, confirmed_on=date(2025, 3, 1)), somebody(2, confirmed_on=date(2025, 3, 2)))
    assert {each.professional_id.int: each.stale for each in found.ranked} == {1: True, 2: False}


def test_a_joint_plan_counts_the_same_points() -> None:
    """R-M2, R-M6: a score without its reasons is the score."""
    need = replace(NEED, should=Should(("lastensuojelu", "koulu"), ("psykologi",), same_county=True))
    bank = [somebody(1, reservations=(taken(3.0),)), somebody(2, county="07", counties=("07",))]
    ranked = {each.professional_id: each.score for each in proposal(*bank, need=need, scope="region").ranked}
    assert ranked == {each.professional_id: points_of(each, need, RULES) for each in bank}


def test_the_version_of_the_rules_is_told() -> None:
    assert proposal(somebody(1)).rules_version == "2025-1"


def test_the_language_that_is_a_must() -> None:
    """R-M2: language counts in proportion, as competence does."""
    need = replace(NEED, must=Must(("trauma",), ("fi", "sv")))
    assert who(proposal(somebody(1), somebody(2, languages=("sv", "fi")), need=need)) == [2]
