"""The timeline of a matter."""

from typing import Any

import pytest

from services.reporting.projections.people import PEOPLE
from shared.contracts.examples.bodies import SOMEBODY
from shared.contracts.intake import AdviceGiven, PersonRegistered, TierDecided
from shared.kernel.refused import Unknown
from tests.specs.reporting.story import Story, contact_person, coordinator, helsinki, received, referral

HERE: dict[str, Any] = {"referral_id": referral(1), "state": "received", "next_step": "buffer"}
ID = str(referral(1))


def test_events_are_told_in_the_order_they_happened(story: Story) -> None:
    """What is recorded later but happened earlier stands in its place."""
    story.tell(received(), "2023-03-07").tell(TierDecided(**HERE, tier=2), "2023-03-09")
    advice = AdviceGiven(**HERE, minutes=20, support_kinds=("reflection",))
    story.tell(advice, "2023-03-10", at=helsinki("2023-03-08"), actor_role="contact_person")
    answer = story.ask("timeline", referral_id=ID)
    assert answer["number"] == "2023-00001"
    assert [event["what"] for event in answer["events"]] == [
        "referral-received", "advice-given", "tier-decided",
    ]  # fmt: skip
    told = answer["events"][1]
    assert told["at"] == "2023-03-08T10:00:00Z"
    assert (told["service"], told["by_role"]) == ("intake", "contact_person")
    assert told["details"] == {"state": "received", "minutes": 20, "support_kinds": ["reflection"]}


def test_a_pseudonym_is_not_told(story: Story) -> None:
    """R-P1: it stands only where research files are made from, for they count people (R-R5)."""
    story.tell(PersonRegistered(person=SOMEBODY)).tell(received(subject=SOMEBODY))
    assert SOMEBODY not in str(story.ask("timeline", referral_id=ID))
    assert SOMEBODY not in str(story.everything(but=PEOPLE.tables))


def test_another_matter_is_another_timeline(story: Story) -> None:
    story.tell(received()).tell(received(2))
    assert len(story.ask("timeline", referral_id=ID)["events"]) == 1


def test_what_does_not_exist_or_is_anothers_is_unknown(story: Story) -> None:
    """Who may not see a matter does not learn that it exists."""
    story.tell(received())
    for asker in (coordinator(region="ita-suomi"), contact_person("16"), coordinator(role="operator")):
        with pytest.raises(Unknown):
            story.ask("timeline", asker, referral_id=ID)
    with pytest.raises(Unknown):
        story.ask("timeline", referral_id=str(referral(2)))
    with pytest.raises(Unknown):
        story.ask("timeline", case_id=ID)


def test_one_of_the_two_ids_is_said() -> None:
    story = Story(rows=None)  # type: ignore[arg-type]
    both: list[dict[str, Any]] = [{}, {"case_id": ID, "referral_id": ID}]
    for data in both:
        with pytest.raises(ValueError, match="say either"):
            story.ask("timeline", **data)
