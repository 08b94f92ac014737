"""Cases that intake opened: an order names one of them (R-B1)."""

from typing import Any

from services.billing.projections.reading import Projection, Rows
from shared.contracts import intake
from shared.contracts.envelope import Message


def apply(message: Message[Any], rows: Rows) -> None:
    """Writes the case; the same fact again changes nothing."""
    fact = message.body
    if isinstance(fact, intake.CaseOpened):
        values = {
            "case_id": fact.case_id,
            "number": fact.number,
            "region": message.region,
            "county": fact.county,
            "service_line": fact.service_line,
            "controller": message.controller,
            "register": message.register,
            "service_task": message.service_task,
            "restricted_to": sorted(fact.restricted_to),
        }
        rows.execute(_OPENED, values)
    elif isinstance(fact, intake.RestrictionChanged):
        rows.execute(
            "UPDATE cases SET restricted_to = %s WHERE case_id = %s",
            (sorted(fact.restricted_to), fact.case_id),
        )


_OPENED = """
INSERT INTO cases (
    case_id, number, region, county, service_line, controller, register, service_task, restricted_to)
VALUES (
    %(case_id)s, %(number)s, %(region)s, %(county)s, %(service_line)s, %(controller)s, %(register)s,
    %(service_task)s, %(restricted_to)s)
ON CONFLICT DO NOTHING
"""

CASES = Projection("cases", ("cases",), apply)
