"""An account follows the facts, and can be kept."""

import json
from datetime import date
from decimal import Decimal

from services.billing.domain.invoicing.account import Account
from services.billing.domain.invoicing.revision import touches_billed
from services.billing.domain.invoicing.work import Price, PriceSince
from tests.specs.billing.invoicing.books import START, Books, hourly, shares

HALVES = (shares("09-01", fsw="50", edu="50"),)


def billed_and_corrected() -> Books:
    books = Books(hourly("fsw", "edu", shares=HALVES)).held("a", "09-02").held("b", "09-20")
    books.run("2025-09")
    books.held("a", "09-03").run("2025-10")
    return books


def test_an_account_made_of_facts_is_the_account() -> None:
    """Its facts are JSON: what a store gives back rebuilds the same."""
    books = Books(hourly("fsw", "edu", shares=HALVES)).held("a", "09-02")
    again = Account()
    for month, minutes in (("2025-09", 60), ("2025-10", 90)):
        before = len(books.issued)
        what = books.held("a", "09-02", minutes).run(month)
        again.take(**json.loads(json.dumps(what.plain(list(books.issued)[before:]))))
    assert again.plain() == books.account.plain()


def test_a_kept_account_goes_on_as_it_was() -> None:
    """What it undid stays undone: a run after it brings nothing."""
    books = billed_and_corrected()
    books.account = Account.of_plain(json.loads(json.dumps(books.account.plain())))
    assert not books.run("2025-10")
    assert books.account.standing_on("1")


def test_a_month_is_kept_with_its_days() -> None:
    books = Books(hourly("fsw", prices=(PriceSince(START, Price("month", Decimal(900), "none")),)))
    books.run("2025-09")
    kept = Account.of_plain(json.loads(json.dumps(books.account.plain())))
    assert kept.entries == books.account.entries
    assert kept.entries[0].line.days == ((date(2025, 9, 1), date(2025, 9, 30)),)


def test_nothing_stands_on_a_bill_that_is_not_there() -> None:
    assert Account().standing_on("1") == []


def test_shares_from_a_day_with_billed_work_would_change_bills() -> None:
    books = billed_and_corrected()
    assert touches_billed(books.account, date(2025, 9, 20))
    assert not touches_billed(books.account, date(2025, 9, 21))
