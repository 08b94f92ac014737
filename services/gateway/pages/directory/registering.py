"""Somebody is entered in the directory."""

from http import HTTPStatus

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.pages.directory.profile_forms import AT_WORK, KNOWING, REGISTER, WHO, whole
from services.gateway.pages.page import go_to
from services.gateway.pages.sending import Opened, drawn, sent
from services.gateway.pages.words import N_
from services.gateway.problems import Problem, not_signed_in

registering = APIRouter(include_in_schema=False)
HERE = "/experts/new"
GROUPS = (
    (N_("Who"), WHO),
    (N_("What they know and how they work"), KNOWING),
    (N_("Hours, and how to reach them"), AT_WORK),
)


@registering.get(HERE)
async def empty_profile(request: Request) -> Response:
    """The form."""
    only_the_centre(request)
    return show(request, Opened())


@registering.post(HERE)
async def register(request: Request) -> Response:
    """Enters them. A refusal brings the form back as it was."""
    form = await sessions.checked_form(request)
    came = await sent(request, "matching", REGISTER, form, whole)
    if isinstance(came, Opened):
        return show(request, came)
    return go_to(f"/experts/{came.result['professional_id']}", came.position, done=REGISTER.name)


def only_the_centre(request: Request) -> None:
    """Problem 401 or 403 for who enters nobody: they would fill in a form for nothing."""
    asker = sessions.current_asker(request)
    if asker is None:
        raise not_signed_in("sign in first")
    if asker.role != "coordinator":
        raise Problem(HTTPStatus.FORBIDDEN, N_("professionals are added by the OT centre's coordinators"))


def show(request: Request, opened: Opened) -> Response:
    """The form, empty or as it was sent."""
    return drawn(request, "directory/registering.html", opened, action=REGISTER, groups=GROUPS, here=HERE)
