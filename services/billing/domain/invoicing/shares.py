"""What each payer's part of every entry is (R-B2, R-B3), and what of it the bills have otherwise.

Within a group (the month, the shares, the VAT rate) an entry's parts are the difference that it makes to
the split of the running total, so that after every entry each payer has paid their share to the cent.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from services.billing.domain.invoicing.entries import Entry
from services.billing.domain.invoicing.in_force import MILLION, InForce, Weights
from shared.kernel.money import rounded, split_by_weight


class Parts(NamedTuple):
    """Of an entry: cents and ten-thousandths of a percent, both in the order of the payers."""

    cents: tuple[int, ...]
    percents: tuple[int, ...]


class _Group:
    """The lines of a month under the same shares and VAT rate."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.total = 0
        self.so_far = [0] * len(weights)

    def add(self, cents: int) -> tuple[int, ...]:
        self.total += cents
        now = split_by_weight(self.total, self.weights)
        before, self.so_far = self.so_far, now
        return tuple(map(int.__sub__, now, before))


def parts_of(entries: Sequence[Entry], force: InForce) -> list[Parts]:
    """Of each entry, in the order in which they were billed. Who has several payers has shares by then."""
    groups: dict[tuple[str, Weights, int], _Group] = {}
    found = []
    for entry in entries:
        line = entry.line
        weights = force.weights_of(line)
        if weights is None:
            msg = f"no shares are agreed for what was billed of {line.on}"
            raise ValueError(msg)
        key = (line.month, weights, entry.vat)
        group = groups.get(key)
        if group is None:
            group = groups[key] = _Group(weights)
        found.append(Parts(group.add(entry.cents), percents(weights)))
    return found


@lru_cache(maxsize=1024)
def percents(weights: Weights) -> tuple[int, ...]:
    """As they stand on a bill: ten-thousandths of a percent, rounded where a month's mean has more."""
    whole = sum(weights)
    return tuple(rounded(weight * MILLION, whole) for weight in weights)
