"""Case (työskentely): the work of months that follows a contact. Here its facts make it what it is."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from eventsourcing.domain import AggregateEvent, event

from services.intake.domain import erasing
from services.intake.domain.case import facts
from services.intake.domain.case.ending import EndingDecisions
from services.intake.domain.case.glass import GlassDecisions
from services.intake.domain.case.language import (
    Absent,
    ChildView,
    Contact,
    Engagement,
    Goal,
    GoalStep,
    Intensity,
    Link,
    Meeting,
    Member,
    Membership,
    MonthlyReport,
    Pause,
    Recipient,
    Revision,
    RiskAssessment,
    Section,
    StepTaken,
)
from services.intake.domain.case.meetings import MeetingDecisions
from services.intake.domain.case.network import NetworkDecisions
from services.intake.domain.case.notes import NoteDecisions
from services.intake.domain.case.opening import Opening
from services.intake.domain.case.planning import PlanDecisions
from services.intake.domain.case.reporting import ReportDecisions
from services.intake.domain.erasing import Erasable
from services.intake.domain.language import Glass
from shared.kernel.facts import Keeping, Stream


class Case(
    Opening,
    NetworkDecisions,
    NoteDecisions,
    PlanDecisions,
    MeetingDecisions,
    ReportDecisions,
    EndingDecisions,
    GlassDecisions,
    Erasable,
    Stream,
):
    """A case from its opening to its close, and its reports after it.

    Decisions have the names of the commands and stand in opening.py, network.py, notes.py, planning.py,
    meetings.py, reporting.py, glass.py and ending.py; what is known stands in state.py. Its name is its
    number: `case/2023-00004`.
    """

    TOPIC = "intake.case"
    kind: ClassVar[str] = "case"
    snapshot_every: ClassVar[int] = 20

    CaseOpened = facts.CaseOpened
    NetworkMemberAdded = facts.NetworkMemberAdded
    NetworkMemberRemoved = facts.NetworkMemberRemoved
    CasesLinked = facts.CasesLinked
    ChildViewRecorded = facts.ChildViewRecorded
    PlanAgreed = facts.PlanAgreed
    PlanRevised = facts.PlanRevised
    GoalStepTaken = facts.GoalStepTaken
    MeetingScheduled = facts.MeetingScheduled
    MeetingMoved = facts.MeetingMoved
    MeetingCancelled = facts.MeetingCancelled
    MeetingHeld = facts.MeetingHeld
    MeetingCorrected = facts.MeetingCorrected
    MeetingNotAttended = facts.MeetingNotAttended
    ContactLogged = facts.ContactLogged
    EngagementNoted = facts.EngagementNoted
    RiskAssessed = facts.RiskAssessed
    MonthlyReportWritten = facts.MonthlyReportWritten
    MonthlyReportSent = facts.MonthlyReportSent
    MonthlyReportRead = facts.MonthlyReportRead
    RestrictionChanged = facts.RestrictionChanged
    CaseGlassBroken = facts.CaseGlassBroken
    CaseSuspended = facts.CaseSuspended
    CaseResumed = facts.CaseResumed
    CaseClosed = facts.CaseClosed
    CaseDestructionAsked = erasing.CaseDestructionAsked
    CaseDestroyed = erasing.CaseDestroyed

    @classmethod
    def begin(cls, *, case_id: UUID, **fields: object) -> Self:
        return cls._create(cls.CaseOpened, id=case_id, **fields)

    def tell(self, fact: type[AggregateEvent], **fields: object) -> None:
        # eventsourcing registers a class of its own for each fact, under the same name on this class.
        self.trigger_event(getattr(type(self), fact.__name__), **fields)

    @property
    def erasure_facts(self) -> tuple[type[AggregateEvent], type[AggregateEvent]]:
        return erasing.CaseDestructionAsked, erasing.CaseDestroyed

    @property
    def stream_id(self) -> UUID:
        return self.id

    @property
    def subject(self) -> str:
        return f"{self.kind}/{self.number}"

    # From here on facts assign, and nothing refuses.

    def __init__(
        self,
        *,
        number: str,
        region: str,
        keeping: Keeping,
        county: str,
        opened_on: date,
        referral_id: UUID,
        person_id: UUID,
        service_line: str,
        situations: tuple[str, ...],
        process_lead: str,
        nature: str | None,
        required_parties: tuple[str, ...],
        base_services: tuple[str, ...],
        restricted_to: tuple[str, ...],
        usual_end: date | None,
        with_standing_team: bool,
    ) -> None:
        self.number, self.region, self.kept, self.county = number, region, keeping, county
        self.opened_on, self.referral_id, self.person_id = opened_on, referral_id, person_id
        self.service_line, self.situations, self.process_lead = service_line, situations, process_lead
        self.nature, self.required_parties, self.base_services = nature, required_parties, base_services
        self.restricted_to, self.usual_end = restricted_to, usual_end
        self.with_standing_team = with_standing_team
        self.network: dict[UUID, Membership] = {}
        self.meetings: dict[UUID, Meeting] = {}
        self.reports: dict[str, MonthlyReport] = {}
        self.links: tuple[Link, ...] = ()
        self.child_views: tuple[ChildView, ...] = ()
        self.revisions: tuple[Revision, ...] = ()
        self.steps_taken: tuple[StepTaken, ...] = ()
        self.contacts: tuple[Contact, ...] = ()
        self.engagements: tuple[Engagement, ...] = ()
        self.risks: tuple[RiskAssessment, ...] = ()
        self.pauses: tuple[Pause, ...] = ()
        self.glasses: tuple[Glass, ...] = ()
        self.closed_on: date | None = None
        self.outcome: str | None = None

    @event(NetworkMemberAdded)
    def _member_added(self, member: Member, on: date) -> None:
        self.network[member.id] = Membership(member, since=on, before=self.network.get(member.id))

    @event(NetworkMemberRemoved)
    def _member_removed(self, member_id: UUID, on: date) -> None:
        self.network[member_id] = replace(self.network[member_id], until=on)

    @event(CasesLinked)
    def _linked(self, other_case_id: UUID, relation: str) -> None:
        others = tuple(link for link in self.links if link.case_id != other_case_id)
        self.links = (*others, Link(other_case_id, relation))

    @event(ChildViewRecorded)
    def _child_view_recorded(self, view: str | None, why_not: str | None, by: str, on: date) -> None:
        self.child_views = (*self.child_views, ChildView(view, why_not, by, on))

    @event(PlanAgreed)
    def _planned(
        self,
        *,
        revision: int,
        agreed_in: UUID,
        agreed_on: date,
        baseline: str,
        goals: tuple[Goal, ...],
        intensity: Intensity | None,
        effective_from: date,
        county_plan_ref: str | None,
    ) -> None:
        agreed = Revision(
            revision, agreed_in, agreed_on, baseline, goals, effective_from, intensity, county_plan_ref
        )
        self.revisions = (agreed,)

    @event(PlanRevised)
    def _replanned(
        self,
        *,
        revision: int,
        agreed_in: UUID,
        agreed_on: date,
        baseline: str,
        goals: tuple[Goal, ...],
        intensity: Intensity | None,
        effective_from: date,
        county_plan_ref: str | None,
        reason: str,
        changed_goals: tuple[UUID, ...],
    ) -> None:
        agreed = Revision(
            revision, agreed_in, agreed_on, baseline, goals, effective_from, intensity, county_plan_ref,
            reason, changed_goals,
        )  # fmt: skip
        self.revisions = (*self.revisions, agreed)

    @event(GoalStepTaken)
    def _step_taken(
        self, goal_id: UUID, step_id: UUID, outcome: str, into: tuple[GoalStep, ...], on: date
    ) -> None:
        self.steps_taken = (*self.steps_taken, StepTaken(goal_id, step_id, outcome, into, on))

    @event(MeetingScheduled)
    def _scheduled(
        self,
        *,
        meeting_id: UUID,
        kind: str,
        service_line: str,
        starts_at: datetime,
        minutes: int,
        place: str,
        participants: tuple[UUID, ...],
        planned_with_client: bool,
        scheduled_at: datetime,
    ) -> None:
        self.meetings[meeting_id] = Meeting(
            meeting_id, kind, service_line, "scheduled", starts_at, minutes, minutes, place, participants,
            planned_with_client, scheduled_at,
        )  # fmt: skip

    @event(MeetingMoved)
    def _moved(self, meeting_id: UUID, starts_at: datetime) -> None:
        self._change(meeting_id, starts_at=starts_at)

    @event(MeetingCancelled)
    def _cancelled(self, meeting_id: UUID, cancelled_by: str, reason: str) -> None:
        self._change(meeting_id, state="cancelled", by=cancelled_by, reason=reason)

    @event(MeetingHeld)
    def _held(
        self,
        *,
        meeting_id: UUID,
        started_at: datetime,
        minutes: int,
        place: str,
        attended: tuple[UUID, ...],
        summary: str,
        goals_touched: tuple[UUID, ...],
        travel_km: int | None,
    ) -> None:
        self._change(
            meeting_id, state="held", starts_at=started_at, minutes=minutes, place=place, attended=attended,
            summary=summary, goals_touched=goals_touched, travel_km=travel_km,
        )  # fmt: skip

    @event(MeetingCorrected)
    def _corrected(
        self,
        *,
        meeting_id: UUID,
        started_at: datetime,
        minutes: int,
        place: str,
        attended: tuple[UUID, ...],
        summary: str,
        goals_touched: tuple[UUID, ...],
        travel_km: int | None,
        reason: str,
    ) -> None:
        self._change(
            meeting_id, starts_at=started_at, minutes=minutes, place=place, attended=attended,
            summary=summary, goals_touched=goals_touched, travel_km=travel_km,
            corrections=(*self.meetings[meeting_id].corrections, reason),
        )  # fmt: skip

    @event(MeetingNotAttended)
    def _not_attended(self, meeting_id: UUID, by: str) -> None:
        self._change(meeting_id, state="not_attended", by=by)

    def _change(self, meeting_id: UUID, **fields: Any) -> None:
        self.meetings[meeting_id] = replace(self.meetings[meeting_id], **fields)

    @event(ContactLogged)
    def _contact_logged(self, with_whom: str, direction: str, channel: str, at: datetime, gist: str) -> None:
        self.contacts = (*self.contacts, Contact(with_whom, direction, channel, at, gist))

    @event(EngagementNoted)
    def _engagement_noted(self, towards: str, level: int, on: date) -> None:
        self.engagements = (*self.engagements, Engagement(towards, level, on))

    @event(RiskAssessed)
    def _risk_assessed(
        self, *, sectors: tuple[str, ...], absent: tuple[Absent, ...], conclusion: str, text: str, on: date
    ) -> None:
        self.risks = (*self.risks, RiskAssessment(sectors, absent, conclusion, text, on))

    @event(MonthlyReportWritten)
    def _report_written(self, month: str, sections: tuple[Section, ...], written_at: datetime) -> None:
        self.reports[month] = MonthlyReport(month, sections, written_at)

    @event(MonthlyReportSent)
    def _report_sent(self, month: str, to: tuple[Recipient, ...], layout: str, sent_at: datetime) -> None:
        # The stream's version is that of the fact before until this one has been taken in.
        self.reports[month] = replace(
            self.reports[month], sent_at=sent_at, sent_to=to, layout=layout, sent_version=self.version + 1
        )

    @event(MonthlyReportRead)
    def _report_read(self, month: str, sector: str, read_at: datetime) -> None:
        report = self.reports[month]
        self.reports[month] = replace(report, read={sector: read_at, **report.read})

    @event(RestrictionChanged)
    def _restricted(self, restricted_to: tuple[str, ...]) -> None:
        self.restricted_to = restricted_to

    @event(CaseGlassBroken)
    def _glass_broken(self, by: str, reason: str, until: datetime) -> None:
        # To whom it is open just now, a row says (application/glass.py).
        self.glasses = (*self.glasses, Glass(by, reason, until))

    @event(CaseSuspended)
    def _suspended(self, on: date) -> None:
        self.pauses = (*self.pauses, Pause(on))

    @event(CaseResumed)
    def _resumed(self, on: date) -> None:
        self.pauses = (*self.pauses[:-1], replace(self.pauses[-1], until=on))

    @event(CaseClosed)
    def _closed(self, outcome: str | None, on: date) -> None:
        self.closed_on, self.outcome = on, outcome

    @event(erasing.CaseDestructionAsked)
    def _erasure_asked(self, basis: str, asked_by: str) -> None:
        self.erasure_asked = erasing.ErasureAsked(asked_by, basis)

    @event(erasing.CaseDestroyed)
    def _erased(self) -> None:
        self.erased = True
