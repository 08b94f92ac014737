"""A ceiling bounds what is billed; what is beyond is shown and waits for more (R-B6)."""

import pytest

from services.billing.domain.invoicing.run import ceiling_use
from tests.specs.billing.invoicing.books import Books, billed, ceiling, day, hourly, shares, waiting


def under(
    amount: str | None = None, hours: str | None = None, *, payers: tuple[str, ...] = ("fsw",)
) -> Books:
    return Books(hourly(*payers, ceilings=(ceiling("09-01", amount, hours),)))


def test_the_part_of_a_line_beyond_it_is_not_billed_and_is_shown() -> None:
    """R-B6."""
    books = under("100.00").held("a", "09-02").held("b", "09-03")
    what = books.run("2025-09")
    assert (billed(what), waiting(what)) == (["58.37", "41.63"], [("ceiling", "16.74", None)])


def test_the_part_says_how_much_of_the_work_it_is() -> None:
    """R-B6: 41.63 of 58.37 of an hour."""
    books = under("100.00").held("a", "09-02").held("b", "09-03")
    part = books.run("2025-09").entries[1]
    assert (str(part.quantity), part.line.cents) == ("0.7132", 5837)


def test_the_rest_goes_out_when_there_is_room() -> None:
    """R-B6: and the line is billed to the cent, not more."""
    books = under("100.00").held("a", "09-02").held("b", "09-03")
    books.run("2025-09")
    what = books.raise_ceiling("09-01", "200.00").run("2025-10")
    assert (billed(what), what.held) == (["16.74"], ())
    assert books.net == {"fsw": "116.74"}


def test_the_limit_in_force_on_the_works_date_counts() -> None:
    """R-B6: more from October on makes no room for September."""
    books = under("50.00").held("a", "09-02").held("b", "10-02")
    what = books.raise_ceiling("10-01", "120.00").run("2025-10")
    assert (billed(what), waiting(what)) == (["50.00", "58.37"], [("ceiling", "8.37", None)])


def test_a_raise_holds_from_its_own_day_on() -> None:
    """R-B6."""
    books = under("50.00").held("a", "09-30").held("b", "10-01")
    assert billed(books.raise_ceiling("10-01", "120.00").run("2025-10")) == ["50.00", "58.37"]


def test_what_is_billed_keeps_its_room() -> None:
    """R-B6: work of an earlier day that comes late gets what is left."""
    books = under("100.00").held("b", "09-20")
    books.run("2025-09")
    assert billed(books.held("a", "09-02").run("2025-09")) == ["41.63"]


def test_new_work_takes_room_in_order_of_date_then_of_recording() -> None:
    """R-B6."""
    books = under("60.00").held("c", "09-03").held("a", "09-02", 30).held("b", "09-02", 60)
    assert [(entry.line.of, entry.cents) for entry in books.run("2025-09").entries] == [
        ("a", 2919),
        ("b", 3081),
    ]


def test_october_may_not_take_the_room_that_a_late_september_would_need_twice() -> None:
    """R-B6: a late line fits only where every ceiling since has room as well."""
    books = under("100.00").held("a", "09-02").held("b", "10-02")
    books.raise_ceiling("10-01", "120.00").run("2025-10")
    assert billed(books.held("late", "09-03").run("2025-10")) == ["3.26"]


def test_work_taken_back_gives_its_room_back() -> None:
    """R-B6: an hour that was none makes room for the next line."""
    books = under("58.37").held("a", "09-02").held("b", "09-03")
    books.run("2025-09")
    assert billed(books.held("a", "09-02", 0).run("2025-10")) == ["-58.37", "58.37"]


def test_a_ceiling_in_hours() -> None:
    """R-B6: of an hour and a half, half an hour fits."""
    books = under(hours="2.5").held("a", "09-02", 120).held("b", "09-03", 90)
    what = books.run("2025-09")
    assert (billed(what), waiting(what)) == (["116.74", "29.19"], [("ceiling", "58.37", None)])
    books.raise_ceiling("09-01", hours="10").run("2025-09")
    assert books.net == {"fsw": "204.30"}


def test_a_line_may_go_out_in_many_parts() -> None:
    """R-B6: each the money of its hours, all together the line."""
    books = under(hours="0.5").held("a", "09-03", 100)
    limits = ("0.5", "0.75", "1.25", "2")
    found = [billed(books.raise_ceiling("09-01", hours=limit).run("2025-09")) for limit in limits]
    assert found == [["29.18"], ["14.60"], ["29.18"], ["24.32"]]
    assert books.net == {"fsw": "97.28"}


@pytest.mark.parametrize(
    ("limit", "flags"),
    [("58.36", "ceiling_100"), ("58.37", "ceiling_100"), ("72.96", "ceiling_80"), ("72.97", None)],
)
def test_it_is_flagged_at_80_and_at_100_percent(limit: str, flags: str | None) -> None:
    """R-B6: 58.37 is 80 % of 72.9625."""
    what = under(limit).held("a", "09-02").run("2025-09")
    assert what.flags == ((flags,) if flags else ())


def test_80_percent_itself_is_flagged() -> None:
    """R-B6: an hour of an hour and a quarter."""
    assert under(hours="1.25").held("a", "09-02").run("2025-09").flags == ("ceiling_80",)


def test_use_is_what_is_billed_of_the_limit_in_force() -> None:
    """R-B6."""
    books = under("100.00").held("a", "09-02")
    books.raise_ceiling("10-01", "120.00").run("2025-09")
    assert ceiling_use(books.account, books.terms, day("09-30"))[:2] == (5837, 10000)
    assert ceiling_use(books.account, books.terms, day("10-01"))[:2] == (5837, 12000)


def test_without_a_ceiling_nothing_is_flagged() -> None:
    """R-B6."""
    books = Books(hourly("fsw")).held("a", "09-02", 6000)
    assert books.run("2025-09").flags == ()
    assert ceiling_use(books.account, books.terms, day("09-30")).limit is None


def test_the_parts_of_a_part_are_split_like_a_line() -> None:
    """R-B3, R-B6: 0.97 and then the rest of it, in halves."""
    books = Books(
        hourly(
            "fsw", "edu", shares=(shares("09-01", fsw="50", edu="50"),), ceilings=(ceiling("09-01", "0.97"),)
        )
    )
    books.held("a", "09-02").run("2025-09")
    books.raise_ceiling("09-01", "100").run("2025-09")
    assert books.net == {"fsw": "29.19", "edu": "29.18"}
