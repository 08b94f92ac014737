"""Rows of counts by key without small counts (R-R2): each column is a table of its own, beside its whole.

A row's first number, the base, says of how many the row is; its others count some of these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.reporting.queries.small_counts import Told, is_small, told, told_mentions, told_parts

Numbers = Mapping[str, int]
"""Counts by column."""
Shown = dict[str, int | None]


@dataclass(frozen=True)
class Columns:
    """Which numbers the rows have. base: of how many a row is; some: those that count some of them."""

    base: str
    some: Sequence[str]


def told_whole(whole: Numbers, columns: Columns, under: int) -> Shown:
    """The numbers of all together; of few nothing is told. How many are *not* counted is a count as well."""
    of = whole[columns.base]
    if is_small(of, under):
        return dict.fromkeys((columns.base, *columns.some))
    shown = {
        name: None if is_small(of - whole[name], under) else told(whole[name], under) for name in columns.some
    }
    return {columns.base: of, **shown}


def told_rows(
    rows: Mapping[str, Numbers], whole: Numbers, columns: Columns, under: int, *, parts: bool
) -> dict[str, Shown] | None:
    """The rows by key as they may be told; None: not even which keys there are.

    parts: each of the whole is in one row; else it may be in several (R-R1).
    """
    of_all = told_whole(whole, columns, under)
    bases = {key: row[columns.base] for key, row in rows.items()}
    if of_all[columns.base] is None:
        return None
    shown = {columns.base: _base(bases, whole[columns.base], under, parts=parts)}
    if shown[columns.base] is None:
        return None
    for name in columns.some:
        counts = {key: row[name] for key, row in rows.items()}
        few = [
            key for key, of in bases.items()
            if (shown[columns.base] or {})[key] is None or is_small(of - counts[key], under)
            or (not parts and is_small(whole[name] - counts[key], under))
        ]  # fmt: skip
        shown[name] = None if of_all[name] is None else _some(counts, few, under, parts=parts)
    return {key: {name: (column or {}).get(key) for name, column in shown.items()} for key in rows}


def _base(counts: Mapping[str, int], whole: int, under: int, *, parts: bool) -> Told | None:
    return told_parts(counts, under) if parts else told_mentions(counts, whole, under)[0]


def _some(counts: Mapping[str, int], few: Sequence[str], under: int, *, parts: bool) -> Told | None:
    """few: keys that are to be hidden though their count is not small."""
    if parts:
        return told_parts(counts, under, also=few)
    return {key: None if key in few else told(count, under) for key, count in counts.items()}
