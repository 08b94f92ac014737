"""What each payer should have been invoiced in all, reckoned with fractions and day by day, from the rules
alone: nothing of the code under test is asked. Order does not matter to it, for what a group of lines comes
to is the split of its total (R-B3), whatever came first.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo

from services.billing.domain.invoicing.work import Price, Terms, WorkItem

DAY = timedelta(days=1)
Percents = tuple[Fraction, ...]
Group = tuple[str, Percents, Fraction]
"""A month, what each payer pays of it, the VAT rate."""


def half_up(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))


def largest_remainders(total: int, percents: Percents) -> list[int]:
    exact = [total * percent / 100 for percent in percents]
    cents = [floor(each) for each in exact]
    while sum(cents) < total:
        most = max(exact[n] - cents[n] for n in range(len(cents)))
        cents[next(n for n in range(len(cents)) if exact[n] - cents[n] == most)] += 1
    return cents


def owed(terms: Terms, work: Iterable[WorkItem], until: str) -> dict[str, int]:
    """Cents by payer, without VAT, for all work to a month's end."""
    sums = [0] * len(terms.payers)
    for (_, percents, _), total in groups(terms, work, until).items():
        for n, cents in enumerate(largest_remainders(total, percents)):
            sums[n] += cents
    return dict(zip(terms.payers, sums, strict=True))


def groups(terms: Terms, work: Iterable[WorkItem], until: str) -> dict[Group, int]:
    """The total of each group, in cents."""
    totals: dict[Group, int] = {}
    for on, percents, cents in [*_meetings(terms, work, until), *_months(terms, until)]:
        key = (f"{on:%Y-%m}", percents, _vat(terms, on))
        totals[key] = totals.get(key, 0) + cents
    return totals


def _meetings(terms: Terms, work: Iterable[WorkItem], until: str) -> Iterator[tuple[date, Percents, int]]:
    for item in work:
        on = item.starts_at.astimezone(ZoneInfo("Europe/Helsinki")).date()
        if not _ordered(terms, on) or f"{on:%Y-%m}" > until:
            continue
        price = _price(terms, on)
        yield on, _percents(terms, on), half_up(_euros(item, price) * 100)
        if price.km is not None and item.outcome != "cancelled":
            yield on, _percents(terms, on), half_up(Fraction(price.km) * item.travel_km * 100)


def _euros(item: WorkItem, price: Price) -> Fraction:
    share = {"full": Fraction(1), "half": Fraction(1, 2), "none": Fraction(0)}[price.no_show]
    minutes = item.planned_minutes
    if item.outcome == "held":
        share, minutes = Fraction(1), item.minutes
    elif item.by in {"worker", "provider"}:
        share = Fraction(0)
    elif item.outcome == "cancelled":
        hours = price.late_cancellation_hours
        before = item.starts_at - (item.cancelled_at or item.starts_at)
        if hours is None or before.total_seconds() >= hours * 3600:
            share = Fraction(0)
    of = {"hour": Fraction(minutes, 60), "meeting": Fraction(1), "month": Fraction(0)}[price.per]
    return Fraction(price.amount) * of * share


def _months(terms: Terms, until: str) -> Iterator[tuple[date, Percents, int]]:
    """Day by day: each by a month's price is its part of the month."""
    found: dict[str, list[date]] = {}
    on = terms.starts_on
    while f"{on:%Y-%m}" <= until and _ordered(terms, on):
        if _price(terms, on).per == "month":
            found.setdefault(f"{on:%Y-%m}", []).append(on)
        on += DAY
    for days in found.values():
        in_month = monthrange(days[0].year, days[0].month)[1]
        euros = sum((Fraction(_price(terms, day).amount) / in_month for day in days), Fraction(0))
        means = zip(*(_percents(terms, day) for day in days), strict=True)
        percents = tuple(sum(each, Fraction(0)) / len(days) for each in means)
        yield days[-1], percents, half_up(euros * 100)


def _ordered(terms: Terms, on: date) -> bool:
    return terms.starts_on <= on <= (terms.ends_on or date.max)


def _price(terms: Terms, on: date) -> Price:
    newest = max(
        (each.effective_from, told) for told, each in enumerate(terms.prices) if each.effective_from <= on
    )
    return terms.prices[newest[1]].price


def _percents(terms: Terms, on: date) -> Percents:
    if len(terms.payers) == 1:
        return (Fraction(100),)
    newest = max(
        (each.effective_from, told) for told, each in enumerate(terms.shares) if each.effective_from <= on
    )
    shares = terms.shares[newest[1]].shares
    return tuple(Fraction(shares.get(payer, 0)) for payer in terms.payers)


def _vat(terms: Terms, on: date) -> Fraction:
    """Exempt, where the order's agreements prove it; else as the law had it on the day."""
    if any(each.exempt for each in terms.agreements):
        return Fraction(0)
    return Fraction(24) if on < date(2024, 9, 1) else Fraction("25.5")
