"""R-C4, R-C5, R-C8: what is usual in a service line is data with dates; only one thing of it refuses."""

from datetime import date

import pytest

from services.intake.domain.case.service_lines import rule_among, rule_for
from shared.kernel.reference import codes, vocabulary
from tests.specs.intake.case_decisions import RECORD, SCHEDULE, SEPTEMBER_9
from tests.specs.intake.case_story import given


@pytest.mark.parametrize("minutes", [1, 60, 150])
def test_a_regular_coaching_meeting_has_at_most_150_minutes(minutes: int) -> None:
    """R-C4: coaching at most 150 minutes."""
    given().when(SCHEDULE.but(minutes=minutes)).then("MeetingScheduled", minutes=minutes)


def test_scheduling_151_minutes_is_refused() -> None:
    """R-C4: scheduling a regular coaching meeting of 151 minutes is refused."""
    given().when(SCHEDULE.but(minutes=151)).then_refused("at most 150 minutes")


def test_recording_151_minutes_is_accepted() -> None:
    """R-C4: recording one is accepted, for it happened; the planned minutes stay known beside it."""
    story = given(SCHEDULE.but(minutes=120)).when(RECORD.but(minutes=151))
    story.then("MeetingHeld", minutes=151, planned_minutes=120)


@pytest.mark.parametrize("kind", ["start", "network", "joint", "consultation", "closing"])
def test_only_regular_meetings_count(kind: str) -> None:
    """R-C4: cadence and duration count regular meetings."""
    given().when(SCHEDULE.but(kind=kind, minutes=240)).then("MeetingScheduled")


@pytest.mark.parametrize("line", ["support_person", "school_support", "ot_consultation"])
def test_180_minutes_are_fine_elsewhere(line: str) -> None:
    """R-C4: a support person 60 minutes to a few hours (180 fine)."""
    given().when(SCHEDULE.but(service_line=line, minutes=180)).then("MeetingScheduled")


def test_what_is_usual_in_each_service_line() -> None:
    """R-C4, R-C5, R-C8: cadence, duration, usual months, work pair, joint meetings."""
    coaching = rule_for("neuropsychiatric_coaching", SEPTEMBER_9)
    assert (coaching.meetings_per_week, coaching.minutes) == ((1, 2), (60, 150))
    support = rule_for("support_person", SEPTEMBER_9)
    assert (support.meetings_per_week, support.minutes, support.most_minutes) == ((1, 1), (60, None), None)
    school = rule_for("school_support", SEPTEMBER_9)
    assert (school.usual_months, school.work_pair, school.meetings_per_week) == ((9, 18), True, None)
    assert {rule_for(line, SEPTEMBER_9).joint_meeting_weeks for line in codes("service_lines")} == {12}


def test_the_data_say_what_the_reference_lists_say() -> None:
    """The figures of the services' own descriptions stand in the rules that hold from the beginning."""
    for line in vocabulary("service_lines"):
        rule = rule_for(line["id"], date(2023, 3, 7))
        for mine, theirs in (
            (rule.meetings_per_week, "meetings_per_week"),
            (rule.minutes, "meeting_minutes"),
            (rule.usual_months, "usual_duration_months"),
        ):
            assert list(mine or []) == line.get(theirs, [])


def test_a_rule_holds_on_its_days_and_for_its_region() -> None:
    """P: a region's own row stands before the one for all, from its first day to its last."""
    every = {
        "service_line": "school_support", "region": None, "valid_from": "2020-01-01", "valid_to": None,
        "meetings_per_week": None, "minutes": None, "usual_months": None,
        "joint_meeting_weeks": 12, "work_pair": True,
    }  # fmt: skip
    own = {
        **every, "region": "sisa-suomi", "valid_from": "2025-01-01", "valid_to": "2025-06-30",
        "joint_meeting_weeks": 8,
    }  # fmt: skip
    weeks = [
        rule_among((own, every), "school_support", day, region).joint_meeting_weeks
        for day, region in (
            (date(2024, 12, 31), "sisa-suomi"),
            (date(2025, 1, 1), "sisa-suomi"),
            (date(2025, 6, 30), "sisa-suomi"),
            (date(2025, 7, 1), "sisa-suomi"),
            (date(2025, 3, 1), "pohjoinen"),
        )
    ]
    assert weeks == [12, 8, 8, 12, 12]
    with pytest.raises(LookupError, match="no row for school_support"):
        rule_among((own, every), "school_support", date(2019, 12, 31), None)
