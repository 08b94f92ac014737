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
WISH = re.compile(r"(add|remove) ([a-z_]+)(?: ([0-9]{1,3}))?")


@dataclass(frozen=True)
class Changed:
    """The form with its list changed. at: the name of the field that the reader goes on in."""

    filled: Filled
    at: str


def changed(fields: tuple[Field, ...], posted: FormData) -> Changed | None:
    """The form as the pressed button wants it; None where none was pressed: the form is to be saved."""
    wish = WISH.fullmatch(str(posted.get(BUTTON) or ""))
    field = next((one for one in fields if wish and one.kind == "rows" and one.name == wish[2]), None)
    if wish is None or field is None:
        return None
    shown = rows_of(field, posted)
    if wish[1] == "add":
        count, row = min(shown + 1, MOST_ROWS), shown
        kept = posted
    else:
        count, row = max(shown - 1, 1), int(wish[3] or 0)
        gone = f"{field.name}.{row}."
        kept = FormData([(name, value) for name, value in posted.multi_items() if not name.startswith(gone)])
    filled = read(fields, with_count(kept, count_of(field), count))
    # Rows moved up over empty ones: the list may be longer than it was said to be, never shorter.
    filled.values[count_of(field)] = str(count)
    return Changed(filled, first_in(field, min(row, count - 1)))


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
