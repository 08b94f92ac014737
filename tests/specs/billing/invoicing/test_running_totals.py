"""How a month's lines are split one after another, so that nobody is favoured (R-B3)."""

from datetime import date

from services.billing.domain.invoicing.work import Coverage
from tests.specs.billing.invoicing.books import Books, hourly, lines, shares

HALVES = shares("09-01", fsw="50", edu="50")
CENT = 1
"""A minute at 58.37 an hour is 0.97: its odd cent goes to and fro."""


def in_halves(**more: object) -> Books:
    return Books(hourly("fsw", "edu", **{"shares": (HALVES,), **more}))


def test_the_odd_cent_goes_to_and_fro() -> None:
    """R-B3: after every line each has paid half of all, to the cent."""
    books = in_halves()
    for on in ("09-02", "09-03", "09-04"):
        books.held(on, on, CENT)
    what = books.run("2025-09")
    assert [cents for *_, cents in lines(what, "fsw")] == ["0.49", "0.48", "0.49"]
    assert [cents for *_, cents in lines(what, "edu")] == ["0.48", "0.49", "0.48"]


def test_lines_are_split_in_order_of_date() -> None:
    """R-B3: however they were recorded."""
    books = in_halves().held("late in the month", "09-30", CENT).held("early", "09-02", CENT)
    assert lines(books.run("2025-09"), "fsw") == [
        ("held", "2025-09-02", "0.49"),
        ("held", "2025-09-30", "0.48"),
    ]


def test_lines_of_one_date_are_split_in_order_of_recording() -> None:
    """R-B3."""
    books = in_halves().held("first", "09-02", CENT).held("second", "09-02", CENT)
    books.work = dict(reversed(books.work.items()))
    assert [entry.line.of for entry in books.run("2025-09").entries] == ["first", "second"]


def test_a_late_line_comes_last_and_changes_no_other() -> None:
    """R-B3: what is billed keeps its parts: the odd cent of the late line is the other's."""
    books = in_halves().held("b", "09-20", CENT)
    books.run("2025-09")
    what = books.held("a", "09-02", CENT).run("2025-10")
    assert (lines(what, "fsw"), lines(what, "edu")) == (
        [("held", "2025-09-02", "0.48")],
        [("held", "2025-09-02", "0.49")],
    )


def test_late_and_corrected_lines_of_one_date_come_in_order_of_recording() -> None:
    """R-B3: late work was recorded first, then a correction of what was billed."""
    books = in_halves().held("a", "09-02")
    books.run("2025-09")
    what = books.held("late", "09-02", 30).held("a", "09-02", 90).run("2025-10")
    assert [(entry.line.of, entry.cents) for entry in what.entries] == [
        ("late", 2919),
        ("a", -5837),
        ("a", 8756),
    ]


def test_every_month_begins_anew() -> None:
    """R-B3: the lines of a month."""
    books = in_halves().held("a", "09-02", CENT).held("b", "10-02", CENT)
    assert [cents for *_, cents in lines(books.run("2025-10"), "fsw")] == ["0.49", "0.49"]


def test_every_vat_rate_begins_anew() -> None:
    """R-B3: the tax rose on 1 September 2024, in the midst of nothing; here a month is partly exempt."""
    books = in_halves(taxable=True, agreements=(Coverage("unproved", date(2025, 9, 1), date(2026, 5, 31)),))
    books.held("a", "09-02", CENT).run("2025-09")
    books.sign(Coverage("proved", date(2025, 9, 1), date(2026, 5, 31), exempt=True))
    what = books.held("b", "09-03", CENT).run("2025-09")
    assert lines(what, "fsw") == [("held", "2025-09-03", "0.49")]


def test_the_same_shares_agreed_again_are_the_same_group() -> None:
    """R-B3: under the same shares, whenever they were agreed."""
    books = in_halves(shares=(HALVES, shares("09-15", fsw="50", edu="50")))
    what = books.held("a", "09-02", CENT).held("b", "09-20", CENT).run("2025-09")
    assert [cents for *_, cents in lines(what, "fsw")] == ["0.49", "0.48"]


def test_a_correction_goes_back_with_the_same_split_and_comes_anew() -> None:
    """R-B3: minus the old line, plus the new, both last."""
    books = in_halves().held("a", "09-02", CENT).held("b", "09-03", CENT)
    books.run("2025-09")
    what = books.held("a", "09-02", 60).run("2025-10")
    assert [(entry.cents, entry.late) for entry in what.entries] == [(-97, True), (5837, True)]
    assert books.net == {"fsw": "29.67", "edu": "29.67"}
