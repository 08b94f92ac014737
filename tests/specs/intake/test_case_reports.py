"""R-C7: a month's word to the buyers, decided. Written, sent to each buyer, read."""

from datetime import date
from uuid import uuid4

import pytest

from services.intake.domain.case.language import Member, Progress, Recipient, Section
from tests.specs.intake.case_decisions import CLOSE, PLANNED
from tests.specs.intake.case_months import ACKNOWLEDGE, REPORT, SEND
from tests.specs.intake.case_story import BUYER, adds, does, given, moment

OCTOBER_3 = date(2025, 10, 3)
SCHOOL_BUYER = Member(uuid4(), "buyer", user="tilaaja-b", sector="education")


def test_a_month_is_written_and_may_be_written_anew() -> None:
    given(*PLANNED).when(REPORT).then("MonthlyReportWritten", month="2025-09")
    given(*PLANNED, REPORT).when(REPORT.but(sections=(Section(("education",), "Toisin."),))).then(
        "MonthlyReportWritten"
    )


def test_a_month_without_meetings_and_without_a_plan_has_its_report() -> None:
    """R-C7: a month with no meetings still gets a report."""
    quiet = REPORT.but(month="2025-08", sections=(Section(("child_welfare",), "Ei tapaamisia."),))
    given().when(quiet).then("MonthlyReportWritten", month="2025-08")


@pytest.mark.parametrize(
    ("month", "words"),
    [
        ("2025-07", "the case was opened in 2025-08: 2025-07 has no report"),
        ("2025-11", "2025-11 has not begun yet"),
    ],
)
def test_months_before_the_opening_and_months_to_come_have_none(month: str, words: str) -> None:
    given(*PLANNED).when(REPORT.but(month=month)).then_refused(words)


def test_months_after_the_close_have_none_and_those_before_still_do() -> None:
    """R-C7: months from opening to closing, and their reports go on after it."""
    story = given(*PLANNED, CLOSE)
    late = moment(date(2026, 2, 2))
    story.when(REPORT.but(month="2026-01", at=late)).then_refused("the case was closed in 2025-12")
    story.when(REPORT.but(month="2025-12", at=late)).then("MonthlyReportWritten")
    story.when(SEND.but(month="2025-12", at=late)).then("MonthlyReportSent")


def test_progress_is_told_on_goals_of_the_plan() -> None:
    stranger = Section(("child_welfare",), "Kuukausi.", (Progress(uuid4(), "Etenee."),))
    given(*PLANNED).when(REPORT.but(sections=(stranger,))).then_refused("the plan has no goal")


def test_a_report_is_sent_to_the_buyers_and_says_in_which_layout() -> None:
    given(*PLANNED, REPORT).when(SEND).then(
        "MonthlyReportSent", to=(Recipient(BUYER.id, "child_welfare"),), layout="monthly-report-1"
    )


def test_every_buyer_of_the_month_gets_it_also_one_who_left_meanwhile() -> None:
    """R-C7: who was in the network in that month, or is now."""
    left = does("remove_network_member", member_id=BUYER.id, on=date(2025, 9, 20))
    story = given(*PLANNED, left, adds(SCHOOL_BUYER, on=date(2025, 10, 1)), REPORT).when(SEND)
    assert [each.sector for each in story.fact.to] == ["child_welfare", "education"]


def test_without_any_buyer_there_is_nobody_to_send_to() -> None:
    left = does("remove_network_member", member_id=BUYER.id, on=date(2025, 9, 4))
    october = REPORT.but(month="2025-10", at=moment(date(2025, 11, 3)))
    story = given(*PLANNED, left, october)
    story.when(SEND.but(month="2025-10", at=moment(date(2025, 11, 4)))).then_refused("there is no buyer")


def test_what_is_not_written_is_not_sent() -> None:
    given(*PLANNED).when(SEND).then_refused("the report for 2025-09 is not written yet")


def test_a_month_is_sent_from_its_last_day_on() -> None:
    """R-C7: due from the month's last day."""
    early = REPORT.but(at=moment(date(2025, 9, 25)))
    story = given(*PLANNED, early).when(SEND.but(at=moment(date(2025, 9, 29))))
    story.then_refused("2025-09 is not over: its report is sent from 2025-09-30 on")
    story.when(SEND.but(at=moment(date(2025, 9, 30)))).then("MonthlyReportSent")


def test_the_month_of_the_close_is_sent_without_waiting_for_its_end() -> None:
    at = moment(date(2025, 12, 11))
    given(*PLANNED, CLOSE, REPORT.but(month="2025-12", at=at)).when(SEND.but(month="2025-12", at=at)).then(
        "MonthlyReportSent"
    )


def test_what_was_sent_stays_as_it_is() -> None:
    story = given(*PLANNED, REPORT, SEND)
    story.when(REPORT).then_refused("the report for 2025-09 was sent and stays as it is")
    story.when(SEND).then_refused("the report for 2025-09 was sent and stays as it is")


def test_a_buyer_acknowledges_what_was_sent_to_its_sector_once() -> None:
    story = given(*PLANNED, REPORT, SEND)
    story.when(ACKNOWLEDGE.but(sector="education")).then_refused("by a buyer whom it was sent to")
    story.when(ACKNOWLEDGE.but(sector=None)).then_refused("by a buyer whom it was sent to")
    story.when(ACKNOWLEDGE).then("MonthlyReportRead", sector="child_welfare")
    story.when(ACKNOWLEDGE).then_refused("child_welfare has acknowledged the report for 2025-09 before")


def test_nobody_acknowledges_what_was_not_sent() -> None:
    given(*PLANNED, REPORT).when(ACKNOWLEDGE).then_refused("was not sent yet")


def test_the_version_with_which_a_report_was_sent_is_kept() -> None:
    """What was sent is made again from the case as it was: the fact itself is the last that counts."""
    story = given(*PLANNED, REPORT, SEND)
    assert story.case.reports["2025-09"].sent_version == story.case.version
    assert story.when(ACKNOWLEDGE).case.reports["2025-09"].sent_version == story.case.version - 1
