"""R-I6: what a child welfare notification has to have, and by when."""

from datetime import UTC, date, datetime

from tests.specs.intake.decisions import ASSESSMENT, CLOSE, NO_STRUCTURING, WITHDRAW
from tests.specs.intake.examples import TUESDAY
from tests.specs.intake.scenario import Scenario, does, given

DECISION = does(
    "record_first_decision", decided_on=date(2023, 3, 9), informed=("client",), on=date(2023, 3, 9)
)
URGENT = does("assess_urgency", urgency="urgent", reason="Arvio.")
RULING = date(2023, 3, 16)


def notification(**received: object) -> Scenario:
    return given(child_welfare_notification=True, **received)


def test_the_days_due_stand_in_the_fact() -> None:
    """R-I6: received Tue 2023-03-07, the first decision is due Thu 2023-03-16, the assessment in 3 months."""
    notification().then_it_is(
        first_decision_due=RULING, assessment_due=date(2023, 6, 7), assessment_next_working_day=None
    )


def test_the_day_of_receipt_is_the_finnish_one() -> None:
    """R-I6: twenty past midnight in Finland is the next day, though it is still yesterday in UTC."""
    at = datetime(2023, 3, 6, 22, 20, tzinfo=UTC)
    notification(received_at=at).then_it_is(received_on=TUESDAY, first_decision_due=RULING)


def test_a_three_month_end_on_a_day_off_is_shown_with_both_days() -> None:
    """R-I6: 24 June 2023 was Midsummer Day, a Saturday."""
    at = datetime(2023, 3, 24, 10, tzinfo=UTC)
    notification(received_at=at, at=at).then_it_is(
        assessment_due=date(2023, 6, 24), assessment_next_working_day=date(2023, 6, 26)
    )


def test_an_ordinary_contact_has_no_days_due() -> None:
    given().then_it_is(first_decision_due=None, assessment_due=None, first_decision_open=False)


def test_the_first_decision_waits_until_client_and_guardian_know() -> None:
    """R-I6: client and guardian informed."""
    waiting = notification().then_it_is(first_decision_open=True)
    waiting.when(DECISION).then("FirstDecisionRecorded").then_it_is(first_decision_open=True)
    waiting.when(DECISION.but(informed=("guardian",))).then_it_is(first_decision_open=False)


def test_the_county_s_clock_runs_on_after_the_contact_has_ended() -> None:
    """R-I6: the clock is the county's; we mirror it."""
    ended = notification().when(WITHDRAW).then_it_is(first_decision_open=True)
    assert "first_decision" in ended.referral.waiting_for
    ended.when(DECISION).then("FirstDecisionRecorded")


def test_a_first_decision_lies_between_receipt_and_today() -> None:
    notification().when(DECISION.but(decided_on=date(2023, 3, 6))).then_refused("before the contact")
    notification().when(DECISION.but(decided_on=date(2023, 3, 10))).then_refused("in the future")


def test_urgency_is_assessed_at_once() -> None:
    """R-I6: a coordinator who listens assesses while recording; what came by the web waits for it."""
    notification().then_it_is(urgency_assessed=True)
    web = notification(channel="web").then_it_is(urgency_assessed=False)
    assert "urgency" in web.referral.waiting_for
    web.when(URGENT).then("UrgencyAssessed").then_it_is(urgency="urgent", urgency_assessed=True)


def test_the_assessment_settles_its_day() -> None:
    """R-I6: assessment done within 3 months of receipt."""
    waiting = notification().when(NO_STRUCTURING).then_it_is(assessment_open=True)
    waiting.when(ASSESSMENT).then_it_is(assessment_open=False)


def test_a_notification_is_no_reason_to_close() -> None:
    notification().when(CLOSE).then_refused("a contact is closed after advice")
