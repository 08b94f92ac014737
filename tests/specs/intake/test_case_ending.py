"""The work pauses, goes on and ends; what it was is still told afterwards."""

from datetime import date, timedelta

import pytest

from services.intake.domain.case.language import Pause
from tests.specs.intake.case_desk import COORDINATOR, WORKER, CaseDesk, done, member
from tests.specs.intake.case_story import AUGUST_25, Decision, does, given

SEPTEMBER, OCTOBER, NOVEMBER = date(2025, 9, 15), date(2025, 10, 1), date(2025, 11, 3)
SUSPEND = does("suspend_case", reason="Perhe on matkoilla.", on=SEPTEMBER)
RESUME = does("resume_case", reason="Perhe palasi.", on=OCTOBER)
CLOSE = does("close_case", reason="Tavoitteet saavutettiin.", outcome="resolved", on=NOVEMBER)


def test_the_work_pauses() -> None:
    given().when(SUSPEND).then("CaseSuspended").then_it_is(state="suspended", pauses=(Pause(SEPTEMBER),))


def test_the_work_goes_on() -> None:
    given(SUSPEND).when(RESUME).then("CaseResumed").then_it_is(
        state="open", pauses=(Pause(SEPTEMBER, OCTOBER),)
    )


def test_it_pauses_as_often_as_it_must() -> None:
    again = SUSPEND.but(on=NOVEMBER)
    given(SUSPEND, RESUME).when(again).then("CaseSuspended").then_it_is(
        pauses=(Pause(SEPTEMBER, OCTOBER), Pause(NOVEMBER))
    )


def test_a_pause_begins_and_ends_once() -> None:
    given(SUSPEND).when(SUSPEND).then_refused("suspended already")
    given().when(RESUME).then_refused("not suspended")


@pytest.mark.parametrize("before", [(), (SUSPEND,), (SUSPEND, RESUME)])
def test_a_case_is_closed_whether_it_pauses_or_not(before: tuple[Decision, ...]) -> None:
    given(*before).when(CLOSE).then("CaseClosed", outcome="resolved").then_it_is(
        state="closed", closed_on=NOVEMBER
    )


def test_how_it_came_out_may_stay_unsaid() -> None:
    given().when(does("close_case", reason="Muutto.", on=NOVEMBER)).then("CaseClosed", outcome=None)


@pytest.mark.parametrize("decision", [SUSPEND, RESUME, CLOSE])
def test_what_is_closed_turns_no_more(decision: Decision) -> None:
    given(CLOSE).when(decision).then_refused("the case is closed")


def test_no_turn_comes_before_the_opening() -> None:
    early = AUGUST_25 - timedelta(days=1)
    given().when(SUSPEND.but(on=early)).then_refused("opened only on")
    given().when(CLOSE.but(on=early)).then_refused("opened only on")


def test_turns_keep_their_order() -> None:
    given(SUSPEND).when(RESUME.but(on=AUGUST_25)).then_refused("later than that, on 2025-09-15")
    given(SUSPEND, RESUME).when(CLOSE.but(on=SEPTEMBER)).then_refused("later than that, on 2025-10-01")


def test_the_answer_says_how_the_case_stands(desk: CaseDesk) -> None:
    case_id = desk.open()
    reasons = {"reason": "Näin sovittiin."}
    states = [
        done(desk.does(name, case_id, COORDINATOR, **reasons))["state"]
        for name in ("suspend_case", "resume_case", "close_case")
    ]
    assert states == ["suspended", "open", "closed"]


@pytest.mark.parametrize("name", ["suspend_case", "resume_case", "close_case", "change_restriction"])
def test_turns_are_the_coordinator_s(desk: CaseDesk, name: str) -> None:
    case_id = desk.open(member("worker", WORKER))
    assert desk.does(name, case_id, WORKER, reason="Työntekijä toivoo.")["status"] == 403
