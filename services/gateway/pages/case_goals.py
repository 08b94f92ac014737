"""A case's goals over time: how far each had come by the months' reports, as a picture and a table."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.case_shown import goal_titles
from services.gateway.pages.drawings import goals_over_time
from services.gateway.pages.page import page, say
from services.gateway.pages.words import N_

case_goals = APIRouter(include_in_schema=False)
TITLE = N_("Goals over time")
Rated = list[tuple[str, dict[str, int]]]


@case_goals.get("/cases/{case_id}/goals")
async def goals_page(request: Request, case_id: str) -> Response:
    """The picture, and the same numbers as a table."""
    case = await asked(request, case_id)
    months, goals = rated(case)
    return page(request, "case_goals.html", case=case, case_id=case_id, months=months, goals=goals)


@case_goals.get("/cases/{case_id}/goals.svg")
async def picture(request: Request, case_id: str) -> Response:
    """The picture alone."""
    months, goals = rated(await asked(request, case_id))
    drawn = goals_over_time(say(language_of(request), TITLE), months, goals)
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


async def asked(request: Request, case_id: str) -> dict[str, Any]:
    """The case that the goals are of."""
    return (await ask_query(request, "intake", "case", {"case_id": str(case_id)})).result


def rated(case: dict[str, Any]) -> tuple[list[str], Rated]:
    """The months with a rating, and each rated goal's levels by month; a month's last word counts."""
    titles = goal_titles(case)
    goals: dict[str, dict[str, int]] = {}
    for rating in case["ratings"]:
        goals.setdefault(rating["goal_id"], {})[rating["month"]] = rating["attainment"]
    months = sorted({month for levels in goals.values() for month in levels})
    return months, [(titles.get(goal_id, ""), levels) for goal_id, levels in goals.items()]
