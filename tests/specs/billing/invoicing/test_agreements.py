"""Work is billed under a signed agreement only (R-A1)."""

from datetime import date

from services.billing.domain.invoicing.work import Coverage
from tests.specs.billing.invoicing.books import SIGNED, START, Books, billed, day, hourly, waiting


def under(*agreements: Coverage) -> Books:
    return Books(hourly("fsw", agreements=agreements)).held("a", "09-02").held("b", "09-20")


def test_without_a_signed_agreement_nothing_is_billed() -> None:
    """R-A1: the work is listed and flagged."""
    what = under().run("2025-09")
    assert not what
    assert waiting(what) == [("no_agreement", "58.37", None)] * 2
    assert what.flags == ("no_agreement",)


def test_it_is_billed_once_one_is_signed() -> None:
    """R-A1: not as late: its month had not been billed before."""
    books = under()
    books.run("2025-09")
    what = books.sign(SIGNED).run("2025-09")
    assert [entry.late for entry in what.entries] == [False, False]
    assert books.net == {"fsw": "116.74"}


def test_work_before_a_signed_agreements_start_is_flagged_and_billed() -> None:
    """R-A1."""
    what = under(Coverage("later", day("09-10"), day("12-31"), exempt=True)).run("2025-09")
    assert (billed(what), what.flags) == (["58.37", "58.37"], ("before_agreement",))


def test_work_after_its_end_is_held_until_another_is_signed() -> None:
    """R-A1: the last day is in it."""
    books = under(Coverage("short", START, day("09-19"), exempt=True))
    what = books.run("2025-09")
    assert (billed(what), waiting(what)) == (["58.37"], [("agreement_over", "58.37", None)])
    assert what.flags == ("agreement_over",)
    assert billed(books.sign(Coverage("next", day("09-20"), date(2026, 5, 31))).run("2025-09")) == ["58.37"]


def test_the_last_day_is_in_it() -> None:
    """R-A1."""
    assert under(Coverage("short", START, day("09-20"), exempt=True)).run("2025-09").held == ()


def test_between_two_agreements_it_is_before_the_second() -> None:
    """R-A1."""
    first, second = (
        Coverage("one", START, day("09-10"), exempt=True),
        Coverage("two", day("10-01"), day("12-31")),
    )
    what = under(first, second).run("2025-09")
    assert (len(what.entries), what.flags) == (2, ("before_agreement",))


def test_one_that_ended_before_it_began_covers_nothing() -> None:
    """R-A1, R-A2: before the start either party may end it at once."""
    what = under(Coverage("never", day("10-01"), day("09-25"), exempt=True)).run("2025-09")
    assert (bool(what), what.flags) == (False, ("no_agreement",))


def test_what_is_billed_stays_when_the_agreement_ends_sooner() -> None:
    """R-A1."""
    books = under(SIGNED)
    books.run("2025-09")
    assert not books.change(agreements=(Coverage("agreement-1", START, day("09-10"), exempt=True),)).run(
        "2025-09"
    )
