"""What an order will still cost: the mean of its months so far, month by month to its end. Pure.

From the first month whose work was invoiced to the last one over that was invoiced for it (a run of a month
in which nothing was done counts as a month of nothing), the mean goes on to `ends_on`, of whose month the
days count. What was invoiced beyond these months already is taken off, and a ceiling bounds it: one of hours
by what an hour came to so far. Each month is split by the shares in force at its end (R-B2, R-B3).
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Self

from services.reporting.queries.months import next_month
from shared.kernel.money import rounded, split

AN_HOUR = 3600


class Share(NamedTuple):
    """A payer's part of a month to come, in cents."""

    month: str
    payer_id: str
    sector: str
    net: int


class OrderSoFar(NamedTuple):
    """An order with what was invoiced of it. Cents and seconds.

    first, through: the months that the mean is of, None where there are none. net: all that was invoiced;
    whole: of these months; told: the part of that which the asker may see. payers: code → sector, as the
    order lists them. shares, ceilings: as they were told, each from a day on; of one day the later counts.
    """

    county: str
    service_line: str
    ends_on: date | None
    payers: dict[str, str]
    shares: Sequence[dict[str, Any]]
    ceilings: Sequence[dict[str, Any]]
    seconds: int
    first: str | None
    through: str | None
    net: int
    whole: int
    told: int

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        """Of a row of cost_forecast.py's question."""
        payers = {payer["payer_id"]: payer["sector"] for payer in row["payers"]}
        return cls(**{name: row[name] for name in cls._fields} | {"payers": payers})

    @property
    def months(self) -> int:
        """How many months the mean is of; 0: none that is over was invoiced."""
        if self.first is None or self.through is None or self.through < self.first:
            return 0
        return _number(self.through) - _number(self.first) + 1


def to_come(order: OrderSoFar) -> tuple[list[Share], bool]:
    """The parts of the months to come, and whether a ceiling bounds them. The order has months and an end."""
    room = _room(order)
    mean = Fraction(max(order.whole, 0), order.months)
    beyond = order.net - order.whole
    made: list[Share] = []
    so_far, months, bounded = 0, Fraction(0), False
    for last_day, part in _months_left(order):
        months += part
        wanted = max(_whole_cents(mean * months) - max(beyond, 0), 0)
        now = wanted if room is None else min(wanted, room)
        bounded = bounded or now < wanted
        made += _split(order, last_day, now - so_far)
        so_far = now
    return made, bounded


def _months_left(order: OrderSoFar) -> Iterator[tuple[date, Fraction]]:
    """Each month after `through` to the order's end: its last day, and how much of it is within."""
    if order.ends_on is None or order.through is None:
        return
    first = next_month(_first_day(order.through))
    while first <= order.ends_on:
        after = next_month(first)
        days = min((order.ends_on - first).days + 1, (after - first).days)
        yield after - timedelta(days=1), Fraction(days, (after - first).days)
        first = after


def _room(order: OrderSoFar) -> int | None:
    """What may still be billed under the ceiling that is in force at the end; None: there is none."""
    ceiling = _newest(order.ceilings)
    if ceiling is None:
        return None
    if ceiling["amount"] is not None:
        return max(int(ceiling["amount"]) - order.net, 0)
    if ceiling["hours"] is None or order.seconds <= 0:
        return None
    left = max(int(Decimal(ceiling["hours"]) * AN_HOUR) - order.seconds, 0)
    return _whole_cents(Fraction(left * max(order.net, 0), order.seconds))


def _split(order: OrderSoFar, last_day: date, cents: int) -> Iterator[Share]:
    """Nothing where no shares are in force: nobody would be billed."""
    since = _newest(order.shares, last_day)
    if len(order.payers) == 1:
        parts = dict.fromkeys(order.payers, cents)
    elif since is None:
        return
    else:
        parts = split(cents, {payer: Decimal(since["shares"].get(payer, "0")) for payer in order.payers})
    for payer, part in parts.items():
        yield Share(f"{last_day:%Y-%m}", payer, order.payers[payer], part)


def _newest(told: Sequence[dict[str, Any]], on: date = date.max) -> dict[str, Any] | None:
    """What is in force on a day: from the latest day on; of the same day the one told later."""
    there = [one for one in told if one["effective_from"] <= on.isoformat()]
    return max(reversed(there), key=lambda one: str(one["effective_from"]), default=None)


def _whole_cents(amount: Fraction) -> int:
    """Half a cent up."""
    return rounded(amount.numerator, amount.denominator)


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _number(month: str) -> int:
    year, _, of_year = month.partition("-")
    return int(year) * 12 + int(of_year)
