"""Cadence, goal areas and the network map: counted over the cases that the asker sees."""

from datetime import date
from typing import Any

import pytest

from shared.contracts.intake import (
    CaseSuspended,
    GoalStepTaken,
    MeetingCancelled,
    MeetingCorrected,
    MeetingNotAttended,
    NetworkMemberRemoved,
    PlanRevised,
    RestrictionChanged,
)
from shared.kernel.refused import NotAllowed, Refused, Unknown
from tests.specs.reporting.case_story import (
    WORKER,
    about,
    at_work,
    begins,
    buyer,
    case,
    goal,
    held,
    here,
    joins,
    member,
    met,
    plan,
    scheduled,
)
from tests.specs.reporting.story import Story, coordinator, helsinki

NOT_HELD: dict[str, Any] = {"starts_at": helsinki("2025-09-11", "14:00"), "planned_minutes": 90}
FIGURES = ("cadence", "goal_areas", "network_map")


def weeks(story: Story, day: str, **data: Any) -> list[dict[str, Any]]:
    """A case's weeks; the days on which they begin are those of September 2025: 1, 8, 15, 22, 29."""
    return list(story.ask("cadence", coordinator(day), case_id=str(case()), **data)["weeks"])


def two_weeks(story: Story) -> Story:
    """Held, missed and called off: regular ones; the start meeting is none."""
    begins(story, on="2025-09-01").tell(plan(on="2025-09-01"), "2025-09-01")
    met(met(story, 1, "2025-09-02", kind="start"), 2, "2025-09-04")
    for number in (3, 4):
        story.tell(scheduled(number, "2025-09-11"), "2025-09-08")
    story.tell(MeetingNotAttended(**about(1, 3), **NOT_HELD, by="client"), "2025-09-11")
    cancelled = MeetingCancelled(
        **about(1, 4), **NOT_HELD, cancelled_by="worker", cancelled_at=helsinki("2025-09-10")
    )
    return story.tell(cancelled, "2025-09-10")


def test_a_cases_weeks_say_how_often_one_met(story: Story) -> None:
    """R-C4: regular meetings count. R-C5: a week under the cadence is flagged once it is over."""
    two_weeks(story)
    nothing = {"held": 0, "minutes": 0, "not_attended": 0, "cancelled": 0}
    assert weeks(story, "2025-09-17") == [
        {**nothing, "week": "2025-09-01", "held": 1, "minutes": 90, "under": False},
        {**nothing, "week": "2025-09-08", "not_attended": 1, "cancelled": 1, "under": True},
        {**nothing, "week": "2025-09-15", "under": False},
    ]


def test_a_week_of_a_pause_is_not_under(story: Story) -> None:
    two_weeks(story).tell(CaseSuspended(**here(1, "suspended"), on=date(2025, 9, 12)), "2025-09-12")
    assert [week["under"] for week in weeks(story, "2025-10-01")] == [False] * 5


def test_weeks_of_a_part_of_the_time(story: Story) -> None:
    two_weeks(story)
    asked = {"from": "2025-09-09", "to": "2025-09-14"}
    assert [week["week"] for week in weeks(story, "2025-09-30", **asked)] == ["2025-09-08"]
    with pytest.raises(Refused, match="lies after"):
        weeks(story, "2025-09-30", **{"from": "2025-09-14", "to": "2025-09-09"})


def test_all_cases_by_service_line_and_month(story: Story) -> None:
    met(two_weeks(begins(story, 2)), 1, "2025-10-01", n=2)
    both = {"service_line": "neuropsychiatric_coaching", "cases": 1, "held": 1, "minutes": 90}
    assert story.ask("cadence", coordinator("2025-10-02"))["rows"] == [
        {**both, "month": "2025-09", "not_attended": 1, "cancelled": 1},
        {**both, "month": "2025-10", "not_attended": 0, "cancelled": 0},
    ]
    assert story.ask("cadence", coordinator("2025-10-02"), service_line="school_support")["rows"] == []


def test_a_corrected_meeting_counts_as_it_was_after_all(story: Story) -> None:
    """R-T1: and as it was told, for who asks as of then."""
    two_weeks(story)
    right = MeetingCorrected(**held(2, "2025-09-04", minutes=45).model_dump(), changed=("minutes",))
    story.tell(right, "2025-09-20")
    assert weeks(story, "2025-09-21")[0]["minutes"] == 45
    assert weeks(story, "2025-09-21", as_of="2025-09-19")[0]["minutes"] == 90


def test_goals_by_area_with_their_steps(story: Story) -> None:
    """A goal of no area is counted apart; the newest plan counts."""
    met(begins(story), 1, "2025-09-02", kind="start")
    story.tell(plan(goal("a"), goal("b"), goal("c", None, 0)), "2025-09-03")
    steps = {"goal_id": goal("a")["goal_id"], "on": date(2025, 9, 5)}
    first, second = goal("a")["steps"]
    smaller = goal("smaller", steps=3)["steps"]
    story.tell(GoalStepTaken(**here(), **steps, step_id=first, outcome="done"), "2025-09-05")
    split = GoalStepTaken(**here(), **steps, step_id=second, outcome="split", into=smaller)
    story.tell(split, "2025-09-06")
    everyday = {"area": "everyday_life", "cases": 1, "goals": 2, "steps": 7, "steps_done": 1,
                "steps_too_hard": 0}  # fmt: skip
    without = {"cases": 1, "goals": 1, "steps": 0, "steps_done": 0, "steps_too_hard": 0}
    assert story.ask("goal_areas", coordinator("2025-09-07"))["areas"] == [everyday, without]
    said = plan(goal("a", "life_skills")).model_dump() | {"revision": 2}
    story.tell(PlanRevised.model_validate(said), "2025-09-20")
    areas = story.ask("goal_areas", coordinator("2025-09-21"))["areas"]
    assert [(area["area"], area["goals"]) for area in areas] == [("life_skills", 1)]
    then = story.ask("goal_areas", coordinator("2025-09-21"), as_of="2025-09-19")["areas"]
    assert then == [everyday, without]


def test_who_works_with_whom(story: Story) -> None:
    """Families are not on the map; a pair counts the cases that it shares."""
    begins(begins(story), 2).tell(joins("police", "other", 2, sector="police"))
    answer = story.ask("network_map", coordinator("2025-09-01"))
    assert answer["nodes"] == [
        {"party": "child_welfare", "kind": "sector", "cases": 2},
        {"party": "education", "kind": "sector", "cases": 2},
        {"party": "police", "kind": "sector", "cases": 1},
        {"party": "worker", "kind": "role", "cases": 2},
    ]
    weights = {tuple(edge["between"]): edge["cases"] for edge in answer["edges"]}
    assert weights["child_welfare", "education"] == 2
    assert weights["child_welfare", "police"] == 1
    assert len(weights) == 6


def test_who_left_is_no_longer_on_the_map(story: Story) -> None:
    begins(story)
    gone = NetworkMemberRemoved(**here(), member_id=member("school"), role="buyer", on=date(2025, 9, 10))
    story.tell(gone, "2025-09-10")

    def sectors(**data: Any) -> list[str]:
        nodes = story.ask("network_map", coordinator("2025-09-11"), **data)["nodes"]
        return [node["party"] for node in nodes]

    assert sectors() == ["child_welfare", "worker"]
    assert sectors(as_of="2025-09-10") == ["child_welfare", "education", "worker"]


@pytest.mark.parametrize("figures", FIGURES)
def test_a_restricted_case_is_in_no_figure(story: Story, figures: str) -> None:
    """R-C10: small counts included, then as now."""
    met(begins(story), 1, "2025-09-02").tell(plan(), "2025-09-03")
    nothing = {
        k: v for k, v in story.ask(figures, coordinator(region="ita-suomi")).items() if k != "positions"
    }
    seen = story.ask(figures, coordinator("2025-09-04"))
    assert {k: v for k, v in seen.items() if k != "positions"} != nothing
    story.tell(RestrictionChanged(**here(), restricted_to=(WORKER,)), "2025-09-05")
    for asked in ({}, {"as_of": "2025-09-04"}):
        answer = story.ask(figures, coordinator("2025-09-06"), **asked)
        assert {k: v for k, v in answer.items() if k != "positions"} == nothing


@pytest.mark.parametrize("figures", FIGURES)
def test_figures_are_the_same_later_as_then(story: Story, figures: str) -> None:
    """R-T1."""
    met(begins(story), 1, "2025-09-02").tell(plan(), "2025-09-03")
    then = story.ask(figures, coordinator("2025-09-03", now=helsinki("2025-09-03", "23:59")))
    met(begins(story, 2, on="2025-09-10"), 1, "2025-09-11", n=2).tell(plan(n=2), "2025-09-12")
    assert story.ask(figures, coordinator("2025-10-01"), as_of="2025-09-03") == then
    with pytest.raises(Refused, match="future"):
        story.ask(figures, coordinator("2025-10-01"), as_of="2025-10-02")


def test_weeks_of_a_case_are_its_peoples(story: Story) -> None:
    two_weeks(story)
    assert story.ask("cadence", at_work("2025-09-17"), case_id=str(case()))["number"] == "2025-00001"
    for asker in (at_work("2025-09-17", "another000000001"), coordinator(region="ita-suomi")):
        with pytest.raises(Unknown):
            story.ask("cadence", asker, case_id=str(case()))
    with pytest.raises(NotAllowed):
        story.ask("cadence", coordinator(role="operator"), case_id=str(case()))
    assert story.ask("cadence", buyer("2025-09-17", "another000000001"))["rows"] == []


def test_a_case_has_its_own_service_line(story: Story) -> None:
    with pytest.raises(ValueError, match="say either"):
        story.ask("cadence", case_id=str(case()), service_line="school_support")
