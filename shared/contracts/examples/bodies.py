"""An example of the body of each public fact."""

from typing import Any

from shared.contracts.examples.billing_bodies import BILLING_BODIES
from shared.contracts.examples.case_bodies import CASE, CASE_BODIES
from shared.contracts.examples.feedback_bodies import FEEDBACK_BODIES
from shared.contracts.examples.matching_bodies import MATCHING_BODIES

REFERRAL = "5b6f1f3e-0c52-4a0b-9a3e-3d6b8e2f7c11"
OTHER = "9d1c7a52-7d0e-4a57-8a57-6f0a4e4a1b22"
STEP = "0e8c2a44-3b8f-4f53-9b3e-58a8a7f1c033"
REQUEST = "c2f6e8b0-91c7-4d7e-8f60-2a5a3d9e4d44"
MEETING = "7a3d5c19-2e4b-4c8d-b1f2-90e6c7d8a955"
SOMEBODY = "q7Zr0bT2kX9mLw4vN1sY6cHd"


def at(state: str, next_step: str | None = None, **said: Any) -> dict[str, Any]:
    """A referral's fact: where it left the referral, and what else it says."""
    return {"referral_id": REFERRAL, "state": state} | ({"next_step": next_step} if next_step else {}) | said


SCREENING = {"score": 12, "level": "special", "instrument": "ot_screen", "version": "1"}
MISTAKE = {"basis": "mistaken_record", "on": "2023-03-07"}
PLAN = {"steps": [{"step_id": STEP, "sector": "education", "due": "2023-04-14"}], "evaluate_on": "2023-06-01"}
RECEIVED = {
    "number": "2023-00017", "received_at": "2023-03-07T21:40:00+00:00", "received_on": "2023-03-07",
    "source": "school", "channel": "phone", "county": "08", "service_line": "ot_consultation",
    "situations": ["violence_against_children", "immigration"], "urgency": "urgent", "urgency_assessed": True,
    "referrer_sector": "education", "legal_basis": "statutory_task", "child_welfare_notification": True,
    "subject": SOMEBODY,
    "possible_duplicates": [OTHER], "duty_to_report_asked": True, "first_decision_due": "2023-03-16",
    "assessment_due": "2023-06-07", "screening": SCREENING,
}  # fmt: skip

BODIES: dict[str, dict[str, Any]] = {
    "referral-received": at("received", "buffer", **RECEIVED),
    "subject-identified": at(
        "received", "buffer", subject=SOMEBODY, legal_basis="consent", possible_duplicates=[OTHER]
    ),
    "duplicate-resolved": at("received", "buffer", same=False, of=OTHER),
    "situation-screened": {"screening": SCREENING},
    "referral-screened": at("received", "buffer", **SCREENING),
    "need-identified-otherwise": at("received", "buffer"),
    "urgency-assessed": at("received", "buffer", urgency="immediate"),
    "first-decision-recorded": at(
        "received", "buffer", decided_on="2023-03-16", informed=["client", "guardian"]
    ),
    "duty-to-report-recorded": at("received", "buffer", to="police", made_on="2023-03-08"),
    "advice-given": at("received", "buffer", minutes=35, support_kinds=["coordination", "reflection"]),
    "background-gathered": at(
        "background_gathered", "structuring", sectors=["child_welfare", "education"],
        client_of=[{"sector": "child_psychiatry", "relation": "would_benefit"}],
    ),
    "situation-structured": at("structured", "assessment", cynefin="complex"),
    "step-skipped": at("background_gathered", "assessment", step="structuring"),
    "assessment-recorded": at("assessed", "expertise", with_hypothesis=True, with_overall_assessment=False),
    "consultation-held": at(
        "assessed", "plan", meeting_id=MEETING, held_at="2023-03-20T10:00:00+00:00", minutes=90,
        mode="virtual", sectors=["child_welfare", "education"], participants=5, client_present=True,
    ),
    "tier-decided": at("received", "buffer", tier=2),
    "expertise-requested": at(
        "assessed", "expertise", match_request_id=REQUEST, county="08",
        competences=["trauma", "interpreting_culture"], fields=["health"],
        mode="either", languages=["fi", "so"], hours_per_week=1.5, team_size=2,
    ),
    "expertise-assigned": at("assessed", "plan", match_request_id=REQUEST),
    "consultation-plan-agreed": at("planned", "evaluation", revision=1, **PLAN),
    "consultation-plan-revised": at("planned", "evaluation", revision=2, **PLAN),
    "step-reported": at("planned", "evaluation", step_id=STEP, outcome="moved", due="2023-05-02"),
    "consultation-evaluated": at("evaluated", outcome="moved_on"),
    "referral-declined": at("declined"),
    "referral-redirected": at("redirected"),
    "referral-withdrawn": at("withdrawn"),
    "referral-closed": at("closed"),
    "referral-reopened": at("evaluated"),
    "glass-broken": at("assessed", "plan", until="2023-06-05T08:00:00+00:00"),
    "person-registered": {"person": SOMEBODY},
    "person-corrected": {"person": SOMEBODY},
    "person-protected": {
        "person": SOMEBODY, "order": "non_disclosure", "since": "2023-03-07", "until": "2030-12-31",
    },
    "disclosure-forbidden": {"person": SOMEBODY, "on": "2023-03-07"},
    "persons-merged": {"person": SOMEBODY, "into": "d7Hc6Ys1Nv4wLm9Xk2Tb0rZq"},
    **CASE_BODIES,
    "person-erasure-asked": {"person": SOMEBODY, **MISTAKE},
    "person-erased": {"person": SOMEBODY, **MISTAKE},
    "referral-destruction-asked": at("closed", **MISTAKE),
    "referral-destroyed": at("closed", **MISTAKE),
    "case-destruction-asked": {"case_id": CASE, "state": "closed", **MISTAKE},
    "case-destroyed": {"case_id": CASE, "state": "closed", **MISTAKE},
    **BILLING_BODIES,
    **MATCHING_BODIES,
    **FEEDBACK_BODIES,
}  # fmt: skip
"""Fact → body."""
