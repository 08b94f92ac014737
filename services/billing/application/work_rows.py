"""Rows as the calculation takes them: whose work it is (R-B1), and on what agreements it stands.

Many orders at once: an invoicing run looks at hundreds in a handful of statements.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow

from services.billing.domain.invoicing.orders import OrderInForce, billed_to
from services.billing.domain.invoicing.work import Coverage, WorkItem
from services.billing.domain.most_billed import billed_minutes
from services.billing.domain.order import Order
from shared.kernel.calendar import local_date


@dataclass
class WorkOf:
    """Of an order: the work that is billed to it, and the first day on which another is in force too."""

    items: list[WorkItem] = field(default_factory=list)
    second_since: date | None = None
    second_for: date | None = None
    """Of an order that comes second: the first day of work that is billed to the other one."""


@dataclass(frozen=True)
class Then:
    """A moment, and the orders as they were then: None for one that was not placed yet."""

    at: datetime
    order: Callable[[UUID], Order | None]


def work_of(
    rows: Connection[DictRow], orders: Sequence[UUID], then: Then | None = None
) -> Mapping[UUID, WorkOf]:
    """The work of each of these orders, of each meeting what was told last. then: as it was known (R-T1)."""
    values = {"orders": list(orders), "known_at": then and then.at}
    in_force: dict[tuple[UUID, str], list[OrderInForce]] = defaultdict(list)
    for row in rows.execute(_ORDERS, values).fetchall():
        ends_on: date | None = row["ends_on"]
        if then:
            if (known := then.order(row["order_id"])) is None:
                continue
            ends_on = known.ends_on
        order = OrderInForce(str(row["order_id"]), row["place"], row["starts_on"], ends_on)
        in_force[row["case_id"], row["service_line"]].append(order)
    found: dict[UUID, WorkOf] = defaultdict(WorkOf)
    for row in rows.execute(_WORK, values).fetchall():
        _add(found, in_force[row["case_id"], row["service_line"]], row)
    return found


def _add(found: dict[UUID, WorkOf], orders: Sequence[OrderInForce], row: DictRow) -> None:
    on = local_date(row["starts_at"])
    first, others = billed_to(on, orders)
    if first is None:
        return
    mine = found[UUID(first)]
    mine.items.append(_item(row, on))
    for other in others:
        mine.second_since = min(mine.second_since or on, on)
        second = found[UUID(other)]
        second.second_for = min(second.second_for or on, on)


def _item(row: DictRow, on: date) -> WorkItem:
    return WorkItem(
        meeting_id=str(row["meeting_id"]),
        outcome=row["what"],
        starts_at=row["starts_at"],
        planned_minutes=billed_minutes(row["planned_minutes"], row["service_line"], row["kind"], on),
        minutes=billed_minutes(row["minutes"], row["service_line"], row["kind"], on),
        travel_km=row["travel_km"] or 0,
        by=row["by"],
        cancelled_at=row["cancelled_at"],
        recorded=row["recorded"],
    )


def agreements_of(rows: Connection[DictRow], orders: Sequence[UUID]) -> Mapping[UUID, list[Coverage]]:
    """The signed agreements of each of these orders, in the order in which they were signed."""
    found: dict[UUID, list[Coverage]] = defaultdict(list)
    for row in rows.execute(_AGREEMENTS, {"orders": list(orders)}).fetchall():
        found[row["order_id"]].append(coverage(row))
    return found


def coverage(row: Mapping[str, Any]) -> Coverage:
    """An agreement as the calculation takes it. row: agreement_id, starts_on, ends_on, term_last, exempt."""
    last = row["ends_on"] or row["term_last"]
    return Coverage(str(row["agreement_id"]), row["starts_on"], last, exempt=row["exempt"])


_ORDERS = """
SELECT order_id, place, case_id, service_line, starts_on, ends_on FROM orders
WHERE (case_id, service_line) IN (
    SELECT case_id, service_line FROM orders WHERE order_id = ANY (%(orders)s))
"""
_WORK = """
SELECT DISTINCT ON (meeting_id) meeting_id, case_id, service_line, kind, what, starts_at, minutes,
    planned_minutes, travel_km, by, cancelled_at, min(position) OVER (PARTITION BY meeting_id) AS recorded
FROM work
WHERE (%(known_at)s::timestamptz IS NULL OR recorded_at <= %(known_at)s) AND (case_id, service_line) IN (
    SELECT case_id, service_line FROM orders WHERE order_id = ANY (%(orders)s))
ORDER BY meeting_id, position DESC
"""
_AGREEMENTS = """
SELECT order_id, agreement_id, starts_on, ends_on, term_last, exempt FROM agreements
WHERE order_id = ANY (%(orders)s) ORDER BY signed_on, number
"""
