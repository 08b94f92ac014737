"""Days from a contact until somebody is confirmed who helps (reporting.days_to_match)."""

from typing import Any

import pytest

from shared.contracts.intake import RestrictionChanged
from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed, Refused
from tests.specs.reporting.case_story import WORKER, begins, case, here, opened
from tests.specs.reporting.match_story import (
    OCTOBER,
    SEPTEMBER,
    TOLD_NOTHING,
    asked_for,
    by_key,
    confirmed,
    ended,
    matched,
    proposed,
    requested,
    researcher,
    sees_all,
)
from tests.specs.reporting.story import Story, received


def days(story: Story, asker: Asker | None = None, **data: Any) -> dict[str, Any]:
    return story.ask("days_to_match", asker or sees_all(), **(SEPTEMBER | data))


def of_a_case(story: Story, since: str = "2025-08-20") -> Story:
    """Somebody was asked for in a case that began with a contact."""
    begins(story).tell(received(1, since, referral_id=opened().referral_id), since)
    return story.tell(requested(1, "2025-09-10", referral_id=None, case_id=case()), "2025-09-10")


def test_days_are_counted_from_the_contact_to_the_confirmation(story: Story) -> None:
    """Of ten, half took five days at most, and nine of them nine."""
    for n in range(1, 11):
        matched(story, n, n)
    assert days(story)["whole"] == {"matches": 10, "median": 5, "p90": 9}


def test_days_are_told_by_county_and_service_line(story: Story) -> None:
    matched(story, 1, 3)
    story.tell(received(2, "2025-09-01", county="16", service_line="school_support"))
    story.tell(requested(2, "2025-09-02", county="16")).tell(confirmed(2, "2025-09-08"), "2025-09-08")
    answer = days(story)
    assert by_key(answer["by_county"], "median") == {"08": 3, "16": 7}
    assert by_key(answer["by_service_line"], "p90") == {"ot_consultation": 3, "school_support": 7}
    assert days(story, county="16")["whole"] == {"matches": 1, "median": 7, "p90": 7}


def test_of_a_case_the_days_begin_with_the_contact_behind_it(story: Story) -> None:
    """Its own service line counts."""
    of_a_case(story, "2025-08-23").tell(confirmed(1, "2025-09-22"), "2025-09-22")
    told = days(story)
    assert told["whole"]["median"] == 30
    assert by_key(told["by_service_line"], "matches") == {"neuropsychiatric_coaching": 1}


def test_who_is_still_waited_for_is_not_counted(story: Story) -> None:
    asked_for(story).tell(proposed(1, 1))
    assert days(story)["whole"] == {"matches": 0, "median": None, "p90": None}


def test_the_first_confirmation_counts(story: Story) -> None:
    """R-M8: others who come later were not waited for anew."""
    matched(story, 1, 3).tell(ended(1, "2025-09-10", 1), "2025-09-10").tell(
        confirmed(1, "2025-09-20"), "2025-09-20"
    )
    assert days(story)["whole"] == {"matches": 1, "median": 3, "p90": 3}


def test_confirmations_of_the_period_are_told(story: Story) -> None:
    matched(story, 1, 3)
    assert days(story, **OCTOBER)["whole"]["matches"] == 0
    with pytest.raises(Refused, match="lies after"):
        days(story, to="2025-08-31")


def test_days_are_the_same_later_as_then(story: Story) -> None:
    """R-T1."""
    then = days(matched(story, 1, 3), sees_all("2025-09-10"))
    asked_for(story, 2, "2025-09-12", "2025-09-11").tell(confirmed(2, "2025-09-16"), "2025-09-16")
    assert days(story, as_of="2025-09-10") == then
    assert days(story)["whole"]["matches"] == 2


def test_a_restricted_case_is_counted_for_who_is_named(story: Story) -> None:
    """R-C10."""
    of_a_case(story).tell(confirmed(1))
    story.tell(RestrictionChanged(**here(), restricted_to=(WORKER,)), "2025-11-04")
    assert days(story)["whole"]["matches"] == 0
    assert days(story, sees_all(user=WORKER))["whole"]["matches"] == 1


def test_who_is_no_coordinator_is_told_no_small_counts(story: Story) -> None:
    """R-R2: two of another line, and how long these took, are hidden with what gives them away."""
    for n in range(1, 9):
        matched(story, n, n)
    for n in (9, 10):
        story.tell(received(n, "2025-09-01", service_line="school_support"))
        story.tell(requested(n, "2025-09-02")).tell(confirmed(n, "2025-09-08"), "2025-09-08")
    answer = days(story, researcher())
    assert answer["whole"] == {"matches": 10, "median": 5, "p90": 7}
    assert by_key(answer["by_county"], "median") == {"08": 5}
    for number in ("matches", "median", "p90"):
        assert by_key(answer["by_service_line"], number) == {"ot_consultation": None, "school_support": None}
    assert answer["hidden_under"] == 5


def test_of_a_few_matches_nothing_is_told(story: Story) -> None:
    """R-R2."""
    answer = days(matched(story, 1, 3), researcher())
    assert set(answer["whole"].values()) == {None}
    assert answer["by_county"] == answer["by_service_line"] == []


@pytest.mark.parametrize("role", TOLD_NOTHING)
def test_nobody_else_is_told(story: Story, role: str) -> None:
    with pytest.raises(NotAllowed):
        days(story, sees_all(role=role))
