"""A month's report: its draft, what is written, or exactly what was sent (R-C7).

What was sent is made from the case as it was at the version with which it was sent: nothing that was
recorded or corrected later changes it. A buyer reads what was sent to its sector, and no other's words.
"""

from typing import Any
from uuid import UUID

from services.intake.domain.case import Case
from services.intake.domain.case.language import MonthlyReport, Section, StepTaken
from services.intake.domain.case.month_facts import GoalInMonth, MonthFacts, month_facts
from services.intake.domain.case.report_months import months_of, state_of
from services.intake.queries import asked_cases
from services.intake.queries.protected import sight_of
from services.intake.queries.reading import Reading
from services.intake.queries.views.case_report import MonthlyReportView
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.refused import NotAllowed, Unknown


def answer_monthly_report(query: asked_cases.MonthlyReport, asker: Asker, reading: Reading) -> dict[str, Any]:
    """MonthlyReportView. Unknown where there is no such report for this asker."""
    moment = moment_of(query.as_of, asker)
    case = reading.intake.case_for(asker, query.case_id, moment)
    day, month = local_date(moment or asker.now), query.month
    if month not in months_of(case, day):
        raise Unknown("the case has no report for {month}", month=month)
    report = case.reports.get(month)
    sector = _sector_for(asker, query.sector, report, month)
    then = _as_sent(case, report, reading)
    facts = month_facts(then, month)
    sight = sight_of(reading, asker, case.person_id)
    view = MonthlyReportView.model_validate(
        {
            "case_id": case.id,
            "case_number": case.subject,
            "month": month,
            "status": _status(report),
            "state": state_of(month, report, day),
            "service_line": case.service_line,
            "provider": facts.provider,
            "sector": sector,
            "for_sectors": _for_sectors(report, facts, sector),
            **_what_happened(facts, then),
            "sections": [_section(each, then) for each in sections_for(report, sector)],
            "read": _read(report, sector),
            **_when(report),
            "masked": sight.masked,
            "positions": {"intake": reading.intake.recorder.position_at(moment)},
        },
        from_attributes=True,
    )
    return view.said(masked=sight.masked)


def _sector_for(asker: Asker, sector: str | None, report: MonthlyReport | None, month: str) -> str | None:
    """Whose version is told; None: all of it."""
    if asker.role == "buyer":
        if sector not in {None, asker.sector}:
            raise NotAllowed("a buyer reads the version of its own sector")
        sector = asker.sector
        if sector not in _sent_to(report):
            raise Unknown("no report for {month} was sent to {sector}", month=month, sector=sector)
    if sector and report and report.sent_at and sector not in _sent_to(report):
        raise Unknown("no report for {month} was sent to {sector}", month=month, sector=sector)
    return sector


def _sent_to(report: MonthlyReport | None) -> set[str]:
    return {recipient.sector for recipient in report.sent_to} if report else set()


def _as_sent(case: Case, report: MonthlyReport | None, reading: Reading) -> Case:
    """The case as it was when the report went out, once it did; until then as it is."""
    if report is None or report.sent_version is None:
        return case
    return reading.intake.repository.get(case.id, version=report.sent_version)


def _status(report: MonthlyReport | None) -> str:
    if report is None:
        return "draft"
    return "sent" if report.sent_at else "written"


def sections_for(report: MonthlyReport | None, sector: str | None) -> list[Section]:
    """The sections of one sector's version, each naming only that sector; without a sector all as written."""
    sections = report.sections if report else ()
    if sector is None:
        return list(sections)
    return [
        Section((sector,), section.text, section.progress)
        for section in sections
        if sector in section.for_sectors
    ]


def _for_sectors(report: MonthlyReport | None, facts: MonthFacts, sector: str | None) -> list[str]:
    if sector:
        return [sector]
    return sorted(_sent_to(report)) if report and report.sent_at else list(facts.for_sectors)


def _read(report: MonthlyReport | None, sector: str | None) -> dict[str, Any]:
    read = report.read if report else {}
    return {who: at for who, at in read.items() if sector in {None, who}}


def _when(report: MonthlyReport | None) -> dict[str, Any]:
    if report is None:
        return {}
    return {"written_at": report.written_at, "sent_at": report.sent_at, "layout": report.layout}


def _what_happened(facts: MonthFacts, case: Case) -> dict[str, Any]:
    return {
        "meetings": [{**vars(each), "held_on": local_date(each.starts_at)} for each in facts.meetings],
        "totals": {
            "held": len(facts.held),
            "not_attended": len(facts.not_attended),
            "cancelled": len(facts.cancelled),
            "minutes": facts.minutes,
            "travel_km": facts.travel_km,
            "by_place": {each.place: each.meetings for each in facts.places},
            "minutes_by_place": {each.place: each.minutes for each in facts.places},
        },
        "contacts": facts.contacts,
        "goals": [_goal(each, case) for each in facts.goals],
        "nothing_happened": facts.nothing_happened,
    }


def _goal(told: GoalInMonth, case: Case) -> dict[str, Any]:
    steps = [{**vars(step), "what": _words(step, case)} for step in told.steps]
    return {
        **vars(told),
        "goal_id": told.goal.goal_id,
        "title": told.goal.title,
        "area": told.goal.area,
        "steps": steps,
    }


def _words(taken: StepTaken, case: Case) -> str:
    """What the step says, as it was agreed or as it was split off."""
    planned = (step for plan in case.revisions for goal in plan.goals for step in goal.steps)
    split = (step for each in case.steps_taken for step in each.into)
    return next(step.what for step in (*planned, *split) if step.step_id == taken.step_id)


def _section(section: Section, case: Case) -> dict[str, Any]:
    progress = [{**vars(each), "goal_title": _title(each.goal_id, case)} for each in section.progress]
    return {**vars(section), "progress": progress}


def _title(goal_id: UUID, case: Case) -> str:
    """As the newest revision with the goal calls it."""
    return [goal.title for plan in case.revisions for goal in plan.goals if goal.goal_id == goal_id][-1]
