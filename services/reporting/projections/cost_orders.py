"""Orders as a forecast of their costs needs them, and the runs of invoicing, in versions (R-T1)."""

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any

from services.reporting.projections.reading import Rows, TooEarly
from services.reporting.projections.versioned import Change, Newest, Row, Table
from shared.contracts import billing
from shared.contracts.envelope import Message, PublicFact

ORDERS = Table(
    "cost_orders",
    ("order_id",),
    (
        "region", "county", "service_line", "case_id", "ends_on", "payers", "shares", "ceilings",
        "billed_month", "seconds",
    ),
)  # fmt: skip
RUNS = Table("cost_runs", ("run_id",), ("region", "run_month", "order_ids", "done"))
BEGINNINGS = (billing.OrderPlaced, billing.InvoicingAsked)


@singledispatch
def after(_fact: PublicFact, _before: Row) -> Row | None:
    """The columns that a fact changes in its order's or its run's version; None where it changes none."""
    return None


@after.register
def _(fact: billing.OrderPlaced, _before: Row) -> Row:
    ceiling = [_ceiling(fact.ceiling, fact.starts_on)] if fact.ceiling else []
    return {
        "county": fact.county,
        "service_line": fact.service_line,
        "case_id": fact.case_id,
        "ends_on": fact.ends_on,
        "payers": [payer.model_dump() for payer in fact.payers],
        "shares": [],
        "ceilings": ceiling,
        "billed_month": None,
        "seconds": 0,
    }


@after.register(billing.CostSharesAgreed)
@after.register(billing.CostSharesRevised)
def _(fact: billing.CostSharesAgreed | billing.CostSharesRevised, before: Row) -> Row:
    since = {"effective_from": fact.effective_from.isoformat(), "shares": fact.shares}
    return {"shares": [*before["shares"], since]}


@after.register
def _(fact: billing.CeilingRaised, before: Row) -> Row:
    return {"ceilings": [*before["ceilings"], _ceiling(fact.ceiling, fact.effective_from)]}


@after.register
def _(fact: billing.OrderEnded, _before: Row) -> Row:
    return {"ends_on": fact.ends_on}


@after.register
def _(fact: billing.WorkBilled, before: Row) -> Row:
    month = max(before["billed_month"] or fact.month, fact.month)
    return {"billed_month": month, "seconds": before["seconds"] + fact.seconds}


@after.register
def _(fact: billing.InvoicingAsked, _before: Row) -> Row:
    return {"run_month": fact.month, "order_ids": list(fact.order_ids), "done": False}


@after.register
def _(_fact: billing.InvoicingDone, _before: Row) -> Row:
    return {"done": True}


def apply_all(messages: Sequence[Message[Any]], rows: Rows) -> None:
    """Writes the next versions of the orders and runs that the facts are about."""
    about = [(message, change) for message in messages for change in _changes(message)]
    if not about:
        return
    newest = Newest(rows, (change for _, change in about))
    for message, change in about:
        before = newest.of(change.table, *change.key)
        begins = isinstance(message.body, BEGINNINGS)
        if before is None and not begins:
            raise TooEarly(message)
        if before is None or not begins:
            newest.follow(change, message)
    newest.write()


def _changes(message: Message[Any]) -> Iterable[Change]:
    """The change of its order or its run, if the fact is about one and changes anything there."""
    fact = message.body
    if after.dispatch(type(fact)) is after.dispatch(object):
        return
    table, key = (RUNS, "run_id") if isinstance(fact, billing.RunFact) else (ORDERS, "order_id")

    def now(before: Row | None) -> Row:
        place = {"region": message.region} if before is None else {}
        return place | (after(fact, before or {}) or {})

    yield Change(table, (getattr(fact, key),), now)


def _ceiling(ceiling: Any, effective_from: Any) -> Row:
    return {"effective_from": effective_from.isoformat(), "amount": ceiling.amount, "hours": ceiling.hours}
