"""Every figure of a year opens down to the facts it was counted from (reporting.behind)."""

from typing import Any

import pytest

from shared.contracts.intake import DuplicateResolved, RestrictionChanged, TierDecided
from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed, Refused
from tests.specs.reporting.case_story import WORKER, begins, goal, here, met, plan
from tests.specs.reporting.feedback_story import rated, started
from tests.specs.reporting.match_story import researcher, sees_all
from tests.specs.reporting.story import Story, contact_person, referral
from tests.specs.reporting.test_region_year import DAY, TOLD_NOTHING, at, came


def behind(
    story: Story, figure: str, key: str = "", asker: Asker | None = None, **data: Any
) -> dict[str, Any]:
    asked = {"year": 2025, "figure": figure, "key": key} | data
    return story.ask("behind", asker or sees_all(DAY), **asked)


def numbers(answer: dict[str, Any]) -> list[str]:
    return [fact["number"] for fact in answer["facts"]]


def three(story: Story) -> Story:
    came(came(story, 1, source="school"), 2, "2025-03-04", source="school")
    return came(story, 3, "2025-03-05", source="shelter", county="09")


def test_a_figure_leads_to_its_facts(story: Story) -> None:
    told = behind(three(story), "by_source", "school")
    assert (told["counted"], numbers(told)) == (2, ["2023-00001", "2023-00002"])
    fact = told["facts"][0]
    assert (fact["service"], fact["position"], fact["what"]) == ("intake", 1, "referral-received")
    assert fact["referral_id"] == str(referral(1))


def test_what_was_taken_back_is_not_behind_it(story: Story) -> None:
    three(story).tell(DuplicateResolved(**at(2), same=True, of=referral(1)), "2025-03-06")
    assert numbers(behind(story, "by_source", "school")) == ["2023-00001"]
    story.tell(DuplicateResolved(**at(2), same=False, of=referral(1)), "2025-03-07")
    told = behind(story, "by_source", "school")
    assert [fact["what"] for fact in told["facts"]] == ["referral-received", "duplicate-resolved"]


def test_the_newest_of_what_changes_is_behind_it(story: Story) -> None:
    three(story).tell(TierDecided(**at(1), tier=2), "2025-03-06").tell(
        TierDecided(**at(1), tier=3), "2025-03-07"
    )
    assert behind(story, "by_tier", "2")["facts"] == []
    assert numbers(behind(story, "by_tier", "3")) == ["2023-00001"]


def test_a_key_may_be_the_first_word_of_several(story: Story) -> None:
    """Where contacts wait: the day since when stands in the key, too."""
    told = behind(three(story), "waits_at", "buffer")
    assert told["counted"] == len(told["facts"]) == 3
    assert told["facts"][0]["key"] == "buffer 2025-03-03"


def test_pages_follow_each_other(story: Story) -> None:
    three(story)
    first = behind(story, "by_month", limit=2)
    second = behind(story, "by_month", limit=2, cursor=first["next"])
    assert numbers(first) + numbers(second) == [f"2023-0000{n}" for n in (1, 2, 3)]
    assert "next" not in second
    with pytest.raises(Refused, match="begin with the first one"):
        behind(story, "by_month", cursor="elsewhere")


def test_a_case_s_meetings_and_goals_are_behind_theirs(story: Story) -> None:
    met(begins(story), 1, "2025-09-09").tell(plan(goal("a")), "2025-09-10").tell(started(), "2025-09-10")
    story.tell(rated("a", 1), "2025-10-01")
    assert numbers(behind(story, "meetings_by_month", "2025-09 held")) == ["2025-00001"]
    told = behind(story, "attained", "everyday_life")
    assert [(fact["service"], fact["what"]) for fact in told["facts"]] == [("feedback", "goal-rated")]


def test_a_contact_person_is_shown_the_county_s(story: Story) -> None:
    """R-R2: how many there are in all is told as the year tells it; three are few."""
    told = behind(three(story), "by_source", "school", contact_person("08", DAY))
    assert (told["counted"], numbers(told)) == (None, ["2023-00001", "2023-00002"])
    assert numbers(behind(story, "by_source", "school", contact_person("09", DAY))) == []


def test_who_opens_no_matter_is_told_how_many(story: Story) -> None:
    """R-R2: an admin of the region all, a researcher as the year tells it."""
    for n in range(1, 7):
        came(story, n, source="school")
    told = behind(story, "by_source", "school", sees_all(DAY, role="admin"))
    assert (told["counted"], told["facts"]) == (6, [])
    told = behind(story, "by_source", "school", researcher(DAY))
    assert (told["counted"], told["facts"]) == (6, [])
    came(story, 7, source="shelter")
    assert behind(story, "by_source", "school", researcher(DAY))["counted"] is None


def test_what_is_closed_off_is_behind_nothing(story: Story) -> None:
    """R-C10."""
    begins(story)
    met(story, 1, "2025-09-09").tell(RestrictionChanged(**here(), restricted_to=(WORKER,)), "2025-11-04")
    told = behind(story, "meetings_by_month", "2025-09 held")
    assert (told["counted"], told["facts"]) == (0, [])
    assert numbers(behind(story, "meetings_by_month", asker=sees_all(DAY, user=WORKER))) == ["2025-00001"]


@pytest.mark.parametrize("role", TOLD_NOTHING)
def test_nobody_else_is_told(story: Story, role: str) -> None:
    with pytest.raises(NotAllowed):
        behind(story, "by_month", asker=sees_all(DAY, role=role))
