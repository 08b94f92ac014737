"""R-T1: the same answer later as then; a date is its end; the future is refused; positions are named."""

from typing import Any

import pytest

from shared.contracts.intake import ReferralClosed, TierDecided
from shared.kernel.refused import Refused, Unknown
from tests.specs.reporting.story import Story, received, referral

HERE: dict[str, Any] = {"referral_id": referral(1), "state": "received", "next_step": "buffer"}
CLOSED: dict[str, Any] = {"referral_id": referral(1), "state": "closed"}


def test_figures_stay_as_they_were_known(story: Story) -> None:
    """R-T1: what is recorded later does not change what was known then."""
    story.tell(received(), "2023-03-07").tell(TierDecided(**HERE, tier=2), "2023-04-03")
    then = story.statistics(as_of="2023-05-31")
    story.tell(TierDecided(**HERE, tier=4), "2023-06-02").tell(received(2, "2023-03-08"), "2023-06-02")
    assert story.statistics(as_of="2023-05-31") == then
    assert (then["contacts"], then["by_tier"], then["positions"]) == (1, {"2": 1}, {"intake": 2})
    assert story.statistics()["contacts"] == 2


def test_a_date_means_its_end_in_finland(story: Story) -> None:
    """R-T1: a minute before midnight belongs to the day, a minute after it to the next."""
    story.tell(received(), "2023-05-31", "23:59").tell(received(2), "2023-06-01", "00:00")
    assert story.statistics(as_of="2023-05-31")["contacts"] == 1
    assert story.statistics(as_of="2023-06-01")["contacts"] == 2


def test_a_moment_counts_what_was_recorded_by_it(story: Story) -> None:
    story.tell(received(), "2023-05-31", "23:59").tell(received(2), "2023-06-01", "00:00")
    assert story.statistics(as_of="2023-05-31T23:58:00+03:00")["contacts"] == 0
    assert story.statistics(as_of="2023-05-31T23:59:00+03:00")["contacts"] == 1
    assert story.statistics(as_of="2023-06-01T00:00:00+03:00")["contacts"] == 2


def test_several_facts_of_one_moment_leave_the_last(story: Story) -> None:
    story.tell(received()).tell(TierDecided(**HERE, tier=2)).tell(ReferralClosed(**CLOSED))
    assert story.statistics(as_of="2023-03-07")["by_state"] == {"closed": 1}
    assert story.statistics(as_of="2023-03-07T11:59:00+02:00")["contacts"] == 0


@pytest.mark.parametrize("as_of", ["2023-10-03", "2023-10-02T12:01:00+03:00"])
def test_the_future_is_refused(story: Story, as_of: str) -> None:
    story.tell(received())
    with pytest.raises(Refused, match="lies in the future"):
        story.statistics(as_of=as_of)
    with pytest.raises(Refused, match="lies in the future"):
        story.ask("timeline", referral_id=str(referral(1)), as_of=as_of)


@pytest.mark.parametrize("as_of", ["1900-01-01", "1900-01-01T00:00:00+14:00"])
def test_the_oldest_moments_are_before_everything(story: Story, as_of: str) -> None:
    story.tell(received())
    assert story.statistics(as_of=as_of)["contacts"] == 0


@pytest.mark.parametrize("as_of", ["2200-12-31", "2200-12-31T23:59:59-12:00"])
def test_the_farthest_moments_are_the_future(story: Story, as_of: str) -> None:
    with pytest.raises(Refused, match="lies in the future"):
        story.statistics(as_of=as_of)


def test_today_is_not_the_future(story: Story) -> None:
    story.tell(received())
    assert story.statistics(as_of="2023-10-02")["contacts"] == 1


def test_the_queue_takes_no_as_of(story: Story) -> None:
    """R-T1: lists refuse it with a sentence."""
    with pytest.raises(Refused, match="lists take no as_of"):
        story.ask("queue", as_of="2023-03-07")


def test_the_timeline_ends_then(story: Story) -> None:
    story.tell(received(), "2023-03-07").tell(ReferralClosed(**CLOSED), "2023-04-01")
    answer = story.ask("timeline", referral_id=str(referral(1)), as_of="2023-03-31")
    assert [event["what"] for event in answer["events"]] == ["referral-received"]
    assert answer["positions"] == {"intake": 1}
    with pytest.raises(Unknown):
        story.ask("timeline", referral_id=str(referral(1)), as_of="2023-03-06")
