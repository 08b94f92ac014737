"""A case as reporting is told of it: coaching that a worker does, ordered by child welfare and a school."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from shared.contracts.envelope import PublicFact
from shared.contracts.intake import (
    CaseOpened,
    MeetingHeld,
    MeetingScheduled,
    MonthlyReportRead,
    MonthlyReportSent,
    MonthlyReportWritten,
    NetworkMemberAdded,
    PlanAgreed,
)
from shared.kernel.asker import Asker
from tests.specs.reporting.story import LOG, Story, coordinator, helsinki

WORKER, BUYER, SCHOOL = "worker0000000001", "buyer00000000001", "school0000000001"
"""Pseudonyms of the users who sign in."""


def case(n: int = 1) -> UUID:
    return uuid5(LOG, f"case {n}")


def member(name: str, n: int = 1) -> UUID:
    return uuid5(case(n), name)


def here(n: int = 1, state: str = "open") -> dict[str, Any]:
    return {"case_id": case(n), "state": state}


def opened(n: int = 1, on: str = "2025-08-25", **changes: Any) -> CaseOpened:
    said: dict[str, Any] = {
        **here(n), "number": f"2025-{n:05}", "county": "08", "opened_on": on,
        "referral_id": uuid5(LOG, f"{n}"),
        "subject": "subject000000001", "service_line": "neuropsychiatric_coaching",
        "situations": ("demanding_neuropsychiatric",), "process_lead": "child_welfare",
    }  # fmt: skip
    return CaseOpened.model_validate(said | changes)


def joins(name: str, role: str, n: int = 1, on: str = "2025-08-25", **who: str) -> NetworkMemberAdded:
    """who: the member's user and sector."""
    told = {"id": member(name, n), "role": role, **who}
    return NetworkMemberAdded.model_validate({**here(n), "member": told, "on": on})


def about(n: int, number: int, kind: str = "regular") -> dict[str, Any]:
    """What each fact of a case's meeting says."""
    meeting_id = uuid5(case(n), f"meeting {number}")
    return {**here(n), "meeting_id": meeting_id, "kind": kind, "service_line": "neuropsychiatric_coaching"}


def scheduled(number: int, day: str, n: int = 1, kind: str = "regular") -> MeetingScheduled:
    before = date.fromisoformat(day) - timedelta(days=2)
    return MeetingScheduled.model_validate(
        about(n, number, kind)
        | {"starts_at": helsinki(day, "14:00"), "minutes": 90, "place": "home",
           "scheduled_at": helsinki(before.isoformat())}
    )  # fmt: skip


def held(number: int, day: str, n: int = 1, kind: str = "regular", **changes: Any) -> MeetingHeld:
    said: dict[str, Any] = {
        "started_at": helsinki(day, "14:00"), "minutes": 90, "planned_minutes": 90, "place": "home",
        "roles": ("client", "worker"),
    }  # fmt: skip
    return MeetingHeld.model_validate(about(n, number, kind) | said | changes)


def met(story: Story, number: int, day: str, n: int = 1, kind: str = "regular", **changes: Any) -> Story:
    """A meeting that was scheduled and held."""
    story.tell(scheduled(number, day, n, kind), day, "08:00")
    return story.tell(held(number, day, n, kind, **changes), day, "18:00")


def begins(story: Story, n: int = 1, on: str = "2025-08-25", **changes: Any) -> Story:
    """The case is opened; its worker, its client and two buyers join."""
    network: tuple[PublicFact, ...] = (
        joins("worker", "worker", n, on, user=WORKER),
        joins("client", "client", n, on),
        joins("buyer", "buyer", n, on, user=BUYER, sector="child_welfare"),
        joins("school", "buyer", n, on, user=SCHOOL, sector="education"),
    )
    for fact in (opened(n, on, **changes), *network):
        story.tell(fact, on)
    return story


def goal(name: str, area: str | None = "everyday_life", steps: int = 2) -> dict[str, Any]:
    ids = tuple(uuid5(LOG, f"{name} step {step}") for step in range(steps))
    return {"goal_id": uuid5(LOG, name), "area": area, "steps": ids}


def plan(*goals: dict[str, Any], n: int = 1, on: str = "2025-09-03") -> PlanAgreed:
    return PlanAgreed.model_validate(
        {**here(n), "revision": 1, "agreed_in": uuid5(case(n), "meeting 1"), "agreed_on": on,
         "goals": goals or (goal("a"),), "effective_from": on}
    )  # fmt: skip


def written(month: str, n: int = 1, day: str = "2025-10-03") -> MonthlyReportWritten:
    told = {**here(n), "month": month, "sectors": ("child_welfare",), "written_at": helsinki(day)}
    return MonthlyReportWritten.model_validate(told)


def sent(month: str, *sectors: str, n: int = 1, day: str = "2025-10-04") -> MonthlyReportSent:
    to = [{"member_id": member(sector, n), "sector": sector} for sector in sectors or ("child_welfare",)]
    said = {**here(n), "month": month, "to": to, "layout": "monthly-report-1", "sent_at": helsinki(day)}
    return MonthlyReportSent.model_validate(said)


def read(month: str, sector: str = "child_welfare", n: int = 1, day: str = "2025-10-06") -> MonthlyReportRead:
    told = {**here(n), "month": month, "sector": sector, "read_at": helsinki(day)}
    return MonthlyReportRead.model_validate(told)


def at_work(day: str, user: str = WORKER) -> Asker:
    return coordinator(day, role="worker", user=user)


def buyer(day: str, user: str = BUYER, sector: str = "child_welfare") -> Asker:
    return coordinator(day, role="buyer", user=user, sector=sector)


def waiting(story: Story, asker: Asker) -> list[tuple[str, str | None]]:
    """What waits in cases for the asker: the code and what of it, a month, a week or nothing."""
    items = story.ask("queue", asker)["items"]
    return [(item["what"], item.get("month") or item.get("week")) for item in items]
