"""R-I10: the duty to report is asked for and stays open until it is settled."""

from datetime import date

import pytest

from tests.specs.intake.decisions import ADVICE, CLOSE
from tests.specs.intake.examples import TUESDAY
from tests.specs.intake.scenario import does, given

MADE = does("record_duty_to_report", to="police", made_on=TUESDAY, on=TUESDAY)
EXPLAINED = does("record_duty_to_report", to="police", reason_not="Ilmoitus on jo tehty.", on=TUESDAY)


@pytest.mark.parametrize("situation", ["sexual_crime_or_neglect", "violence_against_children"])
def test_violence_against_a_child_asks_for_it(situation: str) -> None:
    """R-I10: for sexual or other serious violence against a child the duty to report is asked for."""
    given(situations=("rare_disease", situation)).then_it_is(
        duty_to_report="open", waiting_for=("duty_to_report", "buffer")
    )


def test_other_situations_do_not_ask() -> None:
    given(situations=("rare_disease",)).then_it_is(duty_to_report="not_asked")


def test_it_is_open_until_made_or_explained() -> None:
    """R-I10: it stays open until made or explained."""
    violence = {"situations": ("violence_against_children",)}
    given(**violence).when(MADE).then("DutyToReportRecorded").then_it_is(duty_to_report="made")
    given(**violence).when(EXPLAINED).then_it_is(duty_to_report="explained")
    given(EXPLAINED, **violence).when(MADE).then_it_is(duty_to_report="made")


def test_the_end_of_the_contact_does_not_end_the_duty() -> None:
    """R-I10: it stays open in the queue."""
    ended = given(ADVICE, CLOSE, situations=("violence_against_children",))
    ended.then_it_is(waiting_for=("duty_to_report",))
    ended.when(MADE).then("DutyToReportRecorded").then_it_is(waiting_for=(), state="closed")


def test_a_record_says_one_of_both() -> None:
    given().when(MADE.but(reason_not="Ei.")).then_refused("say either when")
    given().when(MADE.but(made_on=None)).then_refused("say either when")
    given().when(MADE.but(made_on=date(2023, 3, 8))).then_refused("in the future")
