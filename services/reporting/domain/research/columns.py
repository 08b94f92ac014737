"""What a research file may have, and how each column is told more roughly: data, in `columns.json`.

Identifying columns (quasi-identifiers) are what somebody may know of a person from elsewhere; they are
told as roughly as it takes. Outcomes are what a study is about; nobody is found by them alone. There is
no free text, no day and nobody's name, and whoever adds a column says what it is.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from shared.kernel.reference import label, region_of

HIERARCHIES = Path(__file__).parent / "columns.json"
UNTOLD: Final = "*"
"""What stands where a column is not told any more."""
OTHER: Final = "other_rare"
"""What stands for situations that few have."""
COMMON: Final = 0.05
"""What part of all people has to have a situation for it to be told by itself at the level `common`."""
BANDS: Final = ((20, "20+"), (10, "10-19"), (5, "5-9"), (1, "1-4"), (0, "0"))

Row = Mapping[str, Any]
LANGUAGES: Final = ("fi", "sv", "en")


@dataclass(frozen=True)
class Column:
    """A column. of: the field of a row it is made from; levels: from the finest to the roughest.

    vocabulary: the reference list of its codes; fact: the public fact that it comes from.
    """

    name: str
    of: str
    kind: Literal["identifying", "outcome"]
    levels: tuple[str, ...]
    meaning: Mapping[str, str]
    fact: str
    vocabulary: str | None = None

    def told(self, rows: Iterable[Row], level: str, common: frozenset[str]) -> list[str]:
        """Its values at a level. common: the situations that are told by themselves."""
        way = _common(common) if level == "common" else WAYS[level]
        return ["" if row[self.of] is None else way(row[self.of]) for row in rows]

    def labels(self, values: Iterable[str], level: str) -> dict[str, dict[str, str]]:
        """The codes among some values, with their names; a number or a month explains itself."""
        vocabulary = "regions" if level == "region" else self.vocabulary
        if vocabulary is None or level not in {"code", "county", "region", "set", "common"}:
            return {}
        told = sorted({code for value in values for code in value.split(";")} - {"", UNTOLD, OTHER})
        return {code: {each: label(vocabulary, code, each) for each in LANGUAGES} for code in told}


@cache
def columns() -> Mapping[str, Column]:
    """Every column there is, by name."""
    told = json.loads(HIERARCHIES.read_text(encoding="utf-8"))
    return {each["name"]: Column(**{**each, "levels": tuple(each["levels"])}) for each in told}


def common_ones(people: Iterable[tuple[str, Iterable[str]]], k: int) -> frozenset[str]:
    """The situations that enough people have, k at least. people: each row's person and situations."""
    having: Counter[str] = Counter()
    seen: dict[str, set[str]] = {}
    for person, situations in people:
        new = set(situations) - seen.setdefault(person, set())
        seen[person] |= new
        having.update(new)
    return frozenset(each for each, count in having.items() if count >= max(k, COMMON * len(seen)))


def _common(common: frozenset[str]) -> Callable[[Any], str]:
    return lambda told: ";".join(sorted({each if each in common else OTHER for each in told}))


def _quarter(day: str) -> str:
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


WAYS: Final[Mapping[str, Callable[[Any], str]]] = {
    "month": lambda day: str(day)[:7],
    "quarter": _quarter,
    "year": lambda day: str(day)[:4],
    "county": str,
    "region": region_of,
    "code": str,
    "set": lambda told: ";".join(sorted(told)),
    "number": lambda told: str(len(told)) if len(told) < 3 else "3+",  # noqa: PLR2004 - one, two, several
    "yes_no": lambda told: "yes" if told else "no",
    "band": lambda number: next(name for least, name in BANDS if number >= least),
    UNTOLD: lambda _: UNTOLD,
}
"""Level → how a value is told at it; `common` needs to know which situations are."""
