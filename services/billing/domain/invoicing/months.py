"""Prices by the month (R-B2, R-V1): one line a calendar month, by days where not all of it is to be paid.

A day is paid for where the order is in force at a price by the month, its shares are agreed and an
agreement is signed for it (R-A1). A day that was billed stays so when an agreement turns out to end sooner.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from services.billing.domain.invoicing.entries import UNIT, Days, Line
from services.billing.domain.invoicing.history import DAY
from services.billing.domain.invoicing.in_force import InForce
from services.billing.domain.invoicing.outcome import Held, Why
from shared.kernel.money import rounded


class Stretch(NamedTuple):
    """Days of a month on which all is the same: the amount a month in 0.0001 euros, and why they wait."""

    first: date
    last: date
    amount: int
    why: Why | None


class Month(NamedTuple):
    """line: of the days to be paid, where there are any; held: the days that wait."""

    line: Line | None
    held: tuple[Held, ...]


def month_of(month: str, force: InForce, billed: Days) -> Month:
    """billed: the days of the month that are on a bill."""
    first, last = first_and_last(month)
    stretches = list(_stretches(first, last, force, billed))
    paid = [each for each in stretches if each.why is None]
    waiting = [each for each in stretches if each.why]
    line = _line(month, paid, last.day) if paid else None
    return Month(
        line if line and line.cents else None,
        tuple(
            Held(month, "month", each.first, _cents([each], last.day), each.why)
            for each in waiting
            if each.why
        ),
    )


def months_until(month: str, force: InForce) -> list[str]:
    """The order's months to one, where a price of it is by the month at all."""
    terms = force.terms
    if not any(each.price.per == "month" for each in terms.prices):
        return []
    last = first_and_last(month)[1]
    return list(_months(terms.starts_on, min(last, terms.ends_on or last)))


def first_and_last(month: str) -> tuple[date, date]:
    """The days of a month: "2025-09" to the 1st and the 30th."""
    first = date.fromisoformat(f"{month}-01")
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _months(since: date, until: date) -> Iterator[str]:
    day = since.replace(day=1)
    while day <= until:
        yield day.isoformat()[:7]
        day = first_and_last(day.isoformat()[:7])[1] + DAY


def _stretches(first: date, last: date, force: InForce, billed: Days) -> Iterator[Stretch]:
    first = max(first, force.terms.starts_on)
    last = min(last, force.terms.ends_on or last)
    cuts = {first, last + DAY, *(a for a, _ in billed), *(b + DAY for _, b in billed)} | force.changes()
    days = sorted(day for day in cuts if first <= day <= last + DAY)
    for start, after in pairwise(days):
        price = force.prices.on(start)
        if price and price.per == "month":
            paid_for = any(a <= start <= b for a, b in billed)
            why = None if paid_for else _waits(start, force)
            yield Stretch(start, after - DAY, price.hundredths_of_cents, why)


def _waits(day: date, force: InForce) -> Why | None:
    agreed = force.agreed(day)
    if agreed in {"no_agreement", "agreement_over"}:
        return agreed
    return "no_shares" if force.weights(day) is None else None


def _line(month: str, paid: list[Stretch], days_of_month: int) -> Line:
    days: list[tuple[date, date]] = []
    for each in paid:
        first = days.pop()[0] if days and days[-1][1] + DAY == each.first else each.first
        days.append((first, each.last))
    how_many = sum((last - first).days + 1 for first, last in days)
    quantity = rounded(how_many * UNIT, days_of_month)
    return Line(month, "month", "month", days[-1][1], quantity, _cents(paid, days_of_month), 0, tuple(days))


def _cents(stretches: list[Stretch], days_of_month: int) -> int:
    amounts = sum(each.amount * ((each.last - each.first).days + 1) for each in stretches)
    return rounded(amounts, days_of_month * 100)
