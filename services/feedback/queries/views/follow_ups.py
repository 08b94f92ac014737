"""The shapes of follow-ups: one with all that came of it, and rows of lists."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.feedback.queries.views.sheets import SheetView
from services.feedback.queries.views.view import View

State = Literal["running", "stopped", "ended"]
"""ended: it asked once, and everybody answered or missed it."""
RequestState = Literal["waiting", "sent", "answered", "on_behalf", "missed", "lapsed"]
Words = dict[str, str]
"""By language: fi, sv, en."""


class InstrumentTitle(View):
    """An instrument in the version that the follow-up keeps to."""

    instrument: str
    version: str
    title: Words


class RecipientView(View):
    """Who is asked, and what (asks). The address is told nowhere."""

    recipient_id: UUID
    role: str
    channel: str
    age_group: str | None = None
    asks: list[SheetView]


class RequestView(View):
    """A recipient's part of a wave. why: it waits, for want of a safe contact or undelivered."""

    recipient_id: UUID
    state: RequestState
    due: date | None = None
    reminded_on: date | None = None
    answered_on: date | None = None
    why: str | None = None


class WaveView(View):
    """A wave with its counts (R-F2). sent_on: when it was sent, or tried."""

    wave: int
    sent_on: date
    requested: int
    answered: int
    missed: int
    waiting: int
    requests: list[RequestView]


class PointView(View):
    """A score of a wave: a decimal as text."""

    wave: int
    on: date
    score: str


class SeriesView(View):
    """A recipient's scores of one instrument over time."""

    recipient_id: UUID
    role: str
    instrument: str
    version: str
    points: list[PointView]


class RatingView(View):
    """How far a goal was reached on a day, in somebody's view."""

    rated_on: date
    attainment: int
    by_role: str


class ScaleView(View):
    """How much a goal counts, and what its levels mean: -2 to +2 as text → words."""

    weight: int
    scale: dict[str, str] | None = None


class TScoreView(View):
    """Goal attainment as one figure on a day (R-F3)."""

    on: date
    t_score: str


class FlagView(View):
    """What somebody should look at. text: in English; recipient_id: whose answers or part it is about."""

    code: str
    since: date
    text: str
    recipient_id: UUID | None = None
    instrument: str | None = None


class FollowUpView(View):
    """A follow-up with all that came of it. every_weeks: absent where it asks once."""

    follow_up_id: UUID
    number: str
    state: State
    case_id: UUID | None = None
    referral_id: UUID | None = None
    started_on: date
    stopped_on: date | None = None
    every_weeks: int | None = None
    next_wave_on: date | None = None
    instruments: list[InstrumentTitle]
    recipients: list[RecipientView]
    waves: list[WaveView]
    scores: list[SeriesView]
    goals: dict[UUID, list[RatingView]]
    scales: dict[UUID, ScaleView]
    t_score: str | None = None
    t_scores: list[TScoreView]
    flags: list[FlagView]
    positions: dict[str, int]


class FollowUpRow(View):
    """A follow-up in a list. waves: how many there were; the counts are of all of them."""

    follow_up_id: UUID
    number: str
    state: State
    started_on: date
    every_weeks: int | None = None
    next_wave_on: date | None = None
    waves: int
    requested: int
    answered: int
    missed: int
    waiting: int
    t_score: str | None = None
    flags: list[FlagView]


class FollowUpsView(View):
    """The follow-ups of a matter, the newest first."""

    follow_ups: list[FollowUpRow]
