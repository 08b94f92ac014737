"""A search is opened by hand, for a contact or a case."""

from http import HTTPStatus
from typing import Any
from uuid import uuid5

from fastapi import APIRouter
from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.pages.actions import Action
from services.gateway.pages.fields import Field
from services.gateway.pages.page import go_to
from services.gateway.pages.posted import posted_id
from services.gateway.pages.sending import Opened, drawn, sent, today
from services.gateway.pages.words import N_
from services.gateway.problems import Problem

opening = APIRouter(include_in_schema=False)
HERE = "/searches/new"
MATTERS = {"case_id": "case", "referral_id": "referral"}
"""What a search is for, and the question that tells of it."""
WISHES = N_("What would be good besides")
TEAM = N_("Several together")
Data = dict[str, Any]
NEED = (
    Field("role", N_("Role"), "select", "match_roles", default="expert"),
    Field("must.competences", N_("Competences that are needed"), "boxes", "competences", required=False),
    Field("must.languages", N_("Languages that are needed"), "boxes", "child_languages", required=False),
    Field("must.mode", N_("Way of working"), "radio", "modes_or_either", default="either", inline=True),
    Field("county", N_("Where"), "select", "counties"),
    Field("hours_per_week", N_("Hours a week"), "decimal", default="1", hint=N_("Of each who helps.")),
    Field("starts_on", N_("First day"), "date"),
    Field("ends_on", N_("Last day"), "date", required=False),
    Field("scope", N_("Search first in"), "radio", "match_scopes", default="county"),
)
WISHED = (
    Field("should.education", N_("Education"), "lines", required=False, hint=N_("One on each line.")),
    Field(
        "should.background",
        N_("Professional background"),
        "lines",
        required=False,
        hint=N_("One on each line."),
    ),
    Field("should.same_county", N_("From the same county, if possible"), "yes", required=False),
)
SEVERAL = (
    Field("several", N_("A team is sought: together they cover what is needed"), "yes", required=False),
    Field("team.size", N_("People at most"), "number", required=False),
    Field(
        "team.fields", N_("Fields that have to be there"), "boxes", "fields_of_core_unit", required=False
    ),
)  # fmt: skip
OPEN = Action(
    "open_match_request", N_("Search for expertise"), (*NEED, *WISHED, *SEVERAL), ids=("match_request_id",)
)


@opening.get(HERE)
async def empty_search(request: Request) -> Response:
    """The form for a contact (`?referral_id=`) or a case (`?case_id=`)."""
    return await show(request, Opened(), asked_for(request.query_params))


@opening.post(HERE)
async def open_search(request: Request) -> Response:
    """Opens the search, and on to it. A refusal brings the form back as it was."""
    form = await sessions.checked_form(request)
    matter = asked_for(form)
    came = await sent(request, "matching", OPEN, form, lambda data: data_of(matter, data))
    if isinstance(came, Opened):
        return await show(request, came, matter)
    made = uuid5(posted_id(form), "match_request_id")
    return go_to(f"/searches/{made}", came.position, done="open_match_request")


def asked_for(said: QueryParams | FormData) -> dict[str, str]:
    """The contact or the case. Problem 404 where neither is said."""
    for name in MATTERS:
        if said.get(name):
            return {name: str(said[name])}
    raise Problem(HTTPStatus.NOT_FOUND, N_("a search is for a contact or a case: open it on their page"))


def data_of(matter: dict[str, str], data: Data) -> Data:
    """The command's data: for what, and a team where one is ticked or described."""
    told: Data = {"must": {}} | data | {"for": matter}
    several = told.pop("several", False)
    return told | {"team": told.get("team", {})} if several or told.get("team") else told


async def show(request: Request, opened: Opened, matter: dict[str, str]) -> Response:
    """The form. Problem where the contact or the case is not there for the reader."""
    name, matter_id = next(iter(matter.items()))
    found = (await ask_query(request, "intake", MATTERS[name], matter)).result
    return drawn(
        request,
        "matching/opening.html",
        opened,
        action=OPEN,
        need=NEED,
        groups=((WISHES, WISHED), (TEAM, SEVERAL)),
        matter=found,
        name=name,
        matter_id=matter_id,
        back=f"/{'cases' if name == 'case_id' else 'referrals'}/{found[name]}",
        known={
            "county": found["county"],
            "starts_on": today(),
            "should.education": "",
            "should.background": "",
        },
        here=HERE,
    )
