"""Where the bottleneck is: what was asked for and not found, or is waited for (reporting.bottlenecks)."""

from typing import Any

import pytest

from services.reporting.projections import TooEarly
from shared.contracts.intake import RestrictionChanged
from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed, Refused
from tests.specs.reporting.case_story import WORKER, begins, case, here, opened
from tests.specs.reporting.match_story import (
    AUTUMN,
    SEPTEMBER,
    TOLD_NOTHING,
    asked_for,
    by_key,
    confirmed,
    ended,
    expert,
    matched,
    of_the_county,
    proposed,
    requested,
    researcher,
    sees_all,
    widened,
)
from tests.specs.reporting.story import Story, received


def bottlenecks(story: Story, asker: Asker | None = None, **data: Any) -> dict[str, Any]:
    return story.ask("bottlenecks", asker or sees_all(), **(SEPTEMBER | data))


def test_who_is_not_confirmed_yet_is_waited_for(story: Story) -> None:
    asked_for(asked_for(story, 1), 2).tell(proposed(1, 1)).tell(confirmed(1), "2025-09-15")
    whole = bottlenecks(story)["whole"]
    assert whole == {"requests": 2, "waiting": 1, "not_found": 0, "farther": 0, "median_days": 5}


def test_a_request_that_was_given_up_waits_no_more(story: Story) -> None:
    asked_for(story).tell(ended(1), "2025-09-20")
    assert bottlenecks(story)["whole"]["waiting"] == 0


def test_what_nobody_could_give_is_told_by_competence(story: Story) -> None:
    """R-M5: of two that were asked for, the one that is not covered is the bottleneck."""
    asked_for(story, competences=("autism_spectrum", "trauma"), team={})
    story.tell(proposed(1, 1, uncovered=("trauma",)))
    answer = bottlenecks(story)
    assert answer["whole"]["not_found"] == 1
    assert by_key(answer["by_competence"], "not_found") == {"autism_spectrum": 0, "trauma": 1}


def test_an_empty_list_is_told_of_each_competence_that_it_lacks(story: Story) -> None:
    """Each is known, but to nobody who is free at once."""
    asked_for(story, competences=("autism_spectrum", "trauma")).tell(proposed(1))
    assert by_key(bottlenecks(story)["by_competence"], "not_found") == {"autism_spectrum": 1, "trauma": 1}


def test_a_team_that_cannot_be_made_is_not_found(story: Story) -> None:
    """R-M5: some know a part of it, and no team covers all."""
    asked_for(story, team={"size": 1}).tell(proposed(1, 1, 2))
    assert bottlenecks(story)["whole"]["not_found"] == 1
    story.tell(proposed(1, 1, 2, team=(expert(1), expert(2))), "2025-09-12")
    assert bottlenecks(story)["whole"]["not_found"] == 0


def test_the_newest_proposal_counts(story: Story) -> None:
    asked_for(story).tell(proposed(1)).tell(proposed(1, 1), "2025-09-12")
    assert bottlenecks(story)["whole"]["not_found"] == 0
    assert bottlenecks(story, as_of="2025-09-11")["whole"]["not_found"] == 1


def test_one_had_to_look_farther(story: Story) -> None:
    """R-M4: county, region, nation."""
    asked_for(story).tell(widened(1)).tell(proposed(1, 1, scope="national"))
    assert bottlenecks(story)["whole"]["farther"] == 1


def test_requests_are_told_by_competence_county_and_mode(story: Story) -> None:
    asked_for(story, 1, competences=("autism_spectrum", "trauma"))
    asked_for(story, 2, county="16", mode=None)
    answer = bottlenecks(story)
    assert by_key(answer["by_competence"], "requests") == {"autism_spectrum": 2, "trauma": 1}
    assert by_key(answer["by_county"], "requests") == {"08": 1, "16": 1}
    assert by_key(answer["by_mode"], "requests") == {"either": 1, "virtual": 1}
    assert bottlenecks(story, county="16")["whole"]["requests"] == 1
    assert bottlenecks(story, role="coach")["whole"]["requests"] == 0


def test_requests_of_the_period_are_told(story: Story) -> None:
    asked_for(asked_for(story, 1), 2, "2025-10-01")
    assert bottlenecks(story)["whole"]["requests"] == 1
    assert bottlenecks(story, **AUTUMN)["whole"]["requests"] == 2
    with pytest.raises(Refused, match="lies after"):
        bottlenecks(story, to="2025-08-31")


def test_half_had_somebody_in_so_many_days(story: Story) -> None:
    """Counted from the asking; who is confirmed anew after an end was not waited for anew (R-M8)."""
    for n, days in enumerate((2, 4, 9), start=1):
        matched(story, n, days)
    story.tell(ended(1, "2025-09-20", 1), "2025-09-20").tell(confirmed(1, "2025-09-25"), "2025-09-25")
    assert bottlenecks(story)["whole"]["median_days"] == 4


def test_it_is_the_same_later_as_then(story: Story) -> None:
    """R-T1."""
    then = bottlenecks(asked_for(story), sees_all("2025-09-12"))
    story.tell(proposed(1, 1), "2025-09-13").tell(confirmed(1), "2025-09-15")
    assert bottlenecks(story, as_of="2025-09-12") == then


def test_a_request_of_a_contact_that_is_not_known_here_yet_is_not_told(story: Story) -> None:
    """No row waits for another source's: it is there with the contact."""
    story.tell(requested())
    assert bottlenecks(story)["whole"]["requests"] == 0
    story.tell(received(1))
    assert bottlenecks(story)["whole"]["requests"] == 1


def test_a_request_for_a_restricted_case_is_told_to_who_is_named(story: Story) -> None:
    """R-C10: one for the contact behind it, too."""
    behind = opened().referral_id
    begins(story).tell(received(1, referral_id=behind)).tell(requested(2, referral_id=behind))
    story.tell(requested(1, referral_id=None, case_id=case()))
    assert bottlenecks(story)["whole"]["requests"] == 2
    story.tell(RestrictionChanged(**here(), restricted_to=(WORKER,)), "2025-11-04")
    assert bottlenecks(story)["whole"]["requests"] == 0
    assert bottlenecks(story, sees_all(user=WORKER))["whole"]["requests"] == 2
    assert bottlenecks(story, researcher())["whole"]["requests"] == 0


def test_who_is_no_coordinator_is_told_no_small_counts(story: Story) -> None:
    """R-R2: two of another county and mode, and two that wait."""
    for n in range(1, 9):
        matched(story, n, n)
    for n in (9, 10):
        asked_for(story, n, county="16", mode="on_site", competences=("trauma",))
    answer = bottlenecks(story, researcher())
    assert answer["whole"] == {
        "requests": 10, "waiting": None, "not_found": 0, "farther": 0, "median_days": 4,
    }  # fmt: skip
    for table in ("by_competence", "by_county", "by_mode"):
        assert {row[number] for row in answer[table] for number in ("requests", "median_days")} <= {None}
    assert answer["hidden_under"] == 5


def test_of_a_few_requests_nothing_is_told(story: Story) -> None:
    """R-R2."""
    answer = bottlenecks(asked_for(story), of_the_county())
    assert set(answer["whole"].values()) == {None}
    assert answer["by_county"] == []


def test_a_contact_person_is_told_of_the_county_s_contacts(story: Story) -> None:
    for n in range(1, 7):
        asked_for(story, n)
    assert bottlenecks(story, of_the_county("08"))["whole"]["requests"] == 6
    assert bottlenecks(story, of_the_county("16"))["whole"]["requests"] == 0


def test_figures_without_small_counts_come_in_whole_months(story: Story) -> None:
    """R-R2."""
    with pytest.raises(Refused, match="whole months"):
        bottlenecks(story, researcher(), to="2025-09-29")
    with pytest.raises(Refused, match="undivided"):
        bottlenecks(story, researcher(), county="08")


@pytest.mark.parametrize("role", TOLD_NOTHING)
def test_nobody_else_is_told(story: Story, role: str) -> None:
    with pytest.raises(NotAllowed):
        bottlenecks(story, sees_all(role=role))


def test_all_of_it_again_and_all_at_once_change_nothing(story: Story) -> None:
    """R-R3, R-R4."""
    matched(story, 1, 3).tell(ended(1, "2025-09-20", 1), "2025-09-20").tell(widened(1))
    before = story.everything()
    assert story.again().again().everything() == before
    assert story.all_at_once().everything() == before


def test_a_proposal_for_what_was_never_requested_is_too_early(story: Story) -> None:
    with pytest.raises(TooEarly, match="never requested here"):
        story.tell(proposed())
