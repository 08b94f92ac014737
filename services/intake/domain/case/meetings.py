"""Decisions about meetings: agreed, moved, cancelled, held, missed, and put right when written wrong.

A meeting is scheduled, and from there held, not attended or cancelled; nothing leads back.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.intake.domain.case import facts
from services.intake.domain.case.language import WORKERS, Meeting
from services.intake.domain.case.service_lines import rule_for
from services.intake.domain.case.state import CaseState
from shared.kernel.calendar import local_date
from shared.kernel.refused import Refused

LATE_SCHEDULING = timedelta(days=31)
"""How long after it began a meeting may still be entered as agreed: for one that nobody had planned."""


class MeetingDecisions(CaseState):
    """Meetings, one by one."""

    def schedule_meeting(
        self,
        *,
        meeting_id: UUID,
        kind: str,
        starts_at: datetime,
        minutes: int,
        place: str,
        participants: tuple[UUID, ...],
        service_line: str,
        at: datetime,
        planned_with_client: bool = False,
    ) -> None:
        """A meeting is agreed for a moment and a place; a regular one at most as long as R-C4 says."""
        self.must_not_be_closed()
        if self.state == "suspended":
            raise Refused("the case is suspended: resume it first")
        if meeting_id in self.meetings:
            raise Refused("the case has a meeting with this meeting_id already")
        self._must_be_time_to_meet(starts_at, at)
        self._must_be_in_the_network(participants, local_date(starts_at))
        most = rule_for(service_line, local_date(starts_at), self.region).most_minutes
        if kind == "regular" and most is not None and minutes > most:
            raise Refused("a regular meeting of this service line has at most {most} minutes", most=most)
        self.tell(
            facts.MeetingScheduled,
            meeting_id=meeting_id, kind=kind, service_line=service_line, starts_at=starts_at, minutes=minutes,
            place=place, participants=participants, planned_with_client=planned_with_client, scheduled_at=at,
        )  # fmt: skip

    def move_meeting(self, *, meeting_id: UUID, starts_at: datetime, reason: str, at: datetime) -> None:
        """A scheduled meeting is at another time."""
        self.must_not_be_closed()
        meeting = self._meeting_to_come(meeting_id)
        if starts_at == meeting.starts_at:
            raise Refused("the meeting is at that time already")
        self._must_be_time_to_meet(starts_at, at)
        self._must_be_in_the_network(meeting.participants, local_date(starts_at))
        self.tell(
            facts.MeetingMoved,
            **_named(meeting), starts_at=starts_at, starts_before=meeting.starts_at, reason=reason,
        )  # fmt: skip

    def cancel_meeting(self, *, meeting_id: UUID, cancelled_by: str, reason: str, at: datetime) -> None:
        """A scheduled meeting will not be; also after the case was closed, where it was left over."""
        meeting = self._meeting_to_come(meeting_id)
        self.tell(
            facts.MeetingCancelled,
            **_named(meeting), starts_at=meeting.starts_at, planned_minutes=meeting.planned_minutes,
            cancelled_by=cancelled_by, cancelled_at=at, reason=reason,
        )  # fmt: skip

    def record_meeting(
        self,
        *,
        meeting_id: UUID,
        started_at: datetime,
        minutes: int,
        place: str,
        attended: tuple[UUID, ...],
        summary: str,
        at: datetime,
        goals_touched: tuple[UUID, ...] = (),
        travel_km: int | None = None,
    ) -> None:
        """A scheduled meeting was held, and this is how it was: however long, for it happened (R-C4)."""
        meeting = self._meeting_to_come(meeting_id)
        self._must_have_begun(started_at, at)
        self._must_be_in_the_network(attended, local_date(started_at))
        self._must_be_goals(goals_touched)
        self.tell(
            facts.MeetingHeld,
            **_named(meeting), started_at=started_at, minutes=minutes,
            planned_minutes=meeting.planned_minutes, place=place, attended=attended,
            roles=self._roles(attended), summary=summary, goals_touched=goals_touched, travel_km=travel_km,
        )  # fmt: skip

    def correct_meeting(
        self,
        *,
        meeting_id: UUID,
        reason: str,
        at: datetime,
        started_at: datetime | None = None,
        minutes: int | None = None,
        place: str | None = None,
        attended: tuple[UUID, ...] | None = None,
        summary: str | None = None,
        goals_touched: tuple[UUID, ...] | None = None,
        travel_km: int | None = None,
    ) -> None:
        """What was written of a held meeting was wrong; also after the close. What is not given stays."""
        meeting = self._meeting(meeting_id)
        if meeting.state != "held":
            raise Refused("only a meeting that was held is corrected")
        before = _as_written(meeting)
        given: dict[str, Any] = {
            "started_at": started_at, "minutes": minutes, "place": place, "attended": attended,
            "summary": summary, "goals_touched": goals_touched, "travel_km": travel_km,
        }  # fmt: skip
        changes = {name: now for name, now in given.items() if now is not None and now != before[name]}
        if not changes:
            raise Refused("the correction changes nothing")
        after = before | changes
        # What does not change is not asked about again: it was right by what was known then.
        if {"started_at", "attended"} & changes.keys():
            self._must_have_begun(after["started_at"], at)
            self._must_be_in_the_network(after["attended"], local_date(after["started_at"]))
        self._must_be_goals(changes.get("goals_touched", ()))
        self.tell(
            facts.MeetingCorrected,
            **_named(meeting), **after, planned_minutes=meeting.planned_minutes,
            roles=self._roles(after["attended"]), changed=tuple(changes), reason=reason,
        )  # fmt: skip

    def record_no_show(self, *, meeting_id: UUID, by: str, at: datetime) -> None:
        """Somebody did not appear at a scheduled meeting. by: client, worker, buyer or provider."""
        meeting = self._meeting_to_come(meeting_id)
        if meeting.starts_at > at:
            raise Refused("nobody has missed a meeting that has not begun yet")
        self._must_be_before_the_close(local_date(meeting.starts_at))
        self.tell(
            facts.MeetingNotAttended,
            **_named(meeting), starts_at=meeting.starts_at, planned_minutes=meeting.planned_minutes, by=by,
        )  # fmt: skip

    def _meeting(self, meeting_id: UUID) -> Meeting:
        if meeting_id not in self.meetings:
            raise Refused("the case has no such meeting")
        return self.meetings[meeting_id]

    def _meeting_to_come(self, meeting_id: UUID) -> Meeting:
        meeting = self._meeting(meeting_id)
        if refusal := refusal_to_go_on_with(meeting.state):
            raise Refused(refusal)
        return meeting

    def _must_be_time_to_meet(self, starts_at: datetime, at: datetime) -> None:
        self.must_be_open_by(local_date(starts_at))
        if starts_at < at - LATE_SCHEDULING:
            raise Refused("a meeting is scheduled at most {days} days late", days=LATE_SCHEDULING.days)

    def _must_have_begun(self, started_at: datetime, at: datetime) -> None:
        """Refuses a meeting in the future, before the case was opened, or after it was closed."""
        if started_at > at:
            raise Refused("a time in the future is refused: {field}", field="started_at")
        self.must_be_open_by(local_date(started_at))
        self._must_be_before_the_close(local_date(started_at))

    def _must_be_before_the_close(self, day: date) -> None:
        if self.closed_on and day > self.closed_on:
            raise Refused("the case was closed on {day}: no meeting after it", day=self.closed_on.isoformat())

    def _must_be_in_the_network(self, members: tuple[UUID, ...], day: date) -> None:
        """R-C11: workers on the day itself; others on that day or, written up late, now."""
        for member_id in members:
            ship = self.network.get(member_id)
            if ship is None:
                raise Refused("{member} is not in the case's network: add them first", member=str(member_id))
            if ship.on(day) or (ship.until is None and ship.member.role not in WORKERS):
                continue
            raise Refused(
                "{member} is not in the case's network on {day}", member=str(member_id), day=day.isoformat()
            )

    def _must_be_goals(self, goals: tuple[UUID, ...]) -> None:
        known = {goal.goal_id for plan in self.revisions for goal in plan.goals}
        for goal_id in goals:
            if goal_id not in known:
                raise Refused("the plan has no goal {goal}", goal=str(goal_id))

    def _roles(self, attended: tuple[UUID, ...]) -> tuple[str, ...]:
        return tuple(sorted({self.network[member_id].member.role for member_id in attended}))


def refusal_to_go_on_with(state: str) -> str | None:
    """Only a scheduled meeting is moved, cancelled, held or missed; the sentence says how it stands."""
    match state:
        case "held":
            return "the meeting was held and is written up: correct it where it is wrong"
        case "cancelled":
            return "the meeting was cancelled: schedule another"
        case "not_attended":
            return "the meeting is recorded as not attended: schedule another"
    return None


def _named(meeting: Meeting) -> dict[str, Any]:
    """What each fact about a meeting says of it, so that its readers need no other."""
    return {
        "meeting_id": meeting.meeting_id, "kind": meeting.kind, "service_line": meeting.service_line,
    }  # fmt: skip


def _as_written(meeting: Meeting) -> dict[str, Any]:
    """How a held meeting was written up, by the command's names."""
    return {
        "started_at": meeting.starts_at, "minutes": meeting.minutes, "place": meeting.place,
        "attended": meeting.attended, "summary": meeting.summary, "goals_touched": meeting.goals_touched,
        "travel_km": meeting.travel_km,
    }  # fmt: skip
