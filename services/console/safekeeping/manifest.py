"""What a backup says of itself: when it was made, and how much there must be in it."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import psycopg
from psycopg.sql import SQL, Identifier

MANIFEST = "manifest.json"
STAMP = "%Y%m%dT%H%M%SZ"
Counts = dict[str, dict[str, int]]
"""Schema → table → rows."""


class NoBackup(Exception):
    """There is none, or it is not whole."""


@dataclass(frozen=True)
class Manifest:
    """dumps: file → the rows of each table in it. made_at: UTC."""

    made_at: str
    region: str
    dumps: dict[str, Counts]

    def write(self, folder: Path) -> None:
        """Last of all: a folder without it is no backup."""
        text = json.dumps(asdict(self), indent=1)
        (folder / MANIFEST).write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self:
        said: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return cls(**said)


def counted(rows: psycopg.Connection[Any], schemas: tuple[str, ...]) -> Counts:
    """The rows of every table, as this transaction sees them."""
    found = rows.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY(%s) ORDER BY 1, 2",
        (list(schemas),),
    ).fetchall()
    counts: Counts = {}
    for schema, table in found:
        one = rows.execute(SQL("SELECT count(*) FROM {}").format(Identifier(schema, table))).fetchone()
        counts.setdefault(schema, {})[table] = int(one[0]) if one else 0
    return counts


def newest(folder: Path) -> Path:
    """The newest whole backup in a folder. NoBackup where there is none."""
    whole = sorted(path.parent for path in folder.glob(f"*/{MANIFEST}"))
    if not whole:
        raise NoBackup(f"there is no backup in {folder}")
    return whole[-1]


def stamp() -> str:
    """Now, as a folder is called: they sort by time."""
    return datetime.now(UTC).strftime(STAMP)


def age_in_days(folder: Path) -> float:
    """How old a backup is by its name."""
    made = datetime.strptime(folder.name, STAMP).replace(tzinfo=UTC)
    return (datetime.now(UTC) - made).total_seconds() / 86400
