"""A call on one screen with one save (R-I9): received, advised and closed in one go.

The form's own id is in its address. Every id that is sent on is made from it, so that pressing save twice, or
sending the page again, makes one contact and never two.
"""

from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4, uuid5

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import Answer, ask_command, ask_query
from services.gateway.languages import language_of
from services.gateway.offers import BY_NAME
from services.gateway.pages import contact_fields as contact
from services.gateway.pages.fields import HELSINKI, Field, Filled, read
from services.gateway.pages.page import choices, go_to, page, say, short
from services.gateway.pages.posted import PASSED_ON
from services.gateway.pages.screen import PREFIX, screen_fields
from services.gateway.pages.words import N_
from services.gateway.pages.wrongs import Wrongs, labels, wrongs
from services.gateway.problems import Problem
from shared.kernel.reference import region_of
from shared.plumbing.misfits import misfit

calls = APIRouter(include_in_schema=False)
MAY_ADVISE = frozenset({"coordinator", "contact_person"})
MAY_CLOSE = frozenset({"coordinator"})
WHOLE = "form"
REASON = N_("Advice was enough.")


@dataclass
class Call:
    """A call as it was written down.

    form_id: the form's own id, from which all others are made. saved: the commands that went through before.
    """

    form_id: UUID
    filled: Filled
    screen: tuple[Field, ...] = ()
    saved: set[str] = field(default_factory=set)
    number: str = ""

    @property
    def referral_id(self) -> UUID:
        return uuid5(self.form_id, "referral")

    def command_id(self, name: str) -> UUID:
        """The same for the same form and command, however often it is sent."""
        return uuid5(self.form_id, name)


@calls.get("/calls/new")
async def new_call(request: Request) -> Response:
    """On to a form of its own: its id is in the address, so that going back or reloading finds it again."""
    if sessions.current_asker(request) is None:
        return go_to("/sign-in", next="/calls/new")
    return go_to(f"/calls/{uuid4()}")


@calls.get("/calls/{form_id}")
async def empty_call(request: Request, form_id: str) -> Response:
    """The empty form: now, by phone, in the reader's own county; or what was saved with it."""
    asker = sessions.current_asker(request)
    if asker is None:
        return go_to("/sign-in", next="/calls/new")
    values = {
        "received_at": datetime.now(HELSINKI).strftime("%Y-%m-%dT%H:%M"),
        "channel": "phone" if asker.role in MAY_ADVISE else "web",
        "county": asker.county or "",
        "closing": "yes" if asker.role in MAY_CLOSE else "",
    }
    call = Call(an_id(form_id), Filled({}, values), await screen_fields(request))
    await look_whether_saved(request, call)
    return show(request, call, Wrongs())


@calls.post("/calls/{form_id}")
async def save_call(request: Request, form_id: str) -> Response:
    """Saves the call: its commands in order, each once. What is refused comes back with the form filled."""
    form = await sessions.checked_form(request)
    call = posted_call(form_id, form, await screen_fields(request))
    if wrong := unfinished(call, language_of(request)):
        return show(request, call, wrong)
    answer: Answer | None = None
    for name, data in commands(call, language_of(request)):
        if name in call.saved:
            continue
        try:
            answer = await ask_command(request, "intake", name, data, call.command_id(name))
        except Problem as problem:
            return await not_saved(request, call, name, problem)
        call.saved.add(name)
        call.number = short(answer.result.get("number") or call.number)
    return go_to(f"/referrals/{call.referral_id}", answer.position if answer else None, done="call")


def posted_call(form_id: str, form: FormData, screen: tuple[Field, ...]) -> Call:
    """The call in a posted form."""
    saved = {name for name in str(form.get("saved") or "").split() if name.isidentifier()}
    filled = read(all_fields(screen), form)
    return Call(an_id(form_id), filled, screen, saved, str(form.get("number") or ""))


def an_id(form_id: str) -> UUID:
    """The form's id. Problem 404 for what is none."""
    try:
        return UUID(form_id)
    except ValueError:
        raise Problem(404, N_("there is no such form")) from None


def all_fields(screen: tuple[Field, ...]) -> tuple[Field, ...]:
    """Every field of the screen, in its order."""
    parts = (contact.CONTACT, contact.WHAT, contact.ADVICE, contact.CLOSING, contact.MORE, contact.SUBJECT)
    return (*(one for part in parts for one in part), *screen)


def unfinished(call: Call, language: str) -> Wrongs | None:
    """What does not fit, all of it at once and before anything is saved; None where all of it fits."""
    data = call.filled.data
    errors: dict[str, str] = {}
    for name, asked in commands(call, language):
        if name not in call.saved and (problem := misfit_in(name, asked)):
            errors |= wrongs(problem, all_fields(call.screen), language).errors
    if data.get("closing") and not data.get("advice"):
        errors["advice"] = say(language, N_("write down the advice, or take away the tick for closing"))
    answers = data.get(PREFIX) or {}
    missing = [one.name for one in call.screen if one.name.split(".")[1] not in answers]
    if answers and missing:
        errors[missing[0]] = say(language, N_("answer every item of the screen, or none"))
    called = labels(all_fields(call.screen), errors)
    return Wrongs(HTTPStatus.UNPROCESSABLE_ENTITY, "", errors, called) if errors else None


def misfit_in(name: str, data: dict[str, Any]) -> Problem | None:
    """What the service would say of the data's shape, in its own sentences."""
    try:
        BY_NAME["intake"].commands[name].model_validate(data)
    except ValidationError as error:
        found = misfit(error)
        return Problem(found.status, found.sentence, found.values, fields=found.fields)
    return None


def commands(call: Call, language: str) -> list[tuple[str, dict[str, Any]]]:
    """What the call asks for, in order: the contact, its screening, the advice, the closing."""
    data = call.filled.data
    matter = {"referral_id": str(call.referral_id)}
    asked = [("receive_referral", matter | contact_of(call))]
    if data.get(PREFIX):
        asked.append(("screen_referral", matter | {PREFIX: data[PREFIX]}))
    if data.get("advice"):
        advice = {key: data[key] for key in ("advice", "minutes", "support_kinds") if key in data}
        asked.append(("give_advice", matter | advice))
    if data.get("closing"):
        asked.append(("close_referral", matter | {"reason": say(language, REASON)}))
    return asked


def contact_of(call: Call) -> dict[str, Any]:
    """The data of `receive_referral`; the referrer's sector is the source's where it was left empty."""
    parts = (*contact.CONTACT, *contact.WHAT, *contact.MORE)
    keys = {one.name.split(".")[0] for one in parts}
    data = {key: value for key, value in call.filled.data.items() if key in keys}
    sector = contact.SECTORS_OF_SOURCES.get(str(data.get("source")))
    data["referrer"] = ({"sector": sector} if sector else {}) | data.get("referrer", {})
    if subject := call.filled.data.get("subject"):
        data["subject"] = {"person_id": str(uuid5(call.form_id, "person")), "languages": []} | subject
    return data


async def not_saved(request: Request, call: Call, name: str, problem: Problem) -> Response:
    """The form again, saying what is wrong; or that this very form was saved before."""
    if problem.status in PASSED_ON:
        raise problem
    used_before = name == "receive_referral" or problem.status == HTTPStatus.UNPROCESSABLE_ENTITY
    if used_before and not problem.fields:
        await look_whether_saved(request, call)
    return show(request, call, wrongs(problem, all_fields(call.screen), language_of(request)))


async def look_whether_saved(request: Request, call: Call) -> None:
    """Marks the call as saved where its contact is there already."""
    try:
        found = await ask_query(request, "intake", "referral", {"referral_id": str(call.referral_id)})
    except Problem as problem:
        if problem.status != HTTPStatus.NOT_FOUND:
            raise
        return
    call.saved.add(WHOLE)
    call.number = short(found.result["number"])


def show(request: Request, call: Call, wrong: Wrongs) -> Response:
    """The screen, with what was written and what is wrong with it."""
    asker = sessions.current_asker(request)
    role = asker.role if asker else ""
    language = language_of(request)
    return page(
        request,
        "call.html",
        wrong.status,
        call=call,
        contact=contact,
        values=call.filled.values,
        errors=wrong.errors,
        labels=wrong.labels,
        problem=wrong.problem,
        own_choices={"counties": counties(language, asker)},
        may_advise=role in MAY_ADVISE,
        may_close=role in MAY_CLOSE,
    )


def counties(language: str, asker: sessions.Asker | None) -> list[tuple[str, str]]:
    """The counties, those of the reader's own region first."""
    region = asker.region if asker else ""
    return sorted(choices(language, "counties"), key=lambda county: region_of(county[0]) != region)
