"""A list in a form grows and shrinks by the buttons beside its rows.

The buttons send the form, and it comes back with a row more or less: nothing typed is lost, and no script is
needed. With one, the list alone is drawn anew.
"""

import re
from dataclasses import dataclass

from starlette.datastructures import FormData

from services.gateway.pages.fields import MOST_ROWS, Field, Filled, count_of, element_id, read, rows_of

BUTTON = "change"
"""The buttons' name; they say `add steps` or `remove steps 2`."""
LIST = r"[a-z_]+(?:\.[0-9]{1,3}\.[a-z_]+)*"
WISH = re.compile(rf"(add|remove) ({LIST})(?: ([0-9]{{1,3}}))?")


@dataclass(frozen=True)
class Changed:
    """The form with its list changed. at: the name of the field that the reader goes on in."""

    filled: Filled
    at: str


def changed(fields: tuple[Field, ...], posted: FormData) -> Changed | None:
    """The form as the pressed button wants it; None where none was pressed: the form is to be saved."""
    wish = WISH.fullmatch(str(posted.get(BUTTON) or ""))
    field = list_named(fields, wish[2]) if wish else None
    if wish is None or field is None:
        return None
    shown = rows_of(field, posted)
    if wish[1] == "add":
        count, row = min(shown + 1, MOST_ROWS), shown
        kept = posted
    else:
        count, row = max(shown - 1, 1), int(wish[3] or 0)
        kept = without_row(field, row, posted)
    filled = read(fields, with_count(kept, count_of(field), count), changing=field.name)
    # Rows moved up over empty ones: the list may be longer than it was said to be, never shorter.
    filled.values[count_of(field)] = str(count)
    return Changed(filled, first_in(field, min(row, count - 1)))


def list_named(fields: tuple[Field, ...], name: str) -> Field | None:
    """The list of this name, also one inside a row (`goals.1.steps`); None where there is none."""
    first, _, inside = name.partition(".")
    field = next((one for one in fields if one.kind == "rows" and one.name == first), None)
    if field is None or not inside:
        return field
    row, _, rest = inside.partition(".")
    found = list_named(field.fields, rest)
    return found and found.at(f"{field.name}.{row}")


def without_row(field: Field, row: int, posted: FormData) -> FormData:
    """The form without a row of the list; those after it move up, with what is in them."""
    inside = re.compile(rf"{re.escape(field.name)}\.([0-9]{{1,3}})\.(.+)")
    kept = []
    for name, value in posted.multi_items():
        found = inside.fullmatch(name)
        number = int(found[1]) if found else -1
        if found and number > row:
            kept.append((f"{field.name}.{number - 1}.{found[2]}", value))
        elif number != row:
            kept.append((name, value))
    return FormData(kept)


def with_count(posted: FormData, name: str, count: int) -> FormData:
    """The form, reading as many rows as there may be filled in."""
    rest = [(key, value) for key, value in posted.multi_items() if key != name]
    return FormData([*rest, (name, str(count))])


def first_in(field: Field, row: int) -> str:
    """The name of a row's first field that one sees."""
    inner = next(one for one in field.fields if one.kind != "hidden")
    return inner.at(f"{field.name}.{row}").name


def element_of(change: Changed, form: str) -> str:
    """The id of the element that the reader goes on in, in a form of a page with several."""
    return element_id(change.at, form)
