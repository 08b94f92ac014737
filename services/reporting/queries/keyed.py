"""Answers that are a whole and tables by key: read in one pass, and told with or without small counts."""

from collections.abc import Callable, Iterable
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row
from psycopg.sql import Composed

from services.reporting.queries.told_rows import Columns, told_rows, told_whole

Found = dict[str, dict[str, dict[str, Any]]]
"""Figure → key → its numbers by name. The whole's key is empty."""
Shown = dict[str, Any]


def find(rows: Connection[Any], question: Composed, values: dict[str, Any], tables: Iterable[str]) -> Found:
    """question: of rows with figure, key and numbers; a figure is `whole` or one of the tables."""
    found: Found = {name: {} for name in ("whole", *tables)}
    with rows.cursor(row_factory=dict_row) as cursor:
        for row in cursor.execute(question, values):
            found[row.pop("figure")][row.pop("key")] = row
    return found


def told_found(
    found: Found,
    columns: Columns,
    tables: dict[str, bool],
    under: int | None,
    shown_as: Callable[[dict[str, Any], dict[str, Any]], Shown],
) -> dict[str, Any]:
    """{"whole": …, table: [{"key": …, …}], "hidden_under": …} as an asker may be told it (R-R2).

    tables: name → whether each of the whole is in one row only. under: None where all is told.
    shown_as: makes a row's answer of its numbers, and of its counts as they may be told.
    """

    def view(hidden: int | None) -> dict[str, Any]:
        whole = found["whole"].get("", dict.fromkeys((columns.base, *columns.some), 0))
        counts = whole if hidden is None else told_whole(whole, columns, hidden)
        shown: dict[str, Any] = {"whole": shown_as(whole, counts)}
        for name, parts in tables.items():
            table = found[name]
            told = table if hidden is None else told_rows(table, whole, columns, hidden, parts=parts)
            shown[name] = [{"key": key, **shown_as(table[key], row)} for key, row in (told or {}).items()]
        return shown

    all_of_it = view(None)
    told_now = all_of_it if under is None else view(under)
    return told_now | {"hidden_under": under if told_now != all_of_it else None}
