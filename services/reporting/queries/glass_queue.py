"""Matters that somebody who takes no part in them opened in an emergency: the coordinator is to look why."""

from datetime import timedelta
from typing import Any

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL

from services.reporting.queries.case_sight import VISIBLE, sight_of_cases
from services.reporting.queries.sight import closed_off
from shared.kernel.asker import Asker

SHOWN_FOR = timedelta(days=14)
"""P: how long it waits in the queue; the timeline keeps it."""
BROKEN = SQL(
    """
WITH glasses AS MATERIALIZED (
    SELECT case_id, referral_id, at AS since FROM timeline
    WHERE what IN ('glass-broken', 'case-glass-broken') AND at > %(first)s AND at <= %(now)s)
SELECT 'glass_broken' AS what, 'coordinator' AS for_role, since, NULL::date AS due, false AS overdue,
    c.number, c.state, c.county, c.region, NULL::uuid AS referral_id, c.case_id
FROM glasses JOIN cases c USING (case_id) WHERE {visible}
UNION ALL
SELECT 'glass_broken', 'coordinator', since, NULL, false, k.number, k.state, k.county, k.region,
    k.referral_id, NULL
FROM glasses JOIN contacts k USING (referral_id)
WHERE k.valid_to = 'infinity' AND k.region = %(region)s AND NOT {closed}
"""
).format(visible=VISIBLE, closed=closed_off(SQL("k.referral_id")))


def broken_glasses(asker: Asker, rows: Connection[Any]) -> list[DictRow]:
    """As items of the queue; for coordinators alone."""
    if asker.role != "coordinator":
        return []
    values = sight_of_cases(asker) | {"now": asker.now, "first": asker.now - SHOWN_FOR}
    with rows.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(BROKEN, values).fetchall()
