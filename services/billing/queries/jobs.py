"""How far an invoicing run is, or the reading of a file of the bank."""

from typing import Any

from services.billing.application import Billing
from services.billing.queries import asked
from services.billing.queries.views.previews import JobView
from shared.kernel.asker import Asker
from shared.kernel.refused import Unknown


def answer_job(query: asked.Job, asker: Asker, billing: Billing) -> dict[str, Any]:
    """JobView. Unknown for one of another region."""
    with billing.database.rows() as rows:
        found = (rows.execute(each, (query.job, asker.region)).fetchone() for each in _JOBS)
        row = next((row for row in found if row), None)
    if row is None:
        raise Unknown("there is no {kind} with the id {id}", kind="job", id=str(query.job))
    return JobView.model_validate(row).said()


_JOBS = (
    "SELECT job_id AS job, state, month, orders, bills FROM jobs WHERE job_id = %s AND region = %s",
    """
SELECT file_id AS job, state, payments, placed, waiting, again FROM bank_files
WHERE file_id = %s AND region = %s
""",
)
