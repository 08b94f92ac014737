"""A file is read as spreadsheets and old systems write it; what cannot be read is told with its line."""

import pytest

from services.console.importing.table import MOST_BYTES, NoTable, Row, read_table

KNOWN = {"key", "name"}


def table(text: str | bytes) -> tuple[Row, ...]:
    return read_table(text.encode() if isinstance(text, str) else text, KNOWN).rows


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_commas_semicolons_and_tabs_are_told_apart(separator: str, mark: str, ends: str) -> None:
    lines = (f"{mark}key{separator}name", f"A{separator}Ähtäri", "")
    assert table(ends.join(lines)) == (Row(2, ("A", "Ähtäri")),)


def test_a_separator_in_a_cell_is_not_taken_for_one() -> None:
    assert table('key;name\n"a,b,c,d";"x;y"\n') == (Row(2, ("a,b,c,d", "x;y")),)


def test_windows_1252_is_read_and_said() -> None:
    read = read_table("key;name\nA;Äiti Öhman €\n".encode("cp1252"), KNOWN)
    assert (read.rows[0].cells[1], read.encoding) == ("Äiti Öhman €", "Windows-1252")


def test_utf_8_is_not_taken_for_windows_1252() -> None:
    assert read_table("key;name\nA;Äiti\n".encode(), KNOWN).encoding == "UTF-8"


def test_a_line_counts_from_where_it_begins() -> None:
    """Empty lines and lines within quotes count as they do in an editor."""
    text = '\nkey;name\nA;"first\nsecond\r\nthird"\n;\n\nB;b\n'
    assert table(text) == (Row(3, ("A", "first\nsecond\r\nthird")), Row(8, ("B", "b")))


def test_names_of_columns_are_taken_in_any_letters_and_with_spaces_around() -> None:
    assert read_table(b" Key ;NAME\nA;a\n", KNOWN).header == Row(1, ("key", "name"))


@pytest.mark.parametrize(
    "broken", ['key;name\nA;a\nB;"never closed\nC;c\n', 'key;name\nA;a\nB;"closed" and more\nC;c\n']
)
def test_a_broken_quote_is_told_with_the_line_where_it_begins(broken: str) -> None:
    with pytest.raises(NoTable, match="line 3 cannot be read"):
        table(broken)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n  \r\n", "empty"),
        ("key;name\n".encode("utf-16"), "UTF-16"),
        (b"key;name\nA;\x81\xff\n", "neither UTF-8 nor Windows-1252"),
        (b"x" * (MOST_BYTES + 1), "larger than 20 MB"),
    ],
    ids=["nothing", "empty cells", "UTF-16", "no letters", "too large"],
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(NoTable, match=said):
        table(content)
