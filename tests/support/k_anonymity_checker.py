"""Whether a research file is what it says (R-R5): reads its CSV and its codebook and nothing else.

    python -m tests.support.k_anonymity_checker data.csv codebook.json

Written apart from what makes the file, with the standard library alone. It looks for people who can be
told from others: by a row, by all of their rows together, by any one or two situations that somebody
knows of them.
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

Line = Mapping[str, str]


def findings(lines: Sequence[Line], identifying: Sequence[str], k: int) -> list[str]:
    """What is wrong, a sentence each; nothing where the file holds."""
    return [
        *_of_rows(lines, identifying, k),
        *_of_people(lines, identifying, k),
        *_of_situations(lines, identifying, k),
    ]


def check(data: str, codebook: str) -> list[str]:
    """The same, of the file's two texts; also what the codebook does not say of a column."""
    book = json.loads(codebook)
    described = {column["name"]: column for column in book["columns"]}
    reader = csv.DictReader(data.splitlines())
    lines = list(reader)
    unknown = [name for name in reader.fieldnames or () if name not in described]
    identifying = [name for name, column in described.items() if column["kind"] == "identifying"]
    return [
        *(f"the codebook does not say what {name} is" for name in unknown),
        *_of_codes(lines, described),
        *findings(lines, identifying, max(5, int(book["k"]))),
    ]


def _of_rows(lines: Sequence[Line], identifying: Sequence[str], k: int) -> Iterator[str]:
    having: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for line in lines:
        having[tuple(line[name] for name in identifying)].add(line["person"])
    for combination, people in having.items():
        if len(people) < k:
            yield f"{combination} is that of {len(people)} people"


def _of_people(lines: Sequence[Line], identifying: Sequence[str], k: int) -> Iterator[str]:
    rows: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for line in lines:
        rows[line["person"]].append(tuple(line[name] for name in identifying))
    having: defaultdict[tuple[tuple[str, ...], ...], int] = defaultdict(int)
    for told in rows.values():
        having[tuple(sorted(told))] += 1
    for profile, people in having.items():
        if people < k:
            yield f"the rows {profile} together are those of {people} people"


def _of_situations(lines: Sequence[Line], identifying: Sequence[str], k: int) -> Iterator[str]:
    """Somebody knows one or two situations, that one more is not there, and all the rest of a row."""
    if "situations" not in identifying:
        return
    rest = [name for name in identifying if name != "situations"]
    having: defaultdict[tuple[tuple[str, ...], tuple[str, ...]], set[str]] = defaultdict(set)
    for line in lines:
        known = tuple(line[name] for name in rest)
        told = sorted(set(line["situations"].split(";")))
        for size in (1, 2):
            for some in combinations(told, size):
                having[known, some].add(line["person"])
    for (known, some), people in having.items():
        if len(people) < k:
            yield f"{some} beside {known} are of {len(people)} people"


def _of_codes(lines: Sequence[Line], described: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    for name, column in described.items():
        codes = column["codes"]
        if isinstance(codes, dict) and codes:
            told = {code for line in lines for code in line[name].split(";")}
            for code in sorted(told - set(codes) - {"", "*", "other_rare"}):
                yield f"the codebook does not say what {code} is in {name}"


if __name__ == "__main__":
    wrong = check(Path(sys.argv[1]).read_text("utf-8"), Path(sys.argv[2]).read_text("utf-8"))
    print("\n".join(wrong) or "nothing was found")
    raise SystemExit(1 if wrong else 0)
