"""A line becomes a contact of long ago, from its reception to its end, or is told with its faults."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.console.importing.contacts import CONTACTS
from services.intake.commands import COMMANDS
from tests.specs.console.importing.files import checked, faults, written

NOBODY = dict.fromkeys(("person", "given_name", "family_name", "birth_date", "languages"), "")
NOT_YET_OLD = "what is old was before today; record this contact as it goes on"
WRITE_A_DAY = "write a day like 2023-03-07 or 7.3.2023"
NO_ADVICE = dict.fromkeys(("advice", "minutes", "support_kinds"), "")


def steps(**cells: str) -> dict[str, Any]:
    """The commands of the example's line with these cells, by name."""
    (line,) = checked(written(CONTACTS, cells), CONTACTS).lines
    return {step.name: COMMANDS[step.name].model_validate(step.data) for step in line.steps}


def test_a_closed_contact_is_received_advised_and_closed_in_this_order() -> None:
    assert list(steps()) == ["receive_referral", "give_advice", "close_referral"]


def test_it_happened_on_its_own_days() -> None:
    """R-T1: when it happened, not when it was written down."""
    told = steps(received_on="4.3.2021", ended_on="2021-07-18")
    received = told["receive_referral"]
    assert received.received_at == received.occurred_at == datetime(2021, 3, 4, 10, tzinfo=UTC)
    assert told["close_referral"].occurred_at == datetime(2021, 7, 18, 20, 59, 59, tzinfo=UTC)
    assert told["give_advice"].occurred_at == told["close_referral"].occurred_at


def test_what_the_law_asks_for_after_an_end_may_be_told_as_well() -> None:
    """R-I6, R-I10: otherwise it would wait in the queue. Each happened on its own day."""
    decided = {
        "child_welfare_notification": "yes",
        "first_decision_on": "9.3.2021",
        "informed": "client | guardian",
    }
    told = steps(**decided, report_to="police", report_made_on="1.3.2021")
    assert list(told)[1:] == [
        "give_advice",
        "record_first_decision",
        "record_duty_to_report",
        "close_referral",
    ]
    assert told["record_first_decision"].occurred_at == datetime(2021, 3, 9, 21, 59, 59, tzinfo=UTC)
    assert told["record_duty_to_report"].occurred_at == datetime(2021, 3, 1, 21, 59, 59, tzinfo=UTC)


def test_the_end_of_a_line_that_says_more_is_another_command() -> None:
    """An ended contact refuses it: what was added to a known line is told, and not carried out."""
    rows: tuple[dict[str, str], ...] = ({}, {"report_to": "police", "report_reason_not": "Ei aihetta."})
    ends = [checked(written(CONTACTS, row), CONTACTS).lines[0].steps[-1].id for row in rows]
    assert ends[0] != ends[1]


@pytest.mark.parametrize("ending", ["declined", "redirected", "withdrawn"])
def test_another_end_needs_no_advice(ending: str) -> None:
    told = steps(ending=ending, turned_to="Perheneuvola", **NO_ADVICE)
    assert len(told) == 2
    assert list(told.values())[1].to == "Perheneuvola"


def test_advice_is_kept_whatever_the_end() -> None:
    assert "give_advice" in steps(ending="withdrawn")


def test_a_contact_may_be_about_nobody_named() -> None:
    """R-I9: a contact may stay without a name."""
    assert steps(**NOBODY)["receive_referral"].subject is None


def test_two_contacts_about_one_child_have_one_subject() -> None:
    """R-I8: the same code of a person is the same person in every line."""
    rows = ({"key": "A"}, {"key": "B"}, {"key": "C", "person": "L-0002"})
    told = [
        line.steps[0].data["subject"]["person_id"]
        for line in checked(written(CONTACTS, *rows), CONTACTS).lines
    ]
    assert told[0] == told[1] != told[2]


def test_a_person_who_is_known_here_is_named_by_their_id() -> None:
    known = "0b6f1f0e-54a6-4f26-8a43-9a1f6f0c2d77"
    assert str(steps(person=known)["receive_referral"].subject.person_id) == known


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (NO_ADVICE, "advice: this is needed; minutes: this is needed"),
        ({"minutes": "long"}, "minutes: a whole number is expected here"),
        ({"ending": "forgotten"}, "ending: use one of: closed, declined, redirected, withdrawn"),
        ({"ending_reason": ""}, "ending_reason: this is needed"),
        ({"ended_on": "3.3.2021"}, "ended_on: it was before the contact was received"),
        ({"ended_on": "2025-09-02"}, f"ended_on: {NOT_YET_OLD}"),
        ({"ended_on": ""}, "ended_on: write a day like 2023-03-07 or 7.3.2023"),
        ({"received_on": "31.2.2021"}, f"received_on: there is no such day: {WRITE_A_DAY}"),
        ({"received_on": "3/4/2021"}, "received_on: write a day like 2023-03-07 or 7.3.2023"),
        ({"received_on": "1.1.0021"}, "received_on: the year is not between 1900 and 2200"),
        ({"received_on": ""}, "received_on: this is needed"),
        ({"child_welfare_notification": "maybe"}, "child_welfare_notification: write yes or no"),
        ({"person": ""}, "person: this is needed"),
        ({"person": "010110A900X"}, "person: a personal identity number is no key: give a code of your own"),
        ({"birth_date": "tomorrow"}, "birth_date: write a day like 2023-03-07 or 7.3.2023"),
        ({"first_decision_on": "3.3.2021"}, "first_decision_on: it was before the contact was received"),
        ({"first_decision_on": "2.9.2025"}, f"first_decision_on: {NOT_YET_OLD}"),
        ({"informed": "client"}, "first_decision_on: this is needed"),
        ({"first_decision_on": "soon"}, f"first_decision_on: {WRITE_A_DAY}"),
        ({"report_to": "police"}, "say either when the report was made or why none was made"),
        ({"report_made_on": "5.3.2021"}, "report_to: this is needed"),
        ({"source": "other"}, "say which other source in source_other"),
        ({"referrer_sector": ""}, "referrer_sector: this is needed"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_once_by_its_column(cells: dict[str, str], said: str) -> None:
    assert faults(written(CONTACTS, cells), CONTACTS) == [f"line 2: {said}"]


def test_a_line_is_told_all_that_is_wrong_with_it() -> None:
    (fault,) = faults(written(CONTACTS, {"channel": "pigeon", "minutes": "0", "ended_on": "soon"}), CONTACTS)
    assert [part.split(":")[0] for part in fault.removeprefix("line 2: ").split("; ")] == [
        "channel", "ended_on", "minutes",
    ]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), [("yes", True), ("Kyllä", True), ("nej", False), ("", False)])
def test_yes_and_no_are_said_in_three_languages(typed: str, meant: bool) -> None:  # noqa: FBT001 - what is meant
    told = steps(child_welfare_notification=typed)["receive_referral"]
    assert told.child_welfare_notification is meant
