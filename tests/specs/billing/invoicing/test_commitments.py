"""Nobody pays what they have not decided to pay (R-B7)."""

from services.billing.domain.invoicing.revision import uncommitted
from services.billing.domain.invoicing.work import Commitment
from tests.specs.billing.invoicing.books import Books, day, hourly, lines, shares, waiting

HALVES = shares("09-01", fsw="50", edu="50")


def committed(*who: Commitment) -> Books:
    return (
        Books(hourly("fsw", "edu", shares=(HALVES,), commitments=who)).held("a", "09-02").held("b", "09-20")
    )


def test_the_part_of_who_has_not_committed_waits_and_is_listed() -> None:
    """R-B7: the other's goes out."""
    books = committed(Commitment("fsw"))
    what = books.run("2025-09")
    assert books.net == {"fsw": "58.37", "edu": "0.00"}
    assert waiting(what) == [("commitment", "29.18", "edu"), ("commitment", "29.19", "edu")]


def test_it_is_listed_in_every_run_until_then() -> None:
    """R-B7: though there is nothing to issue."""
    books = committed(Commitment("fsw"))
    first, again = books.run("2025-09"), books.run("2025-10")
    assert (bool(again), again.held) == (False, first.held)


def test_it_goes_out_by_the_next_run_after_the_commitment() -> None:
    """R-B7: as it was split when its line was billed."""
    books = committed(Commitment("fsw"))
    books.run("2025-09")
    what = books.commit("edu").run("2025-10")
    assert lines(what, "edu") == [("held", "2025-09-02", "29.18"), ("held", "2025-09-20", "29.19")]
    assert (lines(what, "fsw"), what.entries, what.held) == ([], (), ())


def test_work_that_nobody_committed_to_waits_as_a_whole() -> None:
    """R-B7: each payer's part is listed."""
    books = committed()
    what = books.run("2025-09")
    assert not what
    assert waiting(what)[:2] == [("commitment", "29.19", "fsw"), ("commitment", "29.18", "edu")]


def test_a_commitment_holds_up_to_its_last_day() -> None:
    """R-B7: the work's date counts, not the day of the run."""
    books = committed(Commitment("fsw"), Commitment("edu", day("09-02")))
    what = books.run("2025-09")
    assert lines(what, "edu") == [("held", "2025-09-02", "29.18")]
    assert waiting(what) == [("commitment", "29.19", "edu")]


def test_a_later_commitment_may_hold_longer() -> None:
    """R-B7."""
    books = committed(Commitment("fsw"), Commitment("edu", day("09-02")))
    books.run("2025-09")
    books.commit("edu", day("09-20")).run("2025-09")
    assert books.net == {"fsw": "58.37", "edu": "58.37"}


def test_of_two_commitments_the_longer_one_holds() -> None:
    """R-B7: a payer that decides again, for less, does not take back what it decided."""
    books = committed(Commitment("fsw"), Commitment("edu"), Commitment("edu", day("09-02")))
    assert not books.run("2025-09").held


def test_what_waits_of_october_does_not_go_on_septembers_invoice() -> None:
    """R-B7, R-V1: it goes out by the run of its own month, or a later one."""
    books = committed(Commitment("fsw")).held("c", "10-02")
    books.run("2025-10")
    what = books.commit("edu").run("2025-09")
    assert {on for _, on, _ in lines(what, "edu")} == {"2025-09-02", "2025-09-20"}
    assert lines(books.run("2025-10"), "edu") == [("held", "2025-10-02", "29.18")]


def test_nor_does_what_undoes_it() -> None:
    """R-B7: a meeting that waited as October's is corrected to September: nobody is owed what nobody paid."""
    books = Books(hourly("fsw", "edu", shares=(HALVES,), commitments=(Commitment("fsw"),)))
    books.held("1", "10-06").run("2025-10")
    what = books.commit("edu").held("1", "09-22", minutes=30).run("2025-09")
    assert lines(what, "edu") == [("held", "2025-09-22", "14.59")]
    assert books.net == {"fsw": "14.60", "edu": "14.59"}
    assert lines(books.run("2025-10"), "edu") == [
        ("held", "2025-10-06", "29.18"),
        ("held", "2025-10-06", "-29.18"),
    ]
    assert books.net == {"fsw": "14.60", "edu": "14.59"}


def test_a_revision_back_in_time_needs_the_commitment_of_all_who_pay_by_it() -> None:
    """R-B7: of who gets nothing it needs none."""
    books = committed(Commitment("fsw"))
    books.run("2025-09")
    assert uncommitted(books.account, books.terms, shares("09-10", fsw="40", edu="60")) == ("edu",)
    assert uncommitted(books.account, books.terms, shares("09-10", fsw="100", edu="0")) == ()


def test_a_part_that_a_revision_moves_to_who_has_not_committed_waits() -> None:
    """R-B7: shares from today on may touch a month that is billed to its end."""
    books = committed(Commitment("fsw"), Commitment("edu", day("09-10")))
    books.run("2025-09")
    what = books.revise(shares("09-15", fsw="10", edu="90"))
    assert (books.net, waiting(what)) == ({"fsw": "35.03", "edu": "29.18"}, [("commitment", "52.53", "edu")])
    books.commit("edu").run("2025-09")
    assert books.net == {"fsw": "35.03", "edu": "81.71"}


def test_and_a_commitment_to_the_work_it_charges() -> None:
    """R-B7: one that ended before it is none."""
    books = committed(Commitment("fsw"), Commitment("edu", day("09-10")))
    books.run("2025-09")
    assert uncommitted(books.account, books.terms, shares("09-15", fsw="10", edu="90")) == ("edu",)
    assert uncommitted(books.account, books.terms, shares("10-01", fsw="10", edu="90")) == ()
