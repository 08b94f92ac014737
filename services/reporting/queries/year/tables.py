"""A year's sums as tables of counts, those of the same people together, so that none gives another away."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from services.reporting.domain.suppression import ALL, Key, Table, several, suppressed
from services.reporting.queries.year.sums import Sum, Sums

AWAITED = ("assessment", "plan", "meeting", "expertise")
NOT_SAID = ""
"""In a table of which not everybody has a value: who has none."""
OVERDUE, STILL = "overdue", "still"
ANSWERS = ("answered", "missed", "open")
Counts = Mapping[str, int]
Told = Mapping[Key, int | None]


class Telling:
    """The counts as they may be told: whole, or without small ones (R-R2).

    under: below which they are hidden; None: none is.
    """

    def __init__(self, tables: Iterable[Table], under: int | None) -> None:
        given = tuple(tables)
        told = {} if under is None else suppressed(given, under).told
        self._told: Mapping[str, Told | None] = (
            {table.name: table.whole() for table in given}
            if under is None
            else {table.name: _of_enough(table, told[table.name]) for table in given}
        )
        self.hides = any(
            table is None or any(count is None for count in table.values()) for table in self._told.values()
        )

    def count(self, table: str, *key: str | None) -> int | None:
        """A count; None where it is hidden."""
        told = self._told[table]
        return None if told is None else told.get(key, 0)

    def by(self, table: str) -> dict[str, int | None] | None:
        """A table of one dimension by key, without who has no value; None: not even which keys there are."""
        told = self._told[table]
        if told is None:
            return None
        return {key: told[key,] for (key,) in sorted(told, key=str) if key not in {ALL, NOT_SAID}}

    def keys(self, table: str) -> list[str]:
        """The values of a table's first dimension, as far as they are told."""
        told = self._told[table] or {}
        return sorted({key[0] for key in told if key[0] is not ALL})

    def mentions(self, name: str, keys: Iterable[str]) -> dict[str, int | None]:
        """What several of may be said at once."""
        tables = {key: f"{name}: {key}" for key in sorted(keys)}
        return {key: self.count(table, "yes") for key, table in tables.items() if self._told[table]}


def _of_enough(table: Table, told: Told | None) -> Told | None:
    """Of a few in all not even the keys are told: they would say what these few are."""
    return None if told is None or told[(ALL,) * len(table.dimensions)] is None else told


def tables_of(sums: Sums, today: date) -> Iterable[Table]:
    """Every table of a year. today: by which it is overdue."""
    yield from _of_contacts(sums)
    yield from _of_expertise(sums)
    promised = Counter[tuple[str, ...]]()
    for key, each in sums.get("step_due", {}).items():
        sector, _, due = key.partition(" ")
        promised[sector, OVERDUE if due < today.isoformat() else STILL] += each.times
    yield Table("promised", ("sector", "overdue"), promised, "steps")
    for figure, of in (("meetings_by_month", "month"), ("meetings_by_line", "line")):
        yield Table(figure, (of, "state"), _pairs(sums.get(figure, {})), "meetings")
    for figure, of in (("feedback_by_month", "month"), ("feedback_by_role", "role")):
        yield Table(figure, (of, "answer"), _answers(_pairs(sums.get(figure, {}))), "asked")
    areas = Counter[tuple[str, ...]]()
    for (area, _), goals in _pairs(sums.get("attained", {})).items():
        areas[area,] += goals
    yield Table("goals", ("area",), areas, "goals")
    rated = sums.get("t_score", {}).get("", Sum(0, 0)).times
    yield Table("rated", (), {(): rated}, "rated")


def times(sums: Sums, figure: str) -> Counts:
    """How often by key."""
    return {key: each.times for key, each in sums.get(figure, {}).items()}


def _of_contacts(sums: Sums) -> Iterable[Table]:
    of = "contacts"
    contacts = sum(times(sums, "by_month").values())

    def each_once(name: str, counts: Counts) -> Table:
        rest = contacts - sum(counts.values())
        return Table(name, (name,), {(key,): count for key, count in [*counts.items(), (NOT_SAID, rest)]}, of)

    for figure in ("by_month", "by_source", "by_tier"):
        yield each_once(figure, times(sums, figure))
    waiting = Counter[str]()
    for key, count in times(sums, "waits_at").items():
        waiting[key.partition(" ")[0]] += count
    yield each_once("waits_at", waiting)
    yield from several("theme", times(sums, "by_theme"), contacts, of=of)
    waited = {what: sum(times(sums, f"wait_{what}").values()) for what in AWAITED}
    yield from several("waited", waited, contacts, of=of)


def _of_expertise(sums: Sums) -> Iterable[Table]:
    asked = times(sums, "expertise")
    requests = max(asked.values(), default=0)
    assigned = {"assigned": asked.get("assigned", 0)}
    yield from several("expertise", assigned, requests, of="requests")
    yield from several("competence", times(sums, "by_competence"), requests, of="requests")
    modes = times(sums, "consultations")
    held = sum(modes.values())
    yield Table("by_mode", ("mode",), {(mode,): count for mode, count in modes.items()}, "consultations")
    yield from several("consulted", times(sums, "consulted_sectors"), held, of="consultations")


def _pairs(found: Mapping[str, Sum]) -> dict[tuple[str, ...], int]:
    """Of keys in two words: the last one is the second dimension's."""
    pairs = Counter[tuple[str, ...]]()
    for key, each in found.items():
        first, _, last = key.rpartition(" ")
        pairs[first, last] += each.times
    return dict(pairs)


def _answers(pairs: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Requested is who answered, missed it or may still answer."""
    told = {key: count for key, count in pairs.items() if key[1] != "requested"}
    for (key, what), count in pairs.items():
        if what == "requested":
            told[key, "open"] = count - pairs.get((key, "answered"), 0) - pairs.get((key, "missed"), 0)
    return told
