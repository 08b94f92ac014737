"""The shapes of intake's answers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class View(BaseModel):
    """A part of an answer; what is None is left out of the JSON."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    def said(self) -> dict[str, Any]:
        """As JSON goes out."""
        return self.model_dump(mode="json", exclude_none=True)


class Due(View):
    """A day, and the working day after it where it is none."""

    date: date
    next_working_day: date | None = None


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
    sector: str
    organisation: str


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
    person_id: UUID
    given_name: str
    family_name: str
    birth_date: str


class ReferrerView(View):
    name: str
    organisation: str
    sector: str
    title: str | None = None
    phone: str | None = None
    email: str | None = None


class AdviceView(View):
    advice: str
    minutes: int
    support_kinds: list[str]


class AgencyView(View):
    sector: str
    organisation: str
    role: str


class BackgroundView(View):
    summary: str
    agencies: list[AgencyView]
    prior_services: list[str]


class StructureView(View):
    question: str
    cynefin: str
    rationale: str


class AssessmentView(View):
    hypothesis: str | None = None
    overall_assessment: str | None = None


class ConsultationView(View):
    meeting_id: UUID
    held_at: datetime
    minutes: int
    mode: str
    client_present: bool
    shared_view: str


class ReferralTexts(View):
    """What only those who take part in the matter read."""

    trigger: str
    source_other: str | None = None
    referrer: ReferrerView
    subject: SubjectView | None = None
    advice: list[AdviceView]
    background: BackgroundView | None = None
    structure: StructureView | None = None
    assessment: AssessmentView | None = None
    consultations: list[ConsultationView]
    skipped: dict[str, str]


class ReferralView(View):
    """A referral. `texts` is there for those who take part in the matter, not for those who follow its status."""

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
    plan: PlanView | None = None
    evaluation: str | None = None
    possible_duplicates: list[OtherReferral]
    duplicate_of: UUID | None = None
    texts: ReferralTexts | None = None
    positions: dict[str, int]


class LinkedStepView(View):
    """What a link without an account shows: no name, no text."""

    referral_id: UUID
    number: str
    step_id: UUID
    sector: str
    due: date
    outcome: str | None = None


class ReferralRow(View):
    referral_id: UUID
    number: str
    state: str
    county: str
    received_at: datetime
    waiting_for: list[str]
    duplicate_of: UUID | None = None


class ReferralsView(View):
    """next: give it as `cursor` for the next page; not there on the last."""

    referrals: list[ReferralRow]
    next: str | None = None


class GuardianView(View):
    person_id: UUID | None = None
    name: str | None = None
    custody: str
    right_to_information: bool
    order: str | None = None


class SafeContactView(View):
    channel: str
    address: str
    safe_for: str


class PersonView(View):
    """Who a person is."""

    person_id: UUID
    given_name: str
    family_name: str
    birth_date: str
    municipality: str | None = None
    languages: list[str]
    guardians: list[GuardianView]
    safe_contact: SafeContactView | None = None
    positions: dict[str, int]


class ItemView(View):
    id: str
    text: dict[str, str]
    least: int
    most: int


class LevelView(View):
    id: str
    least: int
    most: int


class ScreenView(View):
    """The OT screen in use."""

    id: str
    version: str
    items: list[ItemView]
    levels: list[LevelView]


class StepLinkView(View):
    """The link's token; it reports on this one step until it expires."""

    token: str
    expires_at: datetime


VIEWS: dict[str, type[BaseModel]] = {
    "referral": ReferralView,
    "referrals": ReferralsView,
    "person": PersonView,
    "screen": ScreenView,
    "step_link": StepLinkView,
}
