"""Beside an answer: whom its matters are about, and what of it is given to another controller (R-P4)."""

from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from services.intake.queries.asked_access import AccessLogCopy
from services.intake.queries.asked_cases import CopyOut
from shared.contracts.asking import Query
from shared.plumbing.access.entries import Disclosure, Reading, Recipient

GIVING_AWAY = (CopyOut, AccessLogCopy)
"""The questions whose answers go to another controller, or to the person."""
_PERSONS = """
SELECT person_id FROM referrals WHERE referral_id = ANY (%(matters)s) AND person_id IS NOT NULL
UNION SELECT person_id FROM cases WHERE case_id = ANY (%(matters)s) AND person_id IS NOT NULL
"""
_CASE = "SELECT county, process_lead FROM cases WHERE case_id = %s"


def persons_of(rows: Connection[DictRow], matters: tuple[UUID, ...]) -> list[UUID]:
    """Whom these contacts and cases are about."""
    return [row["person_id"] for row in rows.execute(_PERSONS, {"matters": list(matters)}).fetchall()]


def given_with(query: Query, reading: Reading, rows: Connection[DictRow]) -> list[Disclosure]:
    """What an answer gives away: a case to its county's client record or a guardian, a log to its person.

    The second page of a log is of the same copy.
    """
    if isinstance(query, CopyOut):
        record = rows.execute(_CASE, (query.case_id,)).fetchall()[0]
        kind = "guardian" if query.for_guardian else "county_record"
        to = Recipient(kind, sector=record["process_lead"], county=record["county"])
    elif isinstance(query, AccessLogCopy) and query.cursor is None:
        to = Recipient("person")
    else:
        return []
    return [Disclosure(reading.reader, query.name(), reading.told, to)]
