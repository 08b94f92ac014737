"""The demo's pilot is moved to lately: by whole weeks, all of it together, nothing into the future."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.console.demo.shifting import HELSINKI, moved_to_lately
from services.console.demo.showing import PILOT
from services.console.playing import lines_of

LINES = lines_of(PILOT)
NOWS = [
    datetime(2026, 11, 21, 12, 0, tzinfo=HELSINKI),
    datetime(2027, 3, 28, 3, 30, tzinfo=HELSINKI),  # the night in which the clock is put forward
    datetime(2028, 2, 29, 0, 5, tzinfo=HELSINKI),
    datetime(2023, 9, 20, 9, 0, tzinfo=HELSINKI),
]


def at(line: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(line["at"])


@pytest.mark.parametrize("now", NOWS)
def test_the_last_command_was_a_few_days_ago_on_its_own_weekday_and_time(now: datetime) -> None:
    before = max((line for line in LINES if "command" in line), key=at)
    after = max((line for line in moved_to_lately(LINES, now) if "command" in line), key=at)
    assert timedelta(days=2) <= now - at(after) < timedelta(days=9, hours=1)
    assert at(after).astimezone(HELSINKI).strftime("%a %H:%M") == at(before).astimezone(HELSINKI).strftime(
        "%a %H:%M"
    )


@pytest.mark.parametrize("now", NOWS)
def test_no_clock_is_ahead(now: datetime) -> None:
    assert all(at(line) <= now for line in moved_to_lately(LINES, now) if "at" in line)


@pytest.mark.parametrize("now", NOWS)
def test_everyone_is_as_old_as_they_were_and_nothing_else_changes(now: datetime) -> None:
    """Ages in days at the contact; ids, codes and texts are the same."""
    for before, after in zip(LINES, moved_to_lately(LINES, now), strict=True):
        assert before.get("id") == after.get("id")
        assert before.get("command") == after.get("command")
        old, new = before.get("data", {}), after.get("data", {})
        assert old.get("trigger") == new.get("trigger")
        if subject := old.get("subject"):
            assert age(new) == age(old)
            assert subject["given_name"] == new["subject"]["given_name"]


def age(received: dict[str, Any]) -> timedelta:
    day = datetime.fromisoformat(received["received_at"]).astimezone(HELSINKI).date()
    return day - date.fromisoformat(received["subject"]["birth_date"])


def test_the_demo_plays_the_pilot_itself() -> None:
    scenario = Path(__file__).parents[2] / "scenarios" / "pilot-88.jsonl"
    assert PILOT.read_bytes() == scenario.read_bytes()
