"""How many minutes of a meeting are billed at most (R-C4), by the dated table most_billed.json (P)."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any


def billed_minutes(minutes: int, service_line: str, kind: str, on: date) -> int:
    """The minutes, or the most that is billed of such a meeting on that day."""
    for row in _rows():
        ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max
        fits = (row["service_line"], row["meeting_kind"]) == (service_line, kind)
        if fits and date.fromisoformat(row["valid_from"]) <= on <= ends:
            return min(minutes, int(row["minutes"]))
    return minutes


@cache
def _rows() -> list[dict[str, Any]]:
    text = Path(__file__).with_suffix(".json").read_text("utf-8")
    return list(json.loads(text)["rows"])
