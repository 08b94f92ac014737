"""What somebody opened in an emergency waits for the coordinator to look why (ADR 0014)."""

from typing import Any

from shared.contracts.intake import CaseGlassBroken, GlassBroken, RestrictionChanged
from shared.kernel.asker import Asker
from tests.specs.reporting.case_story import WORKER, at_work, begins, here, waiting
from tests.specs.reporting.story import Story, contact_person, coordinator, helsinki, received, referral

BROKEN = ("glass_broken", None)
UNTIL = helsinki("2025-10-02")
HERE: dict[str, Any] = {"referral_id": referral(1), "state": "received", "next_step": "buffer"}


def waits(story: Story, asker: Asker) -> bool:
    return "glass_broken" in story.waiting(asker)


def a_case_was_opened(story: Story) -> Story:
    return begins(story, on="2025-09-01").tell(CaseGlassBroken(**here(), until=UNTIL), "2025-10-01")


def test_a_case_waits_for_the_regions_coordinator_alone(story: Story) -> None:
    a_case_was_opened(story)
    assert waits(story, coordinator("2025-10-01"))
    assert not waits(story, coordinator("2025-10-01", region="ita-suomi"))
    assert not waits(story, at_work("2025-10-01"))
    assert not waits(story, contact_person("08", "2025-10-01", sector="child_welfare"))


def test_the_item_names_the_case_and_when(story: Story) -> None:
    a_case_was_opened(story)
    items = story.ask("queue", coordinator("2025-10-01"))["items"]
    (item,) = [each for each in items if each["what"] == "glass_broken"]
    assert item["case_id"] == str(here()["case_id"])
    assert item["for_role"] == "coordinator"
    assert item["since"] == "2025-10-01T09:00:00Z"


def test_a_contact_waits_too(story: Story) -> None:
    story.tell(received(), "2025-09-01").tell(GlassBroken(**HERE, until=UNTIL), "2025-10-01")
    assert waits(story, coordinator("2025-10-01"))
    assert not waits(story, contact_person("08", "2025-10-01"))


def test_it_waits_for_two_weeks_and_stays_in_the_timeline(story: Story) -> None:
    a_case_was_opened(story)
    assert waits(story, coordinator("2025-10-14"))
    assert not waits(story, coordinator("2025-10-16"))
    events = story.ask("timeline", coordinator("2025-10-16"), case_id=str(here()["case_id"]))["events"]
    assert events[-1]["what"] == "case-glass-broken"


def test_a_case_restricted_since_then_is_there_for_the_named_alone(story: Story) -> None:
    """R-C10."""
    a_case_was_opened(story).tell(RestrictionChanged(**here(), restricted_to=(WORKER,)), "2025-10-02")
    assert not waits(story, coordinator("2025-10-03"))
    assert waits(story, coordinator("2025-10-03", user=WORKER))


def test_told_again_it_waits_once(story: Story) -> None:
    """R-R3."""
    a_case_was_opened(story).again()
    assert waiting(story, coordinator("2025-10-01")).count(BROKEN) == 1
