"""What is to be erased by now: matters whose retention has run out, and persons who have none left (R-P3).

A birth date that counts is sealed, so each matter that ended long enough ago is looked at by itself: a page
looks at some hundreds, and says where to go on.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from services.intake.domain.retention import years_before
from services.intake.queries.asked_retention import RetentionDue
from services.intake.queries.reading import Reading
from services.intake.queries.views.retention import DueView, RetentionDueView
from shared.kernel.asker import Asker
from shared.kernel.refused import Misfit

LOOKED_AT = 500
"""Matters that one page looks at, at most."""
SHORTEST = 2
"""Years: nothing is due sooner after its end (retention.json)."""
ENDED = """
SELECT * FROM (
    SELECT 'referral' AS kind, referral_id AS id, number, person_id FROM referrals
    WHERE region = %(region)s AND received_on < %(since)s
        AND state IN ('closed', 'declined', 'redirected', 'withdrawn')
    UNION ALL
    SELECT 'case', case_id, number, person_id FROM cases WHERE region = %(region)s AND closed_on < %(since)s
) AS ended
WHERE id NOT IN (SELECT stream FROM erasures) AND (%(after)s::uuid IS NULL OR id > %(after)s)
ORDER BY id LIMIT %(most)s
"""


def answer_retention_due(query: RetentionDue, asker: Asker, reading: Reading) -> dict[str, Any]:
    """RetentionDueView."""
    on = asker.today
    values = {
        "region": asker.region,
        "since": years_before(on, SHORTEST),
        "after": _place(query.cursor) if query.cursor else None,
        "most": LOOKED_AT,
    }
    with reading.intake.database.rows() as rows:
        ended = rows.execute(ENDED, values).fetchall()
    due: list[DueView] = []
    seen: set[UUID] = set()
    looked_at = 0
    for row in ended:
        looked_at += 1
        due += _due(row, seen, reading, on)
        if len(due) >= query.limit:
            break
    more = looked_at < len(ended) or len(ended) == LOOKED_AT
    following = str(ended[looked_at - 1]["id"]) if more else None
    return RetentionDueView(due=due, looked_at=looked_at, next=following).said()


def _place(cursor: str) -> UUID:
    try:
        return UUID(cursor)
    except ValueError:
        raise Misfit("the cursor is none of ours: begin without one") from None


def _due(row: DictRow, seen: set[UUID], reading: Reading, on: date) -> Iterator[DueView]:
    """The matter, and its subject where nothing keeps them any longer; each person once a page."""
    intake = reading.intake
    task, until = intake.matter_kept(row["kind"], row["id"], on)
    if until is not None and until < on:
        number = f"{row['kind']}/{row['number']}"
        yield DueView(kind=row["kind"], id=row["id"], number=number, service_task=task, kept_until=until)
    person_id = row["person_id"]
    if person_id is None or person_id in seen:
        return
    seen.add(person_id)
    task, until = intake.person_kept(person_id, on)
    if until is not None and until < on:
        yield DueView(kind="person", id=person_id, service_task=task, kept_until=until)
