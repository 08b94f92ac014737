"""One case, as it stands or as it was known then. A buyer gets no texts but its own sector's (R-C14)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.intake.domain.case import Case
from services.intake.domain.case.cadence import outside
from services.intake.domain.case.flags import Flag, flags_of
from services.intake.domain.case.goals import StepStanding
from services.intake.domain.case.language import Contact, Goal, Meeting, Membership, Revision, RiskAssessment
from services.intake.domain.case.report_months import report_states
from services.intake.queries import asked_cases
from services.intake.queries.protected import sight_of
from services.intake.queries.reading import Reading
from services.intake.queries.views import case as views
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date

READS_TEXTS = frozenset({"coordinator", "worker", "expert", "contact_person"})
"""The roles that read every text of a case that concerns them."""


@dataclass(frozen=True)
class Reader:
    """Who reads: all texts, or only those of one sector."""

    all_texts: bool
    sector: str | None

    @classmethod
    def of(cls, asker: Asker) -> "Reader":
        return cls(asker.role in READS_TEXTS, asker.sector)

    def text(self, said: str | None) -> str | None:
        """The text, where this reader reads them all."""
        return said if self.all_texts else None


def answer_case(query: asked_cases.Case, asker: Asker, reading: Reading) -> dict[str, Any]:
    """CaseView. Unknown where it is not there, or not for this asker."""
    moment = moment_of(query.as_of, asker)
    case = reading.intake.case_for(asker, query.case_id, moment)
    day, reader = local_date(moment or asker.now), Reader.of(asker)
    sight = sight_of(reading, asker, case.person_id, query.reveal)
    view = views.CaseView.model_validate(
        {
            **_what_it_is(case, reader),
            "person_id": reading.intake.now_known_as(case.person_id),
            **_plan_of(case),
            **_what_happened(case, reader),
            "links": reading.intake.linked_for(asker, case),
            "network": [_member(ship, day, reader) for ship in case.network.values()],
            "flags": [_flag(flag) for flag in flags_of(case, day)],
            "reports": report_states(case, day),
            "glasses": case.glasses if asker.role == "coordinator" else [],
            "with_texts": reader.all_texts,
            **vars(sight),
            "positions": {"intake": reading.intake.recorder.position_at(moment)},
        },
        from_attributes=True,
    )
    return view.said(masked=sight.masked)


def _what_it_is(case: Case, reader: Reader) -> dict[str, Any]:
    names = (
        "state", "process_lead", "referral_id", "county", "service_line", "situations", "nature",
        "opened_on", "closed_on", "usual_end", "outcome", "required_parties",
    )  # fmt: skip
    return {
        **{name: getattr(case, name) for name in names},
        "case_id": case.id,
        "number": case.subject,
        "restricted": bool(case.restricted_to),
        "restricted_to": list(case.restricted_to) if reader.all_texts else None,
        "base_services": list(case.base_services) if reader.all_texts else None,
    }


def _plan_of(case: Case) -> dict[str, Any]:
    """The plan in force with its steps as they stand, and every revision as it was agreed."""
    revisions = [_revision(each, {}) for each in case.revisions]
    standing = {goal.goal_id: case.steps_of(goal.goal_id) for goal in (case.plan.goals if case.plan else ())}
    return {"revisions": revisions, "plan": _revision(case.plan, standing) if case.plan else None}


def _revision(revision: Revision, standing: dict[Any, tuple[StepStanding, ...]]) -> dict[str, Any]:
    return {**vars(revision), "goals": [_goal(goal, standing) for goal in revision.goals]}


def _goal(goal: Goal, standing: dict[Any, tuple[StepStanding, ...]]) -> dict[str, Any]:
    as_agreed = tuple(StepStanding(step.step_id, step.what) for step in goal.steps)
    return {**vars(goal), "steps": standing.get(goal.goal_id, as_agreed)}


def _what_happened(case: Case, reader: Reader) -> dict[str, Any]:
    meetings = sorted(case.meetings.values(), key=lambda each: (each.starts_at, each.meeting_id))
    return {
        "meetings": [_meeting(each, case, reader) for each in meetings],
        "contacts": [_contact(each, reader) for each in case.contacts],
        "risks": [_risk(each, reader) for each in case.risks],
        "child_views": [
            {
                "on": each.on, "by": each.by, "asked": each.why_not is None,
                "view": reader.text(each.view), "why_not": reader.text(each.why_not),
            }
            for each in case.child_views
        ],
        "steps": [
            {**vars(each), "into": [smaller.step_id for smaller in each.into]} for each in case.steps_taken
        ],
        "pauses": case.pauses,
        "engagements": [
            each for each in case.engagements if reader.all_texts or each.towards in {"worker", reader.sector}
        ],
        "ratings": _ratings(case, reader),
    }  # fmt: skip


def _meeting(meeting: Meeting, case: Case, reader: Reader) -> dict[str, Any]:
    return {
        **vars(meeting),
        "outside": outside(meeting, case.region),
        "summary": reader.text(meeting.summary),
        "reason": reader.text(meeting.reason),
        "corrections": list(meeting.corrections) if reader.all_texts else None,
    }


def _contact(contact: Contact, reader: Reader) -> dict[str, Any]:
    said = {"with_whom": reader.text(contact.with_whom), "gist": reader.text(contact.gist)}
    return {**vars(contact), **said}


def _ratings(case: Case, reader: Reader) -> list[dict[str, Any]]:
    """What the months' reports rated; for a buyer, of its own sector's versions once they are sent."""
    return [
        {"goal_id": each.goal_id, "month": month, "attainment": each.attainment}
        for month, report in sorted(case.reports.items())
        for section in report.sections
        if reader.all_texts or (report.sent_at and reader.sector in section.for_sectors)
        for each in section.progress
        if each.attainment is not None
    ]


def _risk(risk: RiskAssessment, reader: Reader) -> dict[str, Any]:
    own = reader.all_texts or reader.sector in risk.sectors
    return {
        "on": risk.on,
        "sectors": risk.sectors,
        "absent": [{"sector": each.sector, "reason": reader.text(each.reason)} for each in risk.absent],
        "conclusion": risk.conclusion if own else None,
        "text": risk.text if own else None,
    }


def _member(ship: Membership, day: date, reader: Reader) -> dict[str, Any]:
    member = ship.member
    return {
        **vars(member),
        "name": reader.text(member.name),
        "user": reader.text(member.user),
        "since": ship.since,
        "until": ship.until,
        "current": ship.on(day),
    }


def _flag(flag: Flag) -> dict[str, Any]:
    values = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in flag.values.items()
    }
    told = {"code": flag.code, "since": flag.since, "text": flag.text, "sentence": flag.sentence}
    return {**told, "values": values}
