"""Figures of expertise: who there is and how they are used, what was sought in vain, how long it takes."""

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

figures = APIRouter(include_in_schema=False)
Data = dict[str, Any]
NARROWED = ("county", "role", "as_of")
ASKED = ("from", "to", *NARROWED)
LOAD, SOUGHT, DAYS = (
    N_("Free hours a week by competence"),
    N_("Searches that wait for somebody"),
    N_("Days to a helper"),
)


@figures.get("/expertise")
async def figures_page(request: Request) -> Response:
    """The three figures, each with its picture and its tables."""
    asked = asked_for(request)
    try:
        load = await of_load(request, asked)
        sought = await of_period(request, "bottlenecks", asked)
        days = await of_period(request, "days_to_match", asked)
    except Problem as problem:
        if problem.status in (401, 403, 503):
            raise
        language = language_of(request)
        said = " ".join([problem.said(language), *(s for _, s in problem.fields_said(language))])
        return page(request, "directory/figures.html", problem.status, asked=asked, found=None, problem=said)
    return page(
        request,
        "directory/figures.html",
        asked=asked,
        found=True,
        load=load,
        sought=sought,
        days=days,
        hidden_under=next(
            (one["hidden_under"] for one in (load, sought, days) if one.get("hidden_under")), None
        ),
        query=urlencode(asked),
    )


@figures.get("/expertise/load.svg")
async def picture_of_load(request: Request) -> Response:
    """Free hours by competence, to the whole hour."""
    rows = (await of_load(request, asked_for(request)))["by_competence"]
    return drawing(
        request, LOAD, N_("Hours"), "competences", [(one["key"], whole(one["free"])) for one in rows]
    )


@figures.get("/expertise/sought.svg")
async def picture_of_what_was_sought(request: Request) -> Response:
    """Searches by competence that wait for somebody."""
    rows = (await of_period(request, "bottlenecks", asked_for(request)))["by_competence"]
    told = [(one["key"], one["waiting"]) for one in rows]
    return drawing(request, SOUGHT, N_("Searches"), "competences", told)


@figures.get("/expertise/days.svg")
async def picture_of_days(request: Request) -> Response:
    """Days from the contact to the helper, half of them at most, by service."""
    rows = (await of_period(request, "days_to_match", asked_for(request)))["by_service_line"]
    told = [(one["key"], one["median"]) for one in rows]
    return drawing(request, DAYS, N_("Days"), "service_lines", told)


def drawing(
    request: Request, title: str, counted: str, words: str, rows: list[tuple[str, int | None]]
) -> Response:
    """Bars, the longest first and hidden ones last."""
    language = language_of(request)
    ordered = sorted(rows, key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))
    told = [(labelled(language, words, key), a_count(language, number)) for key, number in ordered]
    drawn = bars(say(language, title), say(language, counted), told)
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def whole(hours: float | None) -> int | None:
    """To the whole hour; None is hidden."""
    return None if hours is None else round(hours)


async def of_load(request: Request, asked: dict[str, str]) -> Data:
    """Use and load, as of today or of the day asked for: it has no period."""
    told = {name: value for name, value in asked.items() if name in NARROWED}
    return ordered((await ask_query(request, "reporting", "expert_load", told)).result, "professionals")


async def of_period(request: Request, name: str, asked: dict[str, str]) -> Data:
    """A figure of a period."""
    found = (await ask_query(request, "reporting", name, asked)).result
    return ordered(found, "requests" if name == "bottlenecks" else "matches")


def ordered(found: Data, most: str) -> Data:
    """The answer, in its tables the rows with the highest count first and hidden ones last."""
    tables = {name: rows for name, rows in found.items() if name.startswith("by_")}
    return found | {
        name: sorted(rows, key=lambda row: (row[most] is None, -(row[most] or 0), row["key"]))
        for name, rows in tables.items()
    }


def asked_for(request: Request) -> dict[str, str]:
    """What the form asked for; this year where it says nothing."""
    return this_year() | {
        name: request.query_params[name] for name in ASKED if request.query_params.get(name)
    }
