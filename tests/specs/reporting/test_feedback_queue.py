"""What waits in follow-ups stands in the work queue (R-F2, R-F4, R-F7)."""

from shared.contracts.intake import RestrictionChanged
from shared.kernel.asker import Asker
from tests.specs.reporting.case_story import BUYER, WORKER, at_work, begins, buyer, here
from tests.specs.reporting.feedback_story import (
    CHILD,
    MOTHER,
    answered,
    asked,
    missed,
    started,
    stopped,
    unreachable,
    worse,
)
from tests.specs.reporting.story import Story, contact_person, coordinator, received, referral

DAY = "2025-10-01"


def followed(story: Story) -> Story:
    return begins(story, on="2025-10-01").tell(started(), "2025-10-01")


def waits(story: Story, asker: Asker | None = None) -> list[tuple[str, str]]:
    """What of whom."""
    items = story.ask("queue", asker or coordinator(DAY))["items"]
    return [(item["what"], item["whom"]) for item in items if "follow_up_id" in item]


def test_who_cannot_be_reached_waits_until_asked(story: Story) -> None:
    """R-F7: in the queue of the worker and of the coordinator."""
    followed(story).tell(unreachable(MOTHER))
    assert waits(story) == waits(story, at_work(DAY)) == [("feedback_unreachable", "guardian")]
    story.tell(asked(MOTHER))
    assert waits(story) == []


def test_who_did_not_answer_twice_waits(story: Story) -> None:
    """R-F2: once is no reason; an answer ends it."""
    followed(story).tell(asked()).tell(missed())
    assert waits(story) == []
    story.tell(asked(wave=2)).tell(missed(wave=2))
    assert waits(story) == [("feedback_missed", "guardian")]
    story.tell(answered(wave=2))
    assert waits(story) == []


def test_who_gets_worse_waits_until_a_later_answer(story: Story) -> None:
    """R-F4."""
    followed(story).tell(asked(CHILD)).tell(answered(CHILD)).tell(worse(CHILD))
    assert waits(story, at_work(DAY)) == [("decline_noticed", "client")]
    story.tell(asked(CHILD, wave=2)).tell(answered(CHILD, wave=2))
    assert waits(story) == []


def test_paper_is_handed_over_by_its_day(story: Story) -> None:
    by_hand = [{"recipient": MOTHER, "role": "guardian", "channel": "paper"}]
    begins(story).tell(started(recipients=by_hand)).tell(asked(MOTHER))
    (item,) = [item for item in story.ask("queue", coordinator(DAY))["items"] if "follow_up_id" in item]
    assert (item["what"], item["due"], item["overdue"]) == ("wave_to_hand_over", "2025-09-15", True)


def test_nothing_waits_in_a_follow_up_that_was_stopped(story: Story) -> None:
    followed(story).tell(unreachable(MOTHER)).tell(stopped())
    assert waits(story) == []


def test_nobody_sees_what_waits_in_what_they_do_not_see(story: Story) -> None:
    """R-C10."""
    followed(story).tell(unreachable(MOTHER))
    assert waits(story, buyer(DAY, BUYER)) == waits(story, at_work(DAY, "somebody00000001")) == []
    story.tell(RestrictionChanged(**here(), restricted_to=(WORKER,)))
    assert waits(story) == []
    assert waits(story, at_work(DAY)) == [("feedback_unreachable", "guardian")]


def test_a_contacts_follow_up_waits_for_the_centre(story: Story) -> None:
    story.tell(received()).tell(started(case_id=None, referral_id=referral(1))).tell(unreachable(MOTHER))
    assert waits(story) == waits(story, contact_person("08", DAY)) == [("feedback_unreachable", "guardian")]
    assert waits(story, contact_person("09", DAY)) == waits(story, at_work(DAY)) == []
