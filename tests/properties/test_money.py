"""No cent is lost and nobody is favoured (R-B3), whatever the amounts and shares."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.money import cents, euros, split, split_in_turn

WHOLE = 1_000_000


@st.composite
def shares(draw: st.DrawFn) -> dict[str, Decimal]:
    """One to six payers whose percents, with up to four decimals, sum to 100; some pay nothing."""
    cuts = sorted(draw(st.lists(st.integers(0, WHOLE), max_size=5)))
    edges = [0, *cuts, WHOLE]
    parts = [after - before for before, after in pairwise(edges)]
    return {f"payer-{n}": Decimal(part) / 10_000 for n, part in enumerate(parts)}


def exact(total: int, share: Decimal) -> Fraction:
    return Fraction(total) * Fraction(share) / 100


@given(st.integers(-(10**9), 10**9), shares())
def test_no_cent_is_lost(total: int, parts: dict[str, Decimal]) -> None:
    """R-B3: the parts of an amount are the amount."""
    assert sum(split(total, parts).values()) == total


@given(st.integers(-(10**9), 10**9), shares())
def test_nobody_is_a_cent_beside_their_share(total: int, parts: dict[str, Decimal]) -> None:
    """R-B3: each pays their percent, less than a cent more or less; who has no share pays nothing."""
    for payer, part in split(total, parts).items():
        assert abs(part - exact(total, parts[payer])) < 1
        assert part == 0 or parts[payer] > 0


@given(st.integers(0, 10**6), shares())
def test_the_cents_that_are_left_go_to_the_largest_remainders(total: int, parts: dict[str, Decimal]) -> None:
    """R-B3: who got a cent more had no smaller a remainder than who did not; of equal ones the first."""
    paid = split(total, parts)
    below = {payer: int(exact(total, share)) for payer, share in parts.items()}
    got = [(n, payer) for n, payer in enumerate(parts) if paid[payer] > below[payer]]
    not_got = [(n, payer) for n, payer in enumerate(parts) if paid[payer] == below[payer]]
    rest = {payer: exact(total, share) - below[payer] for payer, share in parts.items()}
    for n, winner in got:
        for m, loser in not_got:
            assert (rest[winner], -n) > (rest[loser], -m)


@given(st.lists(st.integers(-(10**6), 10**6), max_size=30), shares())
def test_after_every_line_all_stand_as_if_it_were_one(amounts: list[int], parts: dict[str, Decimal]) -> None:
    """R-B3: lines are split by running totals: many small lines favour nobody."""
    lines = split_in_turn(amounts, parts)
    for upto in range(len(lines) + 1):
        so_far = {payer: sum(line[payer] for line in lines[:upto]) for payer in parts}
        assert so_far == split(sum(amounts[:upto]), parts)
    assert [sum(line.values()) for line in lines] == amounts


@pytest.mark.parametrize(
    ("amount", "percents", "parts"),
    [
        ("100.00", ("33.3334", "33.3333", "33.3333"), ("33.34", "33.33", "33.33")),
        ("1234.55", ("40", "35", "25"), ("493.82", "432.09", "308.64")),
        ("0.01", ("50", "50"), ("0.01", "0.00")),
        ("-0.01", ("50", "50"), ("-0.01", "0.00")),
    ],
)
def test_the_amounts_of_the_rule(amount: str, percents: tuple[str, ...], parts: tuple[str, ...]) -> None:
    """R-B3: the single amounts that the rule names."""
    told = split(cents(Decimal(amount)), {str(n): Decimal(each) for n, each in enumerate(percents)})
    assert tuple(str(euros(each)) for each in told.values()) == parts


@pytest.mark.parametrize(
    "percents", [("100.0001",), ("99.9999",), ("50", "-50", "100"), ("33.33333", "66.66667")]
)
def test_other_shares_are_none(percents: tuple[str, ...]) -> None:
    """R-B1: exactly 100, none below 0, at most four decimals."""
    with pytest.raises(ValueError, match="share"):
        split(1, {str(n): Decimal(each) for n, each in enumerate(percents)})


@pytest.mark.parametrize(
    ("amount", "rounded"), [("0.005", 1), ("-0.005", -1), ("87.555", 8756), ("87.5549", 8755)]
)
def test_half_a_cent_goes_up(amount: str, rounded: int) -> None:
    """R-B3: a line's amount is rounded half up to the cent."""
    assert cents(Decimal(amount)) == rounded
