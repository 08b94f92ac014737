"""An example of the body of each public fact of matching."""

from typing import Any

PROFESSIONAL = "4f1b8f0a-6c1e-4a2e-9f0b-7d5f3a1c2b90"
OTHER = "6a2c9e1b-7d2f-4b3f-8a1c-8e6a4b2d3ca1"
TEAM = "8d0f4d0e-9b6a-4c56-9c31-2a7c0e5b1f44"
UNIT = "7b0f0f1e-2c1d-5d1c-9a54-3f4a5d8f2b61"
POST = "0f6c0d4e-5f0a-5a0b-8b0e-61d6c1f7a3d3"
REQUEST = "c9d5a1f3-0f3e-4d7b-9f0d-2e6b3b6f4a55"
PLAN = "5c0a3f7e-1d2b-5c4d-8e9f-0a1b2c3d4e60"
CASE = "1d0c7a6e-5f3b-4b8e-9c42-6a7b8c9d0e11"


def professional(state: str = "active", **said: Any) -> dict[str, Any]:
    return {"professional_id": PROFESSIONAL, "state": state} | said


def team(state: str = "formed", **said: Any) -> dict[str, Any]:
    return {"team_id": TEAM, "state": state} | said


def match(state: str, **said: Any) -> dict[str, Any]:
    return {"match_request_id": REQUEST, "state": state} | said


MATCHING_BODIES: dict[str, dict[str, Any]] = {
    "professional-registered": professional(
        roles=["expert"],
        employer="a2b9ee8f0565d033576f765ab3ed0013",
        field="health",
        county="08",
        counties=["08"],
        competences=["trauma"],
        languages=["fi"],
        qualification="professional",
        modes=["virtual"],
        hours_per_week=1.5,
        on="2023-03-14",
    ),
    "profile-updated": professional(
        roles=["expert"],
        employer="a2b9ee8f0565d033576f765ab3ed0013",
        field="health",
        county="08",
        counties=["08"],
        competences=["trauma"],
        languages=["fi"],
        qualification="professional",
        modes=["virtual"],
    ),
    "profile-confirmed": professional(on="2023-03-14"),
    "capacity-set": professional(hours_per_week=1.5),
    "professional-paused": professional("paused", until="2023-03-14"),
    "professional-resumed": professional(),
    "professional-retired": professional("retired"),
    "vetting-attested": professional(extract_issued_on="2023-03-14", checked_on="2023-03-14"),
    "conflict-declared": professional(),
    "shared-nationally": professional(),
    "sharing-stopped": professional(),
    "professional-parked": professional(until="2023-03-14"),
    "hours-reserved": professional(
        match_request_id=REQUEST, hours_per_week=1.5, starts_on="2023-03-14", ends_on="2023-03-14"
    ),
    "hours-released": professional(match_request_id=REQUEST, ended_on="2023-03-14"),
    "team-formed": team(situations=["rare_disease"], members=[PROFESSIONAL]),
    "team-changed": team(situations=["rare_disease"], members=[PROFESSIONAL]),
    "team-dissolved": team("dissolved"),
    "core-unit-formed": {"core_unit_id": UNIT},
    "core-unit-member-seated": {
        "core_unit_id": UNIT,
        "seat": {
            "field": "health",
            "professional_id": PROFESSIONAL,
            "share": "50.5",
            "since": "2023-03-14",
            "until": "2023-03-14",
        },
    },
    "core-unit-member-unseated": {
        "core_unit_id": UNIT,
        "field": "health",
        "professional_id": PROFESSIONAL,
        "until": "2023-03-14",
    },
    "contact-post-opened": {"post_id": POST, "county": "08", "sector": "education"},
    "contact-person-appointed": {
        "post_id": POST,
        "professional_id": PROFESSIONAL,
        "substitute": OTHER,
        "on": "2023-03-14",
    },
    "match-requested": match(
        "open",
        number="2023-00003",
        case_id=CASE,
        role="expert",
        county="08",
        competences=["trauma"],
        languages=["fi"],
        mode="virtual",
        hours_per_week=1.5,
        starts_on="2023-03-14",
        ends_on="2023-03-14",
        team={"size": 3, "fields": ["health"]},
        scope="region",
        on="2023-03-14",
    ),
    "candidates-proposed": match(
        "proposed",
        ranked=[PROFESSIONAL],
        ruled_out={"parked": 1},
        scope="region",
        virtual=True,
        team=[PROFESSIONAL],
        uncovered=["trauma"],
        rules_version="2025-1",
        on="2023-03-14",
    ),
    "search-widened": match("open", scope="region", virtual=True, owner="08"),
    "match-offered": match("offered", professional_id=PROFESSIONAL, on="2023-03-14"),
    "offer-accepted": match("offered", professional_id=PROFESSIONAL),
    "offer-declined": match(
        "proposed", professional_id=PROFESSIONAL, declined_for="workload", on="2023-03-14"
    ),
    "match-confirmed": match(
        "confirmed",
        professional_ids=[PROFESSIONAL],
        ranks=[1],
        first=True,
        hours_per_week=1.5,
        starts_on="2023-03-14",
        ends_on="2023-03-14",
        on="2023-03-14",
    ),
    "match-ended": match("ended", professional_ids=[PROFESSIONAL], ended_on="2023-03-14"),
    "match-plan-asked": {
        "plan_id": PLAN,
        "state": "waiting",
        "on": "2023-03-14",
        "match_request_ids": [REQUEST],
    },
    "matches-planned": {
        "plan_id": PLAN,
        "state": "done",
        "on": "2023-03-14",
        "assigned": {REQUEST: [PROFESSIONAL]},
        "unserved": [],
        "worth": 3,
        "bound": 3,
        "proved": True,
        "rules_version": "2025-1",
    },
}
"""Fact of matching → body."""
