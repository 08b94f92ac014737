"""A case in public: that it is worked on, by which sectors, towards what goals. No texts, no names."""

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from shared.contracts.envelope import PublicFact
from shared.contracts.intake.words import Code, County, Edition, Number, Part, Pseudonym

CaseState = Literal["open", "suspended", "closed"]
Role = Literal["worker", "work_pair", "buyer", "guardian", "client", "close_person", "other"]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
"""A calendar month: "2025-09"."""
Users = Annotated[
    tuple[Pseudonym, ...],
    Field(description="Pseudonyms of the users who alone see the case; none: whoever takes part (R-C10)"),
]


class CaseFact(PublicFact):
    """What every fact of a case (työskentely) says."""

    case_id: UUID
    state: CaseState = Field(description="The case's state after this fact")


class CaseOpened(CaseFact):
    """The work that follows a contact began."""

    FACT: ClassVar[str] = "intake.case-opened"
    number: Number
    county: County
    opened_on: date
    referral_id: UUID
    subject: Pseudonym
    service_line: Code
    situations: tuple[Code, ...] = ()
    process_lead: Code = Field(description="The sector that leads the process")
    nature: Literal["preventive", "corrective"] | None = None
    required_parties: tuple[Code, ...] = Field((), description="Sectors that have to take part")
    base_services: int = Field(0, ge=0, description="How many services stay beside the work")
    restricted_to: Users = ()
    usual_end: date | None = None
    with_standing_team: bool = Field(
        default=False, description="Whether the region has a standing team for demanding separations (R-C6)"
    )


class NetworkMember(Part):
    """Somebody in a case's network, without being anybody."""

    id: UUID
    role: Role
    sector: Code | None = None
    user: Pseudonym | None = Field(None, description="Who signs in as this member, as a pseudonym")
    pair_of: UUID | None = Field(None, description="The worker whose pair this is")


class NetworkMemberAdded(CaseFact):
    """Somebody joined the case's network."""

    FACT: ClassVar[str] = "intake.network-member-added"
    member: NetworkMember
    on: date


class NetworkMemberRemoved(CaseFact):
    """Somebody left the case's network."""

    FACT: ClassVar[str] = "intake.network-member-removed"
    member_id: UUID
    role: Role
    on: date = Field(description="Their last day")


class CasesLinked(CaseFact):
    """Two cases are of one family; told of both."""

    FACT: ClassVar[str] = "intake.cases-linked"
    other_case_id: UUID
    relation: Literal["sibling", "same_family"]


class ChildViewRecorded(CaseFact):
    """The child's own view was written down, or why it was not asked (R-C12)."""

    FACT: ClassVar[str] = "intake.child-view-recorded"
    asked: bool = Field(description="False: why not is what was written down")
    on: date


class PlannedGoal(Part):
    """A goal without its words."""

    goal_id: UUID
    area: Code | None = Field(None, description="Reference list goal_areas")
    weight: int = 1
    steps: tuple[UUID, ...] = ()


class _Plan(CaseFact):
    """What a plan says whichever revision it is."""

    revision: int = Field(ge=1)
    agreed_in: UUID = Field(description="The meeting in which it was agreed")
    agreed_on: date
    goals: tuple[PlannedGoal, ...]
    meetings_per_week: int | None = Field(None, ge=0)
    minutes: int | None = Field(None, ge=0, description="Of one meeting, as planned")
    effective_from: date


class PlanAgreed(_Plan):
    """The plan was agreed in a meeting that was held (R-C1)."""

    FACT: ClassVar[str] = "intake.plan-agreed"


class PlanRevised(_Plan):
    """The plan was replaced by a new revision; the whole of it is told."""

    FACT: ClassVar[str] = "intake.plan-revised"
    changed_goals: tuple[UUID, ...] = ()


class GoalStepTaken(CaseFact):
    """A small step towards a goal was done, was too hard, or was split."""

    FACT: ClassVar[str] = "intake.goal-step-taken"
    goal_id: UUID
    step_id: UUID
    outcome: Literal["done", "too_hard", "split"]
    into: tuple[UUID, ...] = Field((), description="The steps that a split one became")
    on: date


class ContactLogged(CaseFact):
    """A contact between meetings was written down."""

    FACT: ClassVar[str] = "intake.contact-logged"
    direction: Literal["incoming", "outgoing"]
    channel: Literal["phone", "email", "message"]
    at: datetime


class EngagementNoted(CaseFact):
    """How willing the client is was noted."""

    FACT: ClassVar[str] = "intake.engagement-noted"
    towards: Code = Field(description="worker, or a sector")
    level: int = Field(ge=0, le=3)
    on: date


class RiskAssessed(CaseFact):
    """Sectors assessed the risk together (R-C6)."""

    FACT: ClassVar[str] = "intake.risk-assessed"
    sectors: tuple[Code, ...]
    absent: tuple[Code, ...] = Field((), description="Sectors that did not take part, with a reason")
    on: date


class MonthlyReportWritten(CaseFact):
    """A month's report was finished by the worker; until it is sent it may be written anew."""

    FACT: ClassVar[str] = "intake.monthly-report-written"
    month: Month
    sectors: tuple[Code, ...] = Field((), description="Whose buyers its sections are for")
    written_at: datetime


class ReportRecipient(Part):
    """A buyer whom a report was sent to."""

    member_id: UUID
    sector: Code


class MonthlyReportSent(CaseFact):
    """A month's report went to the buyers, each its version."""

    FACT: ClassVar[str] = "intake.monthly-report-sent"
    month: Month
    to: tuple[ReportRecipient, ...]
    layout: Edition
    sent_at: datetime


class MonthlyReportRead(CaseFact):
    """A buyer read its version."""

    FACT: ClassVar[str] = "intake.monthly-report-read"
    month: Month
    sector: Code
    read_at: datetime


class RestrictionChanged(CaseFact):
    """Who alone sees the case is others now, or no longer said (R-C10)."""

    FACT: ClassVar[str] = "intake.restriction-changed"
    restricted_to: Users = ()


class CaseGlassBroken(CaseFact):
    """Somebody who takes no part in the case opened it in an emergency; the coordinator looks why."""

    FACT: ClassVar[str] = "intake.case-glass-broken"
    until: datetime


class CaseSuspended(CaseFact):
    """The work pauses: no meetings are expected."""

    FACT: ClassVar[str] = "intake.case-suspended"
    on: date


class CaseResumed(CaseFact):
    """The work goes on."""

    FACT: ClassVar[str] = "intake.case-resumed"
    on: date


class CaseClosed(CaseFact):
    """The work ended."""

    FACT: ClassVar[str] = "intake.case-closed"
    outcome: Literal["resolved", "moved_on", "unchanged", "worse"] | None = None
    on: date
