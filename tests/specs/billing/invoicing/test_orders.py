"""Whose a meeting is (R-B1)."""

from datetime import date

from services.billing.domain.invoicing.orders import OrderInForce, billed_to

SECOND = OrderInForce("second", 2, date(2025, 9, 1))
FIRST = OrderInForce("first", 1, date(2025, 9, 1), date(2025, 9, 30))
LATER = OrderInForce("later", 0, date(2025, 11, 1))


def test_the_earliest_placed_order_in_force_and_the_others_are_flagged() -> None:
    """R-B1: the last day is in it."""
    assert billed_to(date(2025, 9, 30), [SECOND, FIRST, LATER]) == ("first", ("second",))


def test_after_its_end_it_is_the_next_ones() -> None:
    """R-B1."""
    assert billed_to(date(2025, 10, 1), [SECOND, FIRST, LATER]) == ("second", ())


def test_an_order_that_was_placed_first_counts_from_its_start() -> None:
    """R-B1: placed earlier, in force later."""
    assert billed_to(date(2025, 11, 1), [SECOND, FIRST, LATER]) == ("later", ("second",))


def test_without_an_order_in_force_it_is_nobodys() -> None:
    """R-B1."""
    assert billed_to(date(2025, 8, 31), [SECOND, FIRST, LATER]) == (None, ())
