"""What waits, by the asker's role and clock."""

from datetime import date
from typing import Any

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg.sql import SQL

from services.reporting.queries.asked import Queue
from services.reporting.queries.case_queue import waiting_in_cases
from services.reporting.queries.case_sight import ROLES
from services.reporting.queries.feedback_queue import waiting_in_follow_ups
from services.reporting.queries.glass_queue import broken_glasses
from services.reporting.queries.sight import CONTACT_ROLES, closed_off, sight_of
from services.reporting.queries.views import QueueItem, QueueView
from shared.kernel.asker import Asker
from shared.kernel.refused import Refused

WAITING = SQL(
    """
WITH waiting AS (
    SELECT i.*, m.number, m.state, m.county, m.region,
        coalesce(coalesce(i.next_working_day, i.due) < %(today)s, false) AS overdue
    FROM queue_items i JOIN queue_matters m USING (referral_id)
    WHERE NOT i.done AND m.region = %(region)s
        AND (%(county)s::text IS NULL OR m.county = %(county)s)
        AND (%(sector)s::text IS NULL OR i.sector IS NULL OR i.sector = %(sector)s)
        AND (NOT m.ended OR m.state = ANY(i.outlasts))
        AND NOT {itself_closed_off} AND NOT {other_closed_off}
        AND NOT EXISTS (
            SELECT FROM queue_items o
            WHERE o.referral_id = i.referral_id AND o.what = i.behind AND NOT o.done))
SELECT w.*, other.number AS other_number, count(*) OVER () AS total,
    count(*) FILTER (WHERE w.overdue) OVER () AS overdue_total
FROM waiting w LEFT JOIN queue_matters other
    ON w.what = 'resolve_duplicate' AND other.referral_id::text = w.item
ORDER BY w.overdue DESC, coalesce(w.next_working_day, w.due) NULLS LAST, w.since, w.number, w.what,
    coalesce(other.number, w.item)
LIMIT %(limit)s
"""
).format(
    itself_closed_off=closed_off(SQL("m.referral_id")),
    other_closed_off=closed_off(SQL("CASE i.what WHEN 'resolve_duplicate' THEN i.item::uuid END")),
)
"""An item hides behind another: a next step that is waited for under its own name (assessment, expertise,
evaluation) is shown once."""

ITEM_IS = {
    "next_step": "step",
    "step_report": "step_id",
    "resolve_duplicate": "other_referral_id",
    "tell_decision": "whom",
}
"""What the item's key means, as the answer names it."""


def answer_queue(query: Queue, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
    """QueueView: of contacts and of cases together. Refused: as_of (R-T1)."""
    if query.as_of is not None:
        raise Refused("lists take no as_of: the queue shows what waits now")
    contacts, total, overdue = _in_contacts(query, asker, rows)
    cases, in_cases, late = waiting_in_cases(asker, query.limit, rows)
    others = (*broken_glasses(asker, rows), *waiting_in_follow_ups(asker, rows))
    first = sorted((*others, *contacts, *cases), key=_place)[: query.limit]
    items = [_item(row) for row in first]
    late += sum(row["overdue"] for row in others)
    return QueueView(items=items, total=total + in_cases + len(others), overdue=overdue + late).said()


def _in_contacts(query: Queue, asker: Asker, rows: Connection[Any]) -> tuple[list[DictRow], int, int]:
    """The first items, how many there are, and how many overdue. None for those who see cases only."""
    if asker.role in ROLES - CONTACT_ROLES:
        return [], 0, 0
    seen = sight_of(asker)
    values = {
        "region": seen.region,
        "county": seen.county,
        "sector": seen.sector,
        "me": asker.user,
        "today": asker.today,
        "limit": query.limit,
    }
    with rows.cursor(row_factory=dict_row) as cursor:
        found = cursor.execute(WAITING, values).fetchall()
    return found, *((found[0]["total"], found[0]["overdue_total"]) if found else (0, 0))


def _place(row: DictRow) -> tuple[Any, ...]:
    """The overdue first, then by the day it is due; those of one place stay as they came."""
    due = row.get("next_working_day") or row["due"]
    return not row["overdue"], due is None, due or date.max, row["since"]


def _item(row: DictRow) -> QueueItem:
    meant = {ITEM_IS[row["what"]]: row["item"]} if row["what"] in ITEM_IS else {}
    return QueueItem(**{name: row[name] for name in QueueItem.model_fields if name in row}, **meant)
