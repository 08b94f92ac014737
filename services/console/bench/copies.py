"""Copies of what a service carried out once, made inside its database: as many as are wanted, each its own.

Facts of all copies lie mixed in the log, as they do where a thousand people write at once, so that a stream's
own facts lie on as many pages as it has facts.
"""

from hashlib import md5
from typing import Any
from uuid import UUID

from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

Marks = list[tuple[str, str]]
"""What is other in each copy: a text of the template, and the SQL of what copy `n` has in its place."""
ALL_FACTS = (
    "SELECT originator_id, originator_version, topic, convert_from(state, 'UTF8'), recorded_at"
    " FROM stored_events ORDER BY notification_id"
)
ALL_OF = SQL("SELECT string_agg(to_jsonb(t)::text, ' ') FROM {} AS t")


def id_of(template: Any, number: int) -> UUID:
    """The id that a copy has in place of the template's."""
    return UUID(md5(f"{template} {number}".encode(), usedforsecurity=False).hexdigest())


def own_id(template: Any) -> tuple[str, str]:
    """The mark of an id: the same in SQL."""
    return str(template), f"md5('{template} ' || n)::uuid::text"


def own_number(number: str) -> tuple[str, str]:
    """The mark of a number like "2025-00001"."""
    year = number.partition("-")[0]
    return number, f"'{year}-' || lpad(n::text, greatest(5, length(n::text)), '0')"


def within(text: str, marks: Marks) -> Marks:
    """Those that stand in a text of the template: to replace takes its time, millions of times."""
    return [mark for mark in marks if mark[0] in text]


def copied(text: Composable, marks: Marks) -> Composable:
    """The SQL of a text of the template as copy `n` has it."""
    for mark, value in marks:
        text = SQL("replace({}, {}, {})").format(text, Literal(mark), SQL(f"({value})"))
    return text


def copies_of_a_fact(fact: tuple[Any, ...], marks: Marks, last: int, every: int = 1) -> Composed:
    """One fact of the template (a row of ALL_FACTS) in copies 2 to `last`, or in every so many of them."""
    stream, version, topic, state, recorded_at = fact
    return SQL(
        "INSERT INTO stored_events (originator_id, originator_version, topic, state, recorded_at)"
        " SELECT md5({} || n)::uuid, {}, {}, convert_to({}, 'UTF8'), {}"
        " FROM generate_series(2, {}) AS n WHERE n % {} = 0"
    ).format(
        Literal(f"{stream} "),
        Literal(version),
        Literal(topic),
        copied(SQL("{}::text").format(Literal(state)), within(state, marks)),
        Literal(recorded_at),
        Literal(last),
        Literal(every),
    )


def copies_of_rows(table: str, marks: Marks, last: int) -> Composed:
    """The template's rows in copies 2 to `last`, whatever columns they have."""
    return SQL(
        "INSERT INTO {} SELECT (jsonb_populate_record(t, ({})::jsonb)).*"
        " FROM {} AS t, generate_series(2, {}) AS n"
    ).format(Identifier(table), copied(SQL("to_jsonb(t)::text"), marks), Identifier(table), Literal(last))
