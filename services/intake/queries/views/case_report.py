"""The shape of a month's report: the month in figures, and what was written about it.

The documents in the gateway are made from it: a field that a layout reads keeps its name for ever.
"""

from datetime import date, datetime
from uuid import UUID

from services.intake.queries.views.masking import ByPlace, Organisation, Place
from services.intake.queries.views.view import View


class MonthMeetingView(View):
    """A meeting of the month. state: held, not_attended or cancelled; by: who cancelled or did not come."""

    meeting_id: UUID
    kind: str
    state: str
    held_on: date
    starts_at: datetime
    minutes: int
    place: Place
    by: str | None = None


class TotalsView(View):
    """The month's meetings, counted. minutes, by_place, minutes_by_place: of those that were held."""

    held: int
    not_attended: int
    cancelled: int
    minutes: int
    travel_km: int
    by_place: ByPlace
    minutes_by_place: ByPlace


class MonthStepView(View):
    """A small step that was taken in the month, in its words."""

    step_id: UUID
    what: str
    outcome: str
    on: date


class GoalInMonthView(View):
    """What the month brought a goal. attainment: -2 to +2, rated last in the report of the month rated_in."""

    goal_id: UUID
    title: str
    area: str | None = None
    meetings: int
    steps: list[MonthStepView]
    attainment: int | None = None
    rated_in: str | None = None


class ProgressView(View):
    """The month's word on one goal."""

    goal_id: UUID
    goal_title: str
    text: str
    attainment: int | None = None


class SectionView(View):
    """What was written for the buyers of some sectors."""

    for_sectors: list[str]
    text: str
    progress: list[ProgressView]


class MonthlyReportView(View):
    """A month's report. status: draft, written or sent; state: against its days, as the case tells it.

    for_sectors: the buyers' whom it goes to, or went to; sector: the one whose version this is.
    masked: places and organisations are, for an order protects the family (R-C13).
    nothing_happened: no meeting, contact or step in the month; it has its report all the same (R-C7).
    """

    case_id: UUID
    case_number: str
    month: str
    status: str
    state: str
    service_line: str
    provider: Organisation | None = None
    sector: str | None = None
    for_sectors: list[str]
    meetings: list[MonthMeetingView]
    totals: TotalsView
    contacts: int
    goals: list[GoalInMonthView]
    nothing_happened: bool
    sections: list[SectionView]
    layout: str | None = None
    written_at: datetime | None = None
    sent_at: datetime | None = None
    read: dict[str, datetime]
    masked: bool
    positions: dict[str, int]
