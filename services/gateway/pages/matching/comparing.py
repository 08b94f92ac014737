"""Two to four of those proposed, side by side: what each has of what is asked for, and why."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.languages import language_of
from services.gateway.pages.matching import search_forms as forms
from services.gateway.pages.matching.because import in_words
from services.gateway.pages.matching.people import who_are
from services.gateway.pages.matching.places import ids_in
from services.gateway.pages.matching.search_shown import People
from services.gateway.pages.matching.searches import a_search
from services.gateway.pages.sending import Opened, drawn

comparing = APIRouter(include_in_schema=False)
FEWEST, MOST = 2, 4


@comparing.get("/searches/{match_request_id}/compare")
async def side_by_side(request: Request, match_request_id: str) -> Response:
    """The table. `?who=`: whom, once for each; ids of people have a place in an address, names have none."""
    search, language = await a_search(request, match_request_id), language_of(request)
    ranks = {row["professional_id"]: row for row in search["ranked"]}
    asked = ids_in(",".join(request.query_params.getlist("who")))
    chosen = sorted((each for each in asked if each in ranks), key=lambda each: ranks[each]["rank"])
    fits = FEWEST <= len(chosen) <= MOST
    people = People(await who_are(request, chosen if fits else ()), ranks, language)
    return drawn(
        request,
        "matching/compare.html",
        Opened(),
        search=search,
        search_id=search["match_request_id"],
        people=people,
        columns=[column_of(search, people, each) for each in chosen] if fits else [],
        too_many=len(chosen) > MOST,
        may_ask=forms.may_be_asked(search),
        decides=forms.seeks(search),
        ask=forms.OFFER,
    )


def column_of(search: forms.Search, people: People, professional_id: str) -> dict[str, Any]:
    """All that the table says of one. parts: by name, the points and the words of each part of the score."""
    row = people.ranks[professional_id]
    offers = {offer["professional_id"]: offer["state"] for offer in search["offers"]}
    return {
        "id": professional_id,
        "row": row,
        "who": people.told.get(professional_id),
        "name": people.name(professional_id),
        "parts": {why["code"]: why for why in in_words(row["because"], people.language)},
        "offer": offers.get(professional_id, ""),
    }
