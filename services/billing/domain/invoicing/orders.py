"""Whose a meeting is (R-B1): the earliest placed order in force for its case and service line."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class OrderInForce(NamedTuple):
    """placed: grows with every order that is placed."""

    order_id: str
    placed: int
    starts_on: date
    ends_on: date | None = None


def billed_to(on: date, orders: Iterable[OrderInForce]) -> tuple[str | None, tuple[str, ...]]:
    """The order that a day's work is billed to, and the others in force that day, which are flagged.

    orders: those of the work's case and service line.
    """
    in_force = [
        each for each in orders if each.starts_on <= on and (each.ends_on is None or on <= each.ends_on)
    ]
    earliest = sorted(in_force, key=lambda each: each.placed)
    return (earliest[0].order_id, tuple(each.order_id for each in earliest[1:])) if earliest else (None, ())
