"""A case's facts come twice, late, in a batch or with a hole before them."""

from datetime import date
from typing import Any

import pytest

from services.reporting.projections import PROJECTIONS, TooEarly
from shared.contracts.intake import (
    CaseClosed,
    CaseResumed,
    CaseSuspended,
    GoalStepTaken,
    MeetingCancelled,
    MeetingCorrected,
    MeetingMoved,
    MeetingNotAttended,
    NetworkMemberRemoved,
    PlanRevised,
    RestrictionChanged,
)
from tests.specs.reporting.case_story import (
    WORKER,
    about,
    begins,
    goal,
    held,
    here,
    member,
    met,
    plan,
    read,
    scheduled,
    sent,
    written,
)
from tests.specs.reporting.story import Story, helsinki

NOT_HELD: dict[str, Any] = {"starts_at": helsinki("2025-09-16", "14:00"), "planned_minutes": 90}


def an_autumn(story: Story) -> Story:
    """Two cases whose facts come between each other's, with every kind of fact that makes rows."""
    begins(begins(story), 2)
    met(met(story, 1, "2025-09-01", kind="start"), 1, "2025-09-02", n=2)
    story.tell(plan(goal("a"), goal("b", None)), "2025-09-03")
    step = goal("a")["steps"][0]
    story.tell(
        GoalStepTaken(
            **here(), goal_id=goal("a")["goal_id"], step_id=step, outcome="done", on=date(2025, 9, 5)
        ), "2025-09-05",
    )  # fmt: skip
    for number in (2, 3, 4):
        story.tell(scheduled(number, "2025-09-16"), "2025-09-10")
    cancelled = MeetingCancelled(
        **about(1, 2), **NOT_HELD, cancelled_by="client", cancelled_at=helsinki("2025-09-15")
    )
    moved = MeetingMoved(
        **about(1, 3), starts_at=helsinki("2025-09-17"), starts_before=helsinki("2025-09-16", "14:00")
    )
    story.tell(cancelled, "2025-09-15").tell(moved, "2025-09-15")
    story.tell(MeetingNotAttended(**about(1, 4), **NOT_HELD, by="client"), "2025-09-16")
    story.tell(held(3, "2025-09-17"), "2025-09-17")
    as_it_was = held(3, "2025-09-17", minutes=100).model_dump()
    story.tell(MeetingCorrected(**as_it_was, changed=("minutes",)), "2025-09-18")
    revised = plan(goal("b")).model_dump() | {"revision": 2, "changed_goals": (goal("b")["goal_id"],)}
    story.tell(PlanRevised.model_validate(revised), "2025-09-20")
    story.tell(written("2025-09"), "2025-10-03").tell(sent("2025-09"), "2025-10-04")
    story.tell(read("2025-09"), "2025-10-06").tell(RestrictionChanged(**here(2), restricted_to=(WORKER,)))
    story.tell(CaseSuspended(**here(1, "suspended"), on=date(2025, 10, 10)), "2025-10-10")
    story.tell(CaseResumed(**here(), on=date(2025, 10, 20)), "2025-10-20")
    story.tell(
        NetworkMemberRemoved(**here(), member_id=member("school"), role="buyer", on=date(2025, 10, 31))
    )
    return story.tell(CaseClosed(**here(1, "closed"), on=date(2025, 12, 10)), "2025-12-10")


def test_all_of_it_again_changes_nothing(story: Story) -> None:
    """R-R3."""
    before = an_autumn(story).everything()
    assert story.again().again().everything() == before


def test_a_batch_makes_the_rows_of_its_facts_one_by_one(story: Story) -> None:
    before = an_autumn(story).everything()
    assert story.all_at_once().everything() == before


def test_a_batch_goes_on_where_rows_are(story: Story) -> None:
    whole = an_autumn(story).everything()
    story.rows.execute(
        "TRUNCATE cases, case_members, case_meetings, case_reports, case_plans, case_steps, timeline"
    )
    with story.rows.cursor() as rows:
        for part in (story.told[:17], story.told[10:25], story.told[25:]):
            for projection in PROJECTIONS:
                if projection.apply_all:
                    projection.apply_all(part, rows)
    assert story.everything() == whole


def test_a_fact_of_a_case_never_opened_is_too_early(story: Story) -> None:
    with pytest.raises(TooEarly, match="its case was never opened here"):
        story.tell(CaseClosed(**here(1, "closed"), on=date(2025, 12, 10)))


def test_a_meeting_never_scheduled_here_is_too_early(story: Story) -> None:
    begins(story)
    with pytest.raises(TooEarly):
        story.tell(held(1, "2025-09-01"))


def test_somebody_leaves_who_never_joined_is_too_early(story: Story) -> None:
    begins(story)
    gone = NetworkMemberRemoved(**here(), member_id=member("nobody"), role="other", on=date(2025, 10, 31))
    with pytest.raises(TooEarly):
        story.tell(gone)


def test_no_user_is_told_by_the_timeline(story: Story) -> None:
    """R-P1: nor by any row but those that say whose a case is."""
    begins(story, restricted_to=(WORKER,))
    assert WORKER not in str(story.rows.execute("SELECT details FROM timeline").fetchall())
