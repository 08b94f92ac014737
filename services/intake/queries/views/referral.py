"""The shape of one referral: what follows its status, and what only those who take part read."""

import datetime as dt
from datetime import date, datetime
from uuid import UUID

from services.intake.queries.views.masking import ContactDetail, Organisation
from services.intake.queries.views.view import GlassView, View


class Due(View):
    """A day, and the working day after it where it is none."""

    date: dt.date
    next_working_day: dt.date | None = None


class Deadlines(View):
    """Of a child welfare notification; mirrored, the county's clock is the one that counts (R-I6)."""

    first_decision_due: date | None = None
    first_decision_open: bool | None = None
    assessment_due: Due | None = None
    assessment_open: bool | None = None


class ScreeningView(View):
    """The newest screening."""

    score: int
    level: str
    instrument: str
    version: str


class ResponsibleView(View):
    """Who does a step: one party, never several."""

    sector: str
    organisation: Organisation


class StepView(View):
    """A step of the plan as it stands. what: not told to those who only follow the status."""

    step_id: UUID
    what: str | None = None
    responsible: ResponsibleView | None = None
    sector: str
    due: date
    outcome: str | None = None
    overdue: bool


class PlanView(View):
    """The consultation plan in force."""

    revision: int
    agreed_on: date
    evaluate_on: date
    steps: list[StepView]


class OtherReferral(View):
    """A referral that may be the same contact; a person decides (R-I7)."""

    referral_id: UUID
    number: str
    received_at: datetime


class SubjectView(View):
    """Whom a referral is about."""

    person_id: UUID
    given_name: str
    family_name: str
    birth_date: str


class ReferrerView(View):
    """Who made contact."""

    name: str
    organisation: Organisation
    sector: str
    title: str | None = None
    phone: ContactDetail | None = None
    email: ContactDetail | None = None


class AdviceView(View):
    """What the one who made contact was advised."""

    advice: str
    minutes: int
    support_kinds: list[str]


class AgencyView(View):
    """An agency that is involved, and what it does."""

    sector: str
    organisation: Organisation
    role: str


class ClientOfView(View):
    """A sector the family is a client of (contact) or would gain from (would_benefit)."""

    sector: str
    relation: str


class BackgroundView(View):
    """The buffer (puskuri), as it was last written."""

    summary: str
    agencies: list[AgencyView]
    prior_services: list[Organisation]
    client_of: list[ClientOfView]


class StructureView(View):
    """The situation as it was last structured."""

    question: str
    cynefin: str
    rationale: str


class AssessmentView(View):
    """The newest assessment."""

    hypothesis: str | None = None
    overall_assessment: str | None = None


class ParticipantView(View):
    """Someone who was at a consultation."""

    name: str | None = None
    role: str
    sector: str


class AlternativeView(View):
    """A way on that was weighed there."""

    option: str
    in_favour: str
    against: str


class ConsultationView(View):
    """A consultation that was held."""

    meeting_id: UUID
    held_at: datetime
    minutes: int
    mode: str
    participants: list[ParticipantView]
    client_present: bool
    shared_view: str
    alternatives: list[AlternativeView]


class ReferralTexts(View):
    """What only those who take part in the matter read."""

    trigger: str
    source_other: Organisation | None = None
    referrer: ReferrerView
    subject: SubjectView | None = None
    advice: list[AdviceView]
    background: BackgroundView | None = None
    structure: StructureView | None = None
    assessment: AssessmentView | None = None
    consultations: list[ConsultationView]
    skipped: dict[str, str]


class ReferralView(View):
    """A referral. `texts` is there for those who take part in the matter, not for who follows its status.

    protected: an order keeps where the family is from others (R-C13); masked: so it is masked here.
    """

    referral_id: UUID
    number: str
    state: str
    steps: dict[str, str]
    next_step: str | None = None
    waiting_for: list[str]
    received_at: datetime
    source: str
    channel: str
    county: str
    service_line: str
    situations: list[str]
    urgency: str
    child_welfare_notification: bool
    legal_basis: str
    screening: ScreeningView | None = None
    identified_otherwise: bool
    tier: int | None = None
    deadlines: Deadlines
    duty_to_report: str
    expertise: dict[UUID, bool]
    """What was asked of matching: whether it is assigned."""
    plan: PlanView | None = None
    evaluation: str | None = None
    possible_duplicates: list[OtherReferral]
    duplicate_of: UUID | None = None
    texts: ReferralTexts | None = None
    glasses: list[GlassView]
    protected: bool
    masked: bool
    positions: dict[str, int]


class LinkedStepView(View):
    """What a link without an account shows: no name, no text."""

    referral_id: UUID
    number: str
    step_id: UUID
    sector: str
    due: date
    outcome: str | None = None
