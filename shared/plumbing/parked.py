"""Parked facts: what could not become rows, and what waits behind it (architecture.md, 7).

A fact that fails is set aside and tried again after growing pauses, five times in all; then it is parked
until somebody acts. The later facts of its subject wait behind it, in order; every other subject goes on.
What is kept of an error is its kind and its place, never its words: they may quote what was in the fact.
"""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from shared.plumbing.facts_read import ReadFact, read_fact

Rows = Cursor[DictRow]
PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds before the second, third, fourth and fifth try."""
TRIES = len(PAUSES) + 1
LISTED = "position, subject, event ->> 'type' AS what, error, place, tries, since, next_try"


def place_of(error: BaseException) -> str:
    """File, line and function of ours where it broke: `contacts.py:97 in _next`."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if {"services", "shared"} & set(Path(each.filename).parts)]
    here = (ours or frames)[-1:]
    return "".join(f"{Path(each.filename).name}:{each.lineno} in {each.name}" for each in here)


def park(rows: Rows, source: str, fact: ReadFact, error: BaseException | None = None) -> None:
    """Sets a fact aside. Without an error: it waits behind another one of its subject."""
    rows.execute(
        """INSERT INTO parked (source, position, log_id, subject, event, identity, error, place, tries,
               next_try)
           VALUES (%(source)s, %(position)s, %(log_id)s, %(subject)s, %(event)s, %(identity)s, %(error)s,
               %(place)s, %(tries)s, clock_timestamp() + make_interval(secs => %(pause)s))""",
        {
            "source": source,
            "position": fact.position,
            "log_id": fact.log_id,
            "subject": fact.subject,
            "event": Jsonb(fact.event),
            "identity": fact.identity,
            "error": type(error).__name__ if error else None,
            "place": place_of(error) if error else None,
            "tries": 1 if error else 0,
            "pause": PAUSES[0] if error else None,
        },
    )


def bring_in(rows: Rows, source: str, subject: str, apply: Callable[[ReadFact], BaseException | None]) -> int:
    """Tries the subject's parked facts in order, up to the first that still fails; how many went in.

    apply: makes rows of a fact in a savepoint of its own; what broke, or None.
    """
    rows.execute(
        "SELECT position, event, tries FROM parked WHERE source = %s AND subject = %s ORDER BY position",
        (source, subject),
    )
    done = 0
    for row in rows.fetchall():
        if error := apply(read_fact(row["event"])):
            _failed_again(rows, source, row, error)
            break
        rows.execute("DELETE FROM parked WHERE source = %s AND position = %s", (source, row["position"]))
        done += 1
    return done


def _failed_again(rows: Rows, source: str, row: dict[str, Any], error: BaseException) -> None:
    tries = row["tries"] + 1
    pause = PAUSES[tries - 1] if tries < TRIES else None
    rows.execute(
        """UPDATE parked SET error = %s, place = %s, tries = %s,
               next_try = clock_timestamp() + make_interval(secs => %s)
           WHERE source = %s AND position = %s""",
        (type(error).__name__, place_of(error), tries, pause, source, row["position"]),
    )


def standing(rows: Rows, source: str) -> tuple[int, list[str]]:
    """How many are parked or wait behind, and the subjects whose next try is due."""
    rows.execute(
        """SELECT count(*) AS n,
               coalesce(array_agg(subject) FILTER (WHERE next_try <= clock_timestamp()), '{}') AS due
           FROM parked WHERE source = %s""",
        (source,),
    )
    (row,) = rows.fetchall()
    return int(row["n"]), list(dict.fromkeys(row["due"]))


def listed(rows: Rows, source: str | None, limit: int) -> list[dict[str, Any]]:
    """Those that failed, with how many wait behind each, by source and position."""
    rows.execute(
        f"""SELECT source, {LISTED}, (SELECT count(*) FROM parked b
               WHERE b.source = a.source AND b.subject = a.subject AND b.position > a.position) AS behind
            FROM parked a WHERE tries > 0 AND (%(source)s::text IS NULL OR source = %(source)s)
            ORDER BY source, position LIMIT %(limit)s""",  # noqa: S608 - only our own column names
        {"source": source, "limit": limit},
    )
    return rows.fetchall()


def one(rows: Rows, source: str, position: int) -> dict[str, Any] | None:
    """A parked fact with its whole event; None where there is none."""
    rows.execute(
        f"SELECT source, {LISTED}, event FROM parked WHERE source = %s AND position = %s",  # noqa: S608 - ours
        (source, position),
    )
    return rows.fetchone()


def discard(rows: Rows, source: str, position: int, by: str, reason: str) -> None:
    """Gives a parked fact up for good, and writes down who did and why. reason: sealed."""
    rows.execute(
        """WITH gone AS (DELETE FROM parked WHERE source = %s AND position = %s RETURNING *)
           INSERT INTO discarded (source, log_id, position, subject, what, identity, error, place, tries,
               since, discarded_by, reason)
           SELECT source, log_id, position, subject, event ->> 'type', identity, error, place, tries, since,
               %s, %s
           FROM gone""",
        (source, position, by, reason),
    )


def discarded(rows: Rows, source: str, limit: int) -> list[dict[str, Any]]:
    """Those that were given up, the newest first; the reason as it is stored."""
    rows.execute(
        """SELECT source, position, subject, what, error, place, tries, discarded_at, discarded_by, reason
           FROM discarded WHERE source = %s ORDER BY discarded_at DESC, position DESC LIMIT %s""",
        (source, limit),
    )
    return rows.fetchall()


def given_up(rows: Rows, source: str) -> frozenset[tuple[str, int]]:
    """(log id, position) of every fact that was discarded: a rebuild leaves them out as well."""
    rows.execute("SELECT log_id, position FROM discarded WHERE source = %s", (source,))
    return frozenset((str(row["log_id"]), int(row["position"])) for row in rows.fetchall())
