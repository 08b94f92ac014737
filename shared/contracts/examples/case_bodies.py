"""An example of the body of each public fact of a case."""

from typing import Any

CASE = "1d0c7a6e-5f3b-4b8e-9c42-6a7b8c9d0e11"
SIBLINGS = "2e1d8b7f-6a4c-4c9f-8d53-7b8c9d0e1f22"
REFERRAL = "5b6f1f3e-0c52-4a0b-9a3e-3d6b8e2f7c11"
WORKER = "3f2e9c80-7b5d-4da0-9e64-8c9d0e1f2a33"
BUYER = "40300d91-8c6e-4eb1-8f75-9d0e1f2a3b44"
GOAL = "51411ea2-9d7f-4fc2-9086-ae1f2a3b4c55"
STEP = "62522fb3-ae80-40d3-8197-bf2a3b4c5d66"
SMALLER = "736330c4-bf91-41e4-92a8-c03b4c5d6e77"
MEETING = "847441d5-c0a2-42f5-83b9-d14c5d6e7f88"
CLIENT = "b54321d5-c0a2-42f5-83b9-d14c5d6e7fee"
SOMEBODY = "q7Zr0bT2kX9mLw4vN1sY6cHd"
USER = "w4vN1sY6cHdq7Zr0bT2kX9mL"


def at(state: str = "open", **said: Any) -> dict[str, Any]:
    """A case's fact: how the case stands after it, and what else it says."""
    return {"case_id": CASE, "state": state} | said


def meeting(**said: Any) -> dict[str, Any]:
    return at(meeting_id=MEETING, kind="regular", service_line="neuropsychiatric_coaching") | said


PLAN: dict[str, Any] = {
    "agreed_in": MEETING, "agreed_on": "2023-03-21",
    "goals": [{"goal_id": GOAL, "area": "everyday_life", "weight": 2, "steps": [STEP]}],
    "meetings_per_week": 2, "minutes": 90, "effective_from": "2023-03-21",
}  # fmt: skip
AS_IT_WAS = {
    "started_at": "2023-03-28T11:00:00+00:00", "minutes": 95, "planned_minutes": 90, "place": "home",
    "attended": [WORKER, CLIENT], "roles": ["client", "worker"], "goals_touched": [GOAL], "travel_km": 14,
}  # fmt: skip
NOT_HELD = {"starts_at": "2023-03-28T11:00:00+00:00", "planned_minutes": 90}

CASE_BODIES: dict[str, dict[str, Any]] = {
    "case-opened": at(
        number="2023-00004", county="08", opened_on="2023-03-20", referral_id=REFERRAL, subject=SOMEBODY,
        service_line="neuropsychiatric_coaching", situations=["demanding_neuropsychiatric"],
        process_lead="child_welfare", nature="preventive", required_parties=["education"], base_services=1,
        restricted_to=[USER], usual_end="2024-06-01", with_standing_team=True,
    ),
    "network-member-added": at(
        member={"id": WORKER, "role": "worker", "sector": "organisation", "user": USER}, on="2023-03-20"
    ),
    "network-member-removed": at(member_id=WORKER, role="worker", on="2024-05-31"),
    "cases-linked": at(other_case_id=SIBLINGS, relation="sibling"),
    "child-view-recorded": at(asked=True, on="2023-03-21"),
    "plan-agreed": at(revision=1, **PLAN),
    "plan-revised": at(revision=2, changed_goals=[GOAL], **PLAN),
    "goal-step-taken": at(goal_id=GOAL, step_id=STEP, outcome="split", into=[SMALLER], on="2023-04-04"),
    "meeting-scheduled": meeting(
        starts_at="2023-03-28T11:00:00+00:00", minutes=90, place="home", participants=[WORKER, CLIENT],
        planned_with_client=True, scheduled_at="2023-03-24T08:00:00+00:00",
    ),
    "meeting-moved": meeting(
        starts_at="2023-03-29T11:00:00+00:00", starts_before="2023-03-28T11:00:00+00:00"
    ),
    "meeting-cancelled": meeting(
        **NOT_HELD, cancelled_by="client", cancelled_at="2023-03-28T06:00:00+00:00"
    ),
    "meeting-held": meeting(**AS_IT_WAS),
    "meeting-corrected": meeting(**AS_IT_WAS, changed=["minutes"]),
    "meeting-not-attended": meeting(**NOT_HELD, by="client"),
    "contact-logged": at(direction="incoming", channel="phone", at="2023-03-23T09:30:00+00:00"),
    "engagement-noted": at(towards="worker", level=2, on="2023-03-28"),
    "risk-assessed": at(sectors=["child_welfare", "family_law"], absent=["police"], on="2023-03-21"),
    "monthly-report-written": at(
        month="2023-03", sectors=["child_welfare"], written_at="2023-04-03T07:00:00+00:00"
    ),
    "monthly-report-sent": at(
        month="2023-03", to=[{"member_id": BUYER, "sector": "child_welfare"}], layout="monthly-report-1",
        sent_at="2023-04-04T07:00:00+00:00",
    ),
    "monthly-report-read": at(
        month="2023-03", sector="child_welfare", read_at="2023-04-05T07:00:00+00:00"
    ),
    "restriction-changed": at(restricted_to=[USER]),
    "case-glass-broken": at(until="2023-06-05T08:00:00+00:00"),
    "case-suspended": at("suspended", on="2023-06-05"),
    "case-resumed": at(on="2023-08-07"),
    "case-closed": at("closed", outcome="resolved", on="2024-05-31"),
}  # fmt: skip
"""Fact of a case → body."""
