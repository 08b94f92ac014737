"""Rows that are kept in versions, each valid from the recording of the fact that made it (R-T1).

The newest versions of what a batch is about are read at once, followed in memory and written at once: a batch
of facts takes as many statements as one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg.sql import SQL, Composed, Identifier
from pydantic_core import to_json

from services.reporting.projections.reading import Rows
from shared.contracts.envelope import Message

Row = dict[str, Any]
OTHER_KEYS: dict[str, LiteralString] = {
    "month": "%s::text[]",
    "recipient": "%s::text[]",
    "wave": "%s::integer[]",
}
"""Columns of keys that are no UUIDs."""


@dataclass(frozen=True)
class Table:
    """A table of versions. key: the columns by which its things are told apart; columns: the others."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What a fact makes of one thing. now: its columns that change, given the newest version or None."""

    table: Table
    key: tuple[Any, ...]
    now: Callable[[Row | None], Row]


class Newest:
    """The newest versions of the things that some changes are about."""

    def __init__(self, rows: Rows, changes: Iterable[Change]) -> None:
        self._rows = rows
        self._newest: dict[tuple[str, tuple[Any, ...]], Row] = {}
        self._ended: dict[Table, list[tuple[Any, ...]]] = {}
        self._made: dict[Table, list[Row]] = {}
        keys: dict[Table, list[tuple[Any, ...]]] = {}
        for change in changes:
            keys.setdefault(change.table, []).append(change.key)
        for table, asked in keys.items():
            self._read(table, asked)

    def of(self, table: Table, *key: Any) -> Row | None:
        """The newest version; None where there is none."""
        return self._newest.get((table.name, key))

    def follow(self, change: Change, message: Message[Any]) -> None:
        """Makes the next version, unless the fact was seen before or leaves all as it is."""
        before = self.of(change.table, *change.key)
        if before is not None and before["position"] >= message.position:
            return
        kept = {name: before[name] for name in change.table.columns} if before else {}
        now = kept | change.now(before)
        if before is not None and now == kept:
            return
        named = dict(zip(change.table.key, change.key, strict=True))
        version = named | now | {"position": message.position, "valid_from": message.recorded_at}
        if before is not None:
            before["valid_to"] = message.recorded_at
            ended = (*change.key, before["position"], message.recorded_at)
            self._ended.setdefault(change.table, []).append(ended)
        self._newest[change.table.name, change.key] = version
        self._made.setdefault(change.table, []).append(version)

    def write(self) -> None:
        """Ends the versions that were followed by others, and adds those."""
        for table, ended in self._ended.items():
            self._rows.execute(_end(table), tuple(map(list, zip(*ended, strict=True))))
        for table, made in self._made.items():
            insert(self._rows, table.name, [{"valid_to": "infinity", **version} for version in made])

    def _read(self, table: Table, asked: list[tuple[Any, ...]]) -> None:
        self._rows.execute(_newest(table), tuple(map(list, zip(*set(asked), strict=True))))
        for row in self._rows.fetchall():
            self._newest[table.name, tuple(row[name] for name in table.key)] = row


def insert(rows: Rows, table: str, made: list[Row]) -> None:
    """Adds rows, each once."""
    statement = SQL(
        "INSERT INTO {0} SELECT * FROM jsonb_populate_recordset(NULL::{0}, %s) ON CONFLICT DO NOTHING"
    ).format(Identifier(table))
    rows.execute(statement, (to_json(made).decode(),))


def _newest(table: Table) -> Composed:
    wanted = SQL(" AND ").join(SQL("{} = ANY (%s)").format(Identifier(name)) for name in table.key)
    # Not valid_to: no Python moment is infinite.
    named = (*table.key, *table.columns, "position", "valid_from")
    return SQL("SELECT {} FROM {} WHERE valid_to = 'infinity' AND {}").format(
        SQL(", ").join(map(Identifier, named)), Identifier(table.name), wanted
    )


def _end(table: Table) -> Composed:
    """Of arrays: the keys' columns, the position and the moment."""
    same = SQL(" AND ").join(SQL("v.{0} = e.{0}").format(Identifier(name)) for name in table.key)
    types = [SQL(OTHER_KEYS.get(name, "%s::uuid[]")) for name in table.key]
    return SQL(
        """UPDATE {table} AS v SET valid_to = e.valid_to
           FROM unnest({types}, %s::bigint[], %s::timestamptz[]) AS e ({key}, position, valid_to)
           WHERE {same} AND v.position = e.position"""
    ).format(
        table=Identifier(table.name),
        types=SQL(", ").join(types),
        key=SQL(", ").join(map(Identifier, table.key)),
        same=same,
    )
