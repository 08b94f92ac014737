"""Commands take what the table has and nothing else; what does not fit is named, field by field."""

from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from services.intake.commands import COMMANDS
from services.intake.domain.case import Case
from services.intake.domain.person import Person
from services.intake.domain.referral import Referral
from services.intake.domain.screening import Screening
from shared.contracts.asking import Command
from shared.plumbing.store.verbs import arguments
from tests.specs.intake.examples import NOON

RECEIVE = COMMANDS["receive_referral"]


def complaints(command: type[Command], **told: Any) -> dict[str, str]:
    """What is wrong with the command's example when these are told instead, by field."""
    with pytest.raises(ValidationError) as wrong:
        command.model_validate({**command.example, **told})
    return {".".join(map(str, error["loc"])): error["msg"] for error in wrong.value.errors()}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_fits_and_an_unknown_field_does_not(name: str) -> None:
    command = COMMANDS[name]
    command.model_validate(command.example)
    assert "weather" in complaints(command, weather="rain")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_a_verb_of_the_domain(name: str) -> None:
    verbs = {"receive_referral": "receive", "erase_person": "erase", "destroy_matter": "erase"}
    assert any(hasattr(stream, verbs.get(name, name)) for stream in (Referral, Person, Screening, Case))


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_required_is_missed(name: str) -> None:
    command = COMMANDS[name]
    for field, about in command.model_fields.items():
        if about.is_required():
            written = about.alias or field
            told = {key: value for key, value in command.example.items() if key != written}
            with pytest.raises(ValidationError, match=written):
                command.model_validate(told)


def test_codes_outside_the_lists_are_refused_with_the_allowed_ones() -> None:
    assert "use one of 01, 02" in complaints(RECEIVE, county="99")["county"]
    assert "use one of violence_against_children" in complaints(RECEIVE, situations=["sää"])["situations.0"]


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("situations", []),
        ("situations", ["immigration", "immigration"]),
        ("trigger", "  "),
        ("trigger", "a\0b"),
        ("trigger", "\ud800"),
        ("trigger", "x" * 20_001),
        ("received_at", "2023-03-07T09:20:00"),
        ("received_at", 1678173600),
        ("received_at", "1678173600"),
        ("received_at", "0001-01-01T00:00:00+02:00"),
        ("received_at", "9999-12-31T23:59:59Z"),
        ("child_welfare_notification", "yes"),
        ("urgency", "soon"),
        ("referral_id", "17"),
    ],
)
def test_what_does_not_fit_is_refused(field: str, told: Any) -> None:
    assert field in complaints(RECEIVE, **{field: told})


def test_another_source_says_which() -> None:
    assert "say which" in complaints(RECEIVE, source="other")[""]
    RECEIVE.model_validate({**RECEIVE.example, "source": "other", "source_other": "Seurakunta"})


@pytest.mark.parametrize(
    ("field", "told"),
    [("phone", "puhelin"), ("phone", "+"), ("email", "olli"), ("email", "a b@c"), ("name", "x" * 201)],
)
def test_people_can_be_reached_at_what_is_written(field: str, told: str) -> None:
    referrer = {**RECEIVE.example["referrer"], field: told}
    assert f"referrer.{field}" in complaints(RECEIVE, referrer=referrer)


def test_a_guardian_is_a_person_or_a_name() -> None:
    guardian = {"custody": "joint", "right_to_information": True}
    subject = {**RECEIVE.example["subject"], "guardians": [guardian]}
    assert "subject.guardians.0" in complaints(RECEIVE, subject=subject)


def test_one_thing_or_the_other() -> None:
    assert complaints(COMMANDS["record_duty_to_report"], reason_not="Ei.")
    assert complaints(COMMANDS["record_assessment"], hypothesis=None)


def test_whole_numbers_in_their_range() -> None:
    for minutes in (0, 1441, 20.5, "20", True):
        assert complaints(COMMANDS["give_advice"], minutes=minutes)
    for tier in (0, 5, "2"):
        assert complaints(COMMANDS["decide_tier"], tier=tier)
    for points in ("3", 1.5, True):
        assert complaints(COMMANDS["screen_referral"], answers={"agencies": points})


def test_a_plan_step_reaches_the_domain_whole() -> None:
    """R-I5: one responsible party, a last day."""
    plan = COMMANDS["agree_consultation_plan"]
    told = arguments(Referral.agree_consultation_plan, plan.model_validate(plan.example), NOON)
    [step] = told["steps"]
    assert step.responsible.sector == "education"
    assert step.step_id is None


def test_an_alternative_speaks_for_and_against() -> None:
    held = COMMANDS["hold_consultation"]
    told = arguments(Referral.hold_consultation, held.model_validate(held.example), NOON)
    assert told["alternatives"][0].in_favour == "Osaava tuki"
    assert isinstance(told["meeting_id"], UUID)
