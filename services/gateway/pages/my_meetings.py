"""One's own meetings: a month of them at a time, and the link by which a calendar program reads them."""

from datetime import date, datetime, timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import ask_query
from services.gateway.calendar_feed import feed
from services.gateway.languages import N_, language_of
from services.gateway.pages.fields import HELSINKI
from services.gateway.pages.page import page
from services.gateway.problems import Problem
from services.gateway.sign_in import site

my_meetings = APIRouter(include_in_schema=False)
SHOWN = timedelta(days=31)
GONE = N_("this calendar link does not hold any more: make a new one on the page of your meetings")


@my_meetings.get("/meetings")
async def own_meetings(request: Request) -> Response:
    """The meetings of 31 days, from today unless the address says from when."""
    first = first_day(request)
    days = {"from": first.isoformat(), "to": moved(first, SHOWN - timedelta(days=1)).isoformat()}
    answer = await ask_query(request, "intake", "my_meetings", days)
    return page(
        request,
        "my_meetings.html",
        meetings=answer.result["meetings"],
        days=days,
        before=moved(first, -SHOWN).isoformat(),
        after=moved(first, SHOWN).isoformat(),
    )


@my_meetings.get("/meetings/link")
async def make_link(request: Request) -> Response:
    """A new link for a calendar program, in the reader's language."""
    answer = await ask_query(request, "intake", "calendar_link")
    address = f"{site(request)}/calendar/{answer.result['token']}.ics?lang={language_of(request)}"
    return page(request, "calendar_link.html", address=address, link=answer.result)


@my_meetings.get("/calendar/{token}.ics")
async def calendar(request: Request, token: str) -> Response:
    """The meetings of whoever made the link, for a program that cannot sign in."""
    try:
        answer = await ask_query(request, "intake", "my_meetings", token=token)
    except Problem as problem:
        if problem.status in (401, 403, 404):
            raise Problem(404, GONE) from None
        raise
    language = language_of(request)
    headers = {"Content-Language": language, "Content-Disposition": 'inline; filename="tukiverkko.ics"'}
    return Response(feed(answer.result, language, site(request)), headers=headers, media_type="text/calendar")


def first_day(request: Request) -> date:
    """From when meetings are shown. Problem 422 where the address says no day."""
    said = request.query_params.get("from")
    try:
        return date.fromisoformat(said) if said else datetime.now(HELSINKI).date()
    except ValueError:
        raise Problem(422, N_("write the day as 2025-09-30")) from None


def moved(day: date, by: timedelta) -> date:
    """A day so much earlier or later; the first or the last that there is, where that would be past it."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min
