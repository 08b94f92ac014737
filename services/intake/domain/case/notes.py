"""Decisions about what is noted between meetings: the child's view, contacts, engagement, risk."""

from datetime import date, datetime

from services.intake.domain.case import facts
from services.intake.domain.case.language import Absent
from services.intake.domain.case.state import CaseState
from shared.kernel.refused import Refused


class NoteDecisions(CaseState):
    """What those who work on a case write down beside its plan and its meetings."""

    def record_child_view(
        self, *, by: str, on: date, view: str | None = None, why_not: str | None = None
    ) -> None:
        """The child's own view, or why it was not asked; it comes before any plan (R-C12)."""
        self.must_not_be_closed()
        self.must_be_open_by(on)
        self.tell(facts.ChildViewRecorded, view=view, why_not=why_not, by=by, on=on)

    def log_contact(
        self, *, with_whom: str, direction: str, channel: str, contacted_at: datetime, gist: str, at: datetime
    ) -> None:
        """A call, a mail or a message between meetings. contacted_at: its moment; at: the command's clock."""
        self.must_not_be_closed()
        if contacted_at > at:
            raise Refused("a contact is logged after it was: the time given is in the future")
        self.tell(
            facts.ContactLogged,
            with_whom=with_whom,
            direction=direction,
            channel=channel,
            at=contacted_at,
            gist=gist,
        )

    def note_engagement(self, *, towards: str, level: int, on: date) -> None:
        """How willing the client is, 0 to 3, towards the worker or a sector."""
        self.must_not_be_closed()
        self.must_be_open_by(on)
        self.tell(facts.EngagementNoted, towards=towards, level=level, on=on)

    def assess_risk(
        self,
        *,
        sectors: tuple[str, ...],
        conclusion: str,
        text: str,
        on: date,
        absent: tuple[Absent, ...] = (),
    ) -> None:
        """A risk was assessed together; who did not take part is named, and why (R-C6)."""
        self.must_not_be_closed()
        self.must_be_open_by(on)
        both = sorted({missing.sector for missing in absent} & set(sectors))
        if both:
            raise Refused("a sector either took part or was absent: {sectors}", sectors=both)
        self.tell(facts.RiskAssessed, sectors=sectors, absent=absent, conclusion=conclusion, text=text, on=on)
