"""Cells of a file as values of commands. Pure. What cannot be read raises Unreadable, with a sentence.

What does not look like the value that is wanted is left as it is: the command says what is wrong with it.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from shared.contracts.words import EARLIEST, LATEST
from shared.kernel.calendar import HELSINKI

BETWEEN = "|"
"""Between the entries of a list: a comma or a semicolon may be what parts the cells."""
YES, NO = ("yes", "kyllä", "ja", "true"), ("no", "ei", "nej", "false")
WRITE_A_DAY = "write a day like 2023-03-07 or 7.3.2023"
Reading = Callable[[str], Any]


class Unreadable(Exception):
    """A cell that cannot be read; the text says what to write."""


def as_text(cell: str) -> str:
    """The cell as it stands."""
    return cell


def as_list(cell: str) -> list[str]:
    """`fi | sv` → ["fi", "sv"]; nothing of an empty cell."""
    return [entry.strip() for entry in cell.split(BETWEEN)] if cell else []


def as_county(cell: str) -> str:
    """A county's code; a spreadsheet takes `08` for a number and drops its zero, which is put back."""
    return cell.zfill(2) if re.fullmatch(r"\d", cell, re.ASCII) else cell


def as_counties(cell: str) -> list[str]:
    """Several of them."""
    return [as_county(entry) for entry in as_list(cell)]


def as_number(cell: str) -> float | str:
    """`7,5` and `7.5` → 7.5."""
    return float(cell.replace(",", ".")) if re.fullmatch(r"-?\d{1,9}([.,]\d{1,9})?", cell, re.ASCII) else cell


def as_whole_number(cell: str) -> int | str:
    """`20` → 20."""
    return int(cell) if re.fullmatch(r"-?\d{1,9}", cell, re.ASCII) else cell


def as_yes_or_no(cell: str) -> bool:
    """Yes or no, in one of three languages. Unreadable otherwise."""
    said = cell.casefold()
    if said not in YES + NO:
        raise Unreadable("write yes or no")
    return said in YES


def day_of(cell: str) -> date:
    """`2023-03-07`, and as Finnish spreadsheets write it `7.3.2023`. Unreadable otherwise."""
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", cell, re.ASCII):
        year, month, day = found.groups()
    elif found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", cell, re.ASCII):
        day, month, year = found.groups()
    else:
        raise Unreadable(WRITE_A_DAY)
    if not EARLIEST <= int(year) <= LATEST:
        raise Unreadable(f"the year is not between {EARLIEST} and {LATEST}")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unreadable(f"there is no such day: {WRITE_A_DAY}") from None


def as_day(cell: str) -> str:
    """The day as commands have it."""
    return day_of(cell).isoformat()


def as_noon(cell: str) -> str:
    """The middle of a day in Finland: of an old contact the hour is not asked."""
    return _at(day_of(cell), time(12))


def as_end_of_day(cell: str) -> str:
    """The end of a day in Finland: what happened on it has happened by then."""
    return _at(day_of(cell), time(23, 59, 59))


def _at(day: date, hour: time) -> str:
    # In UTC: a hundred years ago Finland's clocks were set to the second, which few can read.
    return datetime.combine(day, hour, HELSINKI).astimezone(UTC).isoformat()
