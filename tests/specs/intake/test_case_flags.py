"""What is flagged in a case, and never refused: R-C4 to R-C8. A flag comes and goes with the facts."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from services.intake.domain.case.language import Member
from tests.specs.intake.case_decisions import CLOSE, PLANNED
from tests.specs.intake.case_months import agreed, flags, held, meeting_on, met
from tests.specs.intake.case_story import AUGUST_25, BUYER, CLIENT, WORKER, adds, begun, does, given, moment

MONDAY = date(2025, 9, 8)
"""Of the first whole week after the plan took effect, on Wednesday 2025-09-03."""
WEEK = timedelta(days=7)
PAIR = Member(uuid4(), "work_pair", pair_of=WORKER.id)


def test_a_week_without_a_regular_meeting_is_flagged_once_it_is_over() -> None:
    """R-C5: a week under the cadence. Coaching meets once a week at least."""
    story = given(*PLANNED)
    assert "under_cadence" not in flags(story, MONDAY + timedelta(days=6))
    flag = flags(story, MONDAY + WEEK)["under_cadence"]
    assert (flag.since, flag.text) == (
        MONDAY, "fewer regular meetings a week than 1, the least for this service line",
    )  # fmt: skip


def test_the_flag_goes_when_a_week_meets_the_cadence_again() -> None:
    """R-C5: and until then it tells since when."""
    story = given(*PLANNED, *held(MONDAY + 2 * WEEK))
    assert flags(story, MONDAY + 2 * WEEK)["under_cadence"].since == MONDAY
    assert "under_cadence" not in flags(story, MONDAY + 3 * WEEK)
    assert flags(story, MONDAY + 4 * WEEK)["under_cadence"].since == MONDAY + 3 * WEEK


def test_only_regular_meetings_that_were_held_count() -> None:
    """R-C4: cadence counts regular meetings; a meeting that nobody came to is none."""
    network = (agreed(MONDAY, kind="network"), met(MONDAY))
    nobody_came = does(
        "record_no_show", meeting_id=meeting_on(MONDAY + WEEK), by="client", at=moment(MONDAY + WEEK, 18)
    )
    missed = (agreed(MONDAY + WEEK), nobody_came)
    story = given(*PLANNED, *network, *missed)
    assert flags(story, MONDAY + 2 * WEEK)["under_cadence"].since == MONDAY


def test_weeks_with_a_pause_do_not_count() -> None:
    """R-C5: a suspended case expects no meetings, nor does the week in which it goes on."""
    pause = does("suspend_case", reason="Matkalla.", on=MONDAY + WEEK)
    goes_on = does("resume_case", reason="Palasi.", on=MONDAY + 3 * WEEK + timedelta(days=1))
    story = given(*PLANNED, *held(MONDAY), pause, goes_on)
    assert "under_cadence" not in flags(story, MONDAY + 4 * WEEK)
    assert flags(story, MONDAY + 5 * WEEK)["under_cadence"].since == MONDAY + 4 * WEEK


def test_going_on_on_a_monday_leaves_that_week_whole() -> None:
    pause = does("suspend_case", reason="Matkalla.", on=MONDAY)
    goes_on = does("resume_case", reason="Palasi.", on=MONDAY + WEEK)
    assert flags(given(*PLANNED, pause, goes_on), MONDAY + 2 * WEEK)["under_cadence"].since == MONDAY + WEEK


def test_school_support_has_no_weekly_least() -> None:
    """R-C4: the cadence comes from the service line."""
    story = given(*PLANNED, service_line="school_support")
    assert "under_cadence" not in flags(story, MONDAY + 6 * WEEK)


@pytest.mark.parametrize(
    ("minutes", "code"),
    [(59, "shorter_than_usual"), (60, None), (150, None), (151, "longer_than_allowed")],
)
def test_the_newest_meeting_is_held_against_what_is_usual(minutes: int, code: str | None) -> None:
    """R-C4, R-C5: 151 minutes of coaching are recorded and flagged; so is a meeting shorter than usual."""
    durations = {"shorter_than_usual", "longer_than_allowed"}
    found = flags(given(*PLANNED, *held(MONDAY, minutes=minutes)), MONDAY)
    assert durations & found.keys() == ({code} if code else set())
    assert all(found[name].since == MONDAY for name in durations & found.keys())


def test_a_meeting_as_usual_takes_the_flag_away() -> None:
    """R-C5: and a correction does so too."""
    short = given(*PLANNED, *held(MONDAY, minutes=30))
    assert "shorter_than_usual" in flags(short, MONDAY)
    wrong = does("correct_meeting", meeting_id=meeting_on(MONDAY), minutes=75,
                 reason="Kirjattu väärin.", at=moment(MONDAY, 20))  # fmt: skip
    assert "shorter_than_usual" not in flags(short.when(wrong), MONDAY)
    next_week = given(*PLANNED, *held(MONDAY, minutes=30), *held(MONDAY + WEEK))
    assert "shorter_than_usual" not in flags(next_week, MONDAY + WEEK)


def test_a_support_person_may_take_three_hours() -> None:
    """R-C4: 180 minutes are fine."""
    line = "support_person"
    three_hours = (agreed(MONDAY, service_line=line), met(MONDAY, 180))
    assert (
        not {"shorter_than_usual", "longer_than_allowed"}
        & flags(given(*PLANNED, *three_hours, service_line=line), MONDAY).keys()
    )


@pytest.mark.parametrize("kind", ["joint", "network"])
def test_twelve_weeks_without_the_buyer_are_flagged(kind: str) -> None:
    """R-C5: since the plan, or the last joint meeting or any other that a buyer attended (P 12 weeks)."""
    planned = date(2025, 9, 3)
    there = (WORKER.id, CLIENT.id, BUYER.id) if kind == "network" else (WORKER.id, CLIENT.id)
    again = planned + 12 * WEEK
    story = given(*PLANNED)
    assert "joint_meeting_overdue" not in flags(story, again)
    assert flags(story, again + timedelta(days=1))["joint_meeting_overdue"].since == again + timedelta(days=1)
    story.when(agreed(again, kind=kind, participants=there), met(again, attended=there))
    assert "joint_meeting_overdue" not in flags(story, again + 12 * WEEK)
    assert "joint_meeting_overdue" in flags(story, again + 12 * WEEK + timedelta(days=1))


def test_school_support_without_a_work_pair_is_flagged() -> None:
    """R-C5: a missing work pair in school support, until one is in the network and again when it leaves."""
    story = given(service_line="school_support")
    assert flags(story, AUGUST_25)["missing_work_pair"].since == AUGUST_25
    story.when(adds(PAIR, on=MONDAY))
    assert "missing_work_pair" not in flags(story, MONDAY)
    story.when(does("remove_network_member", member_id=PAIR.id, on=MONDAY + WEEK))
    assert "missing_work_pair" not in flags(story, MONDAY + WEEK)
    gone = MONDAY + WEEK + timedelta(days=1)
    assert flags(story, gone)["missing_work_pair"].since == gone
    assert "missing_work_pair" not in flags(given(), MONDAY), "coaching is done alone"


def test_a_region_without_the_standing_team_is_flagged_in_a_demanding_separation() -> None:
    """R-C6: flagged, not refused."""
    separation = {"situations": ("demanding_separation",)}
    without = given(**separation, with_standing_team=False)
    assert flags(without, MONDAY)["missing_standing_team"].since == AUGUST_25
    assert "missing_standing_team" not in flags(given(**separation), MONDAY)
    assert "missing_standing_team" not in flags(given(with_standing_team=False), MONDAY)


def test_required_parties_who_are_not_in_the_network_are_named() -> None:
    """The case was opened with them in mind."""
    story = begun(required_parties=("education", "child_welfare", "police"))
    story.when(adds(BUYER, on=MONDAY))
    flag = flags(story, MONDAY)["missing_required_party"]
    assert (flag.since, flag.values) == (AUGUST_25, {"sectors": ["education", "police"]})


def test_school_support_past_eighteen_months_is_shown() -> None:
    """R-C8: outside the usual range, never blocked."""
    story = given(service_line="school_support")
    assert "outside_usual_length" not in flags(story, date(2027, 2, 25))
    assert flags(story, date(2027, 2, 26))["outside_usual_length"].since == date(2027, 2, 26)
    assert "outside_usual_length" not in flags(given(), date(2030, 1, 1)), "coaching has no usual length"


def test_a_closed_case_keeps_only_its_overdue_reports() -> None:
    """R-C7: overdue stays visible after closing; what can no longer be mended does not."""
    story = given(*PLANNED, *held(MONDAY, minutes=30), CLOSE)
    found = flags(story, date(2026, 3, 1))
    assert found.keys() == {"report_overdue"}
    assert found["report_overdue"].since == date(2025, 9, 8)
    assert found["report_overdue"].values["months"] == ["2025-08", "2025-09", "2025-10", "2025-11", "2025-12"]
