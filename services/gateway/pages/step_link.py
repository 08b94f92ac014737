"""Reporting on an agreed step by a link, without an account.

The page shows the contact's number, the responsible sector and the day due: no name and no free text.
"""

from typing import Any
from uuid import UUID, uuid4, uuid5

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_command, ask_query
from services.gateway.languages import language_of
from services.gateway.pages.contact_forms import REPORT
from services.gateway.pages.fields import Filled, read
from services.gateway.pages.page import go_to, page
from services.gateway.pages.posted import PASSED_ON
from services.gateway.pages.wrongs import Wrongs, wrongs
from services.gateway.problems import Problem
from services.gateway.sign_in import sign_in_of, site
from shared.kernel.refused import NotSignedIn

step_links = APIRouter(include_in_schema=False)


@step_links.get("/referrals/{referral_id}/steps/{step_id}/link")
async def make_link(request: Request, referral_id: str, step_id: str) -> Response:
    """The link for one step, to be sent to whoever is responsible for it."""
    asked = {"referral_id": referral_id, "step_id": step_id}
    answer = await ask_query(request, "intake", "step_link", asked)
    address = f"{site(request)}/s/{answer.result['token']}"
    return page(request, "step_link.html", address=address, link=answer.result, referral_id=referral_id)


@step_links.get("/s/{token}")
async def linked_step(request: Request, token: str) -> Response:
    """The step that the link is for."""
    return await show(request, token, Filled({}, {}), Wrongs())


@step_links.post("/s/{token}")
async def report(request: Request, token: str) -> Response:
    """Reports on it, once for each form."""
    form = await sessions.checked_form(request, secret=token)
    step = step_of(request, token)
    filled = read(REPORT.fields, form)
    try:
        command_id = uuid5(UUID(str(form.get("form_id"))), REPORT.command)
        await ask_command(request, "intake", REPORT.command, step | filled.data, command_id, token=token)
    except ValueError:
        raise Problem(422, "the form is not whole: open a new one") from None
    except Problem as problem:
        if problem.status in PASSED_ON:
            raise at_the_door(problem) from None
        language = language_of(request)
        return await show(request, token, filled, wrongs(problem, REPORT.fields, language))
    return go_to(f"/s/{token}", done=REPORT.command)


async def show(request: Request, token: str, filled: Filled, wrong: Wrongs) -> Response:
    """The step, and the form to report on it."""
    try:
        answer = await ask_query(
            request,
            "intake",
            "referral",
            {"referral_id": step_of(request, token)["referral_id"]},
            token=token,
        )
    except Problem as problem:
        raise at_the_door(problem) from None
    return page(
        request,
        "linked_step.html",
        wrong.status,
        step=answer.result,
        token=token,
        csrf=sessions.csrf_token(request, secret=token),
        form_id=uuid4(),
        fields=REPORT.fields,
        values=filled.values,
        errors=wrong.errors,
        labels=wrong.labels,
        problem=wrong.problem,
        done=request.query_params.get("done") == REPORT.command,
    )


def step_of(request: Request, token: str) -> dict[str, Any]:
    """Which step the link is for. Problem 404 for a link that does not hold (any more)."""
    try:
        asker = sign_in_of(request).verifier.asker(token)
    except NotSignedIn:
        raise gone() from None
    may = asker.may or {}
    if not {"referral_id", "step_id"} <= may.keys():
        raise gone()  # a link for something else, such as a calendar
    return {name: may[name] for name in ("referral_id", "step_id")}


def at_the_door(problem: Problem) -> Problem:
    """A reader without an account is never sent to the sign-in."""
    return gone() if problem.status in (401, 403, 404) else problem


def gone() -> Problem:
    """The link is over, or never was one."""
    return Problem(404, "this link does not hold any more: ask the OT centre for a new one")
