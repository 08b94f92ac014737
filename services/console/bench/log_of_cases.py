"""Cases to measure with: one that intake carried out itself, then as many like it as are wanted.

The copies are made inside the database (copies.py).
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
from eventsourcing.utils import resolve_topic
from psycopg.sql import SQL, Identifier, Literal

from services.console.bench.copies import (
    ALL_FACTS,
    ALL_OF,
    Marks,
    copied,
    copies_of_a_fact,
    copies_of_rows,
    id_of,
    own_id,
    own_number,
    within,
)
from services.console.bench.log_of_contacts import COORDINATOR, laid_open
from services.console.bench.one_case import OPENED, USER, Casework
from shared.kernel.reference import vocabulary
from shared.plumbing.sealing.sealing import At
from shared.plumbing.settings import Settings
from shared.plumbing.store.snapshots import SNAPSHOT

WEEKS = 14
FACTS_A_WEEK = 3
CASES_A_WORKER = 20
ONE_IN_SO_MANY_IS_CLOSED = 10
DAYS_OF_OPENING = 360
"""Copies were opened on as many different days, the template's the last of them."""


def a_template(settings: Settings) -> Casework:
    """A case of an autumn, carried out by intake itself and closed by its last fact."""
    work = Casework(settings, str(uuid4()))
    work.opens()
    work.plans()
    work.lives(WEEKS)
    work.does("close_case", OPENED + timedelta(days=7 * WEEKS + 3), reason="Tavoitteet saavutettiin.")
    laid_open(settings, "intake", work.desk._intake.sealing)  # noqa: SLF001 - below the desk
    return work


def a_case_of(settings: Settings, facts: int) -> UUID:
    """A case with so many facts, all weeks alike, and its snapshot as the saves would have kept it."""
    work = Casework(settings, str(uuid4()))
    work.opens()
    work.plans()
    meeting_id = work.meets(OPENED + timedelta(days=7))
    work.calls(OPENED + timedelta(days=9))
    told = {"case_id": work.case_id, "meeting": meeting_id, "facts": work.facts}
    weeks = (facts - work.facts) // FACTS_A_WEEK
    laid_open(settings, "intake", work.desk._intake.sealing)  # noqa: SLF001 - below the desk
    with psycopg.connect(settings.database_of("intake"), autocommit=True) as rows:
        rows.execute("SET search_path = intake")
        rows.execute(WEEKS_ALIKE, {**told, "weeks": weeks})
    _keep_snapshot(work, work.facts + weeks * FACTS_A_WEEK)
    return UUID(work.case_id)


def _keep_snapshot(work: Casework, facts: int) -> None:
    intake = work.desk._intake  # noqa: SLF001 - below the desk: the console knows no domain
    every = resolve_topic("intake.case").snapshot_every
    if version := facts // every * every:
        intake.stream_snapshots.keep(intake.repository.get(UUID(work.case_id), version=version))


WEEKS_ALIKE = """
INSERT INTO stored_events (originator_id, originator_version, topic, state, recorded_at)
SELECT originator_id, originator_version + 3 * n, topic, convert_to(
    replace(convert_from(state, 'UTF8'), %(meeting)s, md5(%(meeting)s || n)::uuid::text), 'UTF8'), recorded_at
FROM stored_events, generate_series(1, %(weeks)s) AS n
WHERE originator_id = %(case_id)s AND originator_version > %(facts)s - 3 ORDER BY n, originator_version
"""
"""A case's last three facts, a meeting's two and a call's, again for each week with a meeting of its own."""


def worker_of(number: int) -> str:
    """Who works on a copy."""
    return f"tukihenkilo-{1 + number // CASES_A_WORKER}"


def fill(settings: Settings, cases: int) -> Casework:
    """An installation with so many cases, the template among them: numbers 2 to `cases` are copies."""
    template = a_template(settings)
    with psycopg.connect(settings.database_of("intake"), autocommit=True) as rows:
        rows.execute("SET search_path = intake")
        rows.execute("SET synchronous_commit = off")
        found = rows.execute(ALL_FACTS).fetchall()
        marks = _marks(rows, template.case_id)
        for place, fact in enumerate(found, start=1):
            every = ONE_IN_SO_MANY_IS_CLOSED if place == len(found) else 1
            rows.execute(copies_of_a_fact(fact, marks, cases, every))
        for table in ("referrals", "cases", "case_members", "case_meetings"):
            own = rows.execute(ALL_OF.format(Identifier(table))).fetchone()
            rows.execute(copies_of_rows(table, within(str(own), marks), cases))
        _keep_copies_of_the_snapshot(template, rows, marks, cases)
        rows.execute(
            "UPDATE cases SET state = 'open', closed_on = NULL"
            " WHERE number <> '2025-00001' AND number NOT LIKE '%0'"
        )
        rows.execute("UPDATE numbers SET last = %s", (cases,))
        rows.execute("UPDATE relay SET position = (SELECT max(notification_id) FROM stored_events)")
        rows.execute("VACUUM ANALYZE")
    return template


def _marks(rows: psycopg.Connection[Any], case_id: str) -> Marks:
    referral_id, person_id = rows.execute(
        "SELECT referral_id::text, person_id::text FROM cases WHERE case_id = %s", (case_id,)
    ).fetchone() or ("", "")
    region = next(each for each in vocabulary("regions") if each["id"] == COORDINATOR["region"])
    counties = ", ".join(f"'{code}'" for code in region["counties"])
    a_county = f"(ARRAY[{counties}])[1 + n % {len(region['counties'])}]"
    return [
        *map(own_id, (case_id, referral_id, person_id)),
        own_number("2025-00001"),
        (USER, f"'tukihenkilo-' || 1 + n / {CASES_A_WORKER}"),
        (OPENED.isoformat(), f"(date '{OPENED}' - (n % {DAYS_OF_OPENING})::integer)::text"),
        ('"county":"08"', f"""'"county":"' || {a_county} || '"'"""),
        ('"county": "08"', f"""'"county": "' || {a_county} || '"'"""),
    ]


def _keep_copies_of_the_snapshot(
    template: Casework, rows: psycopg.Connection[Any], marks: Marks, cases: int
) -> None:
    """The template's snapshot in every copy, as the saves would have kept it: each sealed by its own key."""
    sealing, case_id = template.desk._intake.sealing, UUID(template.case_id)  # noqa: SLF001 - below the desk
    version, made_by, sealed = rows.execute(SNAPSHOT_OF, (case_id,)).fetchone() or (0, "", b"")
    plain = sealing.open_whole(At(case_id, version, SNAPSHOT), sealed) or b""
    state = copied(SQL("{}::text").format(Literal(plain.decode())), within(plain.decode(), marks))
    for first in range(2, cases + 1, AT_ONCE):
        last = min(first + AT_ONCE - 1, cases)
        kept, used = [], []
        for number, text in rows.execute(COPIES.format(state, first, last)).fetchall():
            copy = id_of(template.case_id, number)
            key, box = sealing.seal_whole(At(copy, version, SNAPSHOT), text.encode())
            kept.append((copy, version, made_by, box))
            used.append((copy, key.key_id))
        rows.cursor().executemany("INSERT INTO snapshots VALUES (%s, %s, %s, %s)", kept)
        rows.cursor().executemany("INSERT INTO sealing_keys VALUES (%s, %s)", used)


SNAPSHOT_OF = "SELECT originator_version, made_by, state FROM snapshots WHERE originator_id = %s"
COPIES = SQL("SELECT n, {} FROM generate_series({}, {}) AS n")
AT_ONCE = 500
