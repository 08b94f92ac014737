"""In and out: signing in as one of the demo's people, signing out, and the first page."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.gateway import sessions
from services.gateway.pages.page import page
from services.gateway.pages.words import menu

door = APIRouter(include_in_schema=False)


@door.get("/")
async def first(request: Request) -> Response:
    """To the reader's own first page, or to the sign-in; a role without pages is told so."""
    asker = sessions.current_asker(request)
    if asker is None:
        return RedirectResponse("/sign-in", 303)
    places = menu(asker.role)
    return RedirectResponse(places[0][0], 303) if places else page(request, "home.html")


@door.get("/sign-in")
async def sign_in_page(request: Request) -> Response:
    """The people one may sign in as."""
    return page(
        request, "sign_in.html", people=sessions.demo_people(request), onward=onward(request.query_params)
    )


@door.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Signs in as the chosen person."""
    form = await sessions.checked_form(request)
    person = str(form.get("person") or "")
    response = RedirectResponse(onward(form), 303)
    sessions.sign_in_as(request, response, person)
    return response


@door.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """Out, and back to the sign-in."""
    await sessions.checked_form(request)
    response = RedirectResponse("/sign-in", 303)
    sessions.sign_out(response)
    return response


def onward(asked: Any) -> str:
    """Where to go after signing in: a path of this site only."""
    path = str(asked.get("next") or "/")
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
