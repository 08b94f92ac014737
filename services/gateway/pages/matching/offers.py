"""The offers to oneself: what is sought, nothing about whom; one says yes, or no and why (R-M7, R-M9)."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.actions import Action
from services.gateway.pages.fields import Field
from services.gateway.pages.matching.people import names_of, who_are
from services.gateway.pages.matching.search_shown import Part
from services.gateway.pages.page import go_to
from services.gateway.pages.sending import Opened, drawn, form_named, saved, sent
from services.gateway.pages.words import N_

offers = APIRouter(include_in_schema=False)
A_PAGE = 20
Row = dict[str, Any]
ACCEPT = Action("accept_offer", N_("Say yes"), ())
DECLINE = Action(
    "decline_offer",
    N_("Say no"),
    (
        Field(
            "reason",
            N_("Why not"),
            "radio",
            "decline_reasons",
            hint=N_("With too much work you are not asked again for a time. Say nothing here of a client."),
        ),
    ),
)
EVERY = {action.name: action for action in (ACCEPT, DECLINE)}


@offers.get("/offers")
async def own_offers(request: Request) -> Response:
    """The offers that wait for an answer, and those said yes to."""
    return await show(request, Opened())


@offers.post("/offers/{match_request_id}/{professional_id}/do/{name}")
async def answer(request: Request, match_request_id: str, professional_id: str, name: str) -> Response:
    """Says yes or no. A refusal shows the offers again, with that form open."""
    form = await sessions.checked_form(request)
    action = form_named(EVERY, name)
    told = {"match_request_id": str(match_request_id), "professional_id": str(professional_id)}
    came = await sent(request, "matching", action, form, lambda data: told | data)
    if isinstance(came, Opened):
        return await show(request, came, own_name(told))
    return go_to("/offers", came.position, done=name)


@offers.get("/offers/{match_request_id}/{professional_id}/do/{name}")
async def where_a_form_was(
    request: Request, match_request_id: str, professional_id: str, name: str
) -> Response:
    """Where an answer was sent: opened again, in another language perhaps, it is the page of offers."""
    del match_request_id, professional_id, name
    return await show(request, Opened())


def own_name(offer: Row) -> str:
    """An offer's own name among the forms of the page."""
    return f"{offer['match_request_id']}-{offer['professional_id']}"


async def show(request: Request, opened: Opened, at: str = "") -> Response:
    """The page. opened: an answer that was refused; at: to which offer."""
    found = (await ask_query(request, "matching", "offers")).result["offers"]
    part = Part.of(request, found, "from", A_PAGE)
    ids = list(dict.fromkeys(part.shown))
    people = await who_are(request, ids) if len(ids) > 1 else {}
    return drawn(
        request,
        "matching/offers.html",
        opened,
        offers=part,
        at=at,
        own_name=own_name,
        accept=ACCEPT,
        decline=DECLINE,
        names=names_of(people, ids, language_of(request)) if len(ids) > 1 else {},
        done=saved(EVERY, request.query_params.get("done", "")),
    )
