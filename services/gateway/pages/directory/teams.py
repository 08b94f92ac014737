"""Standing teams: who takes on which situations together; for coordinators, forming and changing them."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.pages.actions import Action
from services.gateway.pages.directory.names import choices_of, everybody, named
from services.gateway.pages.directory.paging import a_page_of
from services.gateway.pages.directory.registering import only_the_centre
from services.gateway.pages.fields import Field
from services.gateway.pages.page import go_to, page
from services.gateway.pages.sending import Opened, drawn, form_named, saved, sent
from services.gateway.pages.words import N_
from services.gateway.problems import Problem

teams = APIRouter(include_in_schema=False)
Data = dict[str, Any]
HERE = "/experts/teams"
A_PAGE = 20
FIELDS = (
    Field("name", N_("Name of the team")),
    Field("situations", N_("Situations that it takes on"), "boxes", "situations"),
    Field(
        "members",
        N_("Members"),
        "rows",
        rows=3,
        fields=(Field("professional_id", N_("Member"), "select", "people"),),
    ),
)
FORM = Action("form_team", N_("Form a team"), FIELDS, ids=("team_id",))
CHANGE = Action("change_team", N_("Change the team"), FIELDS)
DISSOLVE = Action("dissolve_team", N_("Dissolve the team"), ())
EVERY = {action.name: action for action in (CHANGE, DISSOLVE)}


@teams.get(HERE)
async def list_of_teams(request: Request) -> Response:
    """The region's teams, or those that take on a situation, a page at a time."""
    situation = request.query_params.get("situation", "")
    asked = {"situation": situation} if situation else {}
    found = (await ask_query(request, "matching", "teams", asked)).result["teams"]
    shown = a_page_of(found, A_PAGE, request.query_params.get("cursor", ""))
    people = await named(request, (each for team in shown.rows for each in team["members"]))
    return page(
        request,
        "directory/teams.html",
        teams=shown.rows,
        count=len(found),
        next=shown.next,
        first=shown.first,
        chosen=asked,
        people=people,
        forms_teams=is_centre(request),
        done=request.query_params.get("done", "") == DISSOLVE.name,
    )


@teams.get(f"{HERE}/new")
async def empty_team(request: Request) -> Response:
    """The form."""
    only_the_centre(request)
    return await show_new(request, Opened())


@teams.post(f"{HERE}/new")
async def form_team(request: Request) -> Response:
    """Forms the team. A refusal, or a button of the list of members, brings the form back as it was."""
    form = await sessions.checked_form(request)
    only_the_centre(request)
    came = await sent(request, "matching", FORM, form, data_of)
    if isinstance(came, Opened):
        return await show_new(request, came)
    return go_to(f"{HERE}/{came.result['team_id']}", came.position, done=FORM.name)


@teams.get(HERE + "/{team_id}")
async def one_team(request: Request, team_id: str) -> Response:
    """One team."""
    return await show(request, team_id, Opened())


@teams.get(HERE + "/{team_id}/do/{name}")
async def where_a_form_was(request: Request, team_id: str, name: str) -> Response:
    """Where a form was sent: opened again, in another language perhaps, it is the team's page."""
    return await show(request, team_id, Opened(name if name in EVERY else ""))


@teams.post(HERE + "/{team_id}/do/{name}")
async def act(request: Request, team_id: str, name: str) -> Response:
    """Carries out what one of the forms asks for. A refusal shows the team again, with that form open."""
    form = await sessions.checked_form(request)
    action = form_named(EVERY, name)

    def told(data: Data) -> Data:
        return {"team_id": team_id} | (data_of({"name": "", **data}) if action is CHANGE else {})

    came = await sent(request, "matching", action, form, told)
    if isinstance(came, Opened):
        return await show(request, team_id, came)
    return go_to(HERE if action is DISSOLVE else f"{HERE}/{team_id}", came.position, done=name)


def data_of(data: Data) -> Data:
    """The command's data: the members' ids, each once."""
    ids = [row["professional_id"] for row in data.get("members", []) if "professional_id" in row]
    return data | {"members": list(dict.fromkeys(ids))}


def is_centre(request: Request) -> bool:
    """Whether a coordinator asks, who forms and changes teams."""
    asker = sessions.current_asker(request)
    return bool(asker and asker.role == "coordinator")


async def show_new(request: Request, opened: Opened) -> Response:
    """The form of a new team, empty or as it was sent."""
    people = choices_of(await everybody(request))
    return drawn(
        request, "directory/new_team.html", opened, action=FORM, here=HERE, own_choices={"people": people}
    )


async def show(request: Request, team_id: str, opened: Opened) -> Response:
    """The team's page. opened: a form that was refused."""
    found = (await ask_query(request, "matching", "teams", {})).result["teams"]
    team = next((one for one in found if one["team_id"] == team_id), None)
    if team is None:
        raise Problem(HTTPStatus.NOT_FOUND, N_("there is no such team in your region"))
    centre = is_centre(request)
    people = await (everybody(request) if centre else named(request, team["members"]))
    return drawn(
        request,
        "directory/team.html",
        opened,
        team=team,
        team_id=team_id,
        people=people,
        forms=list(EVERY.values()) if centre else [],
        known={CHANGE.name: known_values(team)},
        own_choices={"people": choices_of(people, team["members"])},
        done=saved({**EVERY, FORM.name: FORM}, request.query_params.get("done", "")),
    )


def known_values(team: Data) -> Data:
    """What the form comes filled in with."""
    members = {f"members.{n}.professional_id": each for n, each in enumerate(team["members"])}
    return {"name": team["name"], "situations": team["situations"], **members}
