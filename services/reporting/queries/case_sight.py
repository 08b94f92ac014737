"""Whose cases an asker sees, and a case as it was known then.

A restricted case is seen by those whom it names and by nobody else, in figures too (R-C10). Others are seen
by the region's coordinators, by who is in the network now, and by the county's contact person of a sector
that is. Here an asker's `user` is a pseudonym, as in the facts (service.py).
"""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL, Composed

from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed, Unknown

ROLES = frozenset({"coordinator", "contact_person", "worker", "expert", "buyer"})
"""Who sees cases at all (deny by default)."""
VISIBLE = SQL(
    """(c.valid_to = 'infinity' AND c.region = %(region)s
    AND (cardinality(c.restricted_to) = 0 OR %(me)s = ANY (c.restricted_to))
    AND (%(role)s = 'coordinator' OR EXISTS (
        SELECT FROM case_members m
        WHERE m.case_id = c.case_id AND m.valid_to = 'infinity'
            AND (m.until IS NULL OR m.until >= %(today)s)
            AND (m.who = %(me)s AND m.role NOT IN ('client', 'guardian', 'close_person')
                    AND (m.role = 'buyer') = (%(role)s = 'buyer')
                    AND (m.role <> 'buyer' OR m.sector = %(sector)s)
                OR %(role)s = 'contact_person' AND m.sector = %(sector)s AND c.county = %(county)s))))"""
)
"""Of `cases c`: by who is in the network and whom the case names now, whatever was asked as of then."""
NOW = SQL("{}.valid_to = 'infinity'")
THEN = SQL("({0}.valid_from <= %(at)s AND {0}.valid_to > %(at)s)")
KNOWN = SQL(
    """known AS MATERIALIZED (
        SELECT k.* FROM cases k JOIN cases c USING (case_id) WHERE {visible} AND {held})"""
)


def held(alias: str, at: datetime | None) -> Composed:
    """The versions that hold now, or held at a moment."""
    return (THEN if at else NOW).format(SQL(alias))


def known(at: datetime | None) -> Composed:
    """A part of WITH: the cases that the asker sees, as they were known."""
    return KNOWN.format(visible=VISIBLE, held=held("k", at))


def sight_of_cases(asker: Asker) -> dict[str, Any]:
    """The values of VISIBLE. NotAllowed for roles that see no cases."""
    if asker.role not in ROLES:
        raise NotAllowed("the role {role} sees no figures of matters here", role=asker.role)
    return {
        "region": asker.region,
        "me": asker.user,
        "role": asker.role,
        "sector": asker.sector,
        "county": asker.county,
        "today": asker.today,
    }


def sight_of_figures(asker: Asker) -> dict[str, Any]:
    """The same for figures: a researcher's count the region's cases, without small counts (R-R2)."""
    return sight_of_cases(replace(asker, role="coordinator") if asker.role == "researcher" else asker)


def the_case(rows: Connection[Any], asker: Asker, case_id: UUID, at: datetime | None) -> DictRow:
    """The case's row. Unknown: no such case, not for this asker, or not known yet then."""
    if asker.role == "researcher":
        raise Unknown("no case with this id is known here")
    values = sight_of_cases(asker) | {"case_id": case_id, "at": at}
    named = "number, county, service_line, process_lead, opened_on, closed_on, state, pauses, written, sent"
    question = SQL("WITH {known} SELECT {named} FROM known WHERE case_id = %(case_id)s").format(
        known=KNOWN.format(visible=SQL("c.case_id = %(case_id)s AND ") + VISIBLE, held=held("k", at)),
        named=SQL(named),
    )
    with rows.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(question, values).fetchone()
    if row is None:
        raise Unknown("no case with this id is known here")
    return row
