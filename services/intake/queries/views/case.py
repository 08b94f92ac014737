"""The shape of one case: what anyone who takes part sees, and the texts that not everybody reads."""

from datetime import date, datetime
from uuid import UUID

from services.intake.queries.views.masking import ContactDetail, Organisation, Place
from services.intake.queries.views.view import GlassView, View


class StandingStepView(View):
    """A small step as it stands: open, done, too_hard or split. part_of: the step that was split into it."""

    step_id: UUID
    what: str
    outcome: str
    on: date | None = None
    part_of: UUID | None = None


class ScalePointView(View):
    """What one level of a goal's scale means."""

    level: int
    text: str


class GoalView(View):
    """A goal, its means, and its small steps. steps: of a revision no longer in force, as agreed then."""

    goal_id: UUID
    title: str
    area: str | None = None
    means: list[str]
    weight: int
    scale: list[ScalePointView]
    steps: list[StandingStepView]


class IntensityView(View):
    """How often and how long one meets, where the plan says it."""

    meetings_per_week: int
    minutes: int


class RevisionView(View):
    """One revision of the plan, as it was agreed and never changed (R-C3)."""

    revision: int
    agreed_in: UUID
    agreed_on: date
    effective_from: date
    baseline: str
    goals: list[GoalView]
    intensity: IntensityView | None = None
    county_plan_ref: str | None = None
    reason: str | None = None
    changed_goals: list[UUID]


class MeetingView(View):
    """A meeting. minutes, starts_at, place: as it was held, else as planned. outside: its flag, if any.

    summary, reason, corrections: only for who reads its texts.
    """

    meeting_id: UUID
    kind: str
    service_line: str
    state: str
    starts_at: datetime
    minutes: int
    planned_minutes: int
    place: Place
    participants: list[UUID]
    planned_with_client: bool
    attended: list[UUID]
    goals_touched: list[UUID]
    travel_km: int | None = None
    by: str | None = None
    outside: str | None = None
    summary: str | None = None
    reason: str | None = None
    corrections: list[str] | None = None


class MemberView(View):
    """Somebody in the network, now or once (until: their last day). name, user: only for who reads texts."""

    id: UUID
    role: str
    sector: str | None = None
    organisation: Organisation | None = None
    pair_of: UUID | None = None
    since: date
    until: date | None = None
    current: bool
    name: str | None = None
    user: str | None = None


class FlagView(View):
    """Something to look at. text: in English; sentence and values: to say it in other languages."""

    code: str
    since: date
    text: str
    sentence: str
    values: dict[str, str | int | list[str]]


class ContactView(View):
    """A contact between meetings. with_whom, gist: only for who reads texts."""

    at: datetime
    direction: str
    channel: str
    with_whom: ContactDetail | None = None
    gist: str | None = None


class AbsentView(View):
    """A sector that did not take part. reason: only for who reads texts."""

    sector: str
    reason: str | None = None


class RiskView(View):
    """An assessment of risk. conclusion, text: for the sectors that made it, and for who reads texts."""

    on: date
    sectors: list[str]
    absent: list[AbsentView]
    conclusion: str | None = None
    text: str | None = None


class ChildViewView(View):
    """The child's view, or why it was not asked; the words only for who reads texts."""

    on: date
    by: str
    asked: bool
    view: str | None = None
    why_not: str | None = None


class LinkView(View):
    """Another case of the family."""

    case_id: UUID
    relation: str


class StepTakenView(View):
    """What became of a small step, in the order of time."""

    goal_id: UUID
    step_id: UUID
    outcome: str
    on: date
    into: list[UUID]


class PauseView(View):
    """Days on which no meetings were expected; until: the day it went on."""

    since: date
    until: date | None = None


class RatingView(View):
    """How far a goal had come by a month, as its report says: -2 to +2, 0 as hoped."""

    goal_id: UUID
    month: str
    attainment: int


class EngagementView(View):
    """How willing the client is, 0 to 3, towards the worker or a sector."""

    towards: str
    level: int
    on: date


class CaseView(View):
    """A case. reports: month → not_due, due, written, sent or overdue. with_texts: whether all are told.

    protected: an order keeps where the family is from others (R-C13); masked: so it is masked here.
    """

    case_id: UUID
    number: str
    state: str
    process_lead: str
    referral_id: UUID
    person_id: UUID
    county: str
    service_line: str
    situations: list[str]
    nature: str | None = None
    opened_on: date
    closed_on: date | None = None
    usual_end: date | None = None
    outcome: str | None = None
    required_parties: list[str]
    restricted: bool
    restricted_to: list[str] | None = None
    base_services: list[Organisation] | None = None
    plan: RevisionView | None = None
    revisions: list[RevisionView]
    meetings: list[MeetingView]
    network: list[MemberView]
    flags: list[FlagView]
    reports: dict[str, str]
    contacts: list[ContactView]
    risks: list[RiskView]
    child_views: list[ChildViewView]
    links: list[LinkView]
    steps: list[StepTakenView]
    pauses: list[PauseView]
    engagements: list[EngagementView]
    ratings: list[RatingView]
    glasses: list[GlassView]
    with_texts: bool
    protected: bool
    masked: bool
    positions: dict[str, int]


class CaseRow(View):
    """A case in a list."""

    case_id: UUID
    number: str
    state: str
    county: str
    service_line: str
    process_lead: str
    opened_on: date
    closed_on: date | None = None


class CasesView(View):
    """The list. next: give it as `cursor` for the next page; not there on the last."""

    cases: list[CaseRow]
    next: str | None = None
