"""What is hidden in a table so that nobody is found in it (R-R2)."""

import pytest

from services.reporting.queries.small_counts import told_mentions, told_parts


def test_a_small_count_is_hidden_and_another_so_that_the_whole_does_not_give_it_away() -> None:
    """R-R2: 100 less 60 and 37 would be 3. The smaller of the others goes."""
    assert told_parts({"school": 60, "home": 37, "police": 3}, 5) == {
        "school": 60,
        "home": None,
        "police": None,
    }


def test_a_nought_is_told_and_hides_nothing() -> None:
    """R-R2: 3 and none are 3 together: behind a nought nothing can hide."""
    parts = {"school": 60, "home": 0, "police": 3}
    assert told_parts(parts, 5) == {"school": None, "home": 0, "police": None}


def test_small_counts_hide_each_other() -> None:
    """R-R2: of 6 in three parts, each may be 1 to 4."""
    assert told_parts({"a": 1, "b": 2, "c": 3, "z": 50}, 5) == {"a": None, "b": None, "c": None, "z": 50}


def test_but_not_where_their_sum_says_what_each_is() -> None:
    """R-R2: three that are 3 together are 1 each; two that are 8 together and both under 5 are 4 each."""
    assert told_parts({"a": 1, "b": 1, "c": 1, "z": 50}, 5) == {"a": None, "b": None, "c": None, "z": None}
    assert told_parts({"a": 4, "b": 4, "z": 50}, 5) == {"a": None, "b": None, "z": None}


@pytest.mark.parametrize("parts", [{"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}, {"a": 4, "b": 4}])
def test_where_there_is_nothing_to_hide_behind_not_even_the_keys_are_told(parts: dict[str, int]) -> None:
    """R-R2."""
    assert told_parts(parts, 5) is None


def test_who_is_in_no_part_is_not_worked_out_either() -> None:
    """R-R2: 52 contacts, of whom 50 have a tier, would tell of the other two."""
    assert told_parts({"1": 20, "2": 30}, 5, rest=2) == {"1": None, "2": 30}
    assert told_parts({"1": 20, "2": 30}, 5, rest=0) == {"1": 20, "2": 30}
    assert told_parts({"1": 20, "2": 3}, 5, rest=40) == {"1": 20, "2": None}


def test_a_few_who_do_not_mention_something_are_as_few_as_any() -> None:
    """R-R2: 98 of 100 tells of two."""
    assert told_mentions({"a": 98, "b": 60, "c": 50}, 100, 5) == ({"a": None, "b": 60, "c": None}, 208)


def test_mentions_that_can_only_be_high_hide_nothing() -> None:
    """R-R2: 9 and 10 mentions by 10 contacts are 19: none of them can be less than 9."""
    assert told_mentions({"a": 9, "b": 10}, 10, 5) == (None, None)


def test_a_table_without_small_counts_is_told_whole() -> None:
    """R-R2 takes no more than it must."""
    assert told_parts({"a": 5, "b": 6}, 5) == {"a": 5, "b": 6}
    assert told_parts({}, 5) == {}
