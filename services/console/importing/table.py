"""A CSV file as rows with their line numbers. Pure: bytes in, a table out.

UTF-8 with or without a byte order mark, else Windows-1252, as older spreadsheets save it. Commas, semicolons
or tabs: whichever shows most of the names that are looked for. Cells in quotes may hold line breaks.
"""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass

SEPARATORS = ",;\t"
MOST_BYTES = 20_000_000
UTF_8, WINDOWS = "UTF-8", "Windows-1252"
TWO_BYTES_EACH = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins, which spreadsheets offer as "Unicode text"."""


class NoTable(Exception):
    """The file cannot be read as a table; the text says why."""


@dataclass(frozen=True)
class Row:
    """A row that is not empty. line: where it begins in the file, from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A file as it stands. header: the names of its columns, in small letters; encoding: how it was read."""

    header: Row
    rows: tuple[Row, ...]
    encoding: str = UTF_8


def read_table(content: bytes, known: Collection[str]) -> Table:
    """The file's header and rows. NoTable where it is none. known: the names that its header may have."""
    text, encoding = _text_of(content)
    separator = max(SEPARATORS, key=lambda each: _shown(text, each, known))
    rows = list(_rows(text, separator))
    if not rows:
        raise NoTable("the file is empty: its first line names the columns")
    header = Row(rows[0].line, tuple(_name(cell) for cell in rows[0].cells))
    return Table(header, tuple(rows[1:]), encoding)


def _text_of(content: bytes) -> tuple[str, str]:
    if len(content) > MOST_BYTES:
        raise NoTable("the file is larger than 20 MB: give it in parts, each with the header")
    if content.startswith(TWO_BYTES_EACH):
        raise NoTable("the file is written as UTF-16: save it as CSV UTF-8")
    try:
        return content.decode("utf-8-sig"), UTF_8
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), WINDOWS
    except UnicodeDecodeError:
        raise NoTable("the file is neither UTF-8 nor Windows-1252: save it as CSV UTF-8") from None


def _shown(text: str, separator: str, known: Collection[str]) -> tuple[int, int]:
    """How many of the names its first row has, parted like this, and how many cells; 0 where it cannot be."""
    try:
        first = next(_rows(text, separator), None)
    except NoTable:
        first = None
    names = {_name(cell) for cell in first.cells} if first else set()
    return len(names & set(known)), len(first.cells) if first else 0


def _rows(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error:
        # Of what comes behind it nobody knows where it begins.
        raise NoTable(
            f"line {line} cannot be read, and nothing behind it: a quote is not closed, or something stands"
            " behind a closing quote"
        ) from None


def _name(cell: str) -> str:
    return cell.strip().casefold()
