"""A price by the month: one line a calendar month, by days (R-B2, R-V1)."""

from datetime import date
from decimal import Decimal

from services.billing.domain.invoicing.work import Coverage, Price, PriceSince
from tests.specs.billing.invoicing.books import (
    BY_HOUR,
    START,
    Books,
    billed,
    day,
    hourly,
    lines,
    shares,
    waiting,
)

MONTHLY = Price("month", Decimal("900.00"), "none", km=Decimal("0.57"))


def monthly(*payers: str, **more: object) -> Books:
    return Books(hourly(*payers, **{"prices": (PriceSince(START, MONTHLY),), **more}))


def test_a_line_for_every_month_of_the_order() -> None:
    """R-V1: a run brings the months before it as well; their day is the last."""
    assert lines(monthly("fsw").run("2025-10"), "fsw") == [
        ("month", "2025-09-30", "900.00"),
        ("month", "2025-10-31", "900.00"),
    ]


def test_a_month_that_is_not_all_of_the_orders_is_paid_by_days() -> None:
    """R-V1: 16 of 30 days, then 9 of 31: 261.29."""
    books = monthly("fsw", starts_on=day("09-15"), ends_on=day("10-09"))
    what = books.run("2025-10")
    assert billed(what) == ["480.00", "261.29"]
    assert [str(entry.quantity) for entry in what.entries] == ["0.5333", "0.2903"]


def test_two_prices_in_a_month_weigh_by_their_days() -> None:
    """R-V1: one line: 10 days of 900 and 20 of 1200 a month."""
    books = monthly("fsw")
    dearer = PriceSince(day("09-11"), Price("month", Decimal("1200.00"), "none"))
    books.change(prices=(*books.terms.prices, dearer))
    assert billed(books.run("2025-09")) == ["1100.00"]


def test_a_month_that_goes_over_to_hours() -> None:
    """R-V1: days by the month, then meetings by the hour."""
    books = monthly("fsw").held("a", "09-02").held("b", "09-20")
    books.change(prices=(*books.terms.prices, PriceSince(day("09-16"), BY_HOUR)))
    assert lines(books.run("2025-09"), "fsw") == [
        ("month", "2025-09-15", "450.00"),
        ("held", "2025-09-20", "58.37"),
    ]


def test_days_by_the_month_on_both_sides_of_hours() -> None:
    """R-V1, R-B2: 10 days at 50/50 and 10 at 100/0 are 75/25; the days between are by the hour."""
    halves, whole = shares("09-01", fsw="50", edu="50"), shares("09-16", fsw="100", edu="0")
    books = monthly("fsw", "edu", shares=(halves, whole))
    by_hour, again = PriceSince(day("09-11"), BY_HOUR), PriceSince(day("09-21"), MONTHLY)
    books.change(prices=(*books.terms.prices, by_hour, again)).run("2025-09")
    assert books.net == {"fsw": "450.00", "edu": "150.00"}


def test_shares_of_a_month_are_their_mean_by_days() -> None:
    """R-B2: 10 days at 60/40 and 20 at 30/70 are 40/60."""
    books = monthly(
        "fsw", "edu", shares=(shares("09-01", fsw="60", edu="40"), shares("09-11", fsw="30", edu="70"))
    )
    books.run("2025-09")
    assert books.net == {"fsw": "360.00", "edu": "540.00"}


def test_a_mean_that_has_no_four_decimals_loses_no_cent() -> None:
    """R-B2, R-B3: 10 days at 50/50 and 20 at 25/75 are a third and two thirds."""
    books = monthly(
        "fsw", "edu", shares=(shares("09-01", fsw="50", edu="50"), shares("09-11", fsw="25", edu="75"))
    )
    what = books.run("2025-09")
    assert books.net == {"fsw": "300.00", "edu": "600.00"}
    assert [line.percent for bill in what.bills for line in bill.lines] == [333333, 666667]


def test_a_revision_changes_a_month_by_its_days() -> None:
    """R-B2, R-B4: from the middle of a month that is billed."""
    books = monthly("fsw", "edu", shares=(shares("09-01", fsw="50", edu="50"),))
    books.run("2025-09")
    books.revise(shares("09-16", fsw="100", edu="0"))
    assert books.net == {"fsw": "675.00", "edu": "225.00"}


def test_a_month_is_paid_only_for_the_days_of_an_agreement() -> None:
    """R-A1: the days after its end wait for another; then the month is billed anew with them."""
    books = monthly("fsw", agreements=(Coverage("first", START, day("09-20"), exempt=True),))
    what = books.run("2025-09")
    assert (billed(what), waiting(what)) == (["600.00"], [("agreement_over", "300.00", None)])
    books.sign(Coverage("second", day("09-21"), date(2025, 12, 31)))
    assert billed(books.run("2025-09")) == ["-600.00", "900.00"]
    assert books.net == {"fsw": "900.00"}


def test_a_billed_month_stays_when_an_agreement_ends_sooner_after_all() -> None:
    """R-A1: what is billed is not looked at again."""
    books = monthly("fsw")
    books.run("2025-09")
    books.change(agreements=(Coverage("agreement-1", START, day("09-20"), exempt=True),))
    assert not books.run("2025-09")


def test_also_when_its_price_changes_after_all() -> None:
    """R-A1, R-V1: the days that were billed are billed at the new price."""
    books = monthly("fsw")
    books.run("2025-09")
    books.change(
        agreements=(Coverage("agreement-1", START, day("09-20"), exempt=True),),
        prices=(PriceSince(START, Price("month", Decimal("930.00"), "none")),),
    )
    assert billed(books.run("2025-09")) == ["-900.00", "930.00"]


def test_an_order_that_ends_back_in_time_pays_for_its_days_only() -> None:
    """R-V1: the billed month is taken back, its days are billed."""
    books = monthly("fsw")
    books.run("2025-09")
    books.change(ends_on=day("09-10"))
    assert lines(books.run("2025-10"), "fsw") == [
        ("month", "2025-09-10", "300.00"),
        ("month", "2025-09-30", "-900.00"),
    ]
