"""Contact statistics: what counts, once, in which period."""

from typing import Any

import pytest

from shared.contracts.intake import (
    AdviceGiven,
    DuplicateResolved,
    NeedIdentifiedOtherwise,
    ReferralClosed,
    ReferralReopened,
    ReferralScreened,
    SituationScreened,
    TierDecided,
)
from shared.contracts.intake.words import Screened
from shared.kernel.refused import NotAllowed, Refused
from tests.specs.reporting.story import Story, contact_person, coordinator, received, referral

HERE: dict[str, Any] = {"referral_id": referral(1), "state": "received", "next_step": "buffer"}


def screened(score: int, level: str) -> ReferralScreened:
    return ReferralScreened(**HERE, score=score, level=level, instrument="ot_screen", version="1")


def test_a_contact_is_counted_by_all_that_is_said_of_it(story: Story) -> None:
    story.tell(received(source="shelter", channel="web", county="16", situations=("rare_disease",)))
    figures = story.statistics()
    assert figures["contacts"] == 1
    assert figures["by_source"] == {"shelter": 1}
    assert figures["by_channel"] == {"web": 1}
    assert figures["by_county"] == {"16": 1}
    assert figures["by_month"] == {"2023-03": 1}
    assert figures["by_state"] == {"received": 1}
    assert figures["positions"] == {"intake": 1}


def test_cases_and_mentions_are_counted_apart(story: Story) -> None:
    """R-R1: one contact with two situations is one case and two mentions."""
    story.tell(received(situations=("immigration", "rare_disease", "immigration")))
    figures = story.statistics()
    assert (figures["contacts"], figures["mentions"]) == (1, 2)
    assert figures["mentions_by_situation"] == {"immigration": 1, "rare_disease": 1}


def test_both_days_of_the_period_belong_to_it(story: Story) -> None:
    for n, day in enumerate(("2023-01-31", "2023-02-01", "2023-08-31", "2023-09-01"), start=1):
        story.tell(received(n, day))
    assert story.statistics()["by_month"] == {"2023-02": 1, "2023-08": 1}


def test_the_newest_tier_and_the_newest_screening_count(story: Story) -> None:
    story.tell(received()).tell(screened(20, "demanding")).tell(screened(3, "basic"))
    story.tell(TierDecided(**HERE, tier=4)).tell(TierDecided(**HERE, tier=1))
    figures = story.statistics()
    assert figures["by_tier"] == {"1": 1}
    assert figures["by_level"] == {"basic": 1}


def test_a_screen_filled_in_before_contact_counts(story: Story) -> None:
    before = Screened(score=12, level="special", instrument="ot_screen", version="1")
    story.tell(SituationScreened(screening=before)).tell(received(screening=before))
    assert story.statistics()["by_level"] == {"special": 1}


def test_a_low_score_and_a_need_seen_otherwise_are_kept_apart(story: Story) -> None:
    """R-I3: the screening never blocks, and the statistics tell the two."""
    story.tell(received()).tell(screened(3, "basic")).tell(NeedIdentifiedOtherwise(**HERE))
    story.tell(NeedIdentifiedOtherwise(**HERE))
    figures = story.statistics()
    assert (figures["by_level"], figures["identified_otherwise"]) == ({"basic": 1}, 1)


def test_a_kind_of_support_counts_once_a_contact(story: Story) -> None:
    """R-R1: kinds of support are mentions as well."""
    story.tell(received()).tell(AdviceGiven(**HERE, minutes=30, support_kinds=("coordination", "reflection")))
    story.tell(AdviceGiven(**HERE, minutes=10, support_kinds=("coordination",)))
    assert story.statistics()["by_support_kind"] == {"coordination": 1, "reflection": 1}


def test_a_reopened_contact_stands_where_it_stood(story: Story) -> None:
    story.tell(received()).tell(ReferralClosed(**HERE | {"state": "closed", "next_step": None}))
    assert story.statistics()["by_state"] == {"closed": 1}
    story.tell(ReferralReopened(**HERE))
    assert story.statistics()["by_state"] == {"received": 1}


def test_a_contact_recorded_before_is_not_counted_again(story: Story) -> None:
    """R-I7: a person decides, and may decide otherwise later."""
    story.tell(received()).tell(received(2))
    story.tell(DuplicateResolved(**HERE, same=True, of=referral(2)))
    figures = story.statistics()
    assert (figures["contacts"], figures["duplicates"]) == (1, 1)
    assert figures["by_source"] == {"school": 1}
    story.tell(DuplicateResolved(**HERE, same=False))
    assert story.statistics()["contacts"] == 2


def test_a_coordinator_sees_the_region_and_a_county_of_it(story: Story) -> None:
    story.tell(received()).tell(received(2, county="16")).tell(received(3), region="ita-suomi")
    assert story.statistics()["contacts"] == 2
    assert story.statistics(county="16")["contacts"] == 1
    assert story.statistics(coordinator(region="ita-suomi"))["contacts"] == 1
    with pytest.raises(NotAllowed):
        story.statistics(region="ita-suomi")


def test_a_contact_person_sees_the_county(story: Story) -> None:
    story.tell(received())
    for n in range(2, 7):
        story.tell(received(n, county="16"))
    assert story.statistics(contact_person("16"))["by_county"] == {"16": 5}
    with pytest.raises(NotAllowed):
        story.statistics(contact_person("16"), county="08")


@pytest.mark.parametrize("role", ["operator", "finance", "buyer", "professional", "link", "integrator"])
def test_others_see_no_figures(story: Story, role: str) -> None:
    with pytest.raises(NotAllowed):
        story.statistics(coordinator(role=role))


def test_a_period_that_ends_before_it_begins_is_refused(story: Story) -> None:
    with pytest.raises(Refused, match="lies after"):
        story.statistics(coordinator(), **{"from": "2023-09-01"})


def test_no_contacts_are_figures_too(story: Story) -> None:
    figures = story.statistics()
    assert (figures["contacts"], figures["mentions"], figures["by_month"]) == (0, 0, {})
