"""What waits in cases, found when asked: days pass without a fact.

Months, meetings and the cadence are the worker's to see to, a report that came is the buyer's to read; the
coordinator and the county's contact person see both, of the cases that they see.
"""

from datetime import timedelta
from typing import Any

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL

from services.reporting.queries.cadence import least_a_week
from services.reporting.queries.case_sight import VISIBLE, sight_of_cases
from services.reporting.queries.months import JOINT_MEETING_WEEKS, OVERDUE_FROM, monday
from shared.kernel.asker import Asker

MONTHLY_REPORT = """
SELECT s.case_id, 'monthly_report' AS what, to_char(m, 'YYYY-MM') AS item, 'worker' AS for_role,
    NULL AS sector, (m + interval '1 month - 1 day') AT TIME ZONE 'Europe/Helsinki' AS since,
    (m + interval '1 month')::date + %(last_day)s AS due
FROM seen s CROSS JOIN LATERAL generate_series(
    date_trunc('month', s.opened_on::timestamp), least(s.closed_on, %(today)s)::timestamp, '1 month') AS m
WHERE %(works)s AND (m + interval '1 month - 1 day')::date <= %(today)s
    AND to_char(m, 'YYYY-MM') <> ALL (s.sent)"""
WRITE_UP_MEETING = """
SELECT m.case_id, 'write_up_meeting', m.meeting_id::text, 'worker', NULL,
    m.starts_at + m.minutes * interval '1 minute', m.day
FROM seen s JOIN case_meetings m USING (case_id)
WHERE %(works)s AND m.valid_to = 'infinity' AND m.state = 'scheduled'
    AND m.starts_at + m.minutes * interval '1 minute' < %(now)s"""
JOINT_MEETING = """
SELECT s.case_id, 'joint_meeting', '', 'worker', NULL,
    (b.base::timestamp) AT TIME ZONE 'Europe/Helsinki', b.base + %(joint_days)s
FROM seen s JOIN case_plans p ON p.case_id = s.case_id AND p.revision = 1 CROSS JOIN LATERAL (
    SELECT greatest(p.effective_from, max(m.day)) AS base FROM case_meetings m
    WHERE m.case_id = s.case_id AND m.valid_to = 'infinity' AND m.state = 'held'
        AND (m.kind = 'joint' OR 'buyer' = ANY (m.roles))) b
WHERE %(works)s AND s.state = 'open' AND b.base + %(joint_days)s < %(today)s"""
CADENCE = """
SELECT s.case_id, 'cadence', %(week)s::text, 'worker', NULL,
    (%(week)s + 7)::timestamp AT TIME ZONE 'Europe/Helsinki', NULL::date
FROM seen s JOIN unnest(%(lines)s::text[], %(least)s::int[]) AS r (service_line, least) USING (service_line)
    JOIN case_plans f ON f.case_id = s.case_id AND f.revision = 1
WHERE %(works)s AND s.state = 'open' AND greatest(s.opened_on, f.effective_from) <= %(week)s
    AND NOT EXISTS (
        SELECT FROM jsonb_to_recordset(s.pauses) AS p (since date, until date)
        WHERE p.since <= %(week)s + 6 AND (p.until IS NULL OR p.until > %(week)s))
    AND r.least > (
        SELECT count(*) FROM case_meetings m
        WHERE m.case_id = s.case_id AND m.valid_to = 'infinity' AND m.state = 'held' AND m.kind = 'regular'
            AND m.day BETWEEN %(week)s AND %(week)s + 6)"""
READ_REPORT = """
SELECT r.case_id, 'read_report', r.month || ' ' || t.sector, 'buyer', t.sector, r.sent_at, NULL::date
FROM seen s JOIN case_reports r USING (case_id) CROSS JOIN LATERAL unnest(r.sent_to) AS t (sector)
WHERE r.valid_to = 'infinity' AND NOT r.read ? t.sector
    AND (%(role)s = 'coordinator'
        OR %(role)s = ANY ('{{buyer,contact_person}}'::text[]) AND t.sector = %(sector)s)"""
WAITING = """
WITH seen AS MATERIALIZED (SELECT c.* FROM cases c WHERE {visible}), waiting AS ({each})
SELECT w.*, coalesce(w.due < %(today)s, false) AS overdue, s.number, s.state, s.county, s.region,
    count(*) OVER () AS total, count(*) FILTER (WHERE w.due < %(today)s) OVER () AS overdue_total
FROM waiting w JOIN seen s USING (case_id)
ORDER BY overdue DESC, w.due NULLS LAST, w.since, s.number, w.what, w.item LIMIT %(limit)s
"""
EACH = (MONTHLY_REPORT, WRITE_UP_MEETING, JOINT_MEETING, CADENCE, READ_REPORT)
ITEM_IS = {
    "monthly_report": "month",
    "read_report": "month",
    "write_up_meeting": "meeting_id",
    "cadence": "week",
}
"""What the item's key means, as the answer names it."""


def waiting_in_cases(asker: Asker, limit: int, rows: Connection[Any]) -> tuple[list[DictRow], int, int]:
    """The first items in the queue's order, how many there are, and how many of them are overdue."""
    least = least_a_week()
    values = sight_of_cases(asker) | {
        "limit": limit,
        "now": asker.now,
        "works": asker.role != "buyer",
        "last_day": OVERDUE_FROM - 2,
        "joint_days": JOINT_MEETING_WEEKS * 7,
        "week": monday(asker.today) - timedelta(days=7),
        "lines": list(least),
        "least": list(least.values()),
    }
    question = SQL(WAITING).format(visible=VISIBLE, each=SQL(" UNION ALL ").join(map(_part, EACH)))
    with rows.cursor(row_factory=dict_row) as cursor:
        found = cursor.execute(question, values).fetchall()
    total, overdue = (found[0]["total"], found[0]["overdue_total"]) if found else (0, 0)
    return [_meant(row) for row in found], total, overdue


def _part(text: str) -> Any:
    return SQL(text).format()


def _meant(row: DictRow) -> DictRow:
    name = ITEM_IS.get(row["what"])
    return {**row, name: row["item"].partition(" ")[0]} if name else row
