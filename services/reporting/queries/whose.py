"""The matter that a question names, as the policies are told of it (policies/matters.cedar).

The SQL of each answer leaves out what the asker does not see. Of one matter the policies have their say too,
so that what a region's own take away is not there either.
"""

from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL

from services.reporting.queries.sight import closed_off
from shared.contracts.asking import Query
from shared.kernel.asker import Asker
from shared.plumbing.policy import About, Policy

CASE = """SELECT c.region, c.county, c.state, cardinality(c.restricted_to) > 0 AS restricted,
        %(me)s = ANY (c.restricted_to) AS named,
        coalesce(array_agg(DISTINCT m.sector) FILTER (WHERE m.sector IS NOT NULL), '{}') AS sectors,
        coalesce(bool_or(m.who = %(me)s
            AND m.role NOT IN ('buyer', 'client', 'guardian', 'close_person')), false) AS works_on,
        coalesce(array_agg(m.sector) FILTER (WHERE m.who = %(me)s AND m.role = 'buyer'
            AND m.sector IS NOT NULL), '{}') AS buys_for
    FROM cases c LEFT JOIN case_members m ON m.case_id = c.case_id AND m.valid_to = 'infinity'
        AND (m.until IS NULL OR m.until >= %(today)s)
    WHERE c.case_id = %(id)s AND c.valid_to = 'infinity'
    GROUP BY c.region, c.county, c.state, c.restricted_to"""
CONTACT = SQL(
    """SELECT region, county, {} AS closed_off FROM contacts
    WHERE referral_id = %(id)s AND valid_to = 'infinity'"""
).format(closed_off(SQL("contacts.referral_id")))


def may_be_told(policy: Policy, query: Query, asker: Asker, rows: Connection[Any]) -> bool:
    """Whether the policies let the asker know of the matter that the query names; yes where it names none."""
    case_id, referral_id = (getattr(query, name, None) for name in ("case_id", "referral_id"))
    if case_id:
        about = about_case(asker, case_id, rows)
    else:
        about = about_contact(asker, referral_id, rows) if referral_id else None
    return about is None or policy.allows(asker, about)


def about_case(asker: Asker, case_id: UUID, rows: Connection[Any]) -> About | None:
    """A case as it stands today, to this asker; None where there is none."""
    return _about("Case", _found(CASE, asker, case_id, rows))


def about_contact(asker: Asker, referral_id: UUID, rows: Connection[Any]) -> About | None:
    """A contact as it stands today, to this asker; None where there is none."""
    return _about("Contact", _found(CONTACT, asker, referral_id, rows))


def _found(question: Any, asker: Asker, matter: UUID, rows: Connection[Any]) -> DictRow | None:
    values = {"id": matter, "me": asker.user, "today": asker.today}
    with rows.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(question, values).fetchone()


def _about(kind: str, row: DictRow | None) -> About | None:
    if row is None:
        return None
    told = {name: frozenset(value) if isinstance(value, list) else value for name, value in row.items()}
    return About.of(kind, **told)
