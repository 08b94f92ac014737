"""Rows of meetings, written in the transaction of their facts: whose calendar they stand in.

They hold no text. A meeting that moves, is held or cancelled changes its row and counts the change, so that
a calendar knows the newer word from the older.
"""

from collections.abc import Callable
from datetime import datetime

from psycopg import Cursor
from psycopg.rows import DictRow

from services.intake.domain.case import Case, facts

ABOUT_MEETINGS = (
    facts.MeetingScheduled,
    facts.MeetingMoved,
    facts.MeetingCancelled,
    facts.MeetingHeld,
    facts.MeetingCorrected,
    facts.MeetingNotAttended,
)


def rows_of_meetings(case: Case, at: datetime) -> Callable[[Cursor[DictRow]], None]:
    """Writes the meetings that the case's new facts are about. at: when this became known."""
    touched = {fact.meeting_id for fact in case.pending_events if isinstance(fact, ABOUT_MEETINGS)}
    rows = [
        (
            case.id, each.meeting_id, each.kind, each.starts_at, each.minutes, each.place, each.state,
            sorted({*each.participants, *each.attended}), at,
        )
        for each in (case.meetings[meeting_id] for meeting_id in touched)
    ]  # fmt: skip

    def write(cursor: Cursor[DictRow]) -> None:
        for row in rows:
            cursor.execute(_ROW, row)

    return write


_ROW = """
INSERT INTO case_meetings (
    case_id, meeting_id, kind, starts_at, minutes, place, state, people, changed_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (case_id, meeting_id) DO UPDATE SET
    starts_at = excluded.starts_at, minutes = excluded.minutes, place = excluded.place,
    state = excluded.state, people = excluded.people, changes = case_meetings.changes + 1,
    changed_at = excluded.changed_at
"""
