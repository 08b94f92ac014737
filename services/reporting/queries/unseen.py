"""What a matter's events say of other matters, without those that the asker does not see (R-C10).

A contact names the contacts that it may repeat, a case those of the same family: an id, too, tells that
something is there.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow, tuple_row
from psycopg.sql import SQL

from services.reporting.queries.case_sight import VISIBLE, sight_of_cases
from services.reporting.queries.sight import closed_off
from shared.kernel.asker import Asker

CLOSED = SQL("SELECT o.id FROM unnest(%(asked)s::uuid[]) AS o (id) WHERE {}").format(closed_off(SQL("o.id")))
SEEN = SQL("SELECT c.case_id FROM cases c WHERE c.case_id = ANY (%(asked)s) AND {}").format(VISIBLE)
OFFERED, REPEATED, LINKED = "possible_duplicates", "of", "other_case_id"
"""The details that name other matters: contacts it may repeat, the one it repeats, a case of the family."""


def without_the_unseen(events: list[DictRow], asker: Asker, rows: Connection[Any]) -> list[DictRow]:
    """The events as they are told to the asker: what was said about an unseen matter alone is no event."""
    contacts = {other for event in events for other in _contacts(event["details"])}
    cases = {event["details"][LINKED] for event in events if LINKED in event["details"]}
    hidden = _ids(rows, CLOSED, contacts, {"me": asker.user})
    seen = _ids(rows, SEEN, cases, sight_of_cases(asker)) if cases else set()
    return [
        {**event, "details": _told(event["details"], hidden)}
        for event in events
        if event["details"].get(REPEATED) not in hidden
        and (LINKED not in event["details"] or event["details"][LINKED] in seen)
    ]


def _contacts(details: dict[str, Any]) -> Iterable[str]:
    yield from details.get(OFFERED, ())
    if REPEATED in details:
        yield details[REPEATED]


def _told(details: dict[str, Any], hidden: set[str]) -> dict[str, Any]:
    if OFFERED not in details:
        return details
    return details | {OFFERED: [other for other in details[OFFERED] if other not in hidden]}


def _ids(rows: Connection[Any], question: Any, asked: set[str], values: dict[str, Any]) -> set[str]:
    if not asked:
        return set()
    with rows.cursor(row_factory=tuple_row) as cursor:
        found = cursor.execute(question, values | {"asked": [UUID(each) for each in asked]})
        return {str(each) for (each,) in found}
