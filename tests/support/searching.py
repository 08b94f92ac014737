"""A search for marks in bytes: in every file below folders, in every row of every database, in answers.

A mark is a few plain letters, which read the same in UTF-8, in latin-1, in JSON with escapes and percent-
encoded.
Beside that it is looked for in UTF-16, as hexadecimal digits and in base64 at each of its three offsets.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from shared.plumbing.embedded.postgres import Postgres
from tests.support.planting import all_marks

AROUND = 60
"""So many bytes beside what was found are shown."""
TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' ORDER BY 1, 2
"""
"""The system's own as well: a statistic keeps the commonest values of a column."""
OF_THE_SERVER = ("pg_", "information_schema")
UNCOMPRESSED = """
DO $$ DECLARE each record; BEGIN
    FOR each IN SELECT c.oid::regclass AS place, a.attname FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname !~ '^pg_|^information_schema$' AND a.attnum > 0
            AND NOT a.attisdropped AND a.attstorage IN ('x', 'm')
    LOOP EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STORAGE EXTERNAL', each.place, each.attname);
    END LOOP;
END $$
"""
"""So that no row, dead or alive, is compressed where the search would not see through it."""


def ways_to_write(mark: str) -> dict[str, bytes]:
    """How a mark looks in bytes."""
    plain = mark.encode()
    ways = {
        "plain": plain, "small": mark.lower().encode(), "capitals": mark.upper().encode(),
        "UTF-16": mark.encode("utf-16-le")[:-1], "hex": plain.hex().encode(),
        "hex in capitals": plain.hex().upper().encode(),
    }  # fmt: skip
    for offset in range(3):
        # The characters that depend on what stands before or behind are cut off.
        coded = base64.b64encode(b"\0" * offset + plain)
        ways[f"base64 at {offset}"] = coded[4 if offset else 0 : len(coded) - 4]
    return ways


@cache
def _ways() -> tuple[tuple[str, bytes], ...]:
    """Every way of every mark."""
    found = {said: way for mark in all_marks() for way, said in ways_to_write(mark).items()}
    return tuple((way, said) for said, way in found.items())


def found_in(held: bytes) -> Iterator[str]:
    """Where and how marks stand in these bytes, with what stands around."""
    for way, said in _ways():
        if (at := held.find(said)) >= 0:
            yield f"{way}: {held[max(0, at - AROUND) : at + AROUND]!r}"


def files_below(folders: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    """Every file with what it holds; one that goes away meanwhile has no more to say."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            try:
                if path.is_file() and not path.is_symlink():
                    yield path, path.read_bytes()
            except FileNotFoundError:
                continue


def places_of_marks(*folders: Path) -> list[str]:
    """Every file below the folders that holds a mark or has one in its name, how, and what is around it."""
    found = []
    for path, held in files_below(folders):
        found += [f"{path}: {how}" for how in found_in(held)]
        found += [f"name of {path}" for _ in found_in(path.name.encode())]
    return found


def folders_with(text: str, folder: Path) -> set[str]:
    """The folders and files below one in whose bytes a text stands: where the search gets to."""
    paths = (path for path, held in files_below([folder]) if text.encode() in held)
    return {part for path in paths for part in path.relative_to(folder).parts}


def rows_with_marks(server: Postgres) -> list[str]:
    """Every table of every database of the server that holds a mark: as PostgreSQL hands its rows out.

    What is compressed in the files is not so here; as bytes, and as the text that days and arrays have.
    """
    found = []
    with psycopg.connect(server.url(), autocommit=True) as owner:
        named = owner.execute("SELECT datname FROM pg_database WHERE datallowconn").fetchall()
    for (database,) in named:
        with psycopg.connect(server.url(database), autocommit=True) as connection:
            for schema, table in connection.execute(TABLES).fetchall():
                where = SQL("{}.{}").format(Identifier(schema), Identifier(table))
                for form in ("text",) if schema.startswith(OF_THE_SERVER) else ("text", "binary"):
                    copy = SQL("COPY (SELECT * FROM {}) TO STDOUT (FORMAT {})").format(where, SQL(form))
                    with connection.cursor().copy(copy) as rows:
                        held = b"".join(bytes(row) for row in rows)
                    found += [f"{database} {schema}.{table} as {form}: {how}" for how in found_in(held)]
    return found


def uncompressed(url: str) -> None:
    """Lets a database's own tables keep their rows as they are."""
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(UNCOMPRESSED)


def fields_in(text: str, mark: str) -> set[str]:
    """The six digits of each field whose mark stands in a text."""
    return set(re.findall(rf"{mark}([0-9a-f]{{6}})", text))
