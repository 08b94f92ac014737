"""Decisions that let the work pause, go on, and end."""

from datetime import date

from services.intake.domain.case import facts
from services.intake.domain.case.state import CaseState
from shared.kernel.calendar import local_date
from shared.kernel.refused import Refused


class EndingDecisions(CaseState):
    """open → suspended → open, and closed from either."""

    def suspend_case(self, *, reason: str, on: date) -> None:
        """The work pauses: no meetings are expected, and none are scheduled."""
        self.must_not_be_closed()
        if self.state == "suspended":
            raise Refused("the case is suspended already")
        self._must_follow(on)
        self.tell(facts.CaseSuspended, reason=reason, on=on)

    def resume_case(self, *, reason: str, on: date) -> None:
        """The work goes on."""
        self.must_not_be_closed()
        if self.state != "suspended":
            raise Refused("the case is not suspended")
        self._must_follow(on)
        self.tell(facts.CaseResumed, reason=reason, on=on)

    def close_case(self, *, reason: str, on: date, outcome: str | None = None) -> None:
        """The work ended. What was held before may still be written up; reports stay due (R-C7)."""
        self.must_not_be_closed()
        self._must_follow(on)
        if any(local_date(held.starts_at) > on for held in self.meetings.values() if held.state == "held"):
            raise Refused("a meeting was held after that day: the case was still open")
        self.tell(facts.CaseClosed, reason=reason, outcome=outcome, on=on)

    def _must_follow(self, on: date) -> None:
        """Refuses a day before the opening or inside a pause that is over: the case's days are in order."""
        self.must_be_open_by(on)
        last = self.pauses[-1] if self.pauses else None
        turned = last and (last.until or last.since)
        if turned and on < turned:
            raise Refused("the case paused or went on later than that, on {day}", day=turned)
