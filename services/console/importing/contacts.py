"""Old contacts from a file: a line is one contact that was received and ended before the system. Pure.

It is received at noon of its day and ended at the end of its last: the facts happened then, and were recorded
when the file was read. What the law still asks for after an end (R-I6, R-I10) may be told as well.
"""

import json
from datetime import date
from uuid import UUID

from services.console.importing.cells import Unreadable, as_end_of_day, day_of
from services.console.importing.columns import Cells, Data, Form
from services.console.importing.contact_columns import (
    ADVISED,
    CLOSED,
    ENDED,
    ENDED_ON,
    ENDING,
    ENDINGS,
    EXAMPLE,
    FURTHER,
    PERSON,
    RECEIVED,
)
from services.console.importing.kinds import KEY, Kind, Named, Read, Step, refusal_of_key

AT = "occurred_at"
RECEIVED_ON = RECEIVED.columns[0].name


def read(cells: Cells, named: Named, today: date) -> Read:
    """The contact of a line, what was done meanwhile, and how it ended."""
    about = {"referral_id": str(named.id)}
    received, reasons = _received(cells, named, about)
    at, of_days = _at(cells, ENDED_ON.name, today)
    reasons += of_days
    meanwhile: list[Step] = []
    for form, day in FURTHER.items():
        if any(column.name in cells for column in form.columns) or (form is ADVISED and _closed(cells)):
            then, of_days = _at(cells, day, today) if day in cells else (at, [])
            filled = form.fill(cells, about | then)
            meanwhile.append(named.step(form.command.name(), filled.data))
            reasons += [*filled.reasons, *of_days]
    end, of_end = _end(cells, named, about | at, meanwhile)
    return Read((received, *meanwhile, *end), tuple(dict.fromkeys([*reasons, *of_end])))


def _closed(cells: Cells) -> bool:
    """R-I9: a contact is closed after advice."""
    return cells.get(ENDING.name) == CLOSED


def _received(cells: Cells, named: Named, about: Data) -> tuple[Step, list[str]]:
    refused = refusal_of_key(PERSON.name, cells[PERSON.name]) if PERSON.name in cells else None
    if PERSON.name in cells:
        cells = {**cells, PERSON.name: _person_id(cells[PERSON.name], named)}
    filled = RECEIVED.fill(cells, about)
    if "received_at" in filled.data:
        filled.data[AT] = filled.data["received_at"]
    step = named.step(RECEIVED.command.name(), filled.data)
    return step, [*([refused] if refused else []), *filled.reasons]


def _person_id(key: str, named: Named) -> str:
    try:
        return str(UUID(key))
    except ValueError:
        return str(named.other("person", key))


def _end(cells: Cells, named: Named, given: Data, meanwhile: list[Step]) -> tuple[list[Step], list[str]]:
    """How it ended. Its id is of all that was done meanwhile: an ended contact refuses another end, so that
    a line that says more of it than before is told and not carried out.
    """
    if (command := ENDINGS.get(cells.get(ENDING.name, ""))) is None:
        return [], [f"{ENDING.name}: use one of: {', '.join(ENDINGS)}"]
    filled = Form(command, ENDED).fill(cells, given)
    said = json.dumps([(step.name, step.data) for step in meanwhile], sort_keys=True)
    return [named.step(command.name(), filled.data, said)], list(filled.reasons)


def _at(cells: Cells, column: str, today: date) -> tuple[Data, list[str]]:
    """The end of a day as the commands want it, and what is wrong with the day."""
    try:
        day = day_of(cells.get(column, ""))
    except Unreadable as unreadable:
        return {}, [f"{column}: {unreadable}"]
    at = {AT: as_end_of_day(cells[column])}
    if day >= today:
        return at, [f"{column}: what is old was before today; record this contact as it goes on"]
    try:
        before = day_of(cells.get(RECEIVED_ON, ""))
    except Unreadable:
        return at, []  # told of its own column
    # A report may have been made before anybody made contact with the centre.
    early = day < before and column != "report_made_on"
    return at, [f"{column}: it was before the contact was received"] if early else []


CONTACTS = Kind(
    name="contacts",
    service="intake",
    question="referral",
    id_field="referral_id",
    columns=(
        KEY,
        *RECEIVED.columns,
        *(column for form in FURTHER for column in form.columns),
        ENDED_ON,
        ENDING,
        *ENDED,
    ),
    needed=frozenset(
        {KEY.name, ENDED_ON.name, ENDING.name, ENDED[0].name}
        | {column.name for column in RECEIVED.columns if RECEIVED.needs(column)}
    ),
    example=EXAMPLE,
    read=read,
)
