"""What the pages' forms have in common: how one is sent, and how it comes back where it was refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import uuid4, uuid5

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import Answer, ask_command
from services.gateway.languages import language_of
from services.gateway.pages.actions import Action
from services.gateway.pages.fields import HELSINKI, Filled, place, read
from services.gateway.pages.page import page
from services.gateway.pages.posted import PASSED_ON, posted_id
from services.gateway.pages.rows import changed, element_of
from services.gateway.pages.words import N_
from services.gateway.pages.wrongs import Wrongs, wrongs
from services.gateway.problems import Problem

Data = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """The form of a page that is being filled in: as it was sent, what is wrong, where one goes on."""

    name: str = ""
    filled: Filled = field(default_factory=lambda: Filled({}, {}))
    wrong: Wrongs = field(default_factory=Wrongs)
    form_id: str = ""
    focus: str = ""


async def sent(
    request: Request,
    service: str,
    action: Action,
    form: FormData,
    data_of: Callable[[Data], Data] = dict,
    *,
    token: str | None = None,
) -> Answer | Opened:
    """Carries out what the form asks for; or the form as it comes back.

    data_of: from what was read to the command's data. token: a link's, where nobody is signed in. Problem
    where it is not about the form.
    """
    if change := changed(action.fields, form):
        kept_id, at = str(form.get("form_id", "")), element_of(change, action.name)
        return Opened(action.name, change.filled, form_id=kept_id, focus=at)
    filled, form_id = read(action.fields, form), posted_id(form)
    data = data_of(filled.data)
    for one in action.ids:
        place(data, one.split("."), str(uuid5(form_id, one)))
    try:
        command_id = uuid5(form_id, action.command)
        return await ask_command(request, service, action.command, data, command_id, token=token)
    except Problem as problem:
        if problem.status in PASSED_ON:
            raise
        return Opened(action.name, filled, wrongs(problem, action.fields, language_of(request)), str(form_id))


def form_named(actions: Mapping[str, Action], name: str) -> Action:
    """The form that an address names. Problem 404 where there is none."""
    if name not in actions:
        raise Problem(HTTPStatus.NOT_FOUND, N_("there is no such form"))
    return actions[name]


def drawn(request: Request, template: str, opened: Opened, **values: Any) -> Response:
    """A page with forms, one of them as it was sent."""
    return page(
        request,
        template,
        opened.wrong.status,
        opened=opened.name,
        opened_id=opened.form_id,
        values=opened.filled.values,
        errors=opened.wrong.errors,
        labels=opened.wrong.labels,
        problem=opened.wrong.problem,
        focus=opened.focus,
        form_id=uuid4,
        **values,
    )


def saved(actions: Mapping[str, Action], name: str) -> str:
    """What was just saved, in English; empty for nothing. name: as the address says it."""
    return actions[name].title if name in actions else ""


def today() -> str:
    """Today on the Finnish calendar."""
    return datetime.now(HELSINKI).date().isoformat()
