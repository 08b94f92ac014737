"""Contacts behind a case that is restricted to named people: for everybody else they are not there (R-C10).

Whoever reads the contact knows who the family is, so the restriction reaches it: in lists, by its id, as a
possible duplicate, through a link. It is free again when the restriction is lifted. Who is named still has to
take part by their role: a restriction takes sight away and gives none.
"""

from collections.abc import Iterable
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from shared.kernel.asker import Asker

_BEHIND = (
    "EXISTS (SELECT FROM cases behind WHERE behind.{by} = {whose}"
    " AND cardinality(behind.restricted_to) > 0 AND NOT %(user)s = ANY (behind.restricted_to))"
)


def closed_off(contact: str) -> str:
    """In SQL, whether a contact is closed off from `%(user)s`. contact: a column with its id."""
    return _BEHIND.format(by="referral_id", whose=contact)


def person_closed_off(person: str) -> str:
    """In SQL, whether a case about the person is closed off from `%(user)s`. person: a column with the id."""
    return _BEHIND.format(by="person_id", whose=person)


def closed_off_from(asker: Asker, rows: Connection[DictRow], contacts: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the contacts that are closed off from the asker."""
    asked = list(contacts)
    if not asked:
        return frozenset()
    values = {"asked": asked, "user": asker.user}
    return frozenset(row["id"] for row in rows.execute(_OF_THESE, values).fetchall())


def is_restricted(rows: Connection[DictRow], contact: UUID) -> bool:
    """Whether a case behind which the contact stands is restricted, to whomever."""
    return rows.execute(_RESTRICTED, (contact,)).fetchone() is not None


_OF_THESE = f"SELECT id FROM unnest(%(asked)s::uuid[]) AS contact (id) WHERE {closed_off('contact.id')}"  # noqa: S608 - columns
_RESTRICTED = "SELECT FROM cases WHERE referral_id = %s AND cardinality(restricted_to) > 0"
