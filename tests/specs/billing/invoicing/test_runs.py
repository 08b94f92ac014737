"""Runs: nothing twice, what comes late on the next invoice, what was wrong taken back (R-V1)."""

from datetime import date

from tests.specs.billing.invoicing.books import Books, billed, hourly, lines, shares

HALVES = (shares("09-01", fsw="50", edu="50"),)


def ordered() -> Books:
    return Books(hourly("fsw")).held("a", "09-02").held("b", "09-20")


def late(books: Books, month: str) -> list[tuple[str, bool]]:
    return [
        (line.entry.line.on.isoformat(), line.late) for bill in books.run(month).bills for line in bill.lines
    ]


def test_a_run_brings_the_work_to_the_months_end_only() -> None:
    """R-V1."""
    books = ordered().held("c", "10-01")
    assert [on for _, on, _ in lines(books.run("2025-09"), "fsw")] == ["2025-09-02", "2025-09-20"]
    assert [on for _, on, _ in lines(books.run("2025-10"), "fsw")] == ["2025-10-01"]


def test_a_second_run_brings_nothing() -> None:
    """R-V1."""
    books = ordered()
    books.run("2025-09")
    assert not books.run("2025-09")


def test_what_comes_late_goes_on_the_next_invoice_named_as_late() -> None:
    """R-V1: recorded after September had been invoiced."""
    books = ordered()
    books.run("2025-09")
    books.held("late", "09-10").held("c", "10-02")
    assert late(books, "2025-10") == [("2025-10-02", False), ("2025-09-10", True)]
    assert [bill.month for bill in books.issued.values()] == ["2025-09", "2025-10"]


def test_or_on_another_of_its_own_month() -> None:
    """R-V1: where that month is run again."""
    books = ordered()
    books.run("2025-09")
    assert late(books.held("late", "09-10"), "2025-09") == [("2025-09-10", True)]


def test_a_month_that_was_never_run_goes_with_the_next() -> None:
    """R-V1: on October's invoice it is late, though nothing of September was before it."""
    assert late(ordered(), "2025-10") == [("2025-09-02", True), ("2025-09-20", True)]


def test_months_may_be_run_in_any_order() -> None:
    """R-V1: October first brings September as well, and then there is nothing of it."""
    books = ordered().held("c", "10-01")
    books.run("2025-10")
    assert not books.run("2025-09")


def test_work_corrected_before_it_is_billed_is_simply_as_it_was() -> None:
    """R-V1."""
    books = ordered().held("a", "09-02", 90)
    assert billed(books.run("2025-09")) == ["87.56", "58.37"]


def test_work_corrected_afterwards_is_taken_back_and_billed_anew() -> None:
    """R-V1: minus the old line, plus the new, both named as late."""
    books = ordered()
    books.run("2025-09")
    what = books.held("a", "09-02", 90).run("2025-10")
    assert lines(what, "fsw") == [("held", "2025-09-02", "-58.37"), ("held", "2025-09-02", "87.56")]
    assert all(line.late for bill in what.bills for line in bill.lines)


def test_a_correction_of_what_costs_nothing_changes_nothing() -> None:
    """R-V1: another hour of the same day, other kilometres where they are in the price."""
    books = ordered()
    books.run("2025-09")
    assert not books.held("a", "09-02", travel_km=9, planned_minutes=30).run("2025-10")


def test_a_meeting_that_was_on_another_day_moves() -> None:
    """R-V1: out of September, into October; the sum is 0 and the invoice says both."""
    books = ordered()
    books.run("2025-09")
    what = books.held("a", "10-02").run("2025-10")
    assert lines(what, "fsw") == [("held", "2025-10-02", "58.37"), ("held", "2025-09-02", "-58.37")]
    assert [(bill.kind, bill.net) for bill in what.bills] == [("invoice", 0)]


def test_a_meeting_that_moves_past_the_month_is_only_taken_back_yet() -> None:
    """R-V1."""
    books = ordered()
    books.run("2025-09")
    books.held("a", "10-02")
    assert billed(books.run("2025-09")) == ["-58.37"]
    assert billed(books.run("2025-10")) == ["58.37"]


def test_what_sums_below_nothing_is_a_credit_that_names_the_invoice() -> None:
    """R-V1, R-V4: the meeting was half as long, and there is nothing else to bill."""
    books = ordered()
    books.run("2025-09")
    (bill,) = books.held("a", "09-02", 30).run("2025-10").bills
    assert (bill.kind, bill.corrects, bill.net) == ("credit", "1", -2918)


def test_of_several_invoices_it_names_that_of_the_work() -> None:
    """R-V4: not the payer's last."""
    books = ordered()
    books.run("2025-09")
    books.held("c", "10-02").run("2025-10")
    (bill,) = books.held("a", "09-02", 30).run("2025-11").bills
    assert (bill.kind, bill.corrects) == ("credit", "1")


def test_work_that_is_no_longer_the_orders_is_taken_back() -> None:
    """R-B1: an earlier order turned out to be in force, or this one ended before it."""
    books = ordered()
    books.run("2025-09")
    del books.work["b"]
    assert lines(books.run("2025-10"), "fsw") == [("held", "2025-09-20", "-58.37")]


def test_a_credited_invoice_goes_out_again_by_the_next_run() -> None:
    """R-B4: its parts count as not invoiced; the other payer's stay."""
    books = Books(hourly("fsw", "edu", shares=HALVES)).held("a", "09-02")
    books.run("2025-09")
    (credit,) = books.credit("1").bills
    assert (credit.kind, credit.corrects, credit.payer, credit.net) == ("credit", "1", "fsw", -2919)
    what = books.run("2025-09")
    assert (lines(what, "fsw"), lines(what, "edu")) == ([("held", "2025-09-02", "29.19")], [])


def test_an_invoice_is_credited_once() -> None:
    """R-B4: nothing of it stands any more."""
    books = ordered()
    books.run("2025-09")
    books.credit("1")
    assert not books.credit("1")


def test_a_credit_after_a_revision_takes_back_what_still_stands() -> None:
    """R-B4: a line that the revision credited is not credited again."""
    books = Books(hourly("fsw", "edu", shares=HALVES)).held("a", "09-02").held("b", "09-20")
    books.run("2025-09")
    books.revise(shares("09-15", fsw="0", edu="100"))
    assert [bill.net for bill in books.credit("1").bills] == [-2919]


def test_corrected_work_under_revised_shares() -> None:
    """R-B4: what was taken back and what came anew follow the new shares both."""
    books = Books(hourly("fsw", "edu", shares=HALVES)).held("a", "09-02")
    books.run("2025-09")
    books.held("a", "09-02", 90).run("2025-10")
    books.revise(shares("09-01", fsw="100", edu="0"))
    assert books.net == {"fsw": "87.56", "edu": "0.00"}
    assert not books.run("2025-10")


def test_a_revision_of_several_months_invoices_each_by_itself() -> None:
    """R-B4: one invoice a payer and month of the work."""
    books = Books(hourly("fsw", "edu", shares=HALVES)).held("a", "09-02").held("b", "10-02")
    books.run("2025-10")
    what = books.revise(shares("09-01", fsw="100", edu="0"))
    assert [(bill.payer, bill.month, bill.kind) for bill in what.bills] == [
        ("fsw", "2025-10", "credit"),
        ("edu", "2025-10", "credit"),
        ("fsw", "2025-09", "invoice"),
        ("fsw", "2025-10", "invoice"),
    ]


def test_a_revision_to_the_same_changes_nothing() -> None:
    """R-B4."""
    books = Books(hourly("fsw", "edu", shares=HALVES)).held("a", "09-02")
    books.run("2025-09")
    assert not books.revise(shares("09-01", fsw="50", edu="50"))


def test_shares_told_without_a_revision_are_put_right_by_the_next_run() -> None:
    """R-B2, R-B4: also where only the percent is another, or only the cent."""
    books = Books(hourly("fsw", "edu", shares=HALVES)).held("a", "09-02", 1).held("b", "09-20", 1)
    books.run("2025-09")
    books.change(shares=(shares("09-01", fsw="51", edu="49"), shares("09-15", fsw="50", edu="50")))
    what = books.run("2025-09")
    assert lines(what, "fsw") == [
        ("held", "2025-09-02", "-0.49"),
        ("held", "2025-09-20", "-0.48"),
        ("held", "2025-09-02", "0.49"),
        ("held", "2025-09-20", "0.49"),
    ]


def test_a_cent_below_nothing_of_a_credited_line_names_the_payers_last_bill() -> None:
    """R-V4: 0.48 was charged and credited; taken back among other lines it is 0.49."""
    books = Books(hourly("fsw", "edu", shares=HALVES))
    for meeting, on in (("a", "09-02"), ("b", "09-03"), ("c", "09-04")):
        books.held(meeting, on, 1).run("2025-09")
    numbers = [number for number, bill in books.issued.items() if bill.payer == "fsw"]
    books.credit(numbers[1])
    last = list(books.issued)[-1]
    what = books.held("b", "09-03", 0).run("2025-09")
    (bill,) = [bill for bill in what.bills if bill.payer == "fsw"]
    assert (bill.kind, bill.net, bill.corrects) == ("credit", -1, last)


def test_a_revision_of_what_lies_ahead_changes_nothing_yet() -> None:
    """R-B2: it is for work to come."""
    books = Books(hourly("fsw", "edu", shares=HALVES)).held("a", "09-02")
    books.run("2025-09")
    assert not books.revise(shares("10-01", fsw="100", edu="0"))
    assert not books.held("b", "10-02").run("2025-10").held
    assert books.net == {"fsw": "87.56", "edu": "29.18"}


def test_a_month_far_away_is_a_month() -> None:
    """R-V1: over the turn of the year."""
    books = ordered().held("c", date(2026, 1, 2).isoformat())
    books.run("2025-12")
    assert billed(books.run("2026-01")) == ["58.37"]
