"""The shapes of one's own calendar: no name and no text of anybody."""

from datetime import datetime
from uuid import UUID

from services.intake.queries.views.masking import Place
from services.intake.queries.views.view import View


class MyMeetingView(View):
    """A meeting. number: its case's; place: a code; changes: how often it changed since it was scheduled."""

    case_id: UUID
    meeting_id: UUID
    number: str
    kind: str
    starts_at: datetime
    minutes: int
    place: Place
    state: str
    changes: int
    changed_at: datetime


class MyMeetingsView(View):
    """One's meetings, in the order of time."""

    meetings: list[MyMeetingView]


class CalendarLinkView(View):
    """A token for the feed of one's meetings, and how long it holds."""

    token: str
    expires_at: datetime
