"""An example of the body of each public fact of feedback."""

from typing import Any

FOLLOW_UP = "8be5da1b-3aca-5a99-8ff6-6c6e290b2104"
CASE = "1d0c7a6e-5f3b-4b8e-9c42-6a7b8c9d0e11"
GOAL = "4ea48e6a-4cf4-41de-b453-95b6923f3194"
SOMEBODY = "5d41402abc4b2a76b9719d911017c592"


def follow_up(state: str = "running", **said: Any) -> dict[str, Any]:
    return {"follow_up_id": FOLLOW_UP, "state": state} | said


def request(**said: Any) -> dict[str, Any]:
    return follow_up(wave=2, recipient=SOMEBODY, **said)


FEEDBACK_BODIES: dict[str, dict[str, Any]] = {
    "follow-up-started": follow_up(
        number="2023-00003",
        case_id=CASE,
        instruments=[{"instrument": "wellbeing", "version": "1"}],
        every_weeks=4,
        recipients=[{"recipient": SOMEBODY, "role": "client", "channel": "sms", "age_group": "child"}],
        on="2023-03-14",
    ),
    "feedback-requested": request(attempt=1, on="2023-03-14", due="2023-03-28", rules_version="2025-1"),
    "recipient-unreachable": request(why="no_safe_contact", on="2023-03-14"),
    "reminder-sent": request(on="2023-03-21"),
    "feedback-given": request(on_behalf=False, instruments=["wellbeing"], on="2023-03-20"),
    "feedback-missed": request(due="2023-03-28", on="2023-03-29"),
    "decline-noticed": request(
        instrument="wellbeing", why="two_falls", notify=["worker", "coordinator"], on="2023-03-20"
    ),
    "goal-scale-set": follow_up(goal_id=GOAL, weight=2, on="2023-03-14"),
    "goal-rated": follow_up(goal_id=GOAL, attainment=1, by_role="worker", rated_on="2023-03-14"),
    "follow-up-stopped": follow_up("stopped", on="2023-06-06"),
}
"""Fact of feedback → body."""
