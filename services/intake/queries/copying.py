"""A case as a text to be copied into the county's own client record, under that record's headings.

The official record is the county's; this is how the work gets there without being typed again. A buyer's copy
has no words that were meant for other sectors, and says so (R-C14). In a separation it says that neither
guardian gets it as it is (R-C9).
"""

from collections.abc import Iterator
from datetime import date
from math import inf
from typing import Any
from uuid import UUID

from services.intake.domain.case import Case
from services.intake.domain.case.language import Meeting, Revision
from services.intake.domain.protection import not_to_be_told
from services.intake.queries import asked_cases
from services.intake.queries.copy_saying import Family, Say
from services.intake.queries.month import sections_for
from services.intake.queries.one_case import Reader
from services.intake.queries.protected import sight_of
from services.intake.queries.reading import Reading
from services.intake.queries.views.copying import CopyOutView, CopyPartView
from services.intake.queries.views.masking import hidden
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.refused import Refused, Unknown

SEPARATION = "demanding_separation"


def answer_copy_out(query: asked_cases.CopyOut, asker: Asker, reading: Reading) -> dict[str, Any]:
    """CopyOutView. Unknown where the case is not there, or not for this asker."""
    moment = moment_of(query.as_of, asker)
    case = reading.intake.case_for(asker, query.case_id, moment)
    sight = sight_of(reading, asker, case.person_id)
    family = _family(case, query.for_guardian, reading)
    say = Say(query.language, Reader.of(asker), masked=sight.masked, family=family)
    title, parts = say("title", number=case.subject), parts_of(case, say)
    view = CopyOutView(
        case_id=case.id,
        number=case.subject,
        title=title,
        parts=parts,
        text="\n".join([title, "", *(f"{each.heading.upper()}\n{each.text}\n" for each in parts)]),
        masked=sight.masked,
        positions={"intake": reading.intake.recorder.position_at(moment)},
    )
    return view.said()


def _family(case: Case, guardian_id: UUID | None, reading: Reading) -> Family:
    """Refused where the copy is for a guardian who is told nothing. Unknown: there is no such guardian."""
    person = reading.intake.who_is(case.person_id)
    if guardian_id is not None:
        guardian = person.guardian(str(guardian_id))
        if guardian is None:
            raise Unknown("the person has no such guardian")
        if not person.may_be_told(guardian):
            raise Refused(
                "this guardian is told nothing: it was forbidden, or they have no right to information"
            )
    return Family(
        not_told=len(list(not_to_be_told(person))),
        to_one=guardian_id is not None,
        apart=SEPARATION in case.situations,
    )


def parts_of(case: Case, say: Say) -> list[CopyPartView]:
    """What stands under each of the record's headings, in its order; a dash where there is nothing."""
    return [
        CopyPartView(heading=say(name), text="\n".join(part(case, say)) or say("nothing"))
        for name, part in PARTS.items()
    ]


def _basics(case: Case, say: Say) -> Iterator[str]:
    if not say.reader.all_texts:
        sectors = (say.reader.sector,) if say.reader.sector else ()
        yield say("for_one", sector=say.sectors(sectors))
    yield say("service_line", value=say.of("service_lines", case.service_line))
    yield say("opened", day=say.day(case.opened_on))
    yield say("lead", value=say.of("sectors", case.process_lead))
    who = (
        ", ".join(filter(None, (say.word(each.role), each.sector and say.of("sectors", each.sector))))
        for each in case.members
    )
    yield say("parties", value="; ".join(who) or say("nothing"))
    if say.masked:
        yield say("protected")
    if say.family.not_told:
        yield say("not_told", n=say.family.not_told)
    if say.one_of_two:
        yield say("for_one_guardian")
    elif say.family.apart:
        yield say("separation")


def _view(case: Case, say: Say) -> Iterator[str]:
    for told in case.child_views:
        name = "asked" if told.why_not is None else "not_asked"
        yield say(name, day=say.day(told.on), text=say.text(told.view or told.why_not))


def _plan(case: Case, say: Say) -> Iterator[str]:
    for revision in case.revisions:
        yield from _revision(revision, say)


def _revision(plan: Revision, say: Say) -> Iterator[str]:
    days = {"day": say.day(plan.agreed_on), "since": say.day(plan.effective_from)}
    yield say("revision", n=plan.revision, **days)
    if plan.reason:
        yield say("reason", text=say.text(plan.reason, own=True))
    yield say("baseline", text=say.text(plan.baseline, own=True))
    for goal in plan.goals:
        yield say("goal", text=say.text(goal.title, own=True))
        yield say("means", text=say.text(", ".join(goal.means), own=True))
        yield from (say("step", text=say.text(step.what, own=True)) for step in goal.steps)


def _report(case: Case, say: Say) -> Iterator[str]:
    """Everything that happened, in the order of time; a step after the meetings of its day."""
    entries: list[tuple[date, float, str]] = [
        (local_date(each.starts_at), each.starts_at.timestamp(), _meeting(each, case, say))
        for each in case.meetings.values()
    ]
    for contact in case.contacts:
        who = hidden(say.text(contact.with_whom), masked=say.masked)
        head = say("contact", day=say.day(contact.at), who=who)
        text = f"{head}\n{say.text(contact.gist)}"
        entries.append((local_date(contact.at), contact.at.timestamp(), text))
    for taken in case.steps_taken:
        text, outcome = say.text(_step(case, taken.step_id), own=True), say.word(taken.outcome)
        entries.append((taken.on, inf, say("taken", day=say.day(taken.on), text=text, outcome=outcome)))
    yield from (text for *_, text in sorted(entries) if text)


def _meeting(meeting: Meeting, case: Case, say: Say) -> str:
    """Nothing for a meeting that is still to come."""
    kind, day = say.of("meeting_kinds", meeting.kind), say.day(meeting.starts_at)
    if meeting.state == "held":
        roles = sorted({case.network[who].member.role for who in meeting.attended})
        head = say(
            "meeting", day=day, kind=kind, place=say.place(meeting.place), minutes=meeting.minutes,
            roles=", ".join(say.word(role) for role in roles),
        )  # fmt: skip
        return f"{head}\n{say.text(meeting.summary)}"
    if meeting.state == "scheduled":
        return ""
    return say("missed", day=day, kind=kind, state=say.word(meeting.state))


def _step(case: Case, step_id: object) -> str:
    planned = (step for plan in case.revisions for goal in plan.goals for step in goal.steps)
    split = (step for each in case.steps_taken for step in each.into)
    return next(step.what for step in (*planned, *split) if step.step_id == step_id)


def _risk(case: Case, say: Say) -> Iterator[str]:
    for risk in case.risks:
        own = say.reader.sector in risk.sectors
        text = f"{say.text(risk.conclusion, own=own)}\n{say.text(risk.text, own=own)}"
        yield say("assessed", day=say.day(risk.on), sectors=say.sectors(risk.sectors), text=text)
        for away in risk.absent:
            yield say("absent", sector=say.of("sectors", away.sector), text=say.text(away.reason))


def _months(case: Case, say: Say) -> Iterator[str]:
    """What was sent, to a buyer's sector its own part of it; a draft is no document yet."""
    sector = None if say.reader.all_texts else say.reader.sector or ""
    for month, report in sorted(case.reports.items()):
        if report.sent_at:
            for section in sections_for(report, sector):
                yield say("month", month=month, sectors=say.sectors(section.for_sectors))
                yield say.text(section.text, own=True)
                yield from (say.text(progress.text, own=True) for progress in section.progress)


def _closing(case: Case, say: Say) -> Iterator[str]:
    if case.closed_on:
        yield say("closed", day=say.day(case.closed_on))
        if case.outcome:
            yield say("outcome", value=say.word(case.outcome))


PARTS = {
    "basics": _basics, "view": _view, "plan": _plan, "report": _report, "risk": _risk, "months": _months,
    "closing": _closing,
}  # fmt: skip
"""The record's headings, by their names in copy_out.json, and what belongs there."""
