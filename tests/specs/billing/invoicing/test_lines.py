"""What a meeting costs: its time by the price of its day, and its travel (R-V1)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from services.billing.domain.invoicing.lines import lines_of
from services.billing.domain.invoicing.work import Price, PriceSince
from tests.specs.billing.invoicing.books import BY_HOUR, START, Books, billed, day, hourly, lines, moment

BY_MEETING = Price("meeting", Decimal("75.01"), "half", late_cancellation_hours=24)


def at(price: Price) -> Books:
    return Books(hourly("fsw", prices=(PriceSince(START, price),)))


def amounts(books: Books) -> list[str]:
    return billed(books.run("2025-09"))


@pytest.mark.parametrize(
    ("minutes", "amount"), [(60, "58.37"), (90, "87.56"), (100, "97.28"), (1, "0.97"), (45, "43.78")]
)
def test_time_by_the_hour(minutes: int, amount: str) -> None:
    """R-B3: rounded half up to the cent."""
    assert amounts(at(BY_HOUR).held("a", "09-02", minutes)) == [amount]


def test_a_meetings_price_is_for_any_length() -> None:
    """R-V1."""
    assert amounts(at(BY_MEETING).held("a", "09-02", 15).held("b", "09-03", 180)) == ["75.01", "75.01"]


@pytest.mark.parametrize(("rule", "amount"), [("full", ["58.37"]), ("half", ["29.19"]), ("none", [])])
def test_a_no_show_by_the_prices_rule(rule: Any, amount: list[str]) -> None:
    """R-V1: the scheduled minutes, all, half or none of them."""
    assert amounts(at(replace(BY_HOUR, no_show=rule)).no_show("a", "09-02", 60, by="client")) == amount


def test_half_of_odd_minutes_is_not_rounded_before_it_is_money() -> None:
    """R-B3: 22.5 minutes at 58.37 are 21.88875."""
    books = at(BY_HOUR).no_show("a", "09-02", 45, by="client")
    (entry,) = books.run("2025-09").entries
    assert (entry.cents, entry.seconds, str(entry.quantity)) == (2189, 1350, "0.375")


def test_a_no_show_by_the_meeting() -> None:
    """R-V1: half of 75.01, half a cent up."""
    assert amounts(at(BY_MEETING).no_show("a", "09-02", 60, by="buyer")) == ["37.51"]


def test_who_did_not_come_themselves_is_paid_nothing() -> None:
    """R-V1: a no-show is the client's or the buyer's."""
    assert amounts(at(BY_HOUR).no_show("a", "09-02", 60, by="worker")) == []


@pytest.mark.parametrize(("hours", "amount"), [(23.99, ["29.19"]), (24, []), (25, []), (-1, ["29.19"])])
def test_late_is_less_than_the_agreed_hours_before(hours: float, amount: list[str]) -> None:
    """R-V1: on the hour it is still in time; after the start it is late."""
    assert amounts(at(BY_HOUR).cancelled("a", "09-02", "client", hours)) == amount


@pytest.mark.parametrize(("by", "amount"), [("buyer", ["29.19"]), ("worker", []), ("provider", [])])
def test_late_cancellations_are_the_clients_or_the_buyers(by: str, amount: list[str]) -> None:
    """R-V1."""
    assert amounts(at(BY_HOUR).cancelled("a", "09-02", by, 1)) == amount


def test_without_agreed_hours_no_cancellation_is_late() -> None:
    """R-V1."""
    books = at(replace(BY_HOUR, late_cancellation_hours=None)).cancelled("a", "09-02", "client", 1)
    assert amounts(books) == []


def test_hours_before_the_start_are_real_ones() -> None:
    """R-V1: the night of 25 October has an hour more: 24 hours before 10 o'clock it was 11 o'clock."""
    books = at(BY_HOUR).told(
        "a",
        "10-26",
        outcome="cancelled",
        by="client",
        starts_at=datetime(2025, 10, 26, 8, 0, tzinfo=UTC),
        cancelled_at=datetime(2025, 10, 25, 8, 0, 1, tzinfo=UTC),
    )
    assert billed(books.run("2025-10")) == ["29.19"]


def test_travel_is_a_line_of_its_own() -> None:
    """R-V1: kilometres by their price."""
    books = at(replace(BY_HOUR, km=Decimal("0.57"))).held("a", "09-02", 60, travel_km=13)
    what = books.run("2025-09")
    assert lines(what, "fsw") == [("held", "2025-09-02", "58.37"), ("travel", "2025-09-02", "7.41")]
    assert [(entry.line.unit, str(entry.quantity)) for entry in what.entries] == [("hour", "1"), ("km", "13")]


def test_a_cancelled_meeting_has_no_travel() -> None:
    """R-V1: a no-show may have: somebody drove there."""
    books = at(replace(BY_HOUR, km=Decimal("0.57")))
    books.told(
        "a", "09-02", outcome="cancelled", by="client", cancelled_at=moment(day("09-02")), travel_km=10
    )
    books.no_show("b", "09-03", 60, by="client", travel_km=10)
    assert amounts(books) == ["29.19", "29.19", "5.70"]


def test_without_a_price_for_kilometres_they_are_in_the_price() -> None:
    """R-V1."""
    assert amounts(at(BY_HOUR).held("a", "09-02", 60, travel_km=13)) == ["58.37"]


def test_what_costs_nothing_is_no_line() -> None:
    """R-V1: a held meeting of no minutes."""
    assert amounts(at(BY_HOUR).held("a", "09-02", 0)) == []


def test_the_price_of_the_works_date_counts() -> None:
    """R-V1: a new price holds from its day on."""
    books = at(BY_HOUR).held("a", "09-14").held("b", "09-15")
    dearer = PriceSince(day("09-15"), replace(BY_HOUR, amount=Decimal("60.00")))
    books.change(prices=(*books.terms.prices, dearer))
    assert amounts(books) == ["58.37", "60.00"]


def test_the_day_is_the_finnish_one() -> None:
    """R-V1: 21.30 UTC of 30 September is 1 October in Finland."""
    books = at(BY_HOUR).held("a", "09-30", starts_at=datetime(2025, 9, 30, 21, 30, tzinfo=UTC))
    assert billed(books.run("2025-09")) == []
    assert billed(books.run("2025-10")) == ["58.37"]


def test_a_monthly_price_leaves_a_meeting_its_travel() -> None:
    """R-V1: the time is in the month's price."""
    books = at(BY_HOUR).held("a", "09-02", 60, travel_km=100)
    by_month = Price("month", Decimal(900), "full", km=Decimal("0.57"))
    (line,) = lines_of(books.work["a"], date(2025, 9, 2), by_month)
    assert (line.what, line.cents) == ("travel", 5700)
