"""A form as data: its fields, how they are read from what was posted, and where what does not fit is shown.

A field's name is its place in the command's data (`referrer.name`, `steps.0.due`), so that a refusal of
`steps.0.due` finds its field by itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData

HELSINKI = ZoneInfo("Europe/Helsinki")
MOST_ROWS = 100
"""As many entries as a command's list may have."""
MOST_INSIDE = 20
"""Of a list inside a row: so many of its rows are told by name where something is wrong with them."""


@dataclass(frozen=True)
class Field:
    """One field of a form.

    label, hint: English keys of their translations.
    kind: text, email, tel, long, lines (a list, one entry a line), number, decimal, date, moment, select,
        radio, points (a radio whose answer is a number), boxes, yes (a tick), truth (yes or no), hidden,
        rows, exact (a decimal number that stays text to the cent: amounts, percents), file (read apart:
        file_form.py).
    choices: a list of words.py or of the reference data; given: the choices themselves, code and word.
    rows: how many rows of `fields` are offered at first (rows.py); with more filled in, one more than those.
        A row may hold a list of its own.
    apart: in a row, the title under which the fields that share it are folded away.
    """

    name: str
    label: str
    kind: str = "text"
    choices: str = ""
    required: bool = True
    hint: str = ""
    default: str = ""
    rows: int = 0
    fields: tuple["Field", ...] = ()
    inline: bool = False
    given: tuple[tuple[str, str], ...] = ()
    apart: str = ""

    def at(self, prefix: str) -> "Field":
        """The same field further in: `due` at `steps.0` is `steps.0.due`."""
        return replace(self, name=f"{prefix}.{self.name}")


@dataclass(frozen=True)
class Filled:
    """A form as it was read. data: for the command; values: by field name, to show it again."""

    data: dict[str, Any]
    values: dict[str, Any]


def element_id(name: str, form: str = "") -> str:
    """The id of a field's element, in a form of a page with several: `steps.0.due` is `f-steps-0-due`."""
    return "-".join(part for part in ("f", form, name.replace(".", "-")) if part)


def count_of(field: Field) -> str:
    """The name under which a form says how many rows it has: `steps.rows`."""
    return f"{field.name}.rows"


def rows_of(field: Field, filled_in: Mapping[str, Any]) -> int:
    """How many rows are shown and read: as many as the form says that it has, and all that are filled in.

    A form that does not say: all that are filled in and an empty one, or the field's own number.
    filled_in: by names of fields, such as those that were posted (`steps.7.due`).
    """
    inside = re.compile(rf"{re.escape(field.name)}\.(\d{{1,3}})\.")
    filled = max((int(match[1]) for name in filled_in if (match := inside.match(name))), default=-1) + 1
    said = str(filled_in.get(count_of(field), ""))
    shown = max(int(said), filled, 1) if re.fullmatch("[0-9]{1,3}", said) else max(field.rows, filled + 1)
    return min(shown, MOST_ROWS)


def read(fields: tuple[Field, ...], posted: FormData, *, changing: str = "") -> Filled:
    """What was posted, as data: blanks left out, numbers and times as such, empty rows dropped.

    changing: the name of a list inside a row that is just given a row more or less; the rows that it
    stands in stay where they are, filled in or not.
    """
    filled = Filled({}, {})
    for field in fields:
        _read(field, field.name, posted, filled, changing)
    return filled


def _read(field: Field, source: str, posted: FormData, filled: Filled, changing: str) -> None:
    """One field, posted under `source`, into its place."""
    if field.kind == "rows":
        _read_rows(field, source, posted, filled, changing)
    else:
        raw = posted.getlist(source) if field.kind == "boxes" else _text(posted, source)
        _put(filled, field, field.name, raw)


def _text(posted: FormData, name: str) -> str:
    return str(posted.get(name) or "").replace("\r\n", "\n").strip()


def _read_rows(field: Field, source: str, posted: FormData, filled: Filled, changing: str) -> None:
    """Rows move up where one above is empty: the n-th row of the data is the n-th row shown again."""
    sent = replace(field, name=source)
    stay = changing.startswith(f"{source}.")
    kept = 0
    if count_of(sent) in posted:
        filled.values[count_of(field)] = str(rows_of(sent, posted))
    for row in range(rows_of(sent, posted)):
        if not (stay or _is_filled_in(field, f"{source}.{row}", posted)):
            continue
        for inner in field.fields:
            there = inner.at(f"{field.name}.{kept}")
            _read(there, f"{source}.{row}.{inner.name}", posted, filled, changing)
        kept += 1
    if field.required and not kept:
        place(filled.data, field.name.split("."), [])


def _is_filled_in(field: Field, row: str, posted: FormData) -> bool:
    """Whether somebody wrote something into a row of the list; what is there anyway does not count."""
    for inner in field.fields:
        if inner.kind == "rows":
            here = inner.at(row)
            rows = range(rows_of(here, posted))
            if any(_is_filled_in(inner, f"{here.name}.{number}", posted) for number in rows):
                return True
        elif not inner.default and inner.kind != "hidden" and _text(posted, f"{row}.{inner.name}"):
            return True
    return False


def _put(filled: Filled, field: Field, name: str, raw: Any) -> None:
    filled.values[name] = raw
    if raw in ("", []) and not (field.kind in ("boxes", "yes") and field.required):
        return
    place(filled.data, name.split("."), as_value(field.kind, raw))


def as_value(kind: str, raw: Any) -> Any:
    """The value of its kind; what cannot be one stays as it was written, for the service to say so."""
    if kind in ("number", "points") and re.fullmatch(r"-?[0-9]{1,9}", raw):
        return int(raw)
    if kind in ("yes", "truth"):
        return raw == "yes"
    if kind == "moment":
        return as_moment(raw)
    if kind == "lines":
        return [line.strip() for line in raw.split("\n") if line.strip()]
    if kind == "decimal" and re.fullmatch(r"[0-9]{1,9}([.,][0-9]{1,9})?", raw):
        return float(raw.replace(",", "."))
    if kind == "exact":
        raw = re.sub(r"[\s€%]", "", raw).replace(",", ".")
    return raw


def as_moment(raw: str) -> str:
    """`2023-03-07T12:30`, a time on a Finnish clock, as a moment with its zone."""
    try:
        return datetime.fromisoformat(raw).replace(tzinfo=HELSINKI).isoformat()
    except ValueError:
        return raw


def place(data: dict[str, Any], path: list[str], value: Any) -> None:
    """Puts a value at a path; a number in the path is a place in a list, which grows by one at most."""
    here: Any = data
    for step, following in pairwise(path):
        empty: Any = [] if following.isdigit() else {}
        if isinstance(here, list):
            if int(step) == len(here):
                here.append(empty)
            here = here[int(step)]
        else:
            here = here.setdefault(step, empty)
    here[path[-1]] = value


def names(fields: tuple[Field, ...], most: int = MOST_ROWS) -> list[str]:
    """Every name that a field of the form can have, in the form's order. most: rows of each list."""
    found: list[str] = []
    for field in fields:
        found.append(field.name)
        for row in range(most if field.kind == "rows" else 0):
            inside = tuple(inner.at(f"{field.name}.{row}") for inner in field.fields)
            found += names(inside, min(most, MOST_INSIDE))
    return found


def nearest(path: str, known: list[str]) -> str | None:
    """The form's field for a place in the data: itself, or the nearest around it or in it; or None."""
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        candidate = ".".join(parts[:length])
        if candidate in known:
            return candidate
        inside = [name for name in known if name.startswith(candidate + ".")]
        if inside:
            return inside[0]
    return None
