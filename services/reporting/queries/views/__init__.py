"""The answers, as they are documented."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from services.reporting.queries.views.cases import (
    BuyerSupervisionView,
    CadenceView,
    GoalAreasView,
    NetworkMapView,
)
from services.reporting.queries.views.costs import CostsView
from services.reporting.queries.views.experts import BottlenecksView, DaysToMatchView, ExpertLoadView
from services.reporting.queries.views.outcomes import OutcomesView
from services.reporting.queries.views.research import ResearchFileView
from services.reporting.queries.views.view import Count, Counts, Figures, Told, View
from services.reporting.queries.views.year import BehindView, RegionYearView

What = Literal[
    "assess_urgency", "first_decision", "tell_decision", "assessment", "duty_to_report", "resolve_duplicate",
    "next_step", "close", "step_report", "evaluation", "expertise",
    "write_up_meeting", "monthly_report", "read_report", "joint_meeting", "cadence",
    "glass_broken",
    "feedback_unreachable", "feedback_missed", "decline_noticed", "wave_to_hand_over",
]  # fmt: skip
"""What may wait: the README says what each means, the edge's catalogues have their words."""


class ContactStatisticsView(Figures):
    """Contacts received in a period. Everything counts contacts, each once, but for the mentions.

    A contact marked a duplicate is counted in `duplicates` only. A contact has one source, county, channel,
    month and state; the newest tier and the newest screening's level, or none.
    """

    contacts: Count = Field(description="Contacts received, duplicates left out")
    duplicates: Count = Field(description="Contacts that a person marked as recorded before")
    by_source: Told
    by_county: Told
    by_channel: Told
    by_month: Told = Field(description="Finnish month of receipt, 2023-02")
    by_state: Told
    by_tier: Told
    by_level: Told = Field(description="Level of the newest screening")
    identified_otherwise: Count = Field(
        description="Contacts whose need was seen otherwise than by the screen"
    )
    mentions: Count = Field(description="Mentions of situations: a contact may mention several (R-R1)")
    mentions_by_situation: Told = Field(
        description="Contacts that mention it; sums to `mentions`, not `contacts`"
    )
    by_support_kind: Told = Field(description="Contacts advised so; a contact may have several kinds (R-R1)")
    positions: Counts = Field(description="How far each source's facts were counted")


class Event(View):
    """One thing that happened."""

    at: datetime = Field(description="When it happened")
    recorded_at: datetime = Field(description="When we learned it")
    service: str
    what: str = Field(description="The fact's name: referral-received")
    by_role: str
    details: dict[str, Any] = Field(description="Codes, days and numbers; no texts")


class TimelineView(View):
    """A matter's events, oldest first."""

    number: str
    events: list[Event]
    positions: Counts


class QueueItem(View):
    """One thing that waits."""

    what: What
    number: str = Field(description="The referral's or the case's number")
    referral_id: UUID | None = None
    case_id: UUID | None = None
    state: str
    county: str
    region: str
    for_role: str = Field(description="Who should act")
    sector: str | None = Field(None, description="The responsible sector, of a plan's step")
    since: datetime
    due: date | None = None
    next_working_day: date | None = Field(None, description="Where the due day is no working day")
    overdue: bool
    step: str | None = Field(None, description="next_step: which one")
    step_id: UUID | None = Field(None, description="step_report: which one")
    other_referral_id: UUID | None = Field(None, description="resolve_duplicate: the one to compare with")
    whom: str | None = Field(
        None, description="tell_decision: client or guardian; of feedback: the recipient's role"
    )
    other_number: str | None = None
    meeting_id: UUID | None = Field(None, description="write_up_meeting: which one")
    month: str | None = Field(None, description="monthly_report, read_report: of which month")
    week: date | None = Field(None, description="cadence: the week's Monday")
    follow_up_id: UUID | None = Field(None, description="Of feedback: which follow-up")


class QueueView(View):
    """What waits for the asker."""

    items: list[QueueItem]
    total: int
    overdue: int


VIEWS: dict[str, type[View]] = {
    "contact_statistics": ContactStatisticsView,
    "timeline": TimelineView,
    "queue": QueueView,
    "cadence": CadenceView,
    "goal_areas": GoalAreasView,
    "network_map": NetworkMapView,
    "buyer_supervision": BuyerSupervisionView,
    "costs": CostsView,
    "expert_load": ExpertLoadView,
    "bottlenecks": BottlenecksView,
    "days_to_match": DaysToMatchView,
    "outcomes": OutcomesView,
    "region_year": RegionYearView,
    "research_file": ResearchFileView,
    "behind": BehindView,
}
"""By the query's name."""
