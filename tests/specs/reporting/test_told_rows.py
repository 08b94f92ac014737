"""Rows of counts without small ones: no column gives away what another row hides (R-R2)."""

from hypothesis import given
from hypothesis import strategies as st

from services.reporting.queries.small_counts import is_small
from services.reporting.queries.told_rows import Columns, told_rows, told_whole

UNDER = 5
COLUMNS = Columns("requests", ("waiting",))
A_LITTLE_OR_A_LOT = st.one_of(st.integers(0, 6), st.integers(0, 40))


def row(requests: int, waiting: int) -> dict[str, int]:
    return {"requests": requests, "waiting": waiting}


def test_what_is_not_small_is_told() -> None:
    rows = {"08": row(20, 10), "16": row(20, 15)}
    assert told_rows(rows, row(40, 25), COLUMNS, UNDER, parts=True) == rows


def test_a_few_who_wait_are_hidden_and_others_by_whom_they_would_be_told() -> None:
    """R-R2: 12 who wait less 10 would be 2."""
    rows = {"08": row(20, 10), "16": row(20, 2)}
    told = told_rows(rows, row(40, 12), COLUMNS, UNDER, parts=True)
    assert told == {"08": {"requests": 20, "waiting": None}, "16": {"requests": 20, "waiting": None}}


def test_a_few_who_do_not_wait_are_as_few_as_any() -> None:
    """R-R2: 18 of 20 tells of two."""
    assert told_whole(row(20, 18), COLUMNS, UNDER) == {"requests": 20, "waiting": None}


def test_a_row_of_few_tells_nothing() -> None:
    """R-R2: not even that nobody of them waits."""
    rows = {"08": row(30, 10), "12": row(30, 10), "16": row(3, 0)}
    told = told_rows(rows, row(63, 20), COLUMNS, UNDER, parts=True)
    assert told is not None
    assert told["16"] == {"requests": None, "waiting": None}
    assert None in {told["08"]["requests"], told["12"]["requests"]}


def test_of_few_in_all_not_even_the_rows_are_told() -> None:
    """R-R2."""
    assert told_rows({"08": row(4, 1)}, row(4, 1), COLUMNS, UNDER, parts=True) is None


@given(st.lists(st.tuples(A_LITTLE_OR_A_LOT, A_LITTLE_OR_A_LOT), min_size=1, max_size=5))
def test_no_small_count_is_told_nor_left_over(numbers: list[tuple[int, int]]) -> None:
    """R-R2: whatever is told of a row, and whatever the told rows leave of the whole."""
    rows = {str(n): row(max(pair), min(pair)) for n, pair in enumerate(numbers) if max(pair)}
    whole = row(*(sum(each[name] for each in rows.values()) for name in ("requests", "waiting")))
    of_all = told_whole(whole, COLUMNS, UNDER)
    told = told_rows(rows, whole, COLUMNS, UNDER, parts=True) or {}
    for shown in told.values():
        assert not any(is_small(count, UNDER) for count in shown.values() if count is not None)
        if shown["requests"] is None:
            assert shown["waiting"] is None
        elif shown["waiting"] is not None:
            assert not is_small(shown["requests"] - shown["waiting"], UNDER)
    for name in ("requests", "waiting"):
        counts = [shown[name] for shown in told.values()]
        if told and of_all[name] is not None and None in counts:
            left = whole[name] - sum(count for count in counts if count is not None)
            assert left == 0 or counts.count(None) > 1
            assert not is_small(left, UNDER) or counts.count(None) < left
