"""Feedback and goals over time: who answers, how far goals are reached, by month, service and area."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.feedback.follow_ups import picture
from services.gateway.pages.feedback.pictures import Line, over_time
from services.gateway.pages.page import as_number, page, say
from services.gateway.pages.this_year import this_year
from services.gateway.pages.words import N_
from services.gateway.problems import Problem

outcomes = APIRouter(include_in_schema=False)
ASKED = ("from", "to", "service_line", "as_of")
ANSWERED = N_("Answered of those asked, %")
PERCENTS = (0, 25, 50, 75, 100)
WHOLE = Decimal(1)


@outcomes.get("/outcomes")
async def outcomes_page(request: Request) -> Response:
    """The figures of a period, of this year unless another is asked for."""
    asked = asked_for(request)
    try:
        found = (await ask_query(request, "reporting", "outcomes", asked)).result
    except Problem as problem:
        if problem.status in (401, 403, 503):
            raise
        language = language_of(request)
        said = " ".join([problem.said(language), *(s for _, s in problem.fields_said(language))])
        return page(request, "feedback/outcomes.html", problem.status, asked=asked, found=None, problem=said)
    return page(
        request,
        "feedback/outcomes.html",
        asked=asked,
        found=found,
        drawn=bool(lines_of(found, language_of(request))),
        percent=percent,
        hidden_under=found.get("hidden_under"),
        query=urlencode(asked),
    )


@outcomes.get("/outcomes/months.svg")
async def picture_of_months(request: Request) -> Response:
    """How many answered, month by month."""
    language = language_of(request)
    found = (await ask_query(request, "reporting", "outcomes", asked_for(request))).result
    return picture(over_time(say(language, ANSWERED), sorted(found["by_month"]), lines_of(found, language)))


def lines_of(found: dict[str, Any], language: str) -> list[Line]:
    """The line; a month whose figure is hidden, or in which nobody was asked, has no dot."""
    rates = {month: percent(each["response_rate"]) for month, each in sorted(found["by_month"].items())}
    points = {month: figure for month, figure in rates.items() if figure is not None}
    return [Line(say(language, ANSWERED), points, PERCENTS)] if points else []


def percent(rate: object) -> Decimal | None:
    """A part of one, as a whole percent; None for none."""
    number = as_number(rate)
    return None if number is None else (number * 100).quantize(WHOLE)


def asked_for(request: Request) -> dict[str, str]:
    """What the form asked for; this year where it says nothing."""
    return this_year() | {n: request.query_params[n] for n in ASKED if request.query_params.get(n)}
