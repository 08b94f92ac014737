"""The header says which column is which: what is wrong with it is told by name, and no line is read."""

import pytest

from services.console.importing.checking import KINDS
from services.console.importing.columns import Form, fields_on_the_way
from services.console.importing.contact_columns import ENDED, ENDINGS, FURTHER, RECEIVED
from services.console.importing.experts import EXPERTS, FORM
from services.console.importing.kinds import Kind
from tests.specs.console.importing.files import checked, faults, written

HEADER, LINE = written(EXPERTS).splitlines()
MADE = {"occurred_at", "professional_id", "referral_id"}
"""Fields that are made, not told."""
NO_COLUMNS = {"receive_referral": {"screen_code"}}
"""Fields that old contacts have not, by command."""


def test_the_columns_come_in_any_order() -> None:
    cells = dict(zip(HEADER.split(";"), LINE.split(";"), strict=True))
    turned = list(reversed(cells))
    content = f"{';'.join(turned)}\n{';'.join(cells[name] for name in turned)}\n"
    assert checked(content, EXPERTS).lines == checked(written(EXPERTS), EXPERTS).lines


def test_columns_that_may_be_missing_may_be_left_out() -> None:
    cells = dict(zip(HEADER.split(";"), LINE.split(";"), strict=True))
    kept = [name for name in cells if name in EXPERTS.needed]
    content = f"{';'.join(kept)}\n{';'.join(cells[name] for name in kept)}\n"
    assert faults(content, EXPERTS) == []


def test_unknown_doubled_missing_and_nameless_columns_are_told_by_name() -> None:
    header = HEADER.replace("organisation", "organization").replace(";education;background", ";phone;")
    (fault,) = faults(f"{header}\n{LINE}\n", EXPERTS)
    assert fault.removeprefix("line 1: ").split("; ") == [
        "columns without a name: 14",
        "unknown columns: organization",
        "columns that are there twice: phone",
        "missing columns: organisation",
    ]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_column_that_is_needed_is_missed(kind: Kind) -> None:
    (fault,) = faults("nothing\nx\n", kind)
    missed = fault.partition("missing columns: ")[2].split(", ")
    assert set(missed) == kind.needed


@pytest.mark.parametrize(("line", "cells"), [("A;b", 2), (f"{LINE};more", 19)])
def test_a_line_with_too_few_or_too_many_cells_is_told(line: str, cells: int) -> None:
    assert faults(f"{HEADER}\n{line}\n", EXPERTS) == [f"line 2: it has {cells} cells, the header 18 columns"]


def test_empty_cells_behind_the_last_column_do_no_harm() -> None:
    assert faults(f"{HEADER}\n{LINE};;\n", EXPERTS) == []


@pytest.mark.parametrize(
    "form",
    [FORM, RECEIVED, *FURTHER, *(Form(ending, ENDED) for ending in ENDINGS.values())],
    ids=lambda form: form.command.name(),
)
def test_every_field_of_a_command_has_its_column_or_is_left_out_knowingly(form: Form) -> None:
    told = {column.place[0] for column in form.columns}
    fields = {field.alias or name for name, field in form.command.model_fields.items()}
    assert told | MADE | NO_COLUMNS.get(form.command.name(), set()) >= fields
    for column in form.columns:
        assert list(fields_on_the_way(form.command, column.place))


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_no_column_is_there_twice(kind: Kind) -> None:
    names = [column.name for column in kind.columns]
    assert len(names) == len(set(names))
