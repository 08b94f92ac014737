"""Files that are brought in, however they are written: what stands in the cells is what is read."""

import csv
import io
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from services.console.importing.experts import EXPERTS
from services.console.importing.table import NoTable, read_table
from tests.specs.console.importing.files import checked

NAMES = [column.name for column in EXPERTS.columns]
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), max_size=12)
FINNISH = st.text("aäåöAÄÅÖ ;,\"'\n-1", max_size=12)


@st.composite
def tables(draw: st.DrawFn, cells: st.SearchStrategy[str]) -> tuple[list[str], list[list[str]]]:
    """Some of the columns in any order, and rows of which none is empty."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, unique=True))
    rows = st.lists(cells, min_size=len(names), max_size=len(names)).filter(
        lambda row: any(c.strip() for c in row)
    )
    return names, draw(st.lists(rows, max_size=5))


def file_of(names: Sequence[str], rows: Sequence[Sequence[str]], separator: str, ends: str) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=ends, quoting=csv.QUOTE_ALL)
    writer.writerows([names, *rows])
    return text.getvalue()


@given(tables(CELLS), st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_well_formed_file_read_back_gives_its_rows(
    table: tuple[list[str], list[list[str]]],
    separator: str,
    ends: str,
    mark: bool,  # noqa: FBT001 - drawn
) -> None:
    names, rows = table
    content = file_of(names, rows, separator, ends).encode("utf-8-sig" if mark else "utf-8")
    read = read_table(content, NAMES)
    assert list(read.header.cells) == names
    assert [list(row.cells) for row in read.rows] == rows


@given(tables(FINNISH))
def test_a_file_of_windows_gives_the_same_rows(table: tuple[list[str], list[list[str]]]) -> None:
    names, rows = table
    content = file_of(names, rows, ";", "\r\n").encode("cp1252")
    assert [list(row.cells) for row in read_table(content, NAMES).rows] == rows


@given(tables(CELLS), st.sampled_from(",;\t"))
def test_a_row_is_numbered_by_the_line_where_it_begins(
    table: tuple[list[str], list[list[str]]], separator: str
) -> None:
    names, rows = table
    content = file_of(names, rows, separator, "\n").encode()
    for row in read_table(content, NAMES).rows:
        before = io.StringIO(content.decode(), newline="").readlines()[row.line - 1 :]
        begun = next(csv.reader(before, delimiter=separator))
        assert tuple(begun) == row.cells


@given(st.binary(max_size=200))
def test_whatever_bytes_come_they_are_told_what_is_wrong_with_them(content: bytes) -> None:
    """None of them has the columns that are needed."""
    try:
        found = checked(content, EXPERTS)
    except NoTable:
        return
    (fault,) = found.faults
    assert "missing columns" in str(fault)


@given(st.lists(st.lists(CELLS, min_size=len(NAMES), max_size=len(NAMES)), min_size=1, max_size=3))
def test_whatever_stands_in_the_cells_every_line_is_good_or_told(rows: list[list[str]]) -> None:
    content = file_of(NAMES, rows, ";", "\r\n").encode()
    found = checked(content, EXPERTS)
    told = [line.number for line in found.lines] + [fault.line for fault in found.faults]
    assert len(told) == len(set(told)) == found.rows
