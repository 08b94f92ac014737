"""The reference lists: codes with their names in Finnish, Swedish and English.

Read from `reference/*.json` beside this file, once. A vocabulary is named as in `taxonomies.json`
("situations", "sectors"), or is "counties" or "regions".
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "reference"


@cache
def document(name: str) -> dict[str, Any]:
    """One reference file, whole: "regions", "taxonomies" or "registers"."""
    return dict(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


@cache
def vocabulary(name: str) -> tuple[dict[str, Any], ...]:
    """The entries of one list, in the list's order."""
    holder = "regions" if name in {"regions", "counties"} else "taxonomies"
    return tuple(document(holder)[name])


@cache
def codes(name: str) -> tuple[str, ...]:
    """The codes of one list, as text, in the list's order."""
    return tuple(str(entry.get("id", entry.get("code"))) for entry in vocabulary(name))


@cache
def region_of(county: str) -> str:
    """The cooperation area (region id) that a county belongs to. KeyError for an unknown county."""
    for region in vocabulary("regions"):
        if county in region["counties"]:
            return str(region["id"])
    raise KeyError(county)


def label(name: str, code: str, language: str) -> str:
    """The code's name in a language ("fi", "sv", "en"); English, then Finnish, where it has none."""
    for entry in vocabulary(name):
        if str(entry.get("id", entry.get("code"))) == code:
            return str(entry.get(language) or entry.get("en") or entry.get("fi") or code)
    return code
