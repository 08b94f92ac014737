"""Three payers' order in September, to the cent, and what a revision makes of it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from services.billing.domain.invoicing.revision import Effect, preview
from services.billing.domain.invoicing.work import PriceSince
from shared.kernel.money import euros, split
from tests.specs.billing.invoicing.books import BY_HOUR, START, THIRDS, Books, billed, hourly, lines, shares

SEPTEMBER = [
    ("09-02", 60),
    ("09-05", 90),
    ("09-08", 100),
    ("09-11", 90),
    ("09-15", 90),
    ("09-20", 60),
    ("09-25", 100),
    ("09-30", 100),
]
NEW = shares("09-15", fsw="60", edu="40", psy="0")


def in_thirds() -> Books:
    books = Books(hourly("fsw", "edu", "psy", shares=(shares("09-01", **THIRDS),)))
    for on, minutes in SEPTEMBER:
        books.held(f"meeting of {on}", on, minutes)
    return books


def test_the_lines_of_september() -> None:
    """R-B3: each amount is rounded half up: 87.555 is 87.56."""
    assert billed(in_thirds().run("2025-09")) == [
        "58.37",
        "87.56",
        "97.28",
        "87.56",
        "87.56",
        "58.37",
        "97.28",
        "97.28",
    ]


def test_each_pays_a_third_to_the_cent() -> None:
    """R-B3: 671.26 in thirds; the cent that is left is the first payer's."""
    books = in_thirds()
    books.run("2025-09")
    assert books.net == {"fsw": "223.76", "edu": "223.75", "psy": "223.75"}
    assert [bill.kind for bill in books.issued.values()] == ["invoice"] * 3


def test_a_month_run_twice_issues_nothing_twice() -> None:
    """R-V1."""
    books = in_thirds()
    assert books.run("2025-09")
    assert not books.run("2025-09")
    assert len(books.issued) == 3


def test_a_revision_credits_and_charges_anew_from_its_day_on() -> None:
    """R-B4, R-B2: four lines under the old shares, four under the new; the sum is unchanged."""
    books = in_thirds()
    books.run("2025-09")
    books.revise(NEW)
    assert books.net == {"fsw": "314.55", "edu": "246.46", "psy": "110.25"}


def test_what_a_revision_issues() -> None:
    """R-B4: a credit note for each invoice, naming it, and a new invoice for who pays now."""
    books = in_thirds()
    books.run("2025-09")
    what = books.revise(NEW)
    assert [(bill.payer, bill.kind, bill.corrects, str(euros(bill.net))) for bill in what.bills] == [
        ("fsw", "credit", "1", "-113.50"),
        ("edu", "credit", "2", "-113.49"),
        ("psy", "credit", "3", "-113.50"),
        ("fsw", "invoice", None, "204.29"),
        ("edu", "invoice", None, "136.20"),
    ]
    assert {bill.month for bill in what.bills} == {"2025-09"}


def test_lines_before_the_revision_stay_on_their_invoice() -> None:
    """R-B4: only what the new shares change is touched."""
    books = in_thirds()
    books.run("2025-09")
    assert {on for _, on, _ in lines(books.revise(NEW), "psy")} == {
        "2025-09-15",
        "2025-09-20",
        "2025-09-25",
        "2025-09-30",
    }


def test_a_payer_whose_part_stays_gets_nothing_new() -> None:
    """R-B4: two change places; the third pays what it paid, from the same invoice."""
    whole = PriceSince(START, replace(BY_HOUR, amount=Decimal("100.00")))
    first = shares("09-01", fsw="50", edu="25", psy="25")
    books = Books(hourly("fsw", "edu", "psy", prices=(whole,), shares=(first,))).held("a", "09-02")
    books.run("2025-09")
    what = books.revise(shares("09-01", fsw="25", edu="50", psy="25"))
    assert [bill.payer for bill in what.bills] == ["fsw", "edu", "fsw", "edu"]
    assert books.net == {"fsw": "25.00", "edu": "50.00", "psy": "25.00"}


def test_a_preview_is_the_revision_to_the_cent() -> None:
    """R-B4: before it is decided."""
    books = in_thirds()
    books.run("2025-09")
    assert preview(books.account, books.terms, NEW) == {
        "fsw": Effect(credited=11350, charged=20429),
        "edu": Effect(credited=11349, charged=13620),
        "psy": Effect(credited=11350, charged=0),
    }


def test_nothing_is_left_to_run_after_a_revision() -> None:
    """R-B4: it is done at once."""
    books = in_thirds()
    books.run("2025-09")
    books.revise(NEW)
    assert not books.run("2025-09")


@pytest.mark.parametrize(
    ("amount", "percents", "parts"),
    [
        (10000, ("33.3334", "33.3333", "33.3333"), [3334, 3333, 3333]),
        (123455, ("40", "35", "25"), [49382, 43209, 30864]),
    ],
)
def test_single_amounts(amount: int, percents: tuple[str, ...], parts: list[int]) -> None:
    """R-B3: 100.00 in thirds, and 1234.55 at 40/35/25."""
    told = split(amount, {str(n): Decimal(percent) for n, percent in enumerate(percents)})
    assert list(told.values()) == parts
