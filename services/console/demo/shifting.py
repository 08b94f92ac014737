"""Moves a played file in time, by whole weeks: what happened on a Monday still happens on a Monday."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
A_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
A_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")
QUIET = timedelta(days=2)
"""The last contact is at least so long ago."""


def moved_to_lately(lines: Iterable[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """The lines, moved so that the last command is two to nine days before now; no clock is after now.

    All dates move together, birth dates too, so that everyone is as old as they were. A month moves
    to that in which its middle comes to lie.
    """
    given = list(lines)
    last = max(datetime.fromisoformat(line["at"]) for line in given if "command" in line)
    weeks = (now - QUIET - last) // timedelta(weeks=1)
    return [_not_after(now, _moved(line, weeks)) for line in given]


def _not_after(now: datetime, line: dict[str, Any]) -> dict[str, Any]:
    if "at" in line and datetime.fromisoformat(line["at"]) > now:
        return line | {"at": now.isoformat()}
    return line


def _moved(value: Any, weeks: int) -> Any:
    """The value with every day and moment in it moved; moments keep their time on the Finnish clock."""
    if isinstance(value, dict):
        return {name: _moved(inside, weeks) for name, inside in value.items()}
    if isinstance(value, list):
        return [_moved(inside, weeks) for inside in value]
    if isinstance(value, str) and A_DAY.fullmatch(value):
        return (date.fromisoformat(value) + timedelta(weeks=weeks)).isoformat()
    if isinstance(value, str) and A_MONTH.fullmatch(value):
        return (date.fromisoformat(f"{value}-15") + timedelta(weeks=weeks)).isoformat()[:7]
    if isinstance(value, str) and A_MOMENT.fullmatch(value):
        local = datetime.fromisoformat(value).astimezone(HELSINKI).replace(tzinfo=None)
        return (local + timedelta(weeks=weeks)).replace(tzinfo=HELSINKI).isoformat()
    return value
