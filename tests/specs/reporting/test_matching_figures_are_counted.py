"""The figures of experts and requests are those that one counts by hand, whatever was told."""

from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.contracts.envelope import PublicFact
from shared.contracts.matching import (
    CandidatesProposed,
    CapacitySet,
    HoursReleased,
    HoursReserved,
    MatchConfirmed,
    MatchFact,
    MatchRequested,
    ProfessionalFact,
    ProfessionalPaused,
    ProfessionalRegistered,
    SearchWidened,
)
from tests.specs.reporting.match_story import AUTUMN, by_key, sees_all
from tests.specs.reporting.story import Story, received
from tests.support.matching_log import Sought

REGION, TODAY = "sisa-suomi", date(2025, 11, 10)
FIRST_DAY = "2025-08-28"
GIVES = (ProfessionalRegistered, CapacitySet)
"""Facts that say how many hours somebody gives in all."""
Kinds = type[PublicFact] | tuple[type[PublicFact], ...]


def last(facts: list[PublicFact], name: str, of: Kinds) -> Any:
    """What was said last of something."""
    said = [getattr(fact, name) for fact in facts if isinstance(fact, of) and hasattr(fact, name)]
    return next((value for value in reversed(said) if value is not None), None)


def taken(facts: list[PublicFact]) -> float:
    """Hours a week on the day of asking."""
    hours = 0.0
    for fact in facts:
        if isinstance(fact, HoursReserved):
            hours = fact.hours_per_week if fact.ends_on is None or fact.ends_on >= TODAY else 0.0
        elif isinstance(fact, HoursReleased):
            hours = 0.0
    return hours


def is_paused(facts: list[PublicFact]) -> bool:
    pauses = [fact for fact in facts if isinstance(fact, ProfessionalPaused)]
    paused = last(facts, "state", ProfessionalFact) == "paused"
    return paused and (pauses[-1].until is None or pauses[-1].until >= TODAY)


def is_not_found(facts: list[PublicFact]) -> bool:
    proposals = [fact for fact in facts if isinstance(fact, CandidatesProposed)]
    return bool(proposals) and not proposals[-1].ranked


def is_farther(facts: list[PublicFact]) -> bool:
    return any(isinstance(fact, (CandidatesProposed, SearchWidened)) for fact in facts)


def is_waiting(facts: list[PublicFact]) -> bool:
    return not any(isinstance(fact, MatchConfirmed) for fact in facts) and (
        last(facts, "state", MatchFact) != "ended"
    )


@settings(max_examples=25)
@given(seeds=st.lists(st.integers(0, 10**6), min_size=1, max_size=6, unique=True), steps=st.integers(0, 6))
def test_they_come_out_as_counted_by_hand(empty_story: Story, seeds: list[int], steps: int) -> None:
    """R-R1: each once in the whole, in each of the competences once."""
    with empty_story.rows.transaction(force_rollback=True):
        story, everything = Story(empty_story.rows), [Sought(seed, steps) for seed in seeds]
        for n, sought in enumerate(everything, start=1):
            asked = next(fact for fact in sought.facts if isinstance(fact, MatchRequested))
            if asked.referral_id:
                known = received(n, FIRST_DAY, referral_id=asked.referral_id)
                story.tell(known, FIRST_DAY, region=sought.region)
            for fact in sought.facts:
                story.tell(fact, "2025-09-01", region=sought.region)
        here = [sought.facts for sought in everything if sought.region == REGION]
        _load_is_as_counted(story, here)
        seen = [facts for facts in here if last(facts, "referral_id", MatchRequested)]
        _requests_are_as_counted(story, seen)


def _load_is_as_counted(story: Story, here: list[list[PublicFact]]) -> None:
    answer = story.ask("expert_load", sees_all())
    whole = answer["whole"]
    assert whole["professionals"] == len(here)
    assert whole["paused"] == sum(map(is_paused, here))
    assert whole["engaged"] == sum(taken(facts) > 0 for facts in here)
    assert whole["reserved"] == sum(map(taken, here))
    assert whole["hours"] == sum(last(facts, "hours_per_week", GIVES) for facts in here)
    known = Counter(each for facts in here for each in last(facts, "competences", ProfessionalFact))
    assert by_key(answer["by_competence"], "professionals") == known
    assert by_key(answer["by_county"], "professionals") == dict.fromkeys(
        ("08", "16") if here else (), len(here)
    )


def _requests_are_as_counted(story: Story, seen: list[list[PublicFact]]) -> None:
    answer = story.ask("bottlenecks", sees_all(), **AUTUMN)
    whole = answer["whole"]
    assert whole["requests"] == len(seen)
    assert whole["waiting"] == sum(map(is_waiting, seen))
    assert whole["not_found"] == sum(map(is_not_found, seen))
    assert whole["farther"] == sum(map(is_farther, seen))
    asked = Counter(each for facts in seen for each in last(facts, "competences", MatchRequested))
    assert by_key(answer["by_competence"], "requests") == asked
    matched = sum(any(isinstance(fact, MatchConfirmed) for fact in facts) for facts in seen)
    days = story.ask("days_to_match", sees_all(), **AUTUMN)["whole"]
    assert days == {"matches": matched, **dict.fromkeys(("median", "p90"), 4 if matched else None)}
