"""Whose shares a day's work is split by (R-B1, R-B2)."""

from tests.specs.billing.invoicing.books import Books, day, hourly, lines, shares, waiting

HALVES = shares("09-01", fsw="50", edu="50")


def test_a_single_payer_pays_all_without_saying() -> None:
    """R-B1."""
    books = Books(hourly("fsw")).held("a", "09-02")
    books.run("2025-09")
    assert books.net == {"fsw": "58.37"}


def test_the_share_in_force_on_the_meetings_date_applies() -> None:
    """R-B2: the day before, and the day from which others hold."""
    books = Books(hourly("fsw", "edu", shares=(HALVES, shares("09-15", fsw="0", edu="100"))))
    what = books.held("a", "09-14", 120).held("b", "09-15", 120).run("2025-09")
    assert lines(what, "fsw") == [("held", "2025-09-14", "58.37")]
    assert lines(what, "edu") == [("held", "2025-09-14", "58.37"), ("held", "2025-09-15", "116.74")]


def test_of_two_told_for_the_same_day_the_later_told_holds() -> None:
    """R-B2."""
    books = Books(hourly("fsw", "edu", shares=(HALVES, shares("09-01", fsw="100", edu="0"))))
    books.held("a", "09-02").run("2025-09")
    assert books.net == {"fsw": "58.37", "edu": "0.00"}


def test_shares_from_a_later_day_hold_though_others_were_told_since() -> None:
    """R-B2: what was agreed from October on is not touched by a revision from 15 September on."""
    books = Books(hourly("fsw", "edu", shares=(HALVES, shares("10-01", fsw="100", edu="0"))))
    books.held("a", "09-20").held("b", "10-02").run("2025-10")
    books.revise(shares("09-15", fsw="0", edu="100"))
    assert books.net == {"fsw": "58.37", "edu": "58.37"}


def test_work_before_any_shares_are_agreed_waits_for_them() -> None:
    """R-B1: several payers, and nobody knows who pays what."""
    books = Books(hourly("fsw", "edu")).held("a", "09-02")
    what = books.run("2025-09")
    assert (bool(what), waiting(what)) == (False, [("no_shares", "58.37", None)])
    books.change(shares=(HALVES,)).run("2025-09")
    assert books.net == {"fsw": "29.19", "edu": "29.18"}


def test_a_share_of_nothing_gets_no_invoice() -> None:
    """R-B1: a share may be 0."""
    books = Books(hourly("fsw", "edu", shares=(shares("09-01", fsw="100", edu="0"),)))
    books.held("a", "09-02").run("2025-09")
    assert [bill.payer for bill in books.issued.values()] == ["fsw"]


def test_work_outside_the_order_is_not_its_work() -> None:
    """R-B1: an order is in force from its start to its end, both days in it."""
    books = Books(hourly("fsw", ends_on=day("09-20")))
    for on in ("08-31", "09-01", "09-20", "09-21"):
        books.held(on, on)
    assert [on for _, on, _ in lines(books.run("2025-09"), "fsw")] == ["2025-09-01", "2025-09-20"]
