"""What orders in force will still cost: the cadence so far goes on to each order's end (issue: billing).

The rows are read here; how one order's forecast is reckoned stands in order_forecast.py.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row
from psycopg.sql import SQL, Composed

from services.reporting.queries.cost_sight import is_mine, is_payer, seen_orders, sight_of_costs
from services.reporting.queries.order_forecast import Coming, OrderSoFar, shared, to_come, together
from services.reporting.queries.views.costs import Forecast, ForecastRow, RestsOn
from shared.kernel.asker import Asker

QUESTION = SQL(
    """WITH done AS (
        SELECT run_month, order_ids FROM cost_runs WHERE region = %(region)s AND done AND {runs_then}
    ), of_all AS (
        SELECT max(run_month) AS month FROM done WHERE order_ids = '{{}}'
    ), of_some AS (
        SELECT order_id, max(run_month) AS month FROM done CROSS JOIN unnest(order_ids) AS order_id GROUP BY 1
    ), seen AS (
        SELECT o.*, least(greatest(o.billed_month, of_all.month, of_some.month), %(last_whole)s) AS through
        FROM cost_orders o CROSS JOIN of_all LEFT JOIN of_some USING (order_id)
        WHERE {seen} AND {orders_then} AND (o.ends_on IS NULL OR o.ends_on >= %(on)s)
    ), billed AS (
        SELECT c.order_id, min(c.month) AS first_month, sum(c.net)::bigint AS net,
            coalesce(sum(c.net) FILTER (WHERE c.month <= s.through), 0)::bigint AS whole,
            coalesce(sum(c.net) FILTER (WHERE c.month <= s.through
                AND (%(own)s::text IS NULL OR lower(c.payer_id) = lower(%(own)s))), 0)::bigint AS told
        FROM seen s JOIN costs c USING (order_id) WHERE {costs_then} GROUP BY 1
    )
    SELECT s.county, s.service_line, s.ends_on, s.payers, s.shares, s.ceilings, s.seconds, s.through,
        b.first_month AS first, coalesce(b.net, 0) AS net, coalesce(b.whole, 0) AS whole,
        coalesce(b.told, 0) AS told
    FROM seen s LEFT JOIN billed b USING (order_id) ORDER BY s.order_id"""
)
NOW = SQL("{}.valid_to = 'infinity'")
THEN = SQL("{0}.valid_from <= %(at)s AND {0}.valid_to > %(at)s")


def forecast(by: str, at: datetime | None, on: date, asker: Asker, rows: Connection[Any]) -> Forecast | None:
    """By key; None where no order that the asker sees is in force. on: the day on which it is said."""
    orders = _orders(at, on, asker, rows)
    if not orders:
        return None
    sums: dict[str, int] = defaultdict(int)
    counted: dict[str, int] = defaultdict(int)
    for order in orders:
        if order.ends_on is None:
            counted["without_end"] += 1
            continue
        if not order.months:
            counted["without_cadence"] += 1
            continue
        coming, bounded = to_come(order)
        counted["orders"] += 1
        counted["months"] += order.months
        counted["net"] += order.told
        counted["at_ceiling"] += bounded
        for key, net in _by_key(by, order, coming, asker):
            sums[key] += net
    found = [ForecastRow(key=key, net=net) for key, net in sorted(sums.items()) if net]
    return Forecast(
        rows=found,
        net=sum(row.net for row in found),
        rests_on=RestsOn(**{name: counted[name] for name in RestsOn.model_fields}),
    )


def _by_key(by: str, order: OrderSoFar, coming: list[Coming], asker: Asker) -> Iterator[tuple[str, int]]:
    """What is to come by key. Among payers it is split only where a payer's part is asked for."""
    if by != "month":
        coming = together(coming)
    if by in {"sector", "payer"} or is_payer(asker):
        for share in shared(order, coming):
            if is_mine(share.payer, asker):
                told = {"sector": share.payer.sector, "payer": share.payer.payer_id, "month": share.month}
                yield told.get(by) or getattr(order, by), share.net
    else:
        for one in coming:
            yield one.month if by == "month" else getattr(order, by), one.net


def _orders(at: datetime | None, on: date, asker: Asker, rows: Connection[Any]) -> list[OrderSoFar]:
    question: Composed = QUESTION.format(
        seen=seen_orders(asker),
        orders_then=_then("o", at),
        runs_then=_then("cost_runs", at),
        costs_then=SQL("c.recorded_at <= %(at)s") if at else SQL("true"),
    )
    values = sight_of_costs(asker) | {"at": at, "on": on, "last_whole": _month_before(on)}
    with rows.cursor(row_factory=dict_row) as cursor:
        return [OrderSoFar.of(row) for row in cursor.execute(question, values)]


def _then(called: str, at: datetime | None) -> Composed:
    return (THEN if at else NOW).format(SQL(called))


def _month_before(on: date) -> str:
    """The last month that is over."""
    return f"{on.year - (on.month == 1)}-{(on.month - 2) % 12 + 1:02}"
