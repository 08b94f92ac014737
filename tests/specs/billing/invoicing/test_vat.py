"""Exempt where it is proved, else held, or taxed where finance decides so (R-V2)."""

from datetime import date
from decimal import Decimal

import pytest

from services.billing.domain.invoicing.vat import general_rate, vat_of
from services.billing.domain.invoicing.work import Coverage, PriceSince
from tests.specs.billing.invoicing.books import BY_HOUR, START, Books, billed, day, hourly, waiting

UNPROVED = Coverage("agreement-1", START, day("12-31"))
PROVED = Coverage("agreement-2", START, day("12-31"), exempt=True)


def under(*agreements: Coverage, **more: object) -> Books:
    return Books(hourly("fsw", agreements=agreements, **more)).held("a", "09-02")


def test_with_evidence_a_line_is_exempt_and_says_by_what() -> None:
    """R-V2: the evidence is stored with the line."""
    (entry,) = under(UNPROVED, PROVED).run("2025-09").entries
    assert (entry.vat, entry.exempt_by) == (0, "agreement-2")


def test_the_evidence_of_the_agreement_that_covers_the_day_goes_first() -> None:
    """R-V2: another agreement's evidence is the order's as well."""
    earlier = Coverage("earlier", date(2025, 1, 1), date(2025, 6, 30), exempt=True)
    (entry,) = under(earlier, PROVED).run("2025-09").entries
    assert entry.exempt_by == "agreement-2"
    (entry,) = under(earlier, UNPROVED).run("2025-09").entries
    assert entry.exempt_by == "earlier"


def test_without_evidence_it_is_held_and_listed() -> None:
    """R-V2."""
    what = under(UNPROVED).run("2025-09")
    assert (bool(what), waiting(what)) == (False, [("vat_evidence", "58.37", None)])


def test_it_goes_out_when_the_evidence_comes() -> None:
    """R-V2."""
    books = under(UNPROVED)
    books.run("2025-09")
    assert billed(books.change(agreements=(PROVED,)).run("2025-09")) == ["58.37"]


def test_or_taxable_when_finance_decides_so() -> None:
    """R-V2: at the general rate of the meeting's date."""
    books = under(UNPROVED)
    (entry,) = books.change(taxable=True).run("2025-09").entries
    assert (entry.vat, entry.exempt_by) == (2550, None)


def test_evidence_goes_before_the_decision() -> None:
    """R-V2: exempt is exempt."""
    (entry,) = under(PROVED, taxable=True).run("2025-09").entries
    assert entry.vat == 0


def test_what_is_billed_keeps_its_tax() -> None:
    """R-V2: evidence that comes later is for later lines."""
    books = under(UNPROVED, taxable=True)
    books.run("2025-09")
    books.change(agreements=(PROVED,)).held("b", "09-03")
    assert [entry.vat for entry in books.run("2025-09").entries] == [0]
    assert [entry.vat for entry in books.account.entries] == [2550, 0]


def test_a_correction_takes_back_what_was_taxed_as_taxed() -> None:
    """R-V2: minus the old line at its rate, plus the new at what holds now."""
    books = under(UNPROVED, taxable=True)
    books.run("2025-09")
    what = books.change(agreements=(PROVED,)).held("a", "09-02", 90).run("2025-10")
    assert [(entry.cents, entry.vat) for entry in what.entries] == [(-5837, 2550), (8756, 0)]


@pytest.mark.parametrize(
    ("on", "rate"),
    [("2013-01-01", 2400), ("2024-08-31", 2400), ("2024-09-01", 2550), ("2026-06-01", 2550)],
)
def test_the_general_rate_by_date(on: str, rate: int) -> None:
    """R-V2: 24 % to 31 August 2024, 25.5 % from 1 September 2024."""
    assert general_rate(date.fromisoformat(on)) == rate


def test_no_rate_is_made_up() -> None:
    """R-V2: before the first that is known there is none."""
    with pytest.raises(LookupError, match="2012-12-31"):
        general_rate(date(2012, 12, 31))


def test_a_run_over_the_change_has_two_rates() -> None:
    """R-V2: the meeting's date decides, not the run's."""
    start = date(2024, 8, 1)
    terms = hourly(
        "fsw",
        starts_on=start,
        taxable=True,
        prices=(PriceSince(start, BY_HOUR),),
        agreements=(Coverage("one", start, date(2024, 12, 31)),),
    )
    what = Books(terms).held("a", "2024-08-31").held("b", "2024-09-01").run("2024-09")
    assert [entry.vat for entry in what.entries] == [2400, 2550]


@pytest.mark.parametrize(
    ("net", "rate", "vat"), [(10000, 2550, 2550), (10, 2550, 3), (-10, 2550, -3), (5837, 0, 0), (2, 2550, 1)]
)
def test_tax_is_rounded_half_up(net: int, rate: int, vat: int) -> None:
    """R-V2: of a sum of lines, once for each rate; a credit gives back what was charged."""
    assert vat_of(net, rate) == vat
    assert Decimal(vat) == (Decimal(net * rate) / 10000).quantize(Decimal(1), "ROUND_HALF_UP")


def test_a_bill_that_comes_to_less_than_nothing_with_its_tax_is_a_credit() -> None:
    """R-V2, R-V4: taxed work is undone, exempt work of a little more charged; what is paid is the total."""
    books = under(UNPROVED, taxable=True)
    books.run("2025-09")
    books.change(agreements=(PROVED,)).held("c", "10-02", 65)
    del books.work["a"]
    (bill,) = books.run("2025-10").bills
    assert (bill.net, bill.total, bill.kind, bill.corrects) == (486, -1002, "credit", "1")
