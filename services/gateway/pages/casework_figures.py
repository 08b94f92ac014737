"""Figures of casework: how often one meets, and what kinds of goals the work has."""

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.page import a_count, labelled, page, say
from services.gateway.pages.pictures import bars
from services.gateway.pages.this_year import this_year
from services.gateway.pages.words import N_
from services.gateway.problems import Problem

casework_figures = APIRouter(include_in_schema=False)
PERIOD = ("from", "to")
NARROWED = ("service_line", "as_of")
AREAS = N_("Goals by area")


@casework_figures.get("/casework-figures")
async def figures_page(request: Request) -> Response:
    """Cadence by service line and month, and goals by area, each with its table."""
    asked = asked_for(request)
    try:
        cadence = (await ask_query(request, "reporting", "cadence", asked)).result
        goals = await goal_areas(request, asked)
    except Problem as problem:
        if problem.status in (401, 403, 503):
            raise
        language = language_of(request)
        said = " ".join([problem.said(language), *(s for _, s in problem.fields_said(language))])
        return page(request, "casework_figures.html", problem.status, asked=asked, found=None, problem=said)
    return page(
        request,
        "casework_figures.html",
        asked=asked,
        found=True,
        rows=cadence.get("rows", []),
        areas=goals["areas"],
        hidden_under=cadence.get("hidden_under") or goals.get("hidden_under"),
        query=urlencode(narrowed(asked)),
    )


@casework_figures.get("/casework-figures/goals.svg")
async def picture(request: Request) -> Response:
    """Goals by area as a picture."""
    language = language_of(request)
    areas = (await goal_areas(request, asked_for(request)))["areas"]
    rows = [(area_in_words(one, language), a_count(language, one["goals"])) for one in areas]
    drawn = bars(say(language, AREAS), say(language, "Goals"), rows)
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


async def goal_areas(request: Request, asked: dict[str, str]) -> dict[str, Any]:
    """The answer, of its areas the one with the most goals first and those of hidden counts last."""
    found = (await ask_query(request, "reporting", "goal_areas", narrowed(asked))).result
    return found | {
        "areas": sorted(found["areas"], key=lambda one: (-(one["goals"] or 0), one.get("area") or ""))
    }


def area_in_words(one: dict[str, Any], language: str) -> str:
    """What an area is called; goals may have none."""
    return labelled(language, "goal_areas", one["area"]) if one.get("area") else say(language, N_("No area"))


def narrowed(asked: dict[str, str]) -> dict[str, str]:
    """What is asked of goals: they have no period."""
    return {name: value for name, value in asked.items() if name in NARROWED}


def asked_for(request: Request) -> dict[str, str]:
    """What the form asked for; this year where it says nothing."""
    asked = {n: request.query_params[n] for n in (*PERIOD, *NARROWED) if request.query_params.get(n)}
    return this_year() | asked
