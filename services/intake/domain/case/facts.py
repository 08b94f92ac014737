"""What can have happened to a case. A fact's TOPIC is its name for ever.

Facts carry their own days and moments: what a case evolves by reads no clock. Facts about meetings carry
what others need to know of the meeting as a whole (its kind, its service line, its planned minutes), so that
whoever reads one of them needs no other.
"""

from datetime import date, datetime
from uuid import UUID

from services.intake.domain.case.language import (
    Absent,
    Goal,
    GoalStep,
    Intensity,
    Member,
    Recipient,
    Section,
)
from shared.kernel.facts import Keeping, Stream
from shared.kernel.sealed import Text


class CaseOpened(Stream.Created):
    """The work that follows a contact begins (työskentely)."""

    TOPIC = "intake.case-opened"
    number: str
    region: str
    keeping: Keeping
    county: str
    opened_on: date
    referral_id: UUID
    person_id: UUID
    service_line: str
    situations: tuple[str, ...]
    process_lead: str
    nature: str | None
    required_parties: tuple[str, ...]
    base_services: tuple[Text, ...]
    restricted_to: tuple[str, ...]
    usual_end: date | None
    with_standing_team: bool
    """Whether the region has a standing team for demanding separations (R-C6)."""


class NetworkMemberAdded(Stream.Event):
    """Somebody joined the case's network."""

    TOPIC = "intake.network-member-added"
    member: Member
    on: date


class NetworkMemberRemoved(Stream.Event):
    """Somebody left the case's network; `on` is their last day."""

    TOPIC = "intake.network-member-removed"
    member_id: UUID
    role: str
    reason: Text | None
    on: date


class CasesLinked(Stream.Event):
    """Two cases belong to one family; told on both."""

    TOPIC = "intake.cases-linked"
    other_case_id: UUID
    relation: str


class ChildViewRecorded(Stream.Event):
    """The child's own view, or why it was not asked (R-C12)."""

    TOPIC = "intake.child-view-recorded"
    view: Text | None
    why_not: Text | None
    by: Text
    on: date


class PlanAgreed(Stream.Event):
    """The first revision of the plan, agreed in a meeting that was held (R-C1)."""

    TOPIC = "intake.plan-agreed"
    revision: int
    agreed_in: UUID
    agreed_on: date
    baseline: Text
    goals: tuple[Goal, ...]
    intensity: Intensity | None
    effective_from: date
    county_plan_ref: Text | None


class PlanRevised(Stream.Event):
    """A new revision of the plan and why; those before stay as they were (R-C3)."""

    TOPIC = "intake.plan-revised"
    revision: int
    agreed_in: UUID
    agreed_on: date
    baseline: Text
    goals: tuple[Goal, ...]
    intensity: Intensity | None
    effective_from: date
    county_plan_ref: Text | None
    reason: Text
    changed_goals: tuple[UUID, ...]


class GoalStepTaken(Stream.Event):
    """A small step was done, was too hard, or was split."""

    TOPIC = "intake.goal-step-taken"
    goal_id: UUID
    step_id: UUID
    outcome: str
    into: tuple[GoalStep, ...]
    on: date


class MeetingScheduled(Stream.Event):
    """A meeting was agreed for a moment and a place."""

    TOPIC = "intake.meeting-scheduled"
    meeting_id: UUID
    kind: str
    service_line: str
    starts_at: datetime
    minutes: int
    place: str
    participants: tuple[UUID, ...]
    planned_with_client: bool
    scheduled_at: datetime


class MeetingMoved(Stream.Event):
    """A scheduled meeting is at another time. starts_before: when it would have begun."""

    TOPIC = "intake.meeting-moved"
    meeting_id: UUID
    kind: str
    service_line: str
    starts_at: datetime
    starts_before: datetime
    reason: Text


class MeetingCancelled(Stream.Event):
    """A scheduled meeting will not be. cancelled_by: client, worker, buyer or provider."""

    TOPIC = "intake.meeting-cancelled"
    meeting_id: UUID
    kind: str
    service_line: str
    starts_at: datetime
    planned_minutes: int
    cancelled_by: str
    cancelled_at: datetime
    reason: Text


class MeetingHeld(Stream.Event):
    """A meeting was held, and this is how it was."""

    TOPIC = "intake.meeting-held"
    meeting_id: UUID
    kind: str
    service_line: str
    started_at: datetime
    minutes: int
    planned_minutes: int
    place: str
    attended: tuple[UUID, ...]
    roles: tuple[str, ...]
    """The roles of those who attended, each once, in the order of the alphabet."""
    summary: Text
    goals_touched: tuple[UUID, ...]
    travel_km: int | None


class MeetingCorrected(Stream.Event):
    """What was written of a held meeting was wrong: how it was after all. changed: names of the fields."""

    TOPIC = "intake.meeting-corrected"
    meeting_id: UUID
    kind: str
    service_line: str
    started_at: datetime
    minutes: int
    planned_minutes: int
    place: str
    attended: tuple[UUID, ...]
    roles: tuple[str, ...]
    summary: Text
    goals_touched: tuple[UUID, ...]
    travel_km: int | None
    changed: tuple[str, ...]
    reason: Text


class MeetingNotAttended(Stream.Event):
    """A scheduled meeting at which somebody did not appear. by: client, worker, buyer or provider."""

    TOPIC = "intake.meeting-not-attended"
    meeting_id: UUID
    kind: str
    service_line: str
    starts_at: datetime
    planned_minutes: int
    by: str


class ContactLogged(Stream.Event):
    """A contact between meetings."""

    TOPIC = "intake.contact-logged"
    with_whom: Text
    direction: str
    channel: str
    at: datetime
    gist: Text


class EngagementNoted(Stream.Event):
    """How willing the client is, towards the worker or a sector."""

    TOPIC = "intake.engagement-noted"
    towards: str
    level: int
    on: date


class RiskAssessed(Stream.Event):
    """Sectors assessed the risk together; who did not take part is named (R-C6)."""

    TOPIC = "intake.risk-assessed"
    sectors: tuple[str, ...]
    absent: tuple[Absent, ...]
    conclusion: Text
    text: Text
    on: date


class MonthlyReportWritten(Stream.Event):
    """A month's report was finished by the worker; until it is sent it may be written anew."""

    TOPIC = "intake.monthly-report-written"
    month: str
    sections: tuple[Section, ...]
    written_at: datetime


class MonthlyReportSent(Stream.Event):
    """A month's report went to the buyers, each its version. layout: of the document, to make it again."""

    TOPIC = "intake.monthly-report-sent"
    month: str
    to: tuple[Recipient, ...]
    layout: str
    sent_at: datetime


class MonthlyReportRead(Stream.Event):
    """A buyer read its version."""

    TOPIC = "intake.monthly-report-read"
    month: str
    sector: str
    read_at: datetime


class RestrictionChanged(Stream.Event):
    """Only the named users see the case; none named: whoever has to do with it (R-C10)."""

    TOPIC = "intake.restriction-changed"
    restricted_to: tuple[str, ...]
    reason: Text


class CaseGlassBroken(Stream.Event):
    """Somebody who takes no part in the case opened it in an emergency, to read it."""

    TOPIC = "intake.case-glass-broken"
    by: str
    reason: Text
    until: datetime


class CaseSuspended(Stream.Event):
    """The work pauses."""

    TOPIC = "intake.case-suspended"
    reason: Text
    on: date


class CaseResumed(Stream.Event):
    """The work goes on."""

    TOPIC = "intake.case-resumed"
    reason: Text
    on: date


class CaseClosed(Stream.Event):
    """The work ended. outcome: resolved, moved_on, unchanged or worse, where it was said."""

    TOPIC = "intake.case-closed"
    reason: Text
    outcome: str | None
    on: date
