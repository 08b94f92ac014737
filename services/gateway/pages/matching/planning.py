"""One plan for many searches: which they are, how the plan stands, and what came of it, as a board."""

from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.actions import Action
from services.gateway.pages.fields import Field
from services.gateway.pages.matching.board import board_of, promise_of, used_hours
from services.gateway.pages.matching.people import names_of, who_are
from services.gateway.pages.matching.places import begins_at, ids_in
from services.gateway.pages.page import go_to, page
from services.gateway.pages.sending import Opened, drawn, sent
from services.gateway.pages.words import N_, code_list
from services.gateway.problems import Problem

planning = APIRouter(include_in_schema=False)
HERE = "/plans/new"
A_PAGE, CARDS = 50, 20
MOST = 500
"""As many searches as one plan takes."""
FIRST = "open"
IDS = Field("match_request_ids", N_("Searches"), "boxes")
PLAN = Action("plan_matches", N_("Make the plan"), (IDS,))
TURN = "turn"
"""The name of the buttons that turn the page of the list: what was ticked goes along."""
ALL, NONE = "all", "none"
"""What one of these says: all of the page are ticked, or none."""


@planning.get(HERE)
async def choose(request: Request) -> Response:
    """The searches that somebody may be given to."""
    return await show(request, Opened(), [], request.query_params.get("state", FIRST))


@planning.post(HERE)
async def plan(request: Request) -> Response:
    """Asks for the plan, and on to it; or another page of the list, with all that was ticked."""
    form = await sessions.checked_form(request)
    ticked = ticked_in(form)
    turn, state = str(form.get(TURN) or ""), str(form.get("state") or FIRST)
    here = str(form.get("here") or "")
    if turn in (ALL, NONE):
        return await show(request, Opened(), ticked, state, cursor=here, wish=turn)
    if turn:
        return await show(request, Opened(), ticked, state, cursor=turn)
    came = await sent(request, "matching", PLAN, form, lambda _: {IDS.name: ticked})
    if isinstance(came, Opened):
        return await show(request, came, ticked, state, cursor=here)
    return go_to(f"/plans/{came.result['job']}")


@planning.get("/plans/{job}")
async def how_it_stands(request: Request, job: str) -> Response:
    """The plan: while it is made the page looks again by itself, then it is a board."""
    found = (await ask_query(request, "matching", "job", {"job": str(job)})).result
    if "match_requests" not in found:  # a job of billing
        raise Problem(404, N_("there is nothing at this address"))
    cards, first = board_of(found), begins_at(request, "from")
    shown = cards[first : first + CARDS]
    ids = list(dict.fromkeys(each for card in shown for each in card["given"]))
    people = await who_are(request, ids)
    return page(
        request,
        "matching/board.html",
        job=found,
        here=f"/plans/{found['job']}",
        cards=shown,
        count=len(cards),
        served=len(found["assigned"]),
        before=max(first - CARDS, 0) if first else None,
        after=first + CARDS if first + CARDS < len(cards) else None,
        people=people,
        names=names_of(people, ids, language_of(request)),
        hours=used_hours(found, people, ids),
        promise=promise_of(found, language_of(request)),
    )


def ticked_in(form: FormData) -> list[str]:
    """What is ticked: on the page that was sent, and on those before (`kept`, ids with commas between)."""
    here = [each for one in form.getlist(IDS.name) for each in ids_in(str(one), MOST)]
    return list(dict.fromkeys([*ids_in(str(form.get("kept") or ""), MOST), *here]))


async def show(
    request: Request, opened: Opened, ticked: list[str], state: str, *, cursor: str = "", wish: str = ""
) -> Response:
    """A page of the list. ticked: what is chosen, on other pages too; wish: all of this one, or none."""
    state = state if state in code_list("plannable_states") else FIRST
    asked: dict[str, Any] = {"state": state, "limit": A_PAGE}
    if cursor.startswith("match/"):
        asked["cursor"] = cursor
    found = (await ask_query(request, "matching", "match_requests", asked)).result
    rows = found["match_requests"]
    there = [row["match_request_id"] for row in rows]
    kept = [each for each in ticked if each not in there]
    here = {ALL: there, NONE: []}.get(wish, [each for each in there if each in ticked])
    return drawn(
        request,
        "matching/planning.html",
        opened,
        searches=rows,
        next=found.get("next"),
        state=state,
        cursor=asked.get("cursor", ""),
        ticked=here,
        kept=kept,
        other=NONE if here == there else ALL,
        action=PLAN,
        here=HERE,
    )
