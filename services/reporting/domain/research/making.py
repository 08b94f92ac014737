"""A research file from rows: whose they are, what is told of them, and what is said about it."""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.reporting.domain.research.anonymity import Anonymous, anonymous
from services.reporting.domain.research.columns import Column, Row, columns

PERSON = {
    "en": "A person of this study: the same in all of its rows, and in no other study",
    "fi": "Tämän tutkimuksen henkilö: sama kaikilla riveillä, eikä missään muussa tutkimuksessa",
    "sv": "En person i denna studie: densamma på alla rader, och inte i någon annan studie",
}


@dataclass(frozen=True)
class ResearchFile:
    """header, rows: texts, in an order that says nothing. codebook: each column; report: what was left out.

    Both are plain, as JSON has it.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    codebook: Mapping[str, Any]
    report: Mapping[str, Any]


def research_file(
    rows: Iterable[Row],
    names: Sequence[str],
    *,
    key: bytes,
    k: int,
    merged: Mapping[str, str] | None = None,
    without: Iterable[str] = (),
    under: int = 5,
) -> ResearchFile:
    """The file of a study.

    rows: of contacts, with `person` (a pseudonym, or None) and the fields that columns are made from.
    names: of the columns that are asked for. key: the study's own: pseudonyms are made anew under it, so
    two studies cannot be joined. merged: person → who they are now. without: those who are in no file
    (protected, erased). under: counts below it are not told in the report (R-R2). LookupError for a
    column that there is not.
    """
    chosen = [columns()[name] for name in names]
    aliases, hidden = merged or {}, set(without)
    now = [{**row, "person": _who(row["person"], aliases)} for row in rows]
    hidden |= {str(_who(each, aliases)) for each in hidden}
    named = [row for row in now if row["person"] is not None]
    told = [row for row in named if row["person"] not in hidden]
    told.sort(
        key=lambda row: (
            row["person"],
            *(str(row[column.of]) for column in columns().values() if column.of in row),
        )
    )
    made = anonymous(told, [column for column in chosen if column.kind == "identifying"], k)
    by_name = {column.name: _values(column, told, made) for column in chosen}
    lines = sorted(
        (_pseudonym(key, str(told[place]["person"])), *(by_name[column.name][place] for column in chosen))
        for place in made.kept
    )
    header = ("person", *(column.name for column in chosen))
    book = {"k": k, "columns": [_person(), *(_described(each, made, by_name[each.name]) for each in chosen)]}
    report = {
        "k": k,
        "rows": len(lines),
        "people": len({line[0] for line in lines}),
        "left_out": {
            "without_a_person": _told(len(now) - len(named), under),
            "combination_of_too_few": _told(len(told) - len(lines), under),
        },
        "hidden_under": under,
        "levels": {column.name: _level(column, made) for column in chosen},
        "diversity": _diversity(header, lines, chosen),
    }
    return ResearchFile(header, tuple(lines), book, report)


def _who(person: str | None, merged: Mapping[str, str]) -> str | None:
    seen: set[str] = set()
    while person is not None and person in merged and person not in seen:
        seen.add(person)
        person = merged[person]
    return person


def _pseudonym(key: bytes, person: str) -> str:
    return hmac.new(key, person.encode(), hashlib.sha256).hexdigest()[:16]


def _told(count: int, under: int) -> int | None:
    return None if 1 <= count < under else count


def _level(column: Column, made: Anonymous) -> str:
    return made.levels.get(column.name, column.levels[0])


def _values(column: Column, rows: Sequence[Row], made: Anonymous) -> Sequence[str]:
    if column.name in made.values:
        return made.values[column.name]
    return column.told(rows, column.levels[0], frozenset())


def _person() -> dict[str, Any]:
    of_no_level = {"kind": "pseudonym", "level": "study", "levels": ["study"]}
    return {"name": "person", **of_no_level, "meaning": PERSON, "fact": None, "codes": {}}


def _described(column: Column, made: Anonymous, values: Sequence[str]) -> dict[str, Any]:
    level = _level(column, made)
    return {
        "name": column.name,
        "kind": column.kind,
        "level": level,
        "levels": list(column.levels),
        "meaning": dict(column.meaning),
        "fact": column.fact,
        "codes": column.labels([values[place] for place in made.kept], level),
    }


def _diversity(
    header: Sequence[str], lines: Sequence[Sequence[str]], chosen: Sequence[Column]
) -> dict[str, dict[str, int]]:
    """Of each outcome how many values it has at least within a combination, and how many have but one.

    Where all of a combination have the same outcome, who knows that somebody is among them knows it
    (l-diversity). It is told, not promised.
    """
    identifying = [header.index(column.name) for column in chosen if column.kind == "identifying"]
    found: dict[str, dict[str, int]] = {}
    for column in (each for each in chosen if each.kind == "outcome"):
        place = header.index(column.name)
        classes: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for line in lines:
            classes[tuple(line[at] for at in identifying)].add(line[place])
        sizes = [len(values) for values in classes.values()]
        found[column.name] = {
            "combinations": len(sizes),
            "least_values": min(sizes, default=0),
            "with_one_value": sum(size == 1 for size in sizes),
        }
    return found
