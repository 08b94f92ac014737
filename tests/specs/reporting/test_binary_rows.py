"""What is written in binary is what PostgreSQL reads."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

from services.reporting.projections.copying import copy
from shared.plumbing import binary
from tests.specs.reporting.story import Story

COLUMNS = ("a", "b", "c", "d", "e", "f", "g", "h")
TABLE = """
CREATE TEMPORARY TABLE written
    (a uuid, b text, c text[], d boolean, e smallint, f bigint, g date, h timestamptz)
"""


def row(number: int, words: tuple[str, ...], on: date, at: bytes) -> bytes:
    return b"".join(
        (binary.uuid(UUID(int=number)), binary.text(words[0] if words else None), binary.texts(words),
         binary.boolean(bool(words)), binary.int2(number if words else None), binary.int8(-(2**40) + number),
         binary.day(on), at)
    )  # fmt: skip


def test_every_kind_of_value_is_read_as_it_was_meant(story: Story) -> None:
    east, later = timezone(timedelta(hours=2)), datetime(2023, 3, 7, 23, 59, 59, 999999, tzinfo=UTC)
    early = datetime(1999, 12, 31, 1, 0, tzinfo=east)
    made = [
        row(1, ("yhteydenotto", "työ", ""), date(2023, 3, 7), binary.moment(later)),
        row(2, (), date(1999, 12, 31), binary.moment(early)),
        row(3, ("x",), date(2000, 1, 1), binary.FOREVER),
    ]
    with story.rows.cursor() as rows:
        rows.execute(TABLE)
        copy(rows, "written", COLUMNS, made)
        rows.execute("SELECT a, b, c, d, e, f, g, nullif(h, 'infinity') AS h FROM written ORDER BY a")
        read = [tuple(found.values()) for found in rows.fetchall()]
    assert read == [
        (
            UUID(int=1),
            "yhteydenotto",
            ["yhteydenotto", "työ", ""],
            True,
            1,
            1 - 2**40,
            date(2023, 3, 7),
            later,
        ),
        (UUID(int=2), None, [], False, None, 2 - 2**40, date(1999, 12, 31), early),
        (UUID(int=3), "x", ["x"], True, 3, 3 - 2**40, date(2000, 1, 1), None),
    ]
