"""The monthly report's first layout: what of the month stands where (R-C7). For ever: see ADR 0010.

It reads intake's answer `monthly_report`, made for one sector already: texts for others are not in it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from services.gateway.documents.blocks import Block, Document, Heading, Points, Table, Terms, Words
from services.gateway.documents.letters import paragraphs, read_from_the_right, without_controls
from services.gateway.documents.wording import Wording, wording

LAYOUT = "monthly-report-1"
STATES = ("held", "not_attended", "cancelled")
View = dict[str, Any]


def monthly_report(view: View, language: str) -> Document:
    """The report as a document. view: {case_number, month, sector, sections, …}, as intake answers it."""
    w = wording(LAYOUT, language)
    sent_at = moment(view["sent_at"]) if view.get("sent_at") else None
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
    yield from account(view, w)
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
    if view.get("sent_at"):
        yield w.say("sent"), w.moment(moment(view["sent_at"]))


def account(view: View, w: Wording) -> Iterator[Block]:
    """What the worker wrote; where no sector's version is shown, for whom each part of it is."""
    if not view["sections"]:
        yield Words((w.say("nothing_written"),))
    for section in view["sections"]:
        if not view.get("sector"):
            yield Heading(2, ", ".join(w.word("sectors", sector) for sector in section["for_sectors"]))
        text = section["text"]
        yield Words(paragraphs(text), rtl=read_from_the_right(text))
        if section["progress"]:
            yield Heading(3 if not view.get("sector") else 2, w.say("progress"))
            yield Terms(tuple(progressed(each, w) for each in section["progress"]))


def progressed(progress: View, w: Wording) -> tuple[str, str]:
    """A goal and how it went, in the worker's words and, where it was rated, in figures."""
    level = progress.get("attainment")
    rated = () if level is None else (w.say("attainment", level=w.word("levels", level)),)
    told = "\n".join([without_controls(progress["text"]), *rated])
    return without_controls(progress["goal_title"]), told


def figures(view: View, w: Wording) -> Iterator[tuple[str, str]]:
    """The month in figures."""
    totals = view["totals"]
    for state in STATES:
        yield w.say(state), str(totals[state])
    yield w.say("time"), w.duration(totals["minutes"])
    if totals["travel_km"]:
        yield w.say("travel"), w.say("km", km=totals["travel_km"])
    if totals["by_place"]:
        counted = totals["by_place"].items()
        yield (
            w.say("by_place"),
            "; ".join(w.say("at_a_place", place=w.word("places", place), n=n) for place, n in counted),
        )
    yield w.say("contacts"), str(view["contacts"])


def meetings(view: View, w: Wording) -> Iterator[Block]:
    """Each meeting of the month, in order; a month in which none was held says so (R-C7)."""
    if not view["meetings"]:
        yield Words((w.say("nothing" if view["nothing_happened"] else "no_meetings"),))
        return
    if not view["totals"]["held"]:
        yield Words((w.say("none_held"),))
    head = tuple(w.say(name) for name in ("when", "kind", "state", "minutes", "place"))
    in_order = sorted(view["meetings"], key=lambda one: moment(one["starts_at"]))
    yield Table(head, tuple(row(one, w) for one in in_order), numbers=(3,))


def row(one: View, w: Wording) -> tuple[str, ...]:
    """One meeting; only one that was held has a length."""
    return (
        w.moment(moment(one["starts_at"])),
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
    yield Points(tuple(step_taken(step, w) for step in goal["steps"]))


def step_taken(step: View, w: Wording) -> str:
    """A small step and what became of it."""
    return f"{without_controls(step['what'])} – {w.word('step_outcomes', step['outcome'])}"


def moment(given: Any) -> datetime:
    """A moment of the answer: of JSON, or as it is."""
    return datetime.fromisoformat(given) if isinstance(given, str) else cast("datetime", given)
