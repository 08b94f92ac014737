"""Consumers expect twice, late and out of order."""

from typing import Any

import pytest

from services.reporting.projections import TooEarly
from shared.contracts import billing, matching
from shared.contracts.envelope import Message
from shared.contracts.intake import FACTS, ReferralClosed, ReferralReopened, StepReported, TierDecided
from shared.contracts.reading import from_cloud_event
from tests.contracts.golden import golden
from tests.specs.reporting.story import Story, coordinator, received, referral

INVOICED = ("2023-08", "2023-09")
"""The months of work that the golden invoice charges."""
HERE: dict[str, Any] = {"referral_id": referral(1), "state": "received", "next_step": "buffer"}
CLOSED: dict[str, Any] = {"referral_id": referral(1), "state": "closed"}


def test_all_of_it_again_changes_nothing(story: Story) -> None:
    """R-R3: the cursor keeps old messages away; a projection that gets one all the same changes nothing."""
    story.tell(received(child_welfare_notification=True)).tell(TierDecided(**HERE, tier=2))
    story.tell(ReferralClosed(**CLOSED)).tell(ReferralReopened(**HERE)).tell(TierDecided(**HERE, tier=3))
    before = story.everything()
    assert story.again().again().everything() == before


def test_a_fact_of_a_contact_never_received_is_too_early(story: Story) -> None:
    with pytest.raises(TooEarly, match="never received here"):
        story.tell(TierDecided(**HERE, tier=2))


def test_every_golden_message_finds_its_rows(story: Story) -> None:
    """Each version of each public fact is understood, the way readers may have kept it."""
    facts = {**FACTS, **billing.FACTS, **matching.FACTS}
    messages: list[Message[Any]] = [
        from_cloud_event(golden(kind)["message"], facts) for kind in facts.values()
    ]
    for message in sorted(messages, key=lambda each: each.position):
        story.tell(message.body, region=message.region)
    named = {user for each in messages for user in getattr(each.body, "restricted_to", ())}
    asker = coordinator(user=named.pop())  # the only one who sees the contact behind the restricted case
    assert story.statistics(asker)["contacts"] == 1
    assert len(story.rows.execute("SELECT position FROM timeline").fetchall()) == len(facts)
    assert len(story.rows.execute("SELECT month FROM costs").fetchall()) == len(INVOICED)


def test_a_report_of_a_step_nobody_planned_is_no_error(story: Story) -> None:
    story.tell(received()).tell(StepReported(**HERE, step_id=referral(9), outcome="done"))
    assert story.waiting() == ["next_step"]
