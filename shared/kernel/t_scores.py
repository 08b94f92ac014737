"""Goal attainment as one figure: the T-score of Kiresuk and Sherman (1968), with 0.3 between goals (R-F3).

    T = 50 + 10·Σwx / √(0.7·Σw² + 0.3·(Σw)²)

Decimal arithmetic alone: the same ratings give the same two decimals on every machine.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

BETWEEN_GOALS: Final = Decimal("0.3")
"""How strongly the attainments of two goals go together: what the authors took."""
_EXACT: Final = Context(prec=60)
_HUNDREDTH: Final = Decimal("0.01")


def t_score(rated: Iterable[tuple[int, int]]) -> str | None:
    """The score of (weight, attainment) pairs with two decimals, a half up; None where nothing is rated.

    weight: 1 or more; attainment: -2 to +2, 0 as hoped. "50.00" is: on the whole as hoped.
    """
    pairs = tuple(rated)
    if not pairs:
        return None
    weighted = Decimal(sum(weight * attainment for weight, attainment in pairs))
    squares = Decimal(sum(weight * weight for weight, _ in pairs))
    square = Decimal(sum(weight for weight, _ in pairs) ** 2)
    spread = _EXACT.sqrt((1 - BETWEEN_GOALS) * squares + BETWEEN_GOALS * square)
    score = _EXACT.add(50, _EXACT.divide(10 * weighted, spread))
    return str(score.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP))
