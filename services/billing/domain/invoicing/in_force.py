"""What of an order's terms is in force on a day: built once for each run, asked for each line."""

from datetime import date
from itertools import chain
from math import gcd
from typing import Literal

from services.billing.domain.invoicing.entries import Days, Line
from services.billing.domain.invoicing.history import DAY, History
from services.billing.domain.invoicing.vat import EXEMPT, general_rate
from services.billing.domain.invoicing.work import SharesSince, Terms
from shared.kernel.money import weights_of

Weights = tuple[int, ...]
"""What each payer pays, in their order, in the smallest whole numbers: 50/50 is (1, 1)."""
Agreed = Literal["covered", "before", "no_agreement", "agreement_over"]


class InForce:
    """Terms by day. prices: `Price` by day; shares: `Weights` by day, none where several have agreed none."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.prices = History((each.effective_from, each.price) for each in terms.prices)
        self.shares = History((each.effective_from, _weights(terms, each)) for each in terms.shares)
        self._until: dict[str, date] = {}
        for each in terms.commitments:
            until = each.valid_until or date.max
            self._until[each.payer] = max(until, self._until.get(each.payer, until))
        self._agreements = [each for each in terms.agreements if each.starts_on <= each.last]

    def is_ordered(self, on: date) -> bool:
        terms = self.terms
        return terms.starts_on <= on and (terms.ends_on is None or on <= terms.ends_on)

    def weights(self, on: date) -> Weights | None:
        """The shares of a day's work (R-B2); a single payer's are all (R-B1)."""
        return (1,) if len(self.terms.payers) == 1 else self.shares.on(on)

    def weights_of(self, line: Line) -> Weights | None:
        """Of a line: its day's, or the mean of a monthly price's days."""
        return self.weights_over(line.days) if line.days else self.weights(line.on)

    def weights_over(self, days: Days) -> Weights | None:
        """Of a monthly price: the mean of the shares, each weighing as many days as it held (R-B2)."""
        if len(self.terms.payers) == 1:
            return (1,)
        means = [0] * len(self.terms.payers)
        for weights, held in chain.from_iterable(self.shares.stretches(*each) for each in days):
            if weights is None:
                return None
            whole = sum(weights)
            for place, weight in enumerate(weights):
                means[place] += held * (MILLION // whole) * weight
        return _smallest(means)

    def has_committed(self, payer: str, on: date) -> bool:
        """R-B7: the payer has decided to pay for work of that day."""
        until = self._until.get(payer)
        return until is not None and on <= until

    def agreed(self, on: date) -> Agreed:
        """R-A1: "before" is before a signed agreement's start."""
        found: Agreed = "agreement_over" if self._agreements else "no_agreement"
        for each in self._agreements:
            if on <= each.last:
                if each.starts_on <= on:
                    return "covered"
                found = "before"
        return found

    def vat(self, on: date) -> tuple[int, str | None] | None:
        """R-V2: rate, and the agreement whose evidence exempts; None where the line waits for either."""
        proved = [each for each in self.terms.agreements if each.exempt]
        if proved:
            covering = (each for each in proved if each.starts_on <= on <= each.last)
            return EXEMPT, next(covering, proved[0]).agreement_id
        return (general_rate(on), None) if self.terms.taxable else None

    def changes(self) -> set[date]:
        """Days from which something else may hold."""
        starts = [each.starts_on for each in self._agreements]
        after = [each.last + DAY for each in self._agreements]
        return {*self.prices.days, *self.shares.days, *starts, *after}


MILLION = 1_000_000


def _weights(terms: Terms, told: SharesSince) -> Weights:
    by_payer = weights_of(told.shares)
    return _smallest([by_payer.get(payer, 0) for payer in terms.payers])


def _smallest(weights: list[int]) -> Weights:
    divisor = gcd(*weights)
    return tuple(weight // divisor for weight in weights)
