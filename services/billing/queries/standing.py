"""How an order stands on a day: what of its ceiling is used, what waits and why, what is flagged.

It is what a run of that day's month would come to, looked at and not done.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.billing.application import Billing
from services.billing.application.work_rows import Then, WorkOf, coverage, work_of
from services.billing.domain.agreement import Agreement
from services.billing.domain.invoicing.outcome import Due, Held
from services.billing.domain.invoicing.run import ceiling_use, due
from services.billing.domain.invoicing.work import Coverage
from services.billing.domain.order import Order
from services.billing.domain.order.terms import terms_of
from shared.kernel.money import euros

SECONDS = 3600
FLAGS = {
    "before_agreement": "work was done before an agreement was signed",
    "ceiling_80": "80 % of the ceiling is used",
    "ceiling_100": "the ceiling is used up",
    "second_order": "another order for the same work is in force too: the earlier one is billed",
    "second_to_another": "the work is billed to another order that was placed earlier",
    "no_agreement": "no agreement is signed: the work waits",
    "agreement_over": "the agreement is over: the work waits for another",
    "no_shares": "the payers have not agreed their shares: the work waits",
    "vat_evidence": "evidence for the VAT exemption is missing: the work waits",
    "commitment": "a payer has not committed: its part waits",
    "ceiling": "this lies beyond the ceiling and is not billed",
}
"""A flag's code → its sentence (R-A1, R-B1, R-B6, R-B7, R-V2)."""


def standing_of(
    billing: Billing,
    order: Order,
    agreements: Sequence[Agreement],
    known_at: datetime | None,
    on: date,
) -> dict[str, Any]:
    """`ceiling` and `flags` of the order's answer."""
    with billing.database.rows() as rows:
        then = _then(billing, known_at) if known_at else None
        work = work_of(rows, [order.id], then)[order.id]
    terms = terms_of(order, [_coverage(each) for each in agreements])
    found = due(order.account, terms, work.items, f"{on:%Y-%m}")
    return {
        "ceiling": _ceiling(order, ceiling_use(order.account, terms, on), found),
        "flags": [*_own_flags(found, work), *_waiting(found.held)],
    }


def positions_of(billing: Billing, moment: datetime | None) -> dict[str, int]:
    """How far billing's own log is told, and intake's meetings (R-T1)."""
    with billing.database.rows() as rows:
        seen = rows.execute(_SEEN, {"moment": moment}).fetchone()
    position = int(seen["position"]) if seen else 0
    return {"billing": billing.recorder.position_at(moment), "intake": position}


def _then(billing: Billing, moment: datetime) -> Then:
    """The other orders for the same work as they were then, by their own facts."""

    def as_known(order_id: UUID) -> Order | None:
        placed = billing.recorder.version_at(order_id, moment) is not None
        return billing.load(Order, order_id, moment) if placed else None

    return Then(moment, as_known)


def _coverage(agreement: Agreement) -> Coverage:
    row = {
        "agreement_id": agreement.id,
        "starts_on": agreement.starts_on,
        "ends_on": agreement.ends_on,
        "term_last": agreement.term.last,
        "exempt": agreement.vat_exemption.whole,
    }
    return coverage(row)


def _ceiling(order: Order, use: Any, found: Due) -> dict[str, Any]:
    """In euros, or in hours where the ceiling counts them."""
    limits = [{"effective_from": each.effective_from, **vars(each.ceiling)} for each in order.ceilings]
    if not limits:
        return {"used": euros(use.used), "unit": "euro", "limits": []}

    def told(number: int | None) -> Decimal | None:
        if number is None:
            return None
        return (Decimal(number) / SECONDS).quantize(Decimal("0.01")) if use.in_hours else euros(number)

    beyond = sum(held.cents for held in found.held if held.why == "ceiling")
    return {
        "limit": told(use.limit),
        "used": told(use.used),
        "unit": "hour" if use.in_hours else "euro",
        "beyond": euros(beyond) if beyond else None,
        "limits": limits,
    }


def _own_flags(found: Due, work: WorkOf) -> list[dict[str, Any]]:
    told: list[tuple[str, date | None]] = [(code, None) for code in found.flags]
    told += [("second_order", work.second_since)] if work.second_since else []
    told += [("second_to_another", work.second_for)] if work.second_for else []
    return [{"code": code, "text": FLAGS[code], "since": since} for code, since in told]


def _waiting(held: Iterable[Held]) -> list[dict[str, Any]]:
    """What waits, by why and by whom: since when, and how much."""
    together: dict[tuple[str, str | None], list[Held]] = defaultdict(list)
    for each in held:
        together[each.why, each.payer].append(each)
    return [
        {
            "code": why,
            "text": FLAGS[why],
            "payer_id": payer,
            "since": min(each.on for each in all_of_it),
            "amount": sum(each.cents for each in all_of_it),
        }
        for (why, payer), all_of_it in together.items()
    ]


_SEEN = """
SELECT CASE WHEN %(moment)s::timestamptz IS NULL
    THEN (SELECT coalesce(max(position), 0) FROM subscriptions WHERE source = 'intake')
    ELSE (SELECT coalesce(max(position), 0) FROM work WHERE recorded_at <= %(moment)s) END AS position
"""
