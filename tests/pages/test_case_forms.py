"""What the pages of meetings and reports work out by themselves: months, corrections, a report's parts."""

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from services.gateway.pages.fields import Filled
from services.gateway.pages.meeting_forms import changes
from services.gateway.pages.months import a_month, month_of
from services.gateway.pages.report_form import keys_of, known_values, parts_of, written
from services.gateway.pages.reports import last_day

GOAL, OTHER = "4ea48e6a-4cf4-41de-b453-95b6923f3194", "7d0a3b52-2c1e-4f6a-9b8d-0e1f2a3b4c5d"
SECTORS = ["child_welfare", "education"]


def at(moment: str) -> dict[str, Any]:
    """A meeting, as far as a calendar looks at it."""
    return {"starts_at": moment}


def test_a_meeting_stands_on_its_finnish_day() -> None:
    """Half past ten in the evening in UTC is the next day here, and may be the next month."""
    late = at("2025-09-30T22:30:00+00:00")
    assert a_month("2025-09", [late]).meetings == ()
    assert a_month("2025-10", [late]).weeks[0].days[2].meetings == (late,)


def test_a_month_is_whole_weeks_from_monday() -> None:
    """The days at its ends are there and are not its own."""
    september = a_month("2025-09", [])
    assert [week.number for week in september.weeks] == [36, 37, 38, 39, 40]
    assert september.weeks[0].days[0].date == date(2025, 9, 1)
    assert [day.inside for day in september.weeks[-1].days] == [True, True, False, False, False, False, False]
    assert (september.before, september.after) == ("2025-08", "2025-10")


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_each_month_leads_to_the_next_and_back(day: date) -> None:
    month = a_month(f"{day:%Y-%m}", [])
    if "1900-02" < month.month < "2199-11":
        assert a_month(month.after, []).before == month.month
        assert a_month(month.before, []).after == month.month
    assert last_day(month.month).month == day.month
    assert (last_day(month.month).toordinal() + 1) == date.fromisoformat(f"{month.after}-01").toordinal()


def test_a_month_that_is_none_is_this_one() -> None:
    today = date(2025, 9, 14)
    assert [month_of(asked, today) for asked in ("2025-08", "", "2025-13", "x", "²025-01")] == [
        "2025-08", "2025-09", "2025-09", "2025-09", "2025-09",
    ]  # fmt: skip


def test_a_correction_is_of_what_its_writer_saw() -> None:
    """Whatever somebody else corrected meanwhile is not put back."""
    was = json.dumps({"minutes": "90", "summary": "Eka.", "attended": ["a", "b"]})
    filled = Filled(
        {"minutes": 90, "summary": "Toka.", "attended": ["b", "a"], "reason": "Väärin."},
        {"minutes": "90", "summary": "Toka.", "attended": ["b", "a"], "reason": "Väärin."},
    )
    assert changes(filled, was) == {"summary": "Toka.", "reason": "Väärin."}


@given(st.text(max_size=20))
def test_a_correction_that_does_not_say_what_it_saw_asks_for_all(was: str) -> None:
    filled = Filled({"minutes": 90}, {"minutes": "90"})
    assert changes(filled, was) == {"minutes": 90}


def a_report(*sections: dict[str, Any]) -> dict[str, Any]:
    """A report for two buyers with two goals, as intake answers it."""
    goals = [{"goal_id": GOAL, "title": "Aamut"}, {"goal_id": OTHER, "title": "Koulu"}]
    return {"for_sectors": SECTORS, "goals": goals, "sections": list(sections)}


def a_section(text: str, *sectors: str, **rated: Any) -> dict[str, Any]:
    """A section as it was written; with a word on the first goal, where it is rated."""
    progress = [{"goal_id": GOAL, "goal_title": "Aamut", "text": "Sujuu.", **rated}] if rated else []
    return {"for_sectors": list(sectors), "text": text, "progress": progress}


def test_an_empty_report_has_a_part_for_all_and_for_each() -> None:
    assert [part.key for part in parts_of(a_report())] == [
        "child_welfare-education", "child_welfare", "education",
    ]  # fmt: skip


def test_one_buyer_has_one_part() -> None:
    assert [part.key for part in parts_of(a_report() | {"for_sectors": ["police"]})] == ["police"]


def test_what_was_written_comes_back_as_it_was() -> None:
    """Two sections for the same buyer, one for a buyer who left: none of them is lost by saving the form."""
    sections = (
        a_section("Yksi.", "education", attainment=-1),
        a_section("Kaksi.", "education"),
        a_section("Kolme.", "police"),
    )
    report = a_report(*sections)
    parts = parts_of(report)
    told = written(parts, FormData(known_values(report, parts)))
    first = {"goal_id": GOAL, "text": "Sujuu.", "attainment": -1}
    assert told.sections == [
        {"for_sectors": ["education"], "text": "Yksi.", "progress": [first]},
        {"for_sectors": ["education"], "text": "Kaksi.", "progress": []},
        {"for_sectors": ["police"], "text": "Kolme.", "progress": []},
    ]


def test_empty_parts_are_left_out_and_refusals_find_their_fields() -> None:
    """The second section of the command may be the third part of the form."""
    parts = parts_of(a_report())
    told = written(
        parts, FormData({"child_welfare.text": "Vain heille.", f"education.{OTHER}.attainment": "2"})
    )
    assert told.sections == [
        {"for_sectors": ["child_welfare"], "text": "Vain heille.", "progress": []},
        {"for_sectors": ["education"], "progress": [{"goal_id": OTHER, "attainment": 2}]},
    ]
    assert told.places["sections.1.progress.0.text"] == f"education.{OTHER}.text"
    assert told.places["sections.1.text"] == "education.text"


@given(st.lists(st.lists(st.sampled_from(SECTORS), min_size=1, unique=True).map(tuple), max_size=6))
def test_no_two_parts_have_the_same_name(audiences: list[tuple[str, ...]]) -> None:
    """And a name says for whom it is, so that a draft never goes to another audience."""
    keys = keys_of(audiences)
    assert len(set(keys)) == len(keys)
    for key, audience in zip(keys, audiences, strict=True):
        assert key.startswith("-".join(audience))
