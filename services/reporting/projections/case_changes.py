"""What each public fact of a case changes in its rows."""

from collections.abc import Iterator
from datetime import UTC
from functools import singledispatch
from typing import Any

from services.reporting.projections.versioned import Change, Row, Table
from shared.contracts import intake
from shared.contracts.envelope import Message, PublicFact
from shared.kernel.calendar import local_date

CASES = Table(
    "cases",
    ("case_id",),
    ("number", "region", "county", "service_line", "process_lead", "opened_on", "closed_on", "state",
     "pauses", "restricted_to", "written", "sent", "referral_id"),
)  # fmt: skip
MEMBERS = Table("case_members", ("case_id", "member_id"), ("role", "sector", "who", "since", "until"))
MEETINGS = Table(
    "case_meetings",
    ("case_id", "meeting_id"),
    ("kind", "service_line", "state", "starts_at", "day", "minutes", "planned_minutes", "roles"),
)
REPORTS = Table("case_reports", ("case_id", "month"), ("written_at", "sent_at", "sent_to", "read"))
NO_REPORT: Row = {"written_at": None, "sent_at": None, "sent_to": [], "read": {}}


def changes(message: Message[Any]) -> Iterator[Change]:
    """What the fact changes: the case itself first, each thing once."""
    fact = message.body
    region = {"region": message.region} if isinstance(fact, intake.CaseOpened) else {}

    def case_now(before: Row | None) -> Row:
        return {"state": fact.state, **region, **of_case(fact, before or {})}

    yield Change(CASES, (fact.case_id,), case_now)
    yield from of_others(fact)


@singledispatch
def of_case(_fact: PublicFact, _before: Row) -> Row:
    """What the fact changes in the case's own row, beside its state."""
    return {}


@of_case.register
def _(fact: intake.CaseOpened, _before: Row) -> Row:
    as_told = ("number", "county", "service_line", "process_lead", "opened_on", "referral_id")
    nothing_yet: Row = {"closed_on": None, "pauses": [], "written": [], "sent": []}
    restricted = {"restricted_to": sorted(fact.restricted_to)}
    return {name: getattr(fact, name) for name in as_told} | nothing_yet | restricted


@of_case.register
def _(fact: intake.RestrictionChanged, _before: Row) -> Row:
    return {"restricted_to": sorted(fact.restricted_to)}


@of_case.register
def _(fact: intake.CaseSuspended, before: Row) -> Row:
    return {"pauses": [*before["pauses"], {"since": fact.on.isoformat(), "until": None}]}


@of_case.register
def _(fact: intake.CaseResumed, before: Row) -> Row:
    *earlier, last = before["pauses"]
    return {"pauses": [*earlier, {**last, "until": fact.on.isoformat()}]}


@of_case.register
def _(fact: intake.CaseClosed, _before: Row) -> Row:
    return {"closed_on": fact.on}


@of_case.register
def _(fact: intake.MonthlyReportWritten, before: Row) -> Row:
    return {"written": sorted({*before["written"], fact.month})}


@of_case.register
def _(fact: intake.MonthlyReportSent, before: Row) -> Row:
    return {"sent": sorted({*before["sent"], fact.month})}


@singledispatch
def of_others(_fact: PublicFact) -> Iterator[Change]:
    """What the fact changes beside the case's own row."""
    return iter(())


@of_others.register
def _(fact: intake.NetworkMemberAdded) -> Iterator[Change]:
    member = fact.member
    now: Row = {"role": member.role, "sector": member.sector, "who": member.user}
    yield Change(MEMBERS, (fact.case_id, member.id), lambda _before: {**now, "since": fact.on, "until": None})


@of_others.register
def _(fact: intake.NetworkMemberRemoved) -> Iterator[Change]:
    yield Change(MEMBERS, (fact.case_id, fact.member_id), lambda _before: {"until": fact.on})


def _of_meeting(fact: intake.MeetingFact, **now: Any) -> Iterator[Change]:
    """now: what changes in the meeting; its Finnish day goes with its moment."""
    if starts_at := now.get("starts_at"):
        now["day"] = local_date(starts_at)
    yield Change(MEETINGS, (fact.case_id, fact.meeting_id), lambda _before: now)


@of_others.register
def _(fact: intake.MeetingScheduled) -> Iterator[Change]:
    return _of_meeting(
        fact, kind=fact.kind, service_line=fact.service_line, state="scheduled", starts_at=fact.starts_at,
        minutes=fact.minutes, planned_minutes=fact.minutes, roles=[],
    )  # fmt: skip


@of_others.register
def _(fact: intake.MeetingMoved) -> Iterator[Change]:
    return _of_meeting(fact, starts_at=fact.starts_at)


@of_others.register
def _(fact: intake.MeetingCancelled) -> Iterator[Change]:
    return _of_meeting(fact, state="cancelled")


@of_others.register
def _(fact: intake.MeetingNotAttended) -> Iterator[Change]:
    return _of_meeting(fact, state="not_attended")


@of_others.register(intake.MeetingHeld)
@of_others.register(intake.MeetingCorrected)
def _(fact: intake.MeetingHeld | intake.MeetingCorrected) -> Iterator[Change]:
    roles = sorted(fact.roles)
    return _of_meeting(fact, state="held", starts_at=fact.started_at, minutes=fact.minutes, roles=roles)


@of_others.register
def _(fact: intake.MonthlyReportWritten) -> Iterator[Change]:
    yield Change(
        REPORTS,
        (fact.case_id, fact.month),
        lambda before: {**(NO_REPORT if before is None else {}), "written_at": fact.written_at},
    )


@of_others.register
def _(fact: intake.MonthlyReportSent) -> Iterator[Change]:
    now: Row = {"sent_at": fact.sent_at, "sent_to": sorted({buyer.sector for buyer in fact.to})}
    yield Change(
        REPORTS,
        (fact.case_id, fact.month),
        lambda before: {**(NO_REPORT if before is None else {}), **now},
    )


@of_others.register
def _(fact: intake.MonthlyReportRead) -> Iterator[Change]:
    def read(before: Row | None) -> Row:
        known = (before or NO_REPORT)["read"]
        first = {fact.sector: fact.read_at.astimezone(UTC).isoformat(), **known}
        return {**(NO_REPORT if before is None else {}), "read": dict(sorted(first.items()))}

    yield Change(REPORTS, (fact.case_id, fact.month), read)
