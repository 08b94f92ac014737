"""A professional confirms their profile by a link, without an account: as it stands, or with changes."""

from http import HTTPStatus

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import Answer, ask_query
from services.gateway.pages.actions import Action
from services.gateway.pages.directory.profile_forms import CORRECTED, said_of, whole
from services.gateway.pages.page import go_to, page
from services.gateway.pages.sending import Data, Opened, drawn, sent
from services.gateway.pages.words import N_
from services.gateway.problems import Problem
from services.gateway.sign_in import sign_in_of
from shared.kernel.refused import NotSignedIn

profile_links = APIRouter(include_in_schema=False)
CONFIRM = Action("confirm_profile", N_("Yes, all of this is right"), ())
CORRECT = Action("confirm_profile", N_("Save the changes and confirm"), CORRECTED, key="changes")
OVER = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


@profile_links.get("/p/{token}")
async def linked_profile(request: Request, token: str) -> Response:
    """The profile that the link is for."""
    return await show(request, token)


@profile_links.get("/p/{token}/changes")
async def where_the_form_was(request: Request, token: str) -> Response:
    """Where the changes were sent: opened again, in another language perhaps, it is the profile."""
    return await show(request, token, Opened(CORRECT.name))


@profile_links.post("/p/{token}")
async def confirm(request: Request, token: str) -> Response:
    """It is right as it stands."""
    return await told(request, token, CONFIRM)


@profile_links.post("/p/{token}/changes")
async def correct(request: Request, token: str) -> Response:
    """It is right with what was changed."""
    return await told(request, token, CORRECT)


async def told(request: Request, token: str, action: Action) -> Response:
    """Confirms. A refusal shows the profile again, with the form as it was sent."""
    form = await sessions.checked_form(request, secret=token)
    professional_id = whose(request, token)
    if professional_id is None:
        return over(request)

    def data_of(data: Data) -> Data:
        said = whole(data, known) if action is CORRECT else {}
        kept = {field.name: said[field.name] for field in action.fields}
        return {"professional_id": professional_id} | kept

    try:
        known = await a_profile(request, token, professional_id)
        came = await sent(request, "matching", action, form, data_of, token=token)
    except Problem as problem:
        return over_or_raised(request, problem)
    if isinstance(came, Answer):
        return go_to(f"/p/{token}", came.position, done=action.name)
    return await show(request, token, came)


def whose(request: Request, token: str) -> str | None:
    """Whose profile the link is for; None for a link that does not hold (any more), or for something else."""
    try:
        asker = sign_in_of(request).verifier.asker(token)
    except NotSignedIn:
        return None
    return (asker.may or {}).get("professional_id")


async def a_profile(request: Request, token: str, professional_id: str) -> Data:
    """The profile, as the link is told it."""
    asked = {"professional_id": professional_id}
    return (await ask_query(request, "matching", "professional", asked, token=token)).result


async def show(request: Request, token: str, opened: Opened | None = None) -> Response:
    """The profile, and the two ways to confirm it."""
    professional_id = whose(request, token)
    if professional_id is None:
        return over(request)
    try:
        person = await a_profile(request, token, professional_id)
    except Problem as problem:
        return over_or_raised(request, problem)
    return drawn(
        request,
        "directory/linked_profile.html",
        opened or Opened(),
        person=person,
        token=token,
        csrf=sessions.csrf_token(request, secret=token),
        confirm=CONFIRM,
        correct=CORRECT,
        known=said_of(person),
        done=request.query_params.get("done") in {CONFIRM.name, CORRECT.name},
    )


def over_or_raised(request: Request, problem: Problem) -> Response:
    """A reader without an account is never sent to the sign-in."""
    if problem.status in OVER:
        return over(request)
    raise problem


def over(request: Request) -> Response:
    """The link is over, or never was one: nothing of any profile is shown."""
    return page(request, "directory/link_over.html", HTTPStatus.NOT_FOUND)
