"""The monthly report's first layout: what of the month stands where (R-C7). For ever: see ADR 0010.

It reads intake's answer `monthly_report`, made for one sector already: texts for others are not in it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.gateway.documents.blocks import Block, Document, Heading, Points, Table, Terms, Words
from services.gateway.documents.letters import paragraphs, read_from_the_right, without_controls
from services.gateway.documents.wording import Wording, wording

LAYOUT = "monthly-report-1"
View = dict[str, Any]


def monthly_report(view: View, language: str) -> Document:
    """The report as a document. view: {case_number, month, sector, sections, …}, as intake answers it."""
    w = wording(LAYOUT, language)
    sent_at = moment(view.get("sent_at"))
    return Document(
        layout=LAYOUT,
        language=language,
        title=w.say("title", month=w.month(view["month"])),
        subtitle=w.say("subtitle", number=view["case_number"].rpartition("/")[2]),
        blocks=tuple(blocks(view, w)),
        page_of=w.sentences["page_of"],
        undrawn=w.sentences["undrawn"],
        draft="" if sent_at else w.say("draft"),
        dated=sent_at,
    )


def blocks(view: View, w: Wording) -> Iterator[Block]:
    """The parts of the report in the order they are read."""
    yield Terms(tuple(about(view, w)))
    yield Heading(1, w.say("words"))
    yield from account(view["sections"], w)
    yield Heading(1, w.say("at_a_glance"))
    yield Terms(tuple(figures(view, w)))
    yield Heading(1, w.say("meetings"))
    yield from meetings(view, w)
    if view["goals"]:
        yield Heading(1, w.say("goals"))
        for goal in view["goals"]:
            yield from steps(goal, w)


def about(view: View, w: Wording) -> Iterator[tuple[str, str]]:
    """Whose report it is, and of what."""
    yield w.say("month"), w.month(view["month"])
    if view.get("sector"):
        yield w.say("sector"), w.word("sectors", view["sector"])
    yield w.say("service_line"), w.word("service_lines", view["service_line"])
    if view.get("provider"):
        yield w.say("provider"), without_controls(view["provider"])
    if sent_at := moment(view.get("sent_at")):
        yield w.say("sent"), w.moment(sent_at)


def account(sections: list[View], w: Wording) -> Iterator[Block]:
    """What the worker wrote for this buyer, and how the goals went."""
    if not sections:
        yield Words((w.say("nothing_written"),))
    for section in sections:
        yield own_words(section["text"])
    told = [progress for section in sections for progress in section.get("progress") or []]
    if told:
        yield Heading(2, w.say("progress"))
    for progress in told:
        level = progress.get("attainment")
        rated = () if level is None else (w.say("attainment", level=w.word("levels", level)),)
        yield Terms(((without_controls(progress["goal_title"]), "\n".join([progress["text"], *rated])),))


def figures(view: View, w: Wording) -> Iterator[tuple[str, str]]:
    """The month in figures."""
    totals = view["totals"]
    for name in ("held", "not_attended", "cancelled"):
        yield w.say(name), str(totals[name])
    yield w.say("time"), w.duration(totals["minutes"])
    if totals["by_place"]:
        by_place = (f"{w.word('places', place)} {n}" for place, n in sorted(totals["by_place"].items()))
        yield w.say("by_place"), ", ".join(by_place)
    yield w.say("contacts"), str(view["contacts"])


def meetings(view: View, w: Wording) -> Iterator[Block]:
    """Each meeting of the month; a month without any says so (R-C7)."""
    if view["nothing_happened"]:
        yield Words((w.say("nothing"),))
    elif not view["meetings"]:
        yield Words((w.say("no_meetings"),))
    elif not view["totals"]["held"]:
        yield Words((w.say("none_held"),))
    if view["meetings"]:
        head = tuple(w.say(name) for name in ("when", "kind", "state", "minutes", "place"))
        yield Table(head, tuple(meeting(one, w) for one in view["meetings"]), numbers=(3,))


def meeting(one: View, w: Wording) -> tuple[str, ...]:
    """One meeting as a row; only one that was held has a length."""
    starts_at = moment(one["starts_at"])
    return (
        w.moment(starts_at) if starts_at else "",
        w.word("meeting_kinds", one["kind"]),
        w.word("states", one["state"]),
        w.duration(one["minutes"]) if one["state"] == "held" else "–",
        w.word("places", one["place"]),
    )


def steps(goal: View, w: Wording) -> Iterator[Block]:
    """A goal with the small steps of the month and what became of each."""
    yield Heading(2, without_controls(goal["title"]))
    if goal.get("area"):
        yield Words((w.say("area", area=w.word("goal_areas", goal["area"])),))
    if not goal["steps"]:
        yield Words((w.say("no_steps"),))
        return
    yield Points(
        tuple(
            f"{without_controls(step['what'])} – {w.word('step_outcomes', step.get('outcome') or 'open')}"
            for step in goal["steps"]
        )
    )


def own_words(text: str) -> Words:
    """A person's own text, in its direction."""
    return Words(paragraphs(text), rtl=read_from_the_right(text))


def moment(given: Any) -> datetime | None:
    """A moment of the answer."""
    return datetime.fromisoformat(given) if isinstance(given, str) else given
