"""The case's words as values: who is in the network, what the plan says, how a meeting and a month went.

Frozen and plain, so that facts can hold them. The names of the fields are those of the commands; codes are
of the reference lists; `Text` marks what is free text of the matter, `Identity` what tells who somebody is.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from shared.kernel.sealed import Identity, Text

WORKERS = frozenset({"worker", "work_pair"})
"""The roles that do the work: R-C11 asks of them to be in the network when they meet."""


@dataclass(frozen=True)
class Member:
    """Someone in the case's network. user: who signs in; pair_of: the worker whose pair this is."""

    id: UUID
    role: str
    user: str | None = None
    sector: str | None = None
    organisation: Text | None = None
    name: Identity | None = None
    pair_of: UUID | None = None


@dataclass(frozen=True)
class Membership:
    """A member and the days they are one: from the first to the last (None: still).

    before: when the same person was in the network earlier and left, with the words of that time.
    """

    member: Member
    since: date
    until: date | None = None
    before: "Membership | None" = None

    def as_on(self, day: date) -> Member | None:
        """Who they were in the network on a day; None where they were not in it."""
        if self.since <= day and (self.until is None or day <= self.until):
            return self.member
        return self.before.as_on(day) if self.before else None

    def on(self, day: date) -> bool:
        """Whether they were in the network on a day."""
        return self.as_on(day) is not None

    def within(self, first: date, last: date) -> bool:
        """Whether these days of membership, without earlier ones, touch those from the first to the last."""
        return self.since <= last and (self.until is None or first <= self.until)

    @property
    def spells(self) -> tuple["Membership", ...]:
        """Each time that they were in the network, oldest first."""
        return (*(self.before.spells if self.before else ()), self)


@dataclass(frozen=True)
class GoalStep:
    """A small step towards a goal."""

    step_id: UUID
    what: Text


@dataclass(frozen=True)
class ScalePoint:
    """What one level of a goal's scale means, -2 (much less than hoped) to +2 (much more)."""

    level: int
    text: Text


@dataclass(frozen=True)
class Goal:
    """A goal (tavoite) and by which means. area: a code of `goal_areas`; weight: how much it counts."""

    goal_id: UUID
    title: Text
    means: tuple[Text, ...]
    area: str | None = None
    steps: tuple[GoalStep, ...] = ()
    scale: tuple[ScalePoint, ...] = ()
    weight: int = 1


@dataclass(frozen=True)
class Intensity:
    """How often and how long one meets, where the plan says it."""

    meetings_per_week: int
    minutes: int


@dataclass(frozen=True)
class Revision:
    """One revision of the plan (suunnitelma): never changed once agreed (R-C3)."""

    revision: int
    agreed_in: UUID
    agreed_on: date
    baseline: Text
    goals: tuple[Goal, ...]
    effective_from: date
    intensity: Intensity | None = None
    county_plan_ref: Text | None = None
    reason: Text | None = None
    changed_goals: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class StepTaken:
    """What became of a small step: done, too_hard, or split into smaller ones."""

    goal_id: UUID
    step_id: UUID
    outcome: str
    into: tuple[GoalStep, ...]
    on: date


@dataclass(frozen=True)
class Meeting:
    """A meeting as it stands. state: scheduled, held, not_attended or cancelled.

    starts_at, minutes, place: as planned, or as it was once it was held. planned_minutes: as scheduled.
    by: who cancelled it or did not come.
    """

    meeting_id: UUID
    kind: str
    service_line: str
    state: str
    starts_at: datetime
    minutes: int
    planned_minutes: int
    place: str
    participants: tuple[UUID, ...]
    planned_with_client: bool
    scheduled_at: datetime
    attended: tuple[UUID, ...] = ()
    summary: Text | None = None
    goals_touched: tuple[UUID, ...] = ()
    travel_km: int | None = None
    by: str | None = None
    reason: Text | None = None
    corrections: tuple[Text, ...] = ()
    """Why it was corrected, once for each time."""


@dataclass(frozen=True)
class Contact:
    """A contact between meetings: a call, a mail, a message."""

    with_whom: Text
    direction: str
    channel: str
    at: datetime
    gist: Text


@dataclass(frozen=True)
class Engagement:
    """How willing the client is, 0 (not at all) to 3, towards the worker or a sector."""

    towards: str
    level: int
    on: date


@dataclass(frozen=True)
class Absent:
    """A sector of the standing team that did not take part, and why (R-C6)."""

    sector: str
    reason: Text


@dataclass(frozen=True)
class RiskAssessment:
    """A shared assessment of risk: who made it, who did not, and what it came to."""

    sectors: tuple[str, ...]
    absent: tuple[Absent, ...]
    conclusion: Text
    text: Text
    on: date


@dataclass(frozen=True)
class ChildView:
    """What the child or young person says themselves, or why it was not asked (R-C12)."""

    view: Text | None
    why_not: Text | None
    by: Text
    on: date


@dataclass(frozen=True)
class Progress:
    """A month's word on one goal. attainment: -2 to +2, where it was rated."""

    goal_id: UUID
    text: Text
    attainment: int | None = None


@dataclass(frozen=True)
class Section:
    """A part of a monthly report, for the buyers of some sectors."""

    for_sectors: tuple[str, ...]
    text: Text
    progress: tuple[Progress, ...] = ()


@dataclass(frozen=True)
class Recipient:
    """A buyer whom a report was sent to; `sector` says which version."""

    member_id: UUID
    sector: str


@dataclass(frozen=True)
class MonthlyReport:
    """A month's report as it stands. month: "2025-09"; sent_version: of the stream, with it sent."""

    month: str
    sections: tuple[Section, ...] = ()
    written_at: datetime | None = None
    sent_at: datetime | None = None
    sent_to: tuple[Recipient, ...] = ()
    sent_version: int | None = None
    layout: str | None = None
    read: dict[str, datetime] = field(default_factory=dict)
    """sector → when its buyer read it first"""


@dataclass(frozen=True)
class Link:
    """Another case of the family. relation: sibling or same_family."""

    case_id: UUID
    relation: str


@dataclass(frozen=True)
class Pause:
    """Days on which a case was suspended: no meetings are expected then."""

    since: date
    until: date | None = None
