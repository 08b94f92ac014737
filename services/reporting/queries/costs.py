"""What work costs: sums of what was invoiced and credited, by the month of the work."""

from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row
from psycopg.sql import SQL, Composed

from services.reporting.queries.asked import Costs
from services.reporting.queries.cost_forecast import forecast
from services.reporting.queries.cost_sight import seen_costs, sight_of_costs
from services.reporting.queries.positions import positions
from services.reporting.queries.views.costs import CostRow, CostsView, Sums
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.refused import Refused

COLUMNS = {
    "sector": SQL("c.sector"),
    "payer": SQL("c.payer_id"),
    "county": SQL("c.county"),
    "service_line": SQL("c.service_line"),
    "month": SQL("c.month"),
}
SUMS = SQL(
    """SELECT {key} AS key, sum(c.net)::bigint AS net, sum(c.vat)::bigint AS vat FROM costs c
    WHERE {seen} AND c.month BETWEEN %(first)s AND %(last)s{then}
    GROUP BY 1 ORDER BY 1"""
)
THEN = SQL(" AND c.recorded_at <= %(at)s")


def answer_costs(query: Costs, asker: Asker, rows: Connection[Any]) -> dict[str, Any]:
    """CostsView. Refused: from after to, as_of in the future. NotAllowed: a role that sees no costs."""
    if query.from_ > query.to:
        raise Refused("from ({first}) lies after to ({last})", first=query.from_, last=query.to)
    sight = sight_of_costs(asker)
    at = moment_of(query.as_of, asker)
    found = _sums(query, at, asker, sight, rows)
    net, vat = sum(row.net for row in found), sum(row.vat for row in found)
    return CostsView(
        rows=found,
        sum=Sums(net=net, vat=vat, total=net + vat),
        forecast=forecast(query.by, at, local_date(at) if at else asker.today, asker, rows),
        positions=positions(rows, at),
    ).said()


def _sums(
    query: Costs, at: datetime | None, asker: Asker, sight: dict[str, Any], rows: Connection[Any]
) -> list[CostRow]:
    """A key whose invoices were all credited has a row of nothing: something was there."""
    question: Composed = SUMS.format(
        key=COLUMNS[query.by], seen=seen_costs(asker), then=THEN if at else Composed([])
    )
    values = sight | {"first": query.from_, "last": query.to, "at": at}
    with rows.cursor(row_factory=dict_row) as cursor:
        return [CostRow(**row, total=row["net"] + row["vat"]) for row in cursor.execute(question, values)]
