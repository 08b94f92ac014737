"""Intake's answer `monthly_report`, as one may get it: a month of a made-up case, for child welfare."""

from typing import Any

from services.intake.queries.views.case_report import MonthlyReportView

View = dict[str, Any]
GOAL = "4ea48e6a-4cf4-51de-b453-95b6923f3194"


def a_meeting(starts_at: str, state: str = "held", place: str = "home", minutes: int = 90) -> View:
    """A regular meeting of the month."""
    return {
        "meeting_id": "0b2f4f2c-51c1-4b9e-8d3e-3f6c1f7a9d01",
        "kind": "regular", "state": state, "held_on": starts_at[:10], "starts_at": starts_at,
        "minutes": minutes, "place": place,
    }  # fmt: skip


def a_month() -> View:
    """What the month was: two meetings held, one cancelled, one to which nobody came, three contacts."""
    step = {"step_id": GOAL, "what": "Herätys klo 7", "outcome": "done", "on": "2025-09-12"}
    return {
        "meetings": [
            a_meeting("2025-09-03T14:00:00+03:00"),
            a_meeting("2025-09-10T14:00:00+03:00", "cancelled"),
            a_meeting("2025-09-17T14:30:00+03:00", place="school", minutes=60),
            a_meeting("2025-09-24T14:00:00+03:00", "not_attended"),
        ],
        "totals": {
            "held": 2, "not_attended": 1, "cancelled": 1, "minutes": 150, "travel_km": 24,
            "by_place": {"home": 1, "school": 1}, "minutes_by_place": {"home": 90, "school": 60},
        },
        "contacts": 3,
        "goals": [
            {
                "goal_id": GOAL, "title": "Koulupäivät", "area": "basic_education", "meetings": 2,
                "steps": [step], "attainment": 1, "rated_in": "2025-09",
            }
        ],
        "nothing_happened": False,
    }  # fmt: skip


def none(**counted: int) -> View:
    """The figures of a month in which no meeting was held."""
    nothing = {"held": 0, "not_attended": 0, "cancelled": 0, "minutes": 0, "travel_km": 0}
    return nothing | {"by_place": {}, "minutes_by_place": {}} | counted


def an_empty_month() -> View:
    """A month in which nothing happened."""
    return {"meetings": [], "totals": none(), "contacts": 0, "goals": [], "nothing_happened": True}


def in_which_none_was_held() -> View:
    """A month in which both meetings fell through."""
    meetings = [
        a_meeting("2025-09-24T14:00:00+03:00", "not_attended"),
        a_meeting("2025-09-10T14:00:00+03:00", "cancelled"),
    ]
    return a_month() | {"meetings": meetings, "totals": none(not_attended=1, cancelled=1)}


def a_section(text: str, **progress: Any) -> View:
    """What was written for child welfare; of one goal, where something is said of it."""
    of_goal = {"goal_id": GOAL, "goal_title": "Koulupäivät", "text": "Etenee.", "attainment": None} | progress
    return {"for_sectors": ["child_welfare"], "text": text, "progress": [of_goal] if progress else []}


def a_report(**changed: Any) -> View:
    """A report that was sent, in the shape that intake gives it."""
    view = {
        "case_id": "ed6d9d73-ec05-5315-ad3d-5fb8a72ab2f7",
        "case_number": "case/2025-00004",
        "month": "2025-09",
        "status": "sent",
        "state": "sent",
        "service_line": "support_person",
        "sector": "child_welfare",
        "for_sectors": ["child_welfare"],
        "provider": "Esimerkkituottaja Oy",
        **a_month(),
        "sections": [a_section("Kuukausi sujui hyvin.\n\nKoulussa käytiin joka päivä.", attainment=1)],
        "layout": "monthly-report-1",
        "written_at": "2025-10-03T09:00:00+03:00",
        "sent_at": "2025-10-04T09:00:00+03:00",
        "read": {},
        "positions": {},
    } | changed
    told = MonthlyReportView.model_validate({"masked": False, **view})
    return told.model_dump(mode="json", context={"masked": told.masked})


def of_text(text: str) -> View:
    """The report with this as its worker's account."""
    return a_report(sections=[a_section(text)])
