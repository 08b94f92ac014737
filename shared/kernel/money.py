"""Money is whole cents; what several pay together is split without losing a cent or favouring anybody (R-B3).

Pure. A share is a percent with up to four decimals; shares sum to exactly 100 (R-B1).
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
WHOLE = Decimal(100)
FINEST = Decimal("0.0001")


def cents(amount: Decimal) -> int:
    """Euros to cents, half a cent up; of a credit down, so that it takes back what was charged."""
    return int((amount / CENT).to_integral_value(ROUND_HALF_UP))


def rounded(numerator: int, denominator: int) -> int:
    """A fraction of at least 0 as a whole number, a half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def euros(amount: int) -> Decimal:
    """Cents to euros with two decimals."""
    return (Decimal(amount) * CENT).quantize(CENT)


def split(total: int, shares: Mapping[str, Decimal]) -> dict[str, int]:
    """What each payer pays of a total of cents: whole parts, then a cent each to the largest remainders.

    Ties go to the payer listed first. A credit is split as the charge that it takes back. ValueError where
    the shares are not exactly 100 together, below nothing, or finer than four decimals.
    """
    weights = weights_of(shares)
    return dict(zip(weights, split_by_weight(total, list(weights.values())), strict=True))


def split_by_weight(total: int, weights: Sequence[int]) -> list[int]:
    """The same by whole weights, in their order: some may be 0, together they are more than that."""
    amount, whole = abs(total), sum(weights)
    parts = [amount * weight // whole for weight in weights]
    left = amount - sum(parts)
    if left:
        remainders = [amount * weight % whole for weight in weights]
        for _ in range(left):
            largest = remainders.index(max(remainders))
            parts[largest] += 1
            remainders[largest] = -1
    return parts if total >= 0 else [-part for part in parts]


def weights_of(shares: Mapping[str, Decimal]) -> dict[str, int]:
    """Percents as ten-thousandths of a percent, a million together; ValueError where they are no shares."""
    weights = {payer: _weight(share) for payer, share in shares.items()}
    if sum(weights.values()) != int(WHOLE / FINEST):
        msg = f"shares sum to {sum(shares.values())}, not to 100"
        raise ValueError(msg)
    return weights


def split_in_turn(amounts: Iterable[int], shares: Mapping[str, Decimal]) -> list[dict[str, int]]:
    """Each line's parts, so that after every line each payer has paid their split of all lines so far.

    A single line's part may so be a cent beside its percent, and of a line of a cent even the other way.
    """
    lines, total, so_far = [], 0, dict.fromkeys(shares, 0)
    for amount in amounts:
        total += amount
        now = split(total, shares)
        lines.append({payer: now[payer] - so_far[payer] for payer in shares})
        so_far = now
    return lines


def _weight(share: Decimal) -> int:
    weight = share / FINEST
    if share < 0 or weight != weight.to_integral_value():
        msg = f"a share is a percent of at least 0 with up to four decimals, not {share}"
        raise ValueError(msg)
    return int(weight)
