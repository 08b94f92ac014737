"""Searches for expertise: the list, one of them with its ranked people, and what may be done with it."""

from dataclasses import replace

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import Answer, ask_query
from services.gateway.languages import language_of
from services.gateway.pages.actions import Action
from services.gateway.pages.matching import search_forms as forms
from services.gateway.pages.matching.places import ids_in
from services.gateway.pages.matching.search_shown import Part, chosen_first, known_values, people_of
from services.gateway.pages.page import go_to, page, say
from services.gateway.pages.sending import Opened, drawn, form_named, sent
from services.gateway.pages.words import N_

searches = APIRouter(include_in_schema=False)
A_PAGE = 25
ASKED = ("state", "cursor")
NEEDS_A_REASON = N_("choosing others than the first-ranked needs a reason")


@searches.get("/searches")
async def list_of_searches(request: Request) -> Response:
    """The region's searches, the newest first, a page at a time."""
    asked = {name: request.query_params[name] for name in ASKED if request.query_params.get(name)}
    found = (await ask_query(request, "matching", "match_requests", asked | {"limit": A_PAGE})).result
    return page(
        request,
        "matching/searches.html",
        searches=found["match_requests"],
        next=found.get("next"),
        chosen={name: value for name, value in asked.items() if name != "cursor"},
        first="cursor" not in asked,
    )


@searches.get("/searches/{match_request_id}")
async def one_search(request: Request, match_request_id: str) -> Response:
    """One search as it stands. `?choose=`: whom the form that confirms comes filled in with."""
    return await show(request, match_request_id)


@searches.get("/searches/{match_request_id}/do/{name}")
async def where_a_form_was(request: Request, match_request_id: str, name: str) -> Response:
    """Where a form was sent: opened again, in another language perhaps, it is the search's page."""
    return await show(request, match_request_id, Opened(name if name in forms.EVERY else ""))


@searches.post("/searches/{match_request_id}/do/{name}")
async def act(request: Request, match_request_id: str, name: str) -> Response:
    """Carries out what one of the forms asks for. A refusal shows the search again, with that form open."""
    form = await sessions.checked_form(request)
    action = form_named(forms.EVERY, name)
    came = await done_with(request, match_request_id, action, form)
    chosen = ids_in(str(form.get("choose") or ""))
    if isinstance(came, Opened):
        return await show(request, match_request_id, came, chosen)
    kept = {"choose": ",".join(chosen)} if chosen else {}
    return go_to(f"/searches/{match_request_id}", came.position, done=name, **kept)


async def done_with(
    request: Request, match_request_id: str, action: Action, form: FormData
) -> Answer | Opened:
    """What came of it. Who searches farther looks there at once: two commands of one form."""
    told = {"match_request_id": str(match_request_id)}
    came = await sent(request, "matching", action, form, lambda data: told | data)
    if action is forms.WIDEN and isinstance(came, Answer):
        return await sent(request, "matching", forms.PROPOSE, form, lambda data: told | data)
    if isinstance(came, Opened) and came.wrong.problem == say(language_of(request), NEEDS_A_REASON):
        wrong = replace(came.wrong, problem="", errors={"reason": came.wrong.problem})
        return replace(came, wrong=replace(wrong, labels={"reason": ("", forms.CONFIRM.fields[1].label)}))
    return came


async def a_search(request: Request, match_request_id: str) -> forms.Search:
    """The search, as it stands."""
    asked = {"match_request_id": str(match_request_id)}
    return (await ask_query(request, "matching", "match_request", asked)).result


async def show(
    request: Request, match_request_id: str, opened: Opened | None = None, chosen: list[str] | None = None
) -> Response:
    """The search's page. opened: a form that was refused; chosen: who is to be confirmed perhaps."""
    search, language = await a_search(request, match_request_id), language_of(request)
    chosen = chosen if chosen is not None else ids_in(request.query_params.get("choose", ""))
    opened = opened or Opened(forms.CONFIRM.name if chosen and forms.seeks(search) else "")
    picked = chosen_first(search, chosen, opened)
    ranked, out = (
        Part.of(request, search["ranked"], "from", 20),
        Part.of(request, search["ruled_out"], "out", 10),
    )
    people = await people_of(request, search, [*ranked.shown, *out.shown], picked)
    known = known_values(search, chosen)
    if opened.name == forms.CONFIRM.name and opened.filled.values:
        again = {"professional_ids": forms.as_shown(search, opened.filled.values["professional_ids"])}
        opened = replace(opened, filled=replace(opened.filled, values=opened.filled.values | again))
    return drawn(
        request,
        "matching/search.html",
        opened,
        search=search,
        search_id=search["match_request_id"],
        people=people,
        ranked=ranked,
        out=out,
        offers={offer["professional_id"]: offer for offer in search["offers"]},
        may_ask=forms.may_be_asked(search),
        looks=forms.looks(search),
        widens=forms.widens(search),
        confirms=forms.confirms(search, people.choices(search, [*ranked.shown, *picked])),
        ends=forms.ends(search),
        known=known,
        choose=",".join(chosen),
        not_ranked=[people.name(each) for each in chosen if each not in people.ranks],
        ask=forms.OFFER,
        done=said_of(request, language),
    )


def said_of(request: Request, language: str) -> str:
    """What was just done, in words; empty for nothing."""
    sentence = forms.DONE.get(request.query_params.get("done", ""), "")
    return say(language, sentence) if sentence else ""
