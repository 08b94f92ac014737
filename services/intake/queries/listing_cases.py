"""The list of cases, page by page."""

from datetime import date
from typing import Any
from uuid import UUID

from services.intake.application.cases import SEEN_BY, seen_by
from services.intake.domain.case import Case
from services.intake.queries import asked_cases, cursors
from services.intake.queries.reading import Reading
from services.intake.queries.views.case import CaseRow, CasesView
from shared.kernel.asker import Asker

PAGE = """
SELECT case_id, number, state, county, service_line, process_lead, opened_on, closed_on FROM cases
WHERE {seen}
    AND (%(state)s::text IS NULL OR state = %(state)s)
    AND (%(county)s::text IS NULL OR county = %(county)s)
    AND (%(service_line)s::text IS NULL OR service_line = %(service_line)s)
    AND (%(number)s::text IS NULL OR number = %(number)s)
    AND (%(person_id)s::uuid IS NULL OR person_id = %(person_id)s)
    AND (NOT %(mine)s OR EXISTS (
        SELECT FROM case_members own WHERE own.case_id = cases.case_id AND own.user_name = %(user)s))
    AND (%(before)s::date IS NULL OR (opened_on, case_id) < (%(before)s, %(than)s::uuid))
ORDER BY opened_on DESC, case_id DESC LIMIT %(limit)s
"""


def answer_cases(query: asked_cases.Cases, asker: Asker, reading: Reading) -> dict[str, Any]:
    """CasesView."""
    before, than = cursors.read(query.cursor, date.fromisoformat, UUID) if query.cursor else (None, None)
    values = {
        **query.model_dump(include={"state", "county", "service_line", "mine", "person_id"}),
        "number": query.number.rpartition("/")[2].strip() if query.number else None,
        **seen_by(asker),
        "limit": query.limit + 1,
        "before": before,
        "than": than,
    }
    with reading.intake.database.rows() as rows:
        found = rows.execute(PAGE.format(seen=SEEN_BY[asker.role]), values).fetchall()
    page = [
        CaseRow.model_validate({**row, "number": f"{Case.kind}/{row['number']}"})
        for row in found[: query.limit]
    ]
    more = len(found) > query.limit
    following = cursors.written(page[-1].opened_on.isoformat(), page[-1].case_id) if more else None
    return CasesView(cases=page, next=following).said()
