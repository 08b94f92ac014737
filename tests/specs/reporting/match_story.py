"""Experts, requests and matches as reporting is told of them: autism and trauma in Central Finland."""

from typing import Any
from uuid import UUID, uuid5

from shared.contracts.matching import (
    CandidatesProposed,
    HoursReleased,
    HoursReserved,
    MatchConfirmed,
    MatchEnded,
    MatchRequested,
    ProfessionalPaused,
    ProfessionalRegistered,
    SearchWidened,
)
from shared.kernel.asker import Asker
from tests.specs.reporting.story import LOGS, Story, contact_person, coordinator, received, referral

MATCHING = LOGS["matching"]
DAY = "2025-11-10"
SEPTEMBER: dict[str, Any] = {"from": "2025-09-01", "to": "2025-09-30"}
OCTOBER: dict[str, Any] = {"from": "2025-10-01", "to": "2025-10-31"}
AUTUMN: dict[str, Any] = {"from": "2025-08-01", "to": "2025-12-31"}
TOLD_NOTHING = ("worker", "expert", "buyer", "provider", "professional", "finance", "admin")
"""Roles that see no figures of many matters."""
OFFICE = "4f" * 16
"""Their organisation, as a pseudonym."""


def expert(n: int = 1) -> UUID:
    return uuid5(MATCHING, f"expert {n}")


def request(n: int = 1) -> UUID:
    return uuid5(MATCHING, f"request {n}")


def registered(n: int = 1, hours: float = 10, **changes: Any) -> ProfessionalRegistered:
    said: dict[str, Any] = {
        "professional_id": expert(n), "state": "active", "roles": ("expert",), "employer": OFFICE,
        "field": "health", "county": "08", "counties": ("08",), "competences": ("autism_spectrum",),
        "languages": ("fi",), "modes": ("virtual",), "hours_per_week": hours, "on": "2025-08-01",
    }  # fmt: skip
    return ProfessionalRegistered.model_validate(said | changes)


def paused(n: int = 1, until: str | None = None) -> ProfessionalPaused:
    said = {"professional_id": expert(n), "state": "paused", "until": until}
    return ProfessionalPaused.model_validate(said)


def reserved(n: int = 1, of: int = 1, hours: float = 2.5, **changes: Any) -> HoursReserved:
    said: dict[str, Any] = {
        "professional_id": expert(n), "state": "active", "match_request_id": request(of),
        "hours_per_week": hours, "starts_on": "2025-09-15", "ends_on": None,
    }  # fmt: skip
    return HoursReserved.model_validate(said | changes)


def released(n: int = 1, of: int = 1, ended_on: str = "2025-10-31") -> HoursReleased:
    said = {"professional_id": expert(n), "state": "active", "match_request_id": request(of)}
    return HoursReleased.model_validate(said | {"ended_on": ended_on})


def requested(n: int = 1, on: str = "2025-09-10", **changes: Any) -> MatchRequested:
    """Somebody who knows autism, for the n-th contact."""
    said: dict[str, Any] = {
        "match_request_id": request(n), "state": "open", "number": f"2025-{n:05}",
        "referral_id": referral(n), "role": "expert", "county": "08", "competences": ("autism_spectrum",),
        "languages": ("fi",), "mode": "virtual", "hours_per_week": 2.5, "starts_on": on, "scope": "county",
        "on": on,
    }  # fmt: skip
    return MatchRequested.model_validate(said | changes)


def proposed(n: int = 1, *who: int, **changes: Any) -> CandidatesProposed:
    """Nobody, where nobody is named."""
    said: dict[str, Any] = {
        "match_request_id": request(n), "state": "proposed", "ranked": tuple(map(expert, who)),
        "ruled_out": {}, "scope": "county", "virtual": True, "rules_version": "1", "on": "2025-09-10",
    }  # fmt: skip
    return CandidatesProposed.model_validate(said | changes)


def widened(n: int = 1, scope: str = "region") -> SearchWidened:
    said = {"match_request_id": request(n), "state": "open", "scope": scope, "virtual": True, "owner": "08"}
    return SearchWidened.model_validate(said)


def confirmed(n: int = 1, on: str = "2025-09-15", who: int = 1) -> MatchConfirmed:
    said: dict[str, Any] = {
        "match_request_id": request(n), "state": "confirmed", "professional_ids": (expert(who),),
        "ranks": (1,), "first": True, "hours_per_week": 2.5, "starts_on": on, "on": on,
    }  # fmt: skip
    return MatchConfirmed.model_validate(said)


def ended(n: int = 1, on: str = "2025-10-31", *who: int) -> MatchEnded:
    said = {"match_request_id": request(n), "state": "ended", "professional_ids": tuple(map(expert, who))}
    return MatchEnded.model_validate(said | {"ended_on": on})


def asked_for(
    story: Story, n: int = 1, on: str = "2025-09-10", since: str = "2025-09-01", **changes: Any
) -> Story:
    """The n-th contact came, and somebody was asked for."""
    story.tell(received(n, since), since)
    return story.tell(requested(n, on, **changes), on)


def matched(story: Story, n: int, days: int, **changes: Any) -> Story:
    """A contact of 1 September whose request had somebody so many days later."""
    on = f"2025-09-{1 + days:02}"
    asked_for(story, n, "2025-09-01", **changes)
    return story.tell(proposed(n, 1), on).tell(confirmed(n, on), on)


def sees_all(day: str = DAY, **changes: Any) -> Asker:
    return coordinator(day, **changes)


def researcher(day: str = DAY, **changes: Any) -> Asker:
    return coordinator(day, **({"user": "tutkija-1", "role": "researcher"} | changes))


def of_the_county(county: str = "08", day: str = DAY, **changes: Any) -> Asker:
    return contact_person(county, day, **({"sector": "education"} | changes))


def by_key(rows: list[dict[str, Any]], number: str) -> dict[str, Any]:
    """Key → a number of its row."""
    return {row["key"]: row[number] for row in rows}
