"""A batch of facts makes the rows that they make one by one."""

from typing import Any

import pytest

from services.reporting.projections import PROJECTIONS, TooEarly
from shared.contracts.intake import (
    AdviceGiven,
    DuplicateResolved,
    NeedIdentifiedOtherwise,
    ReferralClosed,
    TierDecided,
)
from tests.specs.reporting.story import Story, received, referral


def of(n: int, state: str = "received") -> dict[str, Any]:
    return {"referral_id": referral(n), "state": state, "next_step": "buffer"}


def a_year(story: Story) -> Story:
    """Several contacts whose facts come between each other's."""
    story.tell(received(1)).tell(received(2, county="09"), "2023-03-08")
    story.tell(TierDecided(**of(1), tier=2), "2023-03-08").tell(TierDecided(**of(1), tier=2), "2023-03-09")
    story.tell(AdviceGiven(**of(2), minutes=10, support_kinds=("coordination",)), "2023-03-09")
    story.tell(NeedIdentifiedOtherwise(**of(1)), "2023-03-10").tell(received(3), "2023-03-10")
    story.tell(DuplicateResolved(**of(3), same=True, of=referral(1)), "2023-03-11")
    return story.tell(ReferralClosed(referral_id=referral(2), state="closed"), "2023-03-12")


def test_a_batch_makes_the_rows_of_its_facts_one_by_one(story: Story) -> None:
    before = a_year(story).everything()
    assert story.all_at_once().everything() == before


def test_a_batch_that_comes_again_changes_nothing(story: Story) -> None:
    before = a_year(story).everything()
    with story.rows.cursor() as rows:
        for projection in PROJECTIONS:
            if projection.apply_all:
                projection.apply_all(story.told, rows)
    assert story.everything() == before


@pytest.mark.parametrize("begins", [4, 2, 0], ids=["behind them", "with some again", "with all again"])
def test_a_batch_goes_on_where_rows_are(story: Story, begins: int) -> None:
    whole = a_year(story).everything()
    story.rows.execute("TRUNCATE contacts, timeline")
    halves = story.told[:4], story.told[begins:]
    with story.rows.cursor() as rows:
        for half in halves:
            for projection in PROJECTIONS:
                if projection.apply_all:
                    projection.apply_all(half, rows)
    assert story.everything() == whole


def test_a_batch_with_a_contact_never_received_is_too_early(story: Story) -> None:
    a_year(story).told.pop(0)
    with pytest.raises(TooEarly):
        story.all_at_once()
