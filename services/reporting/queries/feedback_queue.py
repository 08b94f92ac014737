"""What waits in follow-ups: somebody is not reached, does not answer, or gets worse (R-F2, R-F4, R-F7).

Of each recipient the newest wave counts. A worker sees the cases whose network they are in, a coordinator the
region's matters, a contact person the county's.
"""

from typing import Any

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL

from services.reporting.queries.case_sight import sight_of_cases
from services.reporting.queries.match_sight import FOR_A_CASE, FOR_A_CONTACT
from services.reporting.queries.sight import CONTACT_ROLES
from shared.kernel.asker import Asker

WAITING = SQL(
    """
WITH followed AS MATERIALIZED (
    SELECT r.* FROM follow_ups r
    WHERE r.region = %(region)s AND r.valid_to = 'infinity' AND r.state = 'running'
        AND ((%(sees_contacts)s AND {contact}) OR {case})),
parts AS (
    SELECT q.*, lag(q.state) OVER mine AS before, lead(q.wave) OVER mine IS NULL AS newest
    FROM followed JOIN feedback_requests q USING (follow_up_id) WHERE q.valid_to = 'infinity'
    WINDOW mine AS (PARTITION BY q.follow_up_id, q.recipient ORDER BY q.wave)),
waiting AS (
    SELECT p.*, w.what, w.due AS until FROM parts p JOIN followed f USING (follow_up_id)
    CROSS JOIN LATERAL (
        SELECT 'feedback_unreachable' AS what, NULL::date AS due WHERE p.state = 'waiting'
        UNION ALL SELECT 'feedback_missed', NULL WHERE p.state = 'missed' AND p.before = 'missed'
        UNION ALL SELECT 'decline_noticed', NULL WHERE p.declined_on IS NOT NULL
        UNION ALL SELECT 'wave_to_hand_over', p.due
            WHERE p.state = 'requested' AND f.channels ->> p.recipient = 'paper') AS w
    WHERE p.newest)
SELECT w.what, 'worker' AS for_role, w.valid_from AS since, w.until AS due,
    coalesce(w.until < %(today)s, false) AS overdue, f.follow_up_id, f.roles ->> w.recipient AS whom,
    f.case_id, f.referral_id, coalesce(c.number, x.number) AS number, coalesce(c.state, x.state) AS state,
    coalesce(c.county, x.county) AS county, f.region
FROM waiting w JOIN followed f USING (follow_up_id)
LEFT JOIN cases c ON c.case_id = f.case_id AND c.valid_to = 'infinity'
LEFT JOIN contacts x ON x.referral_id = f.referral_id AND x.valid_to = 'infinity'
ORDER BY since, number, what
"""
).format(contact=FOR_A_CONTACT, case=FOR_A_CASE)


def waiting_in_follow_ups(asker: Asker, rows: Connection[Any]) -> list[DictRow]:
    """As items of the queue; a buyer is told nothing here."""
    if asker.role == "buyer":
        return []
    values = sight_of_cases(asker) | {
        "own_county": asker.county if asker.role == "contact_person" else None,
        "sees_contacts": asker.role in CONTACT_ROLES,
    }
    with rows.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(WAITING, values).fetchall()
