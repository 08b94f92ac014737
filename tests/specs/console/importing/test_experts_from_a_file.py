"""A line of a file becomes a professional, or is told with all that is wrong with it."""

from dataclasses import replace

import pytest

from services.console.importing.experts import EXPERTS
from services.matching.commands import RegisterProfessional
from tests.specs.console.importing.files import checked, faults, written


def test_a_line_becomes_the_command_that_registers_a_professional() -> None:
    (line,) = checked(written(EXPERTS), EXPERTS).lines
    (step,) = line.steps
    assert step.name == "register_professional"
    entered = RegisterProfessional.model_validate(step.data)
    assert (entered.full_name, entered.hours_per_week) == ("Keksitty Asiantuntija", 7.5)
    assert entered.counties == ("08", "09")
    assert entered.contact
    assert entered.contact.email == "keksitty@esimerkki.example"


def test_the_same_line_again_is_the_same_command_with_the_same_ids() -> None:
    assert checked(written(EXPERTS), EXPERTS).lines == checked(written(EXPERTS), EXPERTS).lines


def test_another_key_is_somebody_else() -> None:
    one, other = checked(written(EXPERTS, {"key": "A"}, {"key": "B"}), EXPERTS).lines
    assert one.named.id != other.named.id
    assert one.steps[0].id != other.steps[0].id


def test_the_ids_of_a_key_are_the_same_in_every_release() -> None:
    """Were they not, a file of last year would add everybody once more."""
    (line,) = checked(written(EXPERTS), EXPERTS).lines
    assert str(line.named.id) == "39f21fa0-1a3c-56a0-83aa-46ce89ca7801"
    assert str(line.steps[0].id) == "4e81d2b7-2f2a-59c6-be8d-3643cf0aa79e"


def test_two_regions_may_use_the_same_key() -> None:
    (line,) = checked(written(EXPERTS), EXPERTS).lines
    assert replace(line.named, region="pohjois-suomi").id != line.named.id


def test_every_fault_of_every_line_is_told_with_its_number() -> None:
    rows = (
        {"key": "A", "hours_per_week": "many", "roles": "expert | wizard"},
        {"key": "B"},
        {"key": "C", "name": "", "competences": "trauma | magic", "email": "nowhere"},
    )
    first, third = faults(written(EXPERTS, *rows), EXPERTS)
    assert first == (
        "line 2: roles: use one of: 'expert', 'support_person', 'coach' or 'school_support_worker';"
        " hours_per_week: a number is expected here"
    )
    assert third.startswith("line 4: name: this is needed; competences: magic is not known here: use one of")
    assert third.endswith("; email: an email address is written like name@example.fi")


def test_a_file_with_a_bad_line_has_its_good_ones_told_apart() -> None:
    read = checked(written(EXPERTS, {"key": "A"}, {"key": "B", "field": "magic"}), EXPERTS)
    assert ([line.number for line in read.lines], [fault.line for fault in read.faults]) == ([2], [3])


def test_a_key_stands_in_one_line_only() -> None:
    (fault,) = faults(written(EXPERTS, {"key": "A"}, {"key": "B"}, {"key": "A"}), EXPERTS)
    assert fault == "line 4: key: the same key stands in line 2"


@pytest.mark.parametrize("key", ["010190-900X", "010190a900x", "010190900X"])
def test_a_personal_identity_number_is_no_key(key: str) -> None:
    """R-P1: who knows a number could make its id again, and find it on the bus."""
    (fault,) = faults(written(EXPERTS, {"key": key}), EXPERTS)
    assert fault == "line 2: key: a personal identity number is no key: give a code of your own"


@pytest.mark.parametrize(("key", "said"), [("", "this is needed"), ("a\nb", "a key is one line")])
def test_a_key_is_one_line_of_text(key: str, said: str) -> None:
    (fault,) = faults(written(EXPERTS, {"key": key}), EXPERTS)
    assert f"key: {said}" in fault


@pytest.mark.parametrize(("typed", "hours"), [("7,5", 7.5), ("7.5", 7.5), ("0", 0.0), ("60", 60.0)])
def test_hours_have_a_comma_or_a_point(typed: str, hours: float) -> None:
    (line,) = checked(written(EXPERTS, {"hours_per_week": typed}), EXPERTS).lines
    assert line.steps[0].data["hours_per_week"] == hours


@pytest.mark.parametrize("typed", ["1 000", "7,555", "-1", "61", "NaN", "٧", "1e1"])
def test_other_hours_are_told(typed: str) -> None:
    (fault,) = faults(written(EXPERTS, {"hours_per_week": typed}), EXPERTS)
    assert fault.startswith("line 2: hours_per_week: ")


def test_a_zero_that_a_spreadsheet_dropped_is_put_back() -> None:
    (line,) = checked(written(EXPERTS, {"county": "8", "counties": "8 | 09 | 17"}), EXPERTS).lines
    assert (line.steps[0].data["county"], line.steps[0].data["counties"]) == ("08", ["08", "09", "17"])


def test_a_list_that_may_be_empty_may_be_empty_in_its_cell() -> None:
    (line,) = checked(written(EXPERTS, {"competences": "", "education": ""}), EXPERTS).lines
    assert line.steps[0].data["competences"] == []
    assert "education" not in line.steps[0].data


def test_a_list_that_may_not_be_empty_is_told() -> None:
    (fault,) = faults(written(EXPERTS, {"modes": ""}), EXPERTS)
    assert fault == "line 2: modes: at least 1 needed here"
