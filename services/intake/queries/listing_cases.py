"""The list of cases, page by page. The SQL has only what is asked for, so that each list finds its index."""

from datetime import date
from typing import Any
from uuid import UUID

from services.intake.application.cases import WAYS_TO_SEE, cases_listed, seen_by
from services.intake.domain.case import Case
from services.intake.queries import asked_cases, cursors
from services.intake.queries.reading import Reading
from services.intake.queries.views.case import CaseRow, CasesView
from shared.kernel.asker import Asker

PAGE = """
SELECT case_id, number, state, county, service_line, process_lead, opened_on, closed_on FROM cases
WHERE {conditions} ORDER BY opened_on DESC, case_id DESC LIMIT %(limit)s
"""
OF_SEVERAL = "SELECT * FROM ({pages}) AS seen ORDER BY opened_on DESC, case_id DESC LIMIT %(limit)s"
CONDITIONS = {
    "state": "state = %(state)s",
    "county": "county = %(county)s",
    "service_line": "service_line = %(service_line)s",
    "number": "number = %(number)s",
    "person_id": "person_id = %(person_id)s",
    "mine": "case_id IN (SELECT case_id FROM case_members own WHERE own.user_name = %(user)s)",
    "before": "(opened_on, case_id) < (%(before)s, %(than)s)",
}
"""By what a list is narrowed: the value that is given → its condition."""


def answer_cases(query: asked_cases.Cases, asker: Asker, reading: Reading) -> dict[str, Any]:
    """CasesView."""
    before, than = cursors.read(query.cursor, date.fromisoformat, UUID) if query.cursor else (None, None)
    values = {
        **query.model_dump(include={"state", "county", "service_line", "mine"}),
        "person_id": query.person_id and reading.intake.now_known_as(query.person_id),
        "number": query.number.rpartition("/")[2].strip() if query.number else None,
        **seen_by(asker),
        "limit": query.limit + 1,
        "before": before,
        "than": than,
    }
    narrowed = [condition for name, condition in CONDITIONS.items() if values[name]]
    with reading.intake.database.rows() as rows:
        # Planned for the very values: kept plans are made for any, and read through all cases for a rare one.
        found = rows.execute(page_of(asker.role, narrowed), values, prepare=False).fetchall()
        shown = cases_listed(reading.intake.policy, asker, rows, found[: query.limit])
    page = [CaseRow.model_validate({**row, "number": f"{Case.kind}/{row['number']}"}) for row in shown]
    more, last = len(found) > query.limit, (found[: query.limit] or [{}])[-1]
    following = cursors.written(last["opened_on"].isoformat(), last["case_id"]) if more else None
    return CasesView(cases=page, next=following).said()


def page_of(role: str, narrowed: list[str]) -> str:
    """The SQL of a page for a role: of each way in which it sees cases the first, then the first of these."""
    pages = [PAGE.format(conditions=" AND ".join([way, *narrowed])) for way in WAYS_TO_SEE[role]]
    if len(pages) == 1:
        return pages[0]
    return OF_SEVERAL.format(pages=" UNION ".join(f"({page})" for page in pages))
