"""Statistics of contacts: the form, the totals, and each figure as a picture and a table side by side."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import Answer, ask_query
from services.gateway.languages import language_of
from services.gateway.pages.page import a_count, labelled, page, say
from services.gateway.pages.pictures import bars
from services.gateway.pages.this_year import this_year
from services.gateway.pages.words import N_
from services.gateway.problems import Problem

statistics = APIRouter(include_in_schema=False)
ASKED = ("from", "to", "county", "as_of")


@dataclass(frozen=True)
class Figure:
    """One figure.

    key: its field in the answer. words: the list of its codes. counted: what its numbers count (R-R1).
    """

    key: str
    title: str
    words: str
    counted: str = N_("Contacts")


FIGURES = (
    Figure("by_month", N_("By month"), ""),
    Figure("by_source", N_("By who contacted"), "contact_sources"),
    Figure("mentions_by_situation", N_("Situations mentioned"), "situations", N_("Mentions")),
    Figure("by_county", N_("By wellbeing services county"), "counties"),
    Figure("by_channel", N_("By channel"), "channels"),
    Figure("by_tier", N_("By tier"), "tiers"),
    Figure("by_level", N_("By level of the OT screen"), "levels"),
    Figure("by_support_kind", N_("By kind of support"), "support_kinds", N_("Contacts, several kinds each")),
    Figure("by_state", N_("By state"), "states"),
)


@statistics.get("/statistics")
async def contact_statistics(request: Request) -> Response:
    """The figures of a period, of this year unless another is asked for."""
    asked = asked_for(request)
    try:
        answer = await ask_query(request, "reporting", "contact_statistics", asked)
    except Problem as problem:
        if problem.status in (401, 403, 503):
            raise
        said = [
            problem.said(language_of(request)),
            *(s for _, s in problem.fields_said(language_of(request))),
        ]
        return page(
            request, "statistics.html", problem.status, asked=asked, found=None, problem=" ".join(said)
        )
    shown = [shown_figure(figure, answer, language_of(request)) for figure in FIGURES]
    figures = [one for one in shown if one["rows"]]
    found = answer.result
    return page(request, "statistics.html", asked=asked, found=found, figures=figures, query=urlencode(asked))


@statistics.get("/statistics/{key}.svg")
async def picture(request: Request, key: str) -> Response:
    """One figure as a picture. It needs no script; its own policy allows the styles that are inside it."""
    figure = next((one for one in FIGURES if one.key == key), None)
    if figure is None:
        raise Problem(404, N_("there is no such figure"))
    answer = await ask_query(request, "reporting", "contact_statistics", asked_for(request))
    shown = shown_figure(figure, answer, language_of(request))
    drawn = bars(shown["title"], shown["counted"], shown["rows"])
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def asked_for(request: Request) -> dict[str, str]:
    """What the form asked for; this year where it says nothing."""
    return this_year() | {n: request.query_params[n] for n in ASKED if request.query_params.get(n)}


def shown_figure(figure: Figure, answer: Answer, language: str) -> dict[str, Any]:
    """A figure in words: rows of (word, number), months in order, others from the largest to the hidden."""
    counts: dict[str, int | None] = answer.result.get(figure.key) or {}
    by_size = sorted(counts.items(), key=lambda row: (-row[1] if isinstance(row[1], int) else 1, row[0]))
    ordered = by_size if figure.words else sorted(counts.items())
    rows = [
        (labelled(language, figure.words, code) if figure.words else code, a_count(language, count))
        for code, count in ordered
    ]
    return {
        "key": figure.key,
        "title": say(language, figure.title),
        "counted": say(language, figure.counted),
        "rows": rows,
    }
