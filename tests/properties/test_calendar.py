"""R-I6 and working days: the scenario's expected days, and what holds for every day."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.calendar import (
    assessment_due,
    first_decision_due,
    is_eve,
    is_working_day,
    local_date,
    months_after,
    next_working_day,
)

SCENARIOS = Path(__file__).parent.parent / "scenarios"
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def lines_of(name: str) -> list[dict[str, Any]]:
    text = (SCENARIOS / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def test_every_day_of_the_deadlines_scenario() -> None:
    """R-I6: over four years, around midnight and holidays."""
    expected = json.loads((SCENARIOS / "deadlines.expected.json").read_text(encoding="utf-8"))["queries"]
    received = {}
    for line in lines_of("deadlines.jsonl"):
        if "command" in line:
            received[line["data"]["referral_id"]] = datetime.fromisoformat(line["data"]["received_at"])
        if "query" in line:
            due = first_decision_due(local_date(received[line["data"]["referral_id"]]))
            assert due.isoformat() == expected[line["save_as"]]["deadlines"]["first_decision_due"]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2023, 3, 7), date(2023, 3, 16)),
        (date(2023, 4, 3), date(2023, 4, 14)),  # Easter between
        (date(2023, 6, 16), date(2023, 6, 27)),  # Midsummer Eve counts
    ],
)
def test_the_named_days(received: date, due: date) -> None:
    """R-I6: received Tue 2023-03-07 → Thu 2023-03-16, and the two others that the rule names."""
    assert first_decision_due(received) == due


def test_a_day_off_at_the_end_of_three_months() -> None:
    """R-I6: eves included, both days are shown."""
    assert assessment_due(date(2023, 3, 23)) == (date(2023, 6, 23), date(2023, 6, 26))  # Midsummer Eve
    assert assessment_due(date(2023, 9, 24)) == (date(2023, 12, 24), date(2023, 12, 27))  # Christmas Eve
    assert assessment_due(date(2023, 11, 30)) == (date(2024, 2, 29), None)  # February has no 30th
    assert assessment_due(date(2023, 3, 7)) == (date(2023, 6, 7), None)


def test_a_moment_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="zone"):
        local_date(datetime(2023, 3, 7))  # noqa: DTZ001 - the point


@given(days)
def test_seven_working_days_lie_between(received: date) -> None:
    """R-I6: Saturdays, Sundays and public holidays do not count; the two eves do."""
    due = first_decision_due(received)
    after = [received + timedelta(days=n) for n in range(1, (due - received).days + 1)]
    assert sum(is_working_day(day, eves_work=True) for day in after) == 7
    assert is_working_day(due, eves_work=True)


@given(days, days)
def test_who_comes_later_is_not_due_earlier(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert first_decision_due(earlier) <= first_decision_due(later)
    assert assessment_due(earlier).day <= assessment_due(later).day


@given(days)
def test_the_next_working_day_is_one_and_nothing_lies_between(received: date) -> None:
    due = assessment_due(received)
    assert due.day == months_after(received, 3)
    if due.next_working_day is None:
        assert is_working_day(due.day, eves_work=False)
    else:
        assert due.next_working_day == next_working_day(due.day)
        assert (due.next_working_day - due.day).days <= 7


@given(st.integers(1990, 2100))
def test_there_are_two_eves_a_year_and_midsummer_is_a_friday(year: int) -> None:
    eves = [
        date(year, 1, 1) + timedelta(days=n)
        for n in range(365)
        if is_eve(date(year, 1, 1) + timedelta(days=n))
    ]
    assert [eve.month for eve in eves] == [6, 12]
    assert eves[0].weekday() == 4
