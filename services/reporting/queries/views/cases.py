"""The answers about cases: codes, days and counts."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from services.reporting.queries.views.view import Count, Counts, Figures, View


class Counted(View):
    """Regular meetings, counted."""

    held: int
    minutes: int = Field(description="Of the meetings that were held")
    not_attended: int
    cancelled: int


class Week(Counted):
    """A case's week."""

    week: date = Field(description="Its Monday")
    under: bool = Field(description="A whole week of work with fewer meetings than is usual (R-C5)")


class CadenceRow(View):
    """A month of a service line."""

    service_line: str
    month: str
    cases: Count = Field(description="Cases that had a regular meeting planned in the month")
    held: Count
    minutes: Count = Field(description="Of the meetings that were held")
    not_attended: Count
    cancelled: Count


class CadenceView(Figures):
    """How often one meets: with a case_id its weeks, without one the rows of all cases that are seen."""

    number: str | None = None
    weeks: list[Week] | None = None
    rows: list[CadenceRow] | None = None
    positions: Counts


class Area(View):
    """Goals of one area, of the newest plans."""

    area: str | None = Field(None, description="Reference list goal_areas; none: goals without an area")
    cases: Count
    goals: Count
    steps: Count = Field(description="Small steps, those that others were split into included")
    steps_done: Count
    steps_too_hard: Count


class GoalAreasView(Figures):
    """What the work is about. A case with goals of several areas counts in each."""

    areas: list[Area]
    positions: Counts


class Node(View):
    """A sector, or a role of those whose sector is not said."""

    party: str
    kind: Literal["sector", "role"]
    cases: Count


class Edge(View):
    """Two that share cases."""

    between: tuple[str, str]
    cases: Count


class NetworkMapView(Figures):
    """Who works with whom."""

    nodes: list[Node]
    edges: list[Edge]
    positions: Counts


class RevisionSeen(View):
    """A revision of the plan, without its words."""

    revision: int
    agreed_on: date
    effective_from: date
    changed_goals: int


class PlanSeen(View):
    """The plan as a buyer may follow it."""

    revisions: list[RevisionSeen]
    goals: int = Field(description="Of the newest revision")
    by_area: Counts


class MeetingsHeld(View):
    """A case's meetings of every kind, counted."""

    by_state: Counts
    held_by_kind: Counts
    minutes_held: int
    last_held_on: date | None = None


class ReportSeen(View):
    """A month's report. A buyer sees of its own sector's version only whether it was sent and read."""

    month: str
    state: Literal["not_due", "due", "written", "sent", "overdue"]
    sent_at: datetime | None = None
    sent_to: list[str]
    read: dict[str, datetime] = Field(description="Sector → when its buyer read it first")


class BuyerSupervisionView(View):
    """What a buyer may supervise (R-C14)."""

    number: str
    state: str
    service_line: str
    process_lead: str
    opened_on: date
    closed_on: date | None = None
    plan: PlanSeen | None = None
    meetings: MeetingsHeld
    contacts: int = Field(description="Contacts between meetings that were written down")
    reports: list[ReportSeen]
    positions: Counts
