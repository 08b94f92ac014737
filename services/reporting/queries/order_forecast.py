"""What an order will still cost: the mean of its months so far, month by month to its end. Pure.

From the first month whose work was invoiced to the last one over that was invoiced for it (a run of a month
in which nothing was done counts as a month of nothing), the mean goes on to `ends_on`, of whose month the
days count. What was invoiced beyond these months already is taken off, and a ceiling bounds it: one of hours
by what an hour came to so far. Each month is split by the shares in force at its end (R-B2, R-B3).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple, Self

from services.reporting.queries.months import next_month
from shared.kernel.money import rounded, split_by_weight, weights_of

AN_HOUR = 3600
Weights = tuple[int, ...]
"""The payers' shares in the order in which the order lists them."""


class Coming(NamedTuple):
    """What a month will still cost, in cents, and how it is shared."""

    month: str
    net: int
    weights: Weights


class Payer(NamedTuple):
    """A payer as its order lists it. organisation: a pseudonym."""

    payer_id: str
    sector: str
    organisation: str


class Share(NamedTuple):
    """A payer's part of it."""

    month: str
    payer: Payer
    net: int


class OrderSoFar(NamedTuple):
    """An order with what was invoiced of it. Cents and seconds.

    first, through: the months that the mean is of, None where there are none. net: all that was invoiced;
    whole: of these months; told: the part of that which the asker may see. payers: as the order
    lists them. shares, ceilings: as they were told, each from a day on; of one day the later counts.
    """

    county: str
    service_line: str
    ends_on: date | None
    payers: Sequence[Payer]
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
        payers = [Payer(**payer) for payer in row["payers"]]
        return cls(**{name: row[name] for name in cls._fields} | {"payers": payers})

    @property
    def months(self) -> int:
        """How many months the mean is of; 0: none that is over was invoiced."""
        if self.first is None or self.through is None or self.through < self.first:
            return 0
        return _number(self.through) - _number(self.first) + 1


def to_come(order: OrderSoFar) -> tuple[list[Coming], bool]:
    """The months to come, and whether a ceiling bounds them. The order has months and an end.

    A month in which no shares are in force is left out: nobody would be billed.
    """
    if order.ends_on is None or order.through is None:
        return [], False
    room = _room(order)
    whole, beyond = max(order.whole, 0), max(order.net - order.whole, 0)
    made: list[Coming] = []
    so_far, bounded = 0, False
    for place, (last_day, days, of_days) in enumerate(months_left(order.through, order.ends_on)):
        wanted = max(rounded(whole * (place * of_days + days), order.months * of_days) - beyond, 0)
        now = wanted if room is None else min(wanted, room)
        bounded = bounded or now < wanted
        weights = _weights(order, last_day)
        if now > so_far and weights:
            made.append(Coming(last_day[:7], now - so_far, weights))
        so_far = now
    return made, bounded


def together(coming: Iterable[Coming]) -> list[Coming]:
    """The months whose shares are the same as one, of no month."""
    sums: dict[Weights, int] = defaultdict(int)
    for one in coming:
        sums[one.weights] += one.net
    return [Coming("", net, weights) for weights, net in sums.items()]


def shared(order: OrderSoFar, coming: Iterable[Coming]) -> Iterator[Share]:
    """Each payer's part, so that after every month each pays their split of all so far (R-B3)."""
    totals: dict[Weights, int] = defaultdict(int)
    before: dict[Weights, list[int]] = {}
    for one in coming:
        totals[one.weights] += one.net
        now = split_by_weight(totals[one.weights], one.weights)
        was = before.get(one.weights, [0] * len(now))
        for payer, part, had in zip(order.payers, now, was, strict=True):
            yield Share(one.month, payer, part - had)
        before[one.weights] = now


@lru_cache(maxsize=4096)
def months_left(through: str, ends_on: date) -> tuple[tuple[str, int, int], ...]:
    """Each month after one to an end: its last day, how many days of it are within, how many it has."""
    found = []
    first = next_month(date.fromisoformat(f"{through}-01"))
    while first <= ends_on:
        after = next_month(first)
        of_days = (after - first).days
        days = min((ends_on - first).days + 1, of_days)
        found.append(((after - timedelta(days=1)).isoformat(), days, of_days))
        first = after
    return tuple(found)


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
    return rounded(left * max(order.net, 0), order.seconds)


def _weights(order: OrderSoFar, on: str) -> Weights:
    """The shares in force on a day; none of several payers where nothing was agreed."""
    if len(order.payers) == 1:
        return (1,)
    since = _newest(order.shares, on)
    return (
        _weights_of(tuple(since["shares"].get(payer.payer_id, "0") for payer in order.payers))
        if since
        else ()
    )


@lru_cache(maxsize=4096)
def _weights_of(shares: tuple[str, ...]) -> Weights:
    return tuple(weights_of({str(place): Decimal(share) for place, share in enumerate(shares)}).values())


def _newest(told: Sequence[Mapping[str, Any]], on: str = "9999-12-31") -> Mapping[str, Any] | None:
    """What is in force on a day: from the latest day on; of the same day the one told later."""
    newest = None
    for one in told:
        since = one["effective_from"]
        if since <= on and (newest is None or since >= newest["effective_from"]):
            newest = one
    return newest


def _number(month: str) -> int:
    year, _, of_year = month.partition("-")
    return int(year) * 12 + int(of_year)
