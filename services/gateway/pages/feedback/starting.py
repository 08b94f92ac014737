"""A follow-up is started for a case or a contact: what is asked, of whom, how often."""

from http import HTTPStatus
from typing import Any
from uuid import uuid5

from fastapi import APIRouter
from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.feedback.forms import starts
from services.gateway.pages.feedback.instruments import Instrument, known_instruments, worded
from services.gateway.pages.page import go_to
from services.gateway.pages.posted import posted_id
from services.gateway.pages.sending import Data, Opened, drawn, sent
from services.gateway.pages.words import N_
from services.gateway.problems import Problem

starting = APIRouter(include_in_schema=False)
HERE = "/follow-ups/new"
MATTERS = {"case_id": "case", "referral_id": "referral"}
"""What a follow-up is of, and the question that tells of it."""


@starting.get(HERE)
async def empty_follow_up(request: Request) -> Response:
    """The form for a case (`?case_id=`) or a contact (`?referral_id=`)."""
    return await show(request, Opened(), asked_for(request.query_params), await askable(request))


@starting.post(HERE)
async def start(request: Request) -> Response:
    """Starts it, and on to it. A refusal, or a button of the list, brings the form back as it was."""
    form = await sessions.checked_form(request)
    matter, instruments = asked_for(form), await askable(request)
    action = starts(choices(instruments, language_of(request)))
    came = await sent(request, "feedback", action, form, lambda data: data_of(matter, data, form))
    if isinstance(came, Opened):
        return await show(request, came, matter, instruments)
    made = uuid5(posted_id(form), "follow_up_id")
    return go_to(f"/follow-ups/{made}", came.position, done=action.name)


def asked_for(said: QueryParams | FormData) -> dict[str, str]:
    """The case or the contact. Problem 404 where neither is said."""
    for name in MATTERS:
        if said.get(name):
            return {name: str(said[name])}
    raise Problem(HTTPStatus.NOT_FOUND, N_("a follow-up is of a case or a contact: start it on their page"))


def data_of(matter: dict[str, str], data: Data, form: FormData) -> Data:
    """The command's data: of what, and for everybody who is asked an id that is the same when sent again."""
    made = posted_id(form)
    recipients = [
        {"recipient_id": str(uuid5(made, f"recipients.{place}"))} | one
        for place, one in enumerate(data.get("recipients", []))
    ]
    return data | matter | {"recipients": recipients}


async def askable(request: Request) -> list[Instrument]:
    """The instruments that have words to ask with."""
    return [one for one in await known_instruments(request) if worded(one)]


def choices(instruments: list[Instrument], language: str) -> tuple[tuple[str, str], ...]:
    """Them as a form offers them: id and title."""
    return tuple((one["instrument"], str(one["title"].get(language, ""))) for one in instruments)


async def show(
    request: Request, opened: Opened, matter: dict[str, str], instruments: list[Instrument]
) -> Response:
    """The form. Problem where the case or the contact is not there for the reader."""
    name, matter_id = next(iter(matter.items()))
    found: dict[str, Any] = (await ask_query(request, "intake", MATTERS[name], matter)).result
    return drawn(
        request,
        "feedback/starting.html",
        opened,
        action=starts(choices(instruments, language_of(request))),
        instruments=instruments,
        matter=found,
        name=name,
        matter_id=matter_id,
        back=f"/{'cases' if name == 'case_id' else 'referrals'}/{found[name]}",
        here=HERE,
    )
