"""R-T1 for any story: what is known as of a moment is what was answered at that moment."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.contracts.envelope import PublicFact
from shared.contracts.intake import (
    AdviceGiven,
    DuplicateResolved,
    NeedIdentifiedOtherwise,
    ReferralClosed,
    ReferralReopened,
    ReferralScreened,
    TierDecided,
)
from tests.specs.reporting.story import Story, coordinator, helsinki, received, referral

START = helsinki("2023-03-01")
KINDS: tuple[type[PublicFact], ...] = (
    AdviceGiven, DuplicateResolved, NeedIdentifiedOtherwise, ReferralClosed, ReferralReopened,
    ReferralScreened, TierDecided,
)  # fmt: skip
LEVELS = ("basic", "special", "demanding")


@st.composite
def facts(draw: st.DrawFn) -> tuple[PublicFact, timedelta]:
    """Something that happens to one of three contacts, and how long after the fact before it was recorded."""
    said: dict[str, Any] = {
        "referral_id": referral(draw(st.integers(1, 3))),
        "state": draw(st.sampled_from(("received", "assessed", "closed"))),
        "minutes": 10,
        "support_kinds": draw(st.lists(st.sampled_from(("reflection", "coordination")), max_size=2)),
        "same": draw(st.booleans()),
        "score": 1,
        "level": draw(st.sampled_from(LEVELS)),
        "instrument": "ot_screen",
        "version": "1",
        "tier": draw(st.integers(1, 4)),
    }
    later = timedelta(minutes=draw(st.integers(0, 3)))
    return draw(st.sampled_from(KINDS)).model_validate(said), later


@settings(max_examples=40)
@given(happened=st.lists(facts(), max_size=12))
def test_what_was_answered_then_is_answered_later(empty_story: Story, happened: list[Any]) -> None:
    """R-T1."""
    with empty_story.rows.transaction(force_rollback=True):
        story, moment = Story(empty_story.rows), START
        for n in (1, 2, 3):
            story.tell(received(n, situations=("immigration", "rare_disease")), recorded_at=moment)
        answers = {moment: story.statistics()}
        for fact, later in happened:
            moment += later
            story.tell(fact, recorded_at=moment)
            answers[moment] = story.statistics()
        for then, answer in answers.items():
            later_answer = story.statistics(coordinator("2024-01-01"), as_of=then.isoformat())
            assert later_answer == answer
            assert sum(answer["by_state"].values()) == answer["contacts"] == 3 - answer["duplicates"]
