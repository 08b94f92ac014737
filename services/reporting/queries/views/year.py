"""The answer about a region's year. What is behind a number is asked for by its figure and key."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.reporting.queries.views.costs import Euros
from services.reporting.queries.views.outcomes import Answering
from services.reporting.queries.views.view import Count, Counts, Figures, Told, View

Awaited = Literal["assessment", "plan", "meeting", "expertise"]


class Waited(View):
    """How long it took from the receipt of a contact to the first of something."""

    what: Awaited
    contacts: Count = Field(description="That came so far")
    median_days: Count = Field(description="Half of these took so many days at most")
    p90_days: Count = Field(description="Nine of ten took so many days at most")


class Stuck(View):
    """Contacts that wait for a step now."""

    step: str
    contacts: Count
    median_days: Count = Field(description="Half of them have waited so many days at most")
    longest_days: Count = Field(description="One of them has waited so many days; coordinators are told")


class Promised(View):
    """Steps of plans that a sector took on, and that were not reported yet."""

    sector: str
    steps: Count
    overdue: Count
    longest_overdue_days: Count = Field(description="Coordinators are told")


class Expertise(View):
    """How complementary special expertise was used."""

    asked: Count = Field(description="Requests for it, by contacts of the year")
    assigned: Count = Field(description="Of these: somebody was found")
    by_competence: Told = Field(description="Requests that name it; one may name several (R-R1)")
    by_mode: Told = Field(description="Consultations held, virtual or on site")
    by_sector: Told = Field(description="Consultations in which it took part; several do (R-R1)")


class Met(View):
    """Regular meetings of a month or of a service line."""

    key: str
    held: Count
    not_attended: Count
    cancelled: Count


class Spent(View):
    """What work of the year costs without tax: invoices less credit notes."""

    by_sector: dict[str, Euros]
    by_month: dict[str, Euros]
    net: Euros


class Reached(View):
    """Goals of an area by their newest rating of the year."""

    area: str = Field(description="Empty: no plan gives them one")
    goals: Count
    mean_attainment: str | None = Field(
        description="From -2.00 to 2.00; 0.00 is as hoped. Coordinators are told"
    )
    by_attainment: Counts | None = Field(None, description="How many came how far; coordinators are told")


class Asked(Answering):
    """Who was asked whether it helps, by month or by role."""

    key: str


class CountedFact(View):
    """A fact that counted: which matter's, and where it stands in its service's log (`<service>.origin`)."""

    service: str
    position: int
    what: str = Field(description="The fact's name: referral-received")
    key: str = Field(description="What it counted as")
    at: datetime = Field(description="When it happened")
    recorded_at: datetime
    referral_id: UUID | None = None
    case_id: UUID | None = None
    number: str | None = Field(None, description="The contact's or the case's")


class BehindView(View):
    """What is behind a figure."""

    figure: str
    key: str
    counted: Count = Field(description="How often in all, as the year tells it (R-R2); null: hidden")
    facts: list[CountedFact] = Field(description="Of matters that you may open, as they were recorded")
    next: str | None = None
    positions: Counts


class RegionYearView(Figures):
    """A region's year: contacts count in the year of receipt, meetings, costs and asking in their own."""

    year: int
    region: str
    contacts: Count
    by_month: Told
    by_source: Told
    mentions: Count = Field(description="Mentions of themes: a contact may mention several (R-R1)")
    by_theme: Told = Field(description="Contacts that mention it; sums to `mentions`, not `contacts`")
    by_tier: Told
    waits: list[Waited]
    waits_at: list[Stuck] = Field(description="Where contacts wait, the most first")
    promised: list[Promised] = Field(description="Steps that are still to be reported, by sector")
    expertise: Expertise
    meetings_by_month: list[Met]
    meetings_by_line: list[Met]
    costs: Spent | None = Field(
        None, description="Absent: your role is not told what work costs, or it costs nothing"
    )
    goals: list[Reached]
    rated: Count = Field(description="Follow-ups whose goals were rated in the year")
    mean_t_score: str | None = Field(description="Of these; 50.00 is as hoped (R-F3). None: none, or few")
    feedback: Answering = Field(description="Everybody who was asked in the year")
    feedback_by_month: list[Asked]
    feedback_by_role: list[Asked]
    positions: Counts
