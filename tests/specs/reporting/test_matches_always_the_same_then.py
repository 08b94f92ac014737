"""R-T1 for any search: what is known of experts and requests as of a moment is what was answered then."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.contracts.matching import MatchRequested
from shared.kernel.asker import Asker
from tests.specs.reporting.match_story import AUTUMN, sees_all
from tests.specs.reporting.story import Story, helsinki, received
from tests.support.matching_log import Sought

START = helsinki("2025-09-01", "08:00")
QUESTIONS: dict[str, dict[str, Any]] = {"expert_load": {}, "bottlenecks": AUTUMN, "days_to_match": AUTUMN}


def answers(story: Story, asker: Asker, **as_of: str) -> list[dict[str, Any]]:
    return [story.ask(name, asker, **data, **as_of) for name, data in QUESTIONS.items()]


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10**6),
    steps=st.integers(0, 6),
    hours=st.lists(st.integers(0, 60), min_size=16, max_size=16),
)
def test_what_was_answered_then_is_answered_later(
    empty_story: Story, seed: int, steps: int, hours: list[int]
) -> None:
    """R-T1, and R-R4: read at once they make the same answers."""
    with empty_story.rows.transaction(force_rollback=True):
        story, moment, sought = Story(empty_story.rows), START, Sought(seed, steps)
        for fact in sought.facts:
            if isinstance(fact, MatchRequested) and fact.referral_id:
                known = received(1, "2025-08-28", referral_id=fact.referral_id)
                story.tell(known, recorded_at=moment, region=sought.region)
        then: dict[Any, list[dict[str, Any]]] = {}
        for place, fact in enumerate(sought.facts):
            moment += timedelta(hours=hours[place % len(hours)])
            story.tell(fact, recorded_at=moment, region=sought.region)
            then[moment] = answers(story, sees_all(now=moment, region=sought.region))
        later = sees_all("2026-03-01", region=sought.region)
        for story_now in (story, story.all_at_once()):
            requests = answers(story_now, later)[1]["whole"]["requests"]
            assert requests == sum(bool(getattr(fact, "referral_id", None)) for fact in sought.facts)
            for each, told in then.items():
                assert answers(story_now, later, as_of=each.isoformat()) == told
