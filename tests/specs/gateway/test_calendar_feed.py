"""The calendar of one's meetings, read back with the library: times, changes, and no word about anybody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from services.gateway.calendar_feed import feed
from shared.contracts.masking import MASK

CASE_ID = "ed6d9d73-ec05-4315-ad3d-5fb8a72ab2f7"
MEETING: dict[str, Any] = {
    "case_id": CASE_ID,
    "meeting_id": "09f8c97b-2254-4ca0-9bf7-c5a7d3d64079",
    "number": "case/2023-00004",
    "kind": "start",
    "starts_at": "2025-09-03T11:00:00Z",
    "minutes": 90,
    "place": "home",
    "state": "scheduled",
    "changes": 0,
    "changed_at": "2025-08-25T07:00:00Z",
}


def read(*meetings: dict[str, Any], language: str = "fi") -> Calendar:
    """The feed of these meetings, as a calendar program reads it."""
    return Calendar.from_ical(feed({"meetings": list(meetings)}, language, "https://tuki.example/"))


def event(**changes: Any) -> Event:
    """The event of the one meeting, changed like this."""
    (found,) = read(MEETING | changes).events
    return found


def times(told: Event) -> tuple[datetime, datetime]:
    """When an event begins and ends."""
    assert isinstance(told.start, datetime)
    assert isinstance(told.end, datetime)
    return told.start, told.end


def test_a_meeting_is_an_event_with_the_case_s_number() -> None:
    assert str(event()["SUMMARY"]) == "Tapaaminen case/2023-00004"
    assert str(event()["LOCATION"]) == "Koti"
    assert str(event()["CLASS"]) == "PRIVATE"
    assert str(event()["URL"]).startswith(f"https://tuki.example/cases/{CASE_ID}/meetings/")


def test_the_place_of_a_protected_family_is_not_in_it() -> None:
    """R-C13: not even that it is hidden."""
    assert "LOCATION" not in event(place=MASK)


@pytest.mark.parametrize(("language", "title"), [("sv", "Möte"), ("en", "Meeting")])
def test_it_is_told_in_the_language_of_the_link(language: str, title: str) -> None:
    (found,) = read(MEETING, language=language).events
    assert str(found["SUMMARY"]) == f"{title} case/2023-00004"


def test_it_is_on_the_finnish_clock() -> None:
    begins, _ = times(event())
    assert (begins.hour, str(begins.tzinfo)) == (14, "Europe/Helsinki")
    assert event().duration == timedelta(minutes=90)
    assert [str(zone["TZID"]) for zone in read(MEETING).timezones] == ["Europe/Helsinki"]


@pytest.mark.parametrize(
    ("starts_at", "clock"),
    [("2025-10-24T11:00:00Z", "14:00"), ("2025-10-27T12:00:00Z", "14:00"), ("2025-03-28T12:00:00Z", "14:00")],
)
def test_two_in_the_afternoon_is_two_in_summer_and_in_winter(starts_at: str, clock: str) -> None:
    begins = event(starts_at=starts_at).start
    assert f"{begins:%H:%M}" == clock
    assert begins == datetime.fromisoformat(starts_at)


def test_the_rules_for_summer_time_are_in_the_file() -> None:
    """A program that knows no Europe/Helsinki reads the right moment all the same."""
    zone = read(MEETING).timezones[0].to_tz()
    assert datetime(2025, 10, 24, 14, tzinfo=zone).utcoffset() == timedelta(hours=3)
    assert datetime(2025, 10, 27, 14, tzinfo=zone).utcoffset() == timedelta(hours=2)


def test_an_hour_is_an_hour_also_in_the_night_when_summer_time_ends() -> None:
    """Half past three comes twice that night: the second is told so that nobody takes it for the first."""
    first = event(starts_at="2025-10-26T00:30:00Z", minutes=60)
    second = event(starts_at="2025-10-26T01:30:00Z", minutes=60)
    for told, begins in ((first, 0), (second, 1)):
        hours = [datetime(2025, 10, 26, begins + n, 30, tzinfo=UTC) for n in (0, 1)]
        assert [each.astimezone(UTC) for each in times(told)] == hours


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31)),  # noqa: DTZ001 - given its zone below
    st.integers(1, 1440),
)
def test_every_moment_comes_back_as_it_went(naive: datetime, minutes: int) -> None:
    begins = naive.replace(microsecond=0, tzinfo=UTC)
    told = times(event(starts_at=begins.isoformat(), minutes=minutes))
    assert [each.astimezone(UTC) for each in told] == [begins, begins + timedelta(minutes=minutes)]


def test_a_moved_meeting_is_the_same_event_with_the_next_number() -> None:
    moved = event(starts_at="2025-09-04T11:00:00Z", changes=1, changed_at="2025-08-26T07:00:00Z")
    assert str(moved["UID"]) == str(event()["UID"])
    assert (event()["SEQUENCE"], moved["SEQUENCE"]) == (0, 1)
    assert moved.stamp.isoformat() == "2025-08-26T07:00:00+00:00"


def test_meetings_of_two_cases_are_two_events() -> None:
    other = MEETING | {"case_id": "0f6b1d2c-3a4e-4b5f-8c6d-7e8f9a0b1c2d"}
    assert len({str(each["UID"]) for each in read(MEETING, other).events}) == 2


def test_a_cancelled_meeting_stays_as_cancelled() -> None:
    cancelled = event(state="cancelled", changes=1)
    assert (str(cancelled["STATUS"]), str(cancelled["TRANSP"])) == ("CANCELLED", "TRANSPARENT")
    assert [str(event(state=state)["STATUS"]) for state in ("scheduled", "held")] == ["CONFIRMED"] * 2


def test_the_same_meetings_are_the_same_bytes() -> None:
    """No clock is read: a program that asks again sees whether something changed."""
    view = {"meetings": [MEETING]}
    assert feed(view, "fi", "https://tuki.example/") == feed(view, "fi", "https://tuki.example/")


def test_nothing_is_told_of_anybody() -> None:
    """Whatever more an answer might say one day, only these properties go out."""
    told = event(summary="Salainen", name="Nuori Esimerkki", reason="Sairaana")
    assert set(told.keys()) == {
        "UID", "SEQUENCE", "DTSTAMP", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "STATUS", "TRANSP", "CLASS",
        "URL",
    }  # fmt: skip
    assert "Salainen" not in str(told.to_ical())


def test_a_calendar_without_meetings_is_one_all_the_same() -> None:
    empty = read()
    assert empty.events == []
    assert str(empty["PRODID"]) == "-//Tukiverkko//meetings//EN"
    assert empty["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
