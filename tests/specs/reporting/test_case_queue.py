"""What waits in cases: months, meetings, the cadence, the joint meeting, reports to read."""

from datetime import date
from typing import Any

import pytest

from shared.contracts.intake import CaseClosed, CaseSuspended, NetworkMemberRemoved, RestrictionChanged
from tests.specs.reporting.case_story import (
    BUYER,
    SCHOOL,
    WORKER,
    at_work,
    begins,
    buyer,
    case,
    held,
    here,
    member,
    met,
    plan,
    read,
    scheduled,
    sent,
    waiting,
    written,
)
from tests.specs.reporting.story import Story, contact_person, coordinator, received

SEPTEMBER = ("monthly_report", "2025-09")


def months(story: Story, day: str) -> list[tuple[str, bool]]:
    """The months whose report waits for the worker, and whether it is overdue."""
    items = story.ask("queue", at_work(day))["items"]
    return [(item["month"], item["overdue"]) for item in items if item["what"] == "monthly_report"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-09-29", []), ("2025-09-30", [("2025-09", False)]), ("2025-10-07", [("2025-09", False)]),
        ("2025-10-08", [("2025-09", True)]), ("2025-11-08", [("2025-09", True), ("2025-10", True)]),
    ],
)  # fmt: skip
def test_a_months_report_is_due_from_its_last_day_and_overdue_from_the_8th(
    story: Story, day: str, expected: list[tuple[str, bool]]
) -> None:
    """R-C7."""
    begins(story, on="2025-09-01")
    assert months(story, day) == expected


def test_a_written_report_waits_until_it_is_sent(story: Story) -> None:
    """R-C7."""
    begins(story, on="2025-09-01").tell(written("2025-09"), "2025-10-03")
    assert months(story, "2025-10-08") == [("2025-09", True)]
    story.tell(sent("2025-09"), "2025-10-08")
    assert months(story, "2025-10-08") == []


def test_an_overdue_report_waits_after_the_close(story: Story) -> None:
    """R-C7: months from the opening to the closing, and no further."""
    begins(story, on="2025-09-01").tell(CaseClosed(**here(1, "closed"), on=date(2025, 10, 10)), "2025-10-10")
    assert months(story, "2026-01-15") == [("2025-09", True), ("2025-10", True)]


def test_a_meeting_that_passed_waits_to_be_written_up(story: Story) -> None:
    begins(story).tell(scheduled(1, "2025-09-01"), "2025-08-30")
    assert ("write_up_meeting", None) not in waiting(story, at_work("2025-09-01"))
    items = story.ask("queue", at_work("2025-09-02"))["items"]
    [item] = [each for each in items if each["what"] == "write_up_meeting"]
    assert (item["due"], item["overdue"], item["case_id"]) == ("2025-09-01", True, str(case()))
    story.tell(held(1, "2025-09-01"), "2025-09-02")
    assert ("write_up_meeting", None) not in waiting(story, at_work("2025-09-03"))


def test_a_week_under_the_cadence_waits(story: Story) -> None:
    """R-C5: coaching is once a week at least; the last whole week counts."""
    begins(story).tell(plan(on="2025-09-01"), "2025-09-01")
    week = ("cadence", "2025-09-01")
    assert week in waiting(story, at_work("2025-09-10"))
    met(story, 1, "2025-09-04")
    assert week not in waiting(story, at_work("2025-09-10"))


def test_a_week_of_a_pause_is_not_under_the_cadence(story: Story) -> None:
    begins(story).tell(plan(on="2025-09-01"), "2025-09-01").tell(
        CaseSuspended(**here(1, "suspended"), on=date(2025, 9, 1)), "2025-09-01"
    )
    assert "cadence" not in [what for what, _ in waiting(story, at_work("2025-09-10"))]


def test_the_joint_meeting_is_overdue_after_twelve_weeks(story: Story) -> None:
    """R-C5: counted from the plan or from when the buyer was met."""
    begins(story).tell(plan(on="2025-08-26"), "2025-08-26")
    met(story, 1, "2025-09-01", kind="start", roles=("buyer", "client", "worker"))
    assert ("joint_meeting", None) not in waiting(story, at_work("2025-11-24"))
    assert ("joint_meeting", None) in waiting(story, at_work("2025-11-25"))
    met(story, 2, "2025-11-25", kind="joint")
    assert ("joint_meeting", None) not in waiting(story, at_work("2025-11-26"))


def test_a_report_that_came_waits_for_the_buyer_of_its_sector(story: Story) -> None:
    begins(story, on="2025-09-01").tell(sent("2025-09", "child_welfare", "education"), "2025-10-04")
    assert waiting(story, buyer("2025-10-05")) == [("read_report", "2025-09")]
    assert waiting(story, buyer("2025-10-05", SCHOOL, "education")) == [("read_report", "2025-09")]
    story.tell(read("2025-09"), "2025-10-06")
    assert waiting(story, buyer("2025-10-06")) == []
    assert waiting(story, buyer("2025-10-06", SCHOOL, "education")) == [("read_report", "2025-09")]


def test_only_who_has_to_do_with_a_case_is_reminded_of_it(story: Story) -> None:
    begins(story, on="2025-09-01")
    day = "2025-10-01"
    assert SEPTEMBER in waiting(story, at_work(day))
    assert SEPTEMBER in waiting(story, coordinator(day))
    assert SEPTEMBER in waiting(story, contact_person("08", day, sector="education"))
    others: list[Any] = [
        at_work(day, "another000000001"), coordinator(day, region="ita-suomi"), buyer(day),
        contact_person("08", day, sector="police"), contact_person("16", day, sector="education"),
    ]  # fmt: skip
    for asker in others:
        assert SEPTEMBER not in waiting(story, asker)


def test_who_left_the_network_is_reminded_no_more(story: Story) -> None:
    """Their last day is a day in the network."""
    begins(story, on="2025-09-01")
    gone = NetworkMemberRemoved(**here(), member_id=member("worker"), role="worker", on=date(2025, 10, 1))
    story.tell(gone, "2025-10-01")
    assert SEPTEMBER in waiting(story, at_work("2025-10-01"))
    assert waiting(story, at_work("2025-10-02")) == []


def test_a_restricted_case_waits_for_the_named_only(story: Story) -> None:
    """R-C10."""
    begins(story, on="2025-09-01").tell(sent("2025-09"), "2025-10-04")
    story.tell(RestrictionChanged(**here(), restricted_to=(WORKER,)), "2025-10-04")
    assert waiting(story, coordinator("2025-11-01")) == []
    assert waiting(story, buyer("2025-11-01")) == []
    assert ("monthly_report", "2025-10") in waiting(story, at_work("2025-11-01"))
    story.tell(RestrictionChanged(**here(), restricted_to=(WORKER, BUYER)), "2025-11-01")
    assert waiting(story, buyer("2025-11-01")) == [("read_report", "2025-09")]


def test_contacts_and_cases_are_one_queue(story: Story) -> None:
    """The overdue first, whichever they are of."""
    begins(story, on="2025-09-01").tell(received(9, "2025-10-07"), "2025-10-07")
    answer = story.ask("queue", coordinator("2025-10-08"))
    whats = [item["what"] for item in answer["items"]]
    assert whats[0] == "monthly_report"
    assert "next_step" in whats
    assert (answer["total"], answer["overdue"]) == (len(whats), 1)
    assert len(story.ask("queue", coordinator("2025-10-08"), limit=1)["items"]) == 1
