"""R-R2: tables that are told together hide what their sums would give away, and no more than they must."""

import pytest

from services.reporting.domain.suppression import ALL, Suppression, Table, several, suppressed
from tests.support.table_attacker import Published, given_away, ranges

COUNTIES = Table(
    "counties", ("county", "line"),
    {("uusimaa", "coaching"): 21, ("uusimaa", "support"): 14, ("kainuu", "coaching"): 3,
     ("kainuu", "support"): 9, ("lappi", "coaching"): 8, ("lappi", "support"): 12},
)  # fmt: skip


def told(*tables: Table, under: int = 5) -> Suppression:
    """As it is told, after the attacker had a look at it."""
    result = suppressed(tables, under)
    shown = [Published(table.dimensions, result.told[table.name] or {}) for table in tables]
    assert not given_away(shown, under)
    return result


def test_a_small_count_has_three_others_to_hide_behind() -> None:
    """R-R2: one in its row, one in its column, and the one where these two meet, the smallest there are."""
    hidden = told(COUNTIES).hidden_in("counties")
    assert hidden == {
        ("kainuu", "coaching"),
        ("kainuu", "support"),
        ("lappi", "coaching"),
        ("lappi", "support"),
    }


def test_the_account_says_which_are_small_and_what_the_others_are_hidden_for() -> None:
    account = {each.cell: each for each in told(COUNTIES).account}
    small = COUNTIES.cell(("kainuu", "coaching"))
    assert [cell for cell, each in account.items() if each.why == "small"] == [small]
    assert {each.because for each in account.values()} == {small}
    assert account[small].count == 3


def test_the_account_is_not_shown_by_accident() -> None:
    """What stands in a log or in a message of an error says nothing of it."""
    assert "small" not in repr(suppressed([COUNTIES]))
    assert "account" not in repr(suppressed([COUNTIES]))


def test_a_sum_is_hidden_where_the_parts_have_too_little() -> None:
    """R-R2: one row alone, or all that is small."""
    row = Table("row", ("month",), {("2026-01",): 4, ("2026-02",): 2})
    assert told(row).told["row"] == {(ALL,): None, ("2026-01",): None, ("2026-02",): None}


def test_noughts_are_told_and_nothing_hides_behind_them() -> None:
    """R-R2: a nought is about nobody; in a table full of them the margins are hidden instead."""
    diagonal = Table("diagonal", ("a", "b"), {("x", "p"): 3, ("y", "q"): 30, ("z", "r"): 40})
    shown = told(diagonal)
    assert ("x", "q") not in (shown.told["diagonal"] or {})
    assert {("x", ALL), (ALL, "p")} < shown.hidden_in("diagonal")


def test_what_another_table_tells_is_hidden_as_well() -> None:
    """R-R2: the county's margin is the same count in both tables, and so it is hidden in both."""
    months = Table(
        "months", ("county", "month"), {("uusimaa", "01"): 35, ("kainuu", "01"): 12, ("lappi", "01"): 20}
    )
    few = Table("few", ("county",), {("uusimaa",): 35, ("kainuu",): 12, ("lappi",): 20})
    assert not told(months, few).account, "nothing is small"
    small = Table(
        "counties", ("county", "line"), {("uusimaa", "a"): 35, ("kainuu", "a"): 2, ("lappi", "a"): 20}
    )
    same = Table("few", ("county",), {("uusimaa",): 35, ("kainuu",): 2, ("lappi",): 20})
    shown = told(small, same)
    assert {("kainuu",), ("lappi",)} <= shown.hidden_in("few")
    assert {("kainuu", "a"), ("kainuu", ALL)} <= shown.hidden_in("counties")


def test_how_many_do_not_mention_something_is_a_count_of_people_too() -> None:
    """R-R1, R-R2: 28 of 30 mention it, so two do not."""
    tables = several("situation", {"violence": 28, "school": 12}, 30)
    shown = told(*tables)
    assert shown.hidden_in("situation: violence") == {("yes",), ("no",)}
    assert shown.told["situation: school"] == {(ALL,): 30, ("yes",): 12, ("no",): 18}


def test_tables_of_others_are_no_concern() -> None:
    """Counts of cases hide nothing of contacts."""
    contacts = Table("contacts", ("county",), {("kainuu",): 2, ("lappi",): 20}, of="contacts")
    cases = Table("cases", ("county",), {("kainuu",): 9, ("lappi",): 20}, of="cases")
    shown = suppressed([contacts, cases])
    assert shown.hidden_in("contacts") == {("kainuu",), ("lappi",)}
    assert not shown.hidden_in("cases")


def test_nothing_at_all_is_nought() -> None:
    assert told(Table("none", ("county",), {})).told["none"] == {(ALL,): 0}


def test_what_does_not_fit_together_is_no_table() -> None:
    with pytest.raises(ValueError, match="otherwise"):
        suppressed([Table("a", ("county",), {("x",): 7}), Table("b", ("county",), {("y",): 7})])
    with pytest.raises(ValueError, match="otherwise"):
        suppressed([Table("a", ("county",), {("x",): 7}), Table("b", ("month",), {("1",): 8})])
    with pytest.raises(ValueError, match="no place"):
        Table("a", ("county",), {("x", "y"): 7})
    with pytest.raises(ValueError, match="no place"):
        Table("a", ("county",), {("x",): -1})
    with pytest.raises(ValueError, match="twice"):
        Table("a", ("county", "county"), {})
    with pytest.raises(ValueError, match="names of their own"):
        suppressed([COUNTIES, COUNTIES])


def test_the_attacker_finds_what_is_left_open() -> None:
    """What the others add up to gives a count away that is hidden alone."""
    alone = Published(("a",), {("x",): None, ("y",): 7, (None,): 10})
    assert ranges([alone]) == {frozenset({("a", "x")}): (3, 3)}
    two = Published(("a",), {("x",): None, ("y",): None, (None,): 10})
    assert ranges([two]) == {frozenset({("a", "x")}): (1, 9), frozenset({("a", "y")}): (1, 9)}
