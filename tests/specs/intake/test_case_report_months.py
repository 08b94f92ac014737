"""R-C7: which months have a report, and how each stands on a day: not_due, due, written, sent, overdue."""

from datetime import date

import pytest

from services.intake.domain.case.month_facts import month_facts
from services.intake.domain.case.report_months import last_day, overdue_from, report_states
from tests.specs.intake.case_decisions import CLOSE, NO_SHOW, PLANNED, RECORD, SCHEDULE, SLEEP, STEP
from tests.specs.intake.case_months import REPORT, SEND, agreed, met
from tests.specs.intake.case_story import AUGUST_25, given, moment

SEPTEMBER_15 = date(2025, 9, 15)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 9, 29), "not_due"),
        (date(2025, 9, 30), "due"),
        (date(2025, 10, 7), "due"),
        (date(2025, 10, 8), "overdue"),
    ],
)
def test_a_report_that_nobody_wrote(day: date, state: str) -> None:
    """R-C7: due from the month's last day, overdue from the 8th of the next month."""
    assert report_states(given(*PLANNED).case, day)["2025-09"] == state


@pytest.mark.parametrize(("day", "state"), [(date(2025, 10, 7), "written"), (date(2025, 10, 8), "overdue")])
def test_a_report_that_was_written_and_not_sent(day: date, state: str) -> None:
    assert report_states(given(*PLANNED, REPORT).case, day)["2025-09"] == state


def test_a_report_that_was_sent_late_is_sent() -> None:
    late = SEND.but(at=moment(date(2025, 11, 20)))
    assert report_states(given(*PLANNED, REPORT, late).case, date(2025, 11, 20))["2025-09"] == "sent"


def test_the_months_go_from_the_opening_to_the_day() -> None:
    case = given().case
    assert list(report_states(case, AUGUST_25)) == ["2025-08"]
    assert list(report_states(case, date(2026, 1, 1))) == [
        "2025-08", "2025-09", "2025-10", "2025-11", "2025-12", "2026-01",
    ]  # fmt: skip


def test_no_month_comes_after_the_close_and_overdue_stays_after_it() -> None:
    """R-C7: also after the case is closed; months from opening to closing."""
    states = report_states(given(*PLANNED, REPORT, SEND, CLOSE).case, date(2027, 5, 5))
    assert states == {
        "2025-08": "overdue", "2025-09": "sent", "2025-10": "overdue", "2025-11": "overdue",
        "2025-12": "overdue",
    }  # fmt: skip


def test_the_ends_of_december_and_of_a_leap_february() -> None:
    assert (last_day("2025-12"), overdue_from("2025-12")) == (date(2025, 12, 31), date(2026, 1, 8))
    assert (last_day("2024-02"), overdue_from("2024-02")) == (date(2024, 2, 29), date(2024, 3, 8))


def test_a_month_drafts_itself_from_its_facts() -> None:
    """Meetings held and not, places, minutes, goals and steps, attainment: nobody types them again."""
    at_school = met(SEPTEMBER_15, 50, place="school", goals_touched=(SLEEP,), travel_km=12)
    case = given(*PLANNED, SCHEDULE, NO_SHOW, agreed(SEPTEMBER_15), at_school, STEP, REPORT).case
    facts = month_facts(case, "2025-09")
    assert [meeting.kind for meeting in facts.held] == ["start", "regular"]
    assert [meeting.by for meeting in facts.not_attended] == ["client"]
    assert facts.cancelled == ()
    assert (facts.minutes, facts.travel_km) == (140, 12)
    assert [(each.place, each.meetings, each.minutes) for each in facts.places] == [
        ("home", 1, 90), ("school", 1, 50),
    ]  # fmt: skip
    sleep, school = facts.goals
    assert (sleep.meetings, len(sleep.steps), sleep.attainment, sleep.rated_in) == (1, 1, 1, "2025-09")
    assert (school.meetings, school.steps, school.attainment) == (0, (), None)
    assert (facts.for_sectors, facts.provider) == (("child_welfare",), "Tuottaja Oy")


def test_a_quiet_month_says_so_and_keeps_the_newest_rating() -> None:
    """R-C7: a month with no meetings still gets a report that says so."""
    facts = month_facts(given(*PLANNED, SCHEDULE, RECORD, REPORT).case, "2025-10")
    assert facts.nothing_happened
    assert (facts.goals[0].attainment, facts.goals[0].rated_in) == (1, "2025-09")


def test_a_meeting_after_midnight_belongs_to_the_new_month() -> None:
    """22.30 UTC on 30 September is 1 October in Finland."""
    night = moment(date(2025, 9, 30), 22, 30)
    kept = agreed(date(2025, 9, 30), starts_at=night)
    held = met(date(2025, 9, 30), started_at=night, at=moment(date(2025, 10, 1), 8))
    case = given(*PLANNED, kept, held).case
    assert [month_facts(case, month).minutes for month in ("2025-09", "2025-10")] == [90, 90]
    assert len(month_facts(case, "2025-10").held) == 1
