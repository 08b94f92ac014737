"""A case as a text to be copied into the county's own client record, under that record's headings.

The official record is the county's; this is how the work gets there without being typed again. A buyer's copy
has no words that were meant for other sectors, and says so (R-C14). In a separation it says that neither
guardian gets it as it is (R-C9).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from math import inf
from pathlib import Path
from typing import Any

from services.intake.domain.case import Case
from services.intake.domain.case.language import Meeting, Revision
from services.intake.queries import asked_cases
from services.intake.queries.month import sections_for
from services.intake.queries.one_case import Reader
from services.intake.queries.reading import Reading
from services.intake.queries.views.copying import CopyOutView, CopyPartView
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.reference import label

WORDS = Path(__file__).parent / "copy_out.json"
SEPARATION = "demanding_separation"


def answer_copy_out(query: asked_cases.CopyOut, asker: Asker, reading: Reading) -> dict[str, Any]:
    """CopyOutView. Unknown where the case is not there, or not for this asker."""
    moment = moment_of(query.as_of, asker)
    case = reading.intake.case_for(asker, query.case_id, moment)
    say = Say(query.language, Reader.of(asker))
    title, parts = say("title", number=case.subject), parts_of(case, say)
    view = CopyOutView(
        case_id=case.id,
        number=case.subject,
        title=title,
        parts=parts,
        text="\n".join([title, "", *(f"{each.heading.upper()}\n{each.text}\n" for each in parts)]),
        positions={"intake": reading.intake.recorder.position_at(moment)},
    )
    return view.said()


def parts_of(case: Case, say: "Say") -> list[CopyPartView]:
    """What stands under each of the record's headings, in its order; a dash where there is nothing."""
    return [
        CopyPartView(heading=say(name), text="\n".join(part(case, say)) or say("nothing"))
        for name, part in PARTS.items()
    ]


@cache
def _words() -> dict[str, Any]:
    return dict(json.loads(WORDS.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Say:
    """Sentences and codes in one language: "fi", "sv" or "en"; texts, as far as the reader reads them."""

    language: str
    reader: Reader

    def __call__(self, name: str, **values: object) -> str:
        # Texts of people go in last, as values: braces of theirs are no places.
        return str(_words()[self.language][name]).format(**values)

    def text(self, written: str | None, *, own: bool = False) -> str:
        """A text of the matter; a dash where it is not this reader's. own: meant for the reader's sector."""
        return (written if own else self.reader.text(written)) or self("nothing")

    def word(self, code: str) -> str:
        """What a role, a state or an outcome is called."""
        return str(_words()[self.language]["words"][code])

    def of(self, vocabulary: str, code: str) -> str:
        """What a code of a reference list is called."""
        return label(vocabulary, code, self.language)

    def sectors(self, codes: tuple[str, ...]) -> str:
        return ", ".join(self.of("sectors", code) for code in codes)

    def day(self, day: date | datetime) -> str:
        """Written as it is in Finland: 3.9.2025; in English 2025-09-03."""
        if isinstance(day, datetime):
            day = local_date(day)
        return day.isoformat() if self.language == "en" else f"{day.day}.{day.month}.{day.year}"


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
    if SEPARATION in case.situations:
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
        yield say("reason", text=plan.reason)
    yield say("baseline", text=plan.baseline)
    for goal in plan.goals:
        yield say("goal", text=goal.title)
        yield say("means", text=", ".join(goal.means))
        yield from (say("step", text=step.what) for step in goal.steps)


def _report(case: Case, say: Say) -> Iterator[str]:
    """Everything that happened, in the order of time; a step after the meetings of its day."""
    entries: list[tuple[date, float, str]] = [
        (local_date(each.starts_at), each.starts_at.timestamp(), _meeting(each, case, say))
        for each in case.meetings.values()
    ]
    for contact in case.contacts:
        head = say("contact", day=say.day(contact.at), who=say.text(contact.with_whom))
        text = f"{head}\n{say.text(contact.gist)}"
        entries.append((local_date(contact.at), contact.at.timestamp(), text))
    for taken in case.steps_taken:
        text, outcome = _step(case, taken.step_id), say.word(taken.outcome)
        entries.append((taken.on, inf, say("taken", day=say.day(taken.on), text=text, outcome=outcome)))
    yield from (text for *_, text in sorted(entries) if text)


def _meeting(meeting: Meeting, case: Case, say: Say) -> str:
    """Nothing for a meeting that is still to come."""
    kind, day = say.of("meeting_kinds", meeting.kind), say.day(meeting.starts_at)
    if meeting.state == "held":
        roles = sorted({case.network[who].member.role for who in meeting.attended})
        head = say(
            "meeting", day=day, kind=kind, place=say.of("places", meeting.place), minutes=meeting.minutes,
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
                yield section.text
                yield from (progress.text for progress in section.progress)


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
