"""By which version of each projection the rows in a schema were made.

A release with a newer version makes the rows anew beside the old (renewal.py). Whoever has another version
than the rows does not write to them: in one deployment the old and the new release do not undo each other.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from psycopg import Cursor
from psycopg.rows import DictRow

from shared.contracts.envelope import Message

Versions = dict[str, int]


class Projection(Protocol):
    """Makes rows of messages; the cursor's transaction is its transaction."""

    @property
    def name(self) -> str: ...
    @property
    def tables(self) -> tuple[str, ...]: ...
    @property
    def apply(self) -> Callable[[Message[Any], Cursor[DictRow]], None]: ...
    @property
    def apply_all(self) -> Callable[[Sequence[Message[Any]], Cursor[DictRow]], None] | None: ...
    @property
    def version(self) -> int: ...


class OtherVersion(Exception):
    """The rows were made by another version of a projection than ours."""


def of_code(projections: Sequence[Projection]) -> Versions:
    """The versions that this release has."""
    return {projection.name: projection.version for projection in projections}


def of_rows(rows: Cursor[DictRow]) -> Versions:
    """The versions by which the rows were made."""
    rows.execute("SELECT name, version FROM projections")
    return {row["name"]: int(row["version"]) for row in rows.fetchall()}


def write(rows: Cursor[DictRow], versions: Versions) -> None:
    """From now on the rows are those of these versions."""
    for name, version in versions.items():
        rows.execute(
            """INSERT INTO projections VALUES (%s, %s)
               ON CONFLICT (name) DO UPDATE SET version = excluded.version""",
            (name, version),
        )


def newer(ours: Versions, theirs: Versions) -> list[str]:
    """The projections that we have in a newer version."""
    return [name for name, version in ours.items() if version > theirs.get(name, 0)]


def agree(ours: Versions, theirs: Versions) -> bool:
    """Whether the rows are of our versions. Projections that we do not know are not ours to judge."""
    return all(theirs.get(name) == version for name, version in ours.items())
