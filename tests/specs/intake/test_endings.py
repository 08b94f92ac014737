"""R-I9: how a contact ends, and how it goes on after all."""

import pytest

from tests.specs.intake.decisions import (
    ADVICE,
    ASSESSMENT,
    BACKGROUND,
    CLOSE,
    DECLINE,
    EVALUATION,
    EXPERTISE,
    NO_EXPERTISE,
    OTHERWISE,
    PLANNED,
    REDIRECT,
    REOPEN,
    STRUCTURE,
    TIER,
    WITHDRAW,
)
from tests.specs.intake.scenario import Decision, given

WAYS_TO_END = [(DECLINE, "declined"), (REDIRECT, "redirected"), (WITHDRAW, "withdrawn")]
WAYS_TO_STAND = [(), (BACKGROUND,), (BACKGROUND, STRUCTURE), PLANNED, (*PLANNED, EVALUATION)]


def test_a_contact_without_a_name_is_advised_and_closed_at_once() -> None:
    """R-I9: a contact may stay without a name, be advised and closed at once."""
    given(ADVICE).when(CLOSE).then("ReferralClosed").then_it_is(person_id=None, state="closed")


@pytest.mark.parametrize("before", [(ADVICE,), PLANNED, (*PLANNED, EVALUATION)])
def test_close_after_advice_a_plan_or_an_evaluation(before: tuple[Decision, ...]) -> None:
    """R-I9: close is allowed after advice, a plan or an evaluation."""
    given(*before).when(CLOSE).then("ReferralClosed")


def test_no_close_on_nothing() -> None:
    given().when(CLOSE).then_refused("a contact is closed after advice, a plan or an evaluation")
    given(BACKGROUND, STRUCTURE, ASSESSMENT).when(CLOSE).then_refused("a contact is closed after")


@pytest.mark.parametrize("before", WAYS_TO_STAND)
@pytest.mark.parametrize(("ending", "state"), WAYS_TO_END)
def test_the_other_ends_from_any_open_state_and_back(
    before: tuple[Decision, ...], ending: Decision, state: str
) -> None:
    """R-I9: decline, redirect and withdraw from any open state; reopening returns to the state before."""
    stood = given(*before)
    was = stood.referral.state
    stood.when(ending).then_it_is(state=state, next_step=None)
    stood.when(REOPEN).then("ReferralReopened").then_it_is(state=was)


def test_a_closed_contact_is_reopened_to_where_it_stood() -> None:
    """R-I9: reopening, from any ended state."""
    given(*PLANNED, CLOSE).when(REOPEN).then_it_is(state="planned")


def test_an_open_contact_is_not_reopened() -> None:
    given().when(REOPEN).then_refused("only one that has ended is reopened")


@pytest.mark.parametrize(
    "work", [ADVICE, BACKGROUND, STRUCTURE, NO_EXPERTISE, EXPERTISE, TIER, OTHERWISE, CLOSE, WITHDRAW]
)
def test_no_work_on_an_ended_contact(work: Decision) -> None:
    given(DECLINE).when(work).then_refused("the contact was declined: reopen it first")
