"""The addresses of a region's year."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.fields import HELSINKI
from services.gateway.pages.page import go_to, page
from services.gateway.pages.year.chapters import chapters

year = APIRouter(include_in_schema=False)
OPENS = frozenset({"coordinator", "admin"})
"""To whom figures lead on to what is behind them."""


@year.get("/year")
async def this_year() -> Response:
    """The year that it is in Finland."""
    return go_to(f"/year/{datetime.now(HELSINKI).year}")


@year.get("/year/{of}")
async def region_year(request: Request, of: str) -> Response:
    """The whole year."""
    found = await answer(request, of)
    told = chapters(found, language_of(request), opens=opens(request))
    return page(
        request,
        "year/year.html",
        found=found,
        year=found["year"],
        chapters=told,
        drawn=Markup,
        as_of=request.query_params.get("as_of", ""),
    )


async def answer(request: Request, of: str) -> dict[str, Any]:
    """What reporting tells of a year; `?as_of=` for how it was known then."""
    as_of = request.query_params.get("as_of")
    asked = {"year": of} | ({"as_of": as_of} if as_of else {})
    return (await ask_query(request, "reporting", "region_year", asked)).result


def opens(request: Request) -> bool:
    """Whether the reader is shown what is behind figures."""
    asker = sessions.current_asker(request)
    return asker is not None and asker.role in OPENS
