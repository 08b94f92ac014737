"""Work to priced lines (R-V1): a meeting's time by the price of its day, and its travel."""

from datetime import date, timedelta

from services.billing.domain.invoicing.entries import UNIT, Line, What
from services.billing.domain.invoicing.work import Price, WorkItem
from shared.kernel.money import rounded

HOUR = 3600
HALVES = {"full": 2, "half": 1, "none": 0}
OURS = frozenset({"worker", "provider"})
"""Whose staying away or cancelling costs nobody anything; a client's or a buyer's does."""


def lines_of(item: WorkItem, on: date, price: Price) -> list[Line]:
    """None, its time, its travel or both; what comes to nothing is no line. on: the item's day."""
    halves = _halves(item, price)
    lines = [_time(item, on, price, halves)] if halves and price.per != "month" else []
    if item.travel_km and price.km and item.outcome != "cancelled":
        cents = rounded(item.travel_km * price.km_hundredths_of_cents, 100)
        lines.append(Line(item.meeting_id, "travel", "km", on, item.travel_km * UNIT, cents))
    return [line for line in lines if line.cents]


def _halves(item: WorkItem, price: Price) -> int:
    """How many halves of its minutes are paid for."""
    if item.outcome == "held":
        return 2
    if item.by in OURS or (item.outcome == "cancelled" and not _is_late(item, price)):
        return 0
    return HALVES[price.no_show]


def _is_late(item: WorkItem, price: Price) -> bool:
    """Less than the agreed hours before the start: on the hour it is still in time."""
    if price.late_cancellation_hours is None or item.cancelled_at is None:
        return False
    return item.starts_at - item.cancelled_at < timedelta(hours=price.late_cancellation_hours)


def _time(item: WorkItem, on: date, price: Price, halves: int) -> Line:
    what: What = "late_cancellation" if item.outcome == "cancelled" else item.outcome
    minutes = item.minutes if item.outcome == "held" else item.planned_minutes
    seconds = minutes * halves * 30
    if price.per == "hour":
        cents = rounded(price.hundredths_of_cents * seconds, HOUR * 100)
        return Line(item.meeting_id, what, "hour", on, rounded(seconds * UNIT, HOUR), cents, seconds)
    cents = rounded(price.hundredths_of_cents * halves, 2 * 100)
    return Line(item.meeting_id, what, "meeting", on, UNIT * halves // 2, cents, seconds)
