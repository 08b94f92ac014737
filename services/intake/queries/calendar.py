"""One's own meetings, and the link by which a calendar program reads them.

Whoever has the link sees no more than who made it: a case that they left, or that was restricted to others,
is in their calendar no more.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from services.intake.application.cases import SEEN_BY, seen_by
from services.intake.domain.case import Case
from services.intake.queries import asked_cases
from services.intake.queries.reading import Reading
from services.intake.queries.views.calendar import CalendarLinkView, MyMeetingsView, MyMeetingView
from services.intake.queries.views.masking import hidden
from shared.kernel.asker import HELSINKI, Asker
from shared.kernel.refused import Misfit, Unknown
from shared.plumbing.tokens import issue

BEFORE = timedelta(days=31)
MOST_DAYS = 400
LASTING = timedelta(days=365)
CALENDAR_OF, AS_ROLE = "calendar_of", "as"
"""What a calendar's link may: read the meetings of a user, as the role in which they made it."""

MEETINGS = """
SELECT DISTINCT m.starts_at, m.case_id, m.meeting_id, cases.number, cases.person_id, m.kind, m.minutes,
    m.place, m.state, m.changes, m.changed_at
FROM case_members me
JOIN cases USING (case_id)
JOIN case_meetings m ON m.case_id = cases.case_id AND me.member_id = ANY (m.people)
WHERE me.user_name = %(user)s AND {seen} AND m.starts_at >= %(since)s AND m.starts_at < %(until)s
ORDER BY m.starts_at, m.case_id, m.meeting_id
"""


def answer_my_meetings(query: asked_cases.MyMeetings, asker: Asker, reading: Reading) -> dict[str, Any]:
    """MyMeetingsView. Misfit for more than 400 days; Unknown for a link that is no calendar's."""
    whose = whose_calendar(asker)
    first = query.from_ or whose.today - BEFORE
    last = query.to or first + timedelta(days=MOST_DAYS - 1)
    if last - first >= timedelta(days=MOST_DAYS):
        raise Misfit("a calendar shows at most {most} days: ask for fewer", most=MOST_DAYS)
    days = {"since": _midnight(first), "until": _midnight(last + timedelta(days=1))}
    with reading.intake.database.rows() as rows:
        found = rows.execute(MEETINGS.format(seen=SEEN_BY[whose.role]), {**seen_by(whose), **days}).fetchall()
    protected = _protected({row["person_id"] for row in found}, whose, reading)
    meetings = [_meeting(row, masked=row["person_id"] in protected) for row in found]
    # Each meeting is masked by itself above: a calendar has those of many families.
    return MyMeetingsView(meetings=meetings).said(masked=False)


def _meeting(row: dict[str, Any], *, masked: bool) -> MyMeetingView:
    told = {"number": f"{Case.kind}/{row['number']}", "place": hidden(row["place"], masked=masked)}
    return MyMeetingView.model_validate({**row, **told})


def _protected(people: set[UUID], asker: Asker, reading: Reading) -> set[UUID]:
    """Those of the people whose matters are masked (R-C13)."""
    return {person for person in people if reading.intake.masked(person, asker.today)}


def answer_calendar_link(_query: asked_cases.CalendarLink, asker: Asker, reading: Reading) -> dict[str, Any]:
    """CalendarLinkView: a token that holds to the end of the same day next year."""
    expires = datetime.combine(asker.today + LASTING, time.max, HELSINKI)
    claims = {
        "sub": f"calendar:{asker.user}",
        "role": "link",
        "region": asker.region,
        "county": asker.county,
        "sector": asker.sector,
        "may": {CALENDAR_OF: asker.user, AS_ROLE: asker.role},
    }
    given = {name: value for name, value in claims.items() if value is not None}
    token = issue(reading.links, given, lasting=expires - asker.now)
    return CalendarLinkView(token=token, expires_at=expires).said()


def whose_calendar(asker: Asker) -> Asker:
    """The asker; behind a calendar's link who made it. Unknown for any other link."""
    if asker.role != "link":
        return asker
    may = asker.may or {}
    if may.get(AS_ROLE) not in SEEN_BY or CALENDAR_OF not in may:
        raise Unknown("this link is for no calendar")
    return replace(asker, user=may[CALENDAR_OF], role=may[AS_ROLE])


def _midnight(day: date) -> datetime:
    """When the day begins in Finland."""
    return datetime.combine(day, time.min, HELSINKI)
