"""In and out: by the sign-in service or as one of the demo's people, signing out, and the first page."""

from typing import Any

import structlog
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.gateway import sessions
from services.gateway.body import bytes_of
from services.gateway.cookies import WAY_IN, forget, keep, kept
from services.gateway.pages.menus import menu
from services.gateway.pages.page import page
from services.gateway.problems import Problem, not_yet
from services.gateway.sign_in import sign_in_of, site
from services.gateway.signing_in.bearer import AWAY
from services.gateway.signing_in.code_flow import LASTING, CodeFlow
from services.gateway.signing_in.out import signed_out, way_out
from services.gateway.signing_in.provider import ForeignToken, ProviderAway
from services.gateway.signing_in.sessions_kept import Session

door = APIRouter(include_in_schema=False)
BACK = "/sign-in/back"
LONGEST_PATH = 500
log = structlog.get_logger("gateway")


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
    """The way to the sign-in service, or the people one may sign in as."""
    return page(
        request,
        "sign_in.html",
        people=sessions.demo_people(request),
        by_service=sign_in_of(request).flow is not None,
        onward=onward(request.query_params),
    )


@door.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Signs in as the chosen person."""
    form = await sessions.checked_form(request)
    person = str(form.get("person") or "")
    response = RedirectResponse(onward(form), 303)
    await sessions.sign_in_as(request, response, person)
    return response


@door.get("/sign-in/start")
async def leave(request: Request) -> Response:
    """To the sign-in service; what has to be remembered goes along in a cookie."""
    flow = flow_of(request)
    try:
        address, way = await flow.begin(f"{site(request)}{BACK}", onward(request.query_params))
    except ProviderAway:
        raise not_yet(AWAY) from None
    response = RedirectResponse(address, 303)
    keep(request, response, WAY_IN, way, LASTING)
    return response


@door.get(BACK)
async def come_back(request: Request) -> Response:
    """From the sign-in service, and in."""
    flow, way = flow_of(request), kept(request, WAY_IN)
    try:
        came = await flow.end(f"{site(request)}{BACK}", way, dict(request.query_params))
    except ProviderAway:
        raise not_yet(AWAY) from None
    except Problem as problem:
        log.warning("sign_in_refused", because=problem.sentence)
        raise
    response = RedirectResponse(came.onward, 303)
    forget(request, response, WAY_IN)
    session = Session(came.person.claims, came.person.name, came.subject, came.sid, came.id_token)
    await sessions.begin(request, response, session)
    return response


@door.post("/sign-in/ended")
async def ended_there(request: Request) -> Response:
    """The sign-in service says that somebody signed out there (Back-Channel Logout 1.0)."""
    flow, form = flow_of(request), dict(sessions.fields_in(await bytes_of(request)))
    try:
        told = await signed_out(flow.provider, form.get("logout_token", ""))
    except ForeignToken as error:
        log.warning("logout_token_refused", because=str(error))
        raise Problem(400, "this is no logout token of the sign-in service") from None
    except ProviderAway:
        raise not_yet(AWAY) from None
    await sign_in_of(request).sessions.end_of(user=told.user, sid=told.sid)
    log.info("signed_out_there")
    return Response(status_code=200)


@door.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """Out, here and at the sign-in service, and back to the sign-in."""
    await sessions.checked_form(request)
    flow, session = sign_in_of(request).flow, sessions.signed_in(request)
    there = ""
    if flow and session:
        there = await way_out(flow.provider, session.session.id_token, f"{site(request)}/sign-in")
    response = (
        page(request, "signed_out.html", there=there, asker=None, menu=[])
        if there
        else RedirectResponse("/sign-in", 303)
    )
    await sessions.sign_out(request, response)
    return response


def flow_of(request: Request) -> CodeFlow:
    """The way in by the sign-in service. Problem 404 where there is none."""
    flow = sign_in_of(request).flow
    if flow is None:
        raise Problem(404, "there is nothing at this address")
    return flow


def onward(asked: Any) -> str:
    """Where to go after signing in: a path of this site only, and none too long for a cookie."""
    path = str(asked.get("next") or "/")
    ours = path.startswith("/") and not path.startswith(("//", "/\\")) and len(path) <= LONGEST_PATH
    return path if ours else "/"
