"""Whatever happens to an order: what its bills come to is what its work and its newest shares say.

In the end all that waited for somebody is there, and an oracle of its own reckons (R-B2 to R-B4, R-B6, R-B7).
"""

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given

from services.billing.domain.invoicing.account import Account
from services.billing.domain.invoicing.in_force import InForce
from services.billing.domain.invoicing.run import ceiling_use, due
from services.billing.domain.invoicing.shares import parts_of
from services.billing.domain.invoicing.work import Commitment, Coverage, Terms
from tests.specs.billing.invoicing.books import Books
from tests.specs.billing.invoicing.histories import FIRST, LAST, MONTHS, Step, histories
from tests.specs.billing.invoicing.oracle import owed

TO_THE_END = Coverage("the-last", FIRST, LAST)


@given(histories())
def test_bills_and_credits_come_to_what_the_newest_shares_say(history: tuple[Terms, list[Step]]) -> None:
    """R-B2, R-B3, R-B4, R-B6, R-B7, R-A1, R-V1, R-V2: whatever came before."""
    terms, steps = history
    books = Books(terms)
    for step in steps:
        step(books)
        parts_are_the_lines(books)
        bills_are_bills(books)
        no_ceiling_is_broken(books)
        nobody_pays_uncommitted(books)
    everything_comes(books)
    for month in MONTHS:
        books.run(month)
    assert books.sums == owed(books.terms, books.work.values(), MONTHS[-1])
    within_a_cent(books)
    books.account = Account.of_plain(json.loads(json.dumps(books.account.plain())))
    for month in MONTHS:
        assert not books.run(month)
    assert not due(books.account, books.terms, books.work.values(), MONTHS[-1]).held


def everything_comes(books: Books) -> None:
    """All commit, an agreement covers all, the tax is decided, the ceiling is off."""
    terms = books.terms
    exempt = any(each.exempt for each in terms.agreements)
    books.terms = replace(
        terms,
        commitments=(*terms.commitments, *map(Commitment, terms.payers)),
        agreements=(*terms.agreements, TO_THE_END),
        taxable=terms.taxable or not exempt,
        ceilings=(),
    )


def parts_are_the_lines(books: Books) -> None:
    """Of every line the payers' parts are its amount; the bills come to what the account says stands."""
    account = books.account
    for entry, parts in zip(account.entries, parts_of(account.entries, InForce(books.terms)), strict=True):
        assert sum(parts.cents) == entry.cents
        assert all(cents == 0 for cents, percent in zip(*parts, strict=True) if not percent)
    on_bills: dict[tuple[int, str], int] = defaultdict(int)
    for bill in books.issued.values():
        for line in bill.lines:
            on_bills[line.number, bill.payer] += line.cents
    stands = {(n, payer): each.cents for n, by in enumerate(account.stands) for payer, each in by.items()}
    assert {key: cents for key, cents in on_bills.items() if cents} == stands


def bills_are_bills(books: Books) -> None:
    """A credit is negative and names a bill of the same payer that came before it.

    Without one before it a bill is negative by no more than its rates' tax is rounded.
    """
    seen: dict[str, str] = {}
    for number, bill in books.issued.items():
        assert bill.lines
        rates = {line.entry.vat for line in bill.lines}
        assert bill.total >= -len(rates) or bill.kind == "credit"
        assert (bill.kind == "credit") == (bill.total < 0 and bill.corrects is not None)
        assert bill.corrects is not None or bill.payer not in seen.values() or bill.total >= 0
        assert bill.corrects is None or seen[bill.corrects] == bill.payer
        seen[number] = bill.payer


def no_ceiling_is_broken(books: Books) -> None:
    """R-B6."""
    if books.terms.ceilings:
        use = ceiling_use(books.account, books.terms, LAST)
        assert use.limit is not None
        assert use.used <= use.limit


def nobody_pays_uncommitted(books: Books) -> None:
    """R-B7."""
    until: dict[str, date] = {}
    for each in books.terms.commitments:
        until[each.payer] = max(until.get(each.payer, FIRST), each.valid_until or date.max)
    for entry, stands in zip(books.account.entries, books.account.stands, strict=True):
        assert all(payer in until and entry.line.on <= until[payer] for payer in stands)


def within_a_cent(books: Books) -> None:
    """R-B3: of a month's lines under the same shares and VAT rate nobody pays a cent more or less.

    A bill has percents with four decimals; what a month's mean loses by that is far below a cent.
    """
    account, payers = books.account, books.terms.payers
    exact: dict[tuple[str, str, int, tuple[int, ...]], Fraction] = defaultdict(Fraction)
    every = zip(account.entries, account.stands, parts_of(account.entries, InForce(books.terms)), strict=True)
    for entry, stands, parts in every:
        for payer, percent in zip(payers, parts.percents, strict=True):
            group = (payer, entry.line.month, entry.vat, parts.percents)
            paid = stands[payer].cents if payer in stands else 0
            exact[group] += paid - Fraction(entry.cents * percent, 1_000_000)
    assert all(abs(beside) <= Fraction(101, 100) for beside in exact.values())
