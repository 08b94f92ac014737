"""Contacts: the list, one contact as it stands, and the forms of what may be done next."""

from typing import Any
from uuid import UUID, uuid4, uuid5

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_command, ask_query
from services.gateway.languages import language_of
from services.gateway.pages.actions import Action, Referral, first_open, is_open
from services.gateway.pages.contact_forms import BESIDE, ENDING, EVERY, forms_of, offered
from services.gateway.pages.feedback.of_matter import follow_ups_of
from services.gateway.pages.fields import Filled, place, read
from services.gateway.pages.known import known_values
from services.gateway.pages.matching.of_matter import searches_of
from services.gateway.pages.page import go_to, page, short
from services.gateway.pages.posted import PASSED_ON, posted_id
from services.gateway.pages.rail import rail, shown_step
from services.gateway.pages.revealing import reveal_of, unmasked
from services.gateway.pages.rows import changed, element_of
from services.gateway.pages.screen import PREFIX, screen_fields
from services.gateway.pages.sending import form_named
from services.gateway.pages.timelines import timeline
from services.gateway.pages.wrongs import Wrongs, wrongs
from services.gateway.problems import Problem

referrals = APIRouter(include_in_schema=False)
A_PAGE = 25
SCREENING = "screen_referral"
CLOSING = "close_referral"
"""Where every step is settled this is what comes next."""
FILTERS = ("state", "county", "waiting_for")
SEES_CASES = ("coordinator", "contact_person")


@referrals.get("/referrals")
async def list_of_referrals(request: Request) -> Response:
    """The contacts the reader may see, filtered, a page at a time."""
    chosen = {name: request.query_params[name] for name in FILTERS if request.query_params.get(name)}
    paging = {"cursor": request.query_params["cursor"]} if request.query_params.get("cursor") else {}
    answer = await ask_query(request, "intake", "referrals", chosen | paging | {"limit": A_PAGE})
    found = answer.result
    return page(
        request,
        "referrals.html",
        referrals=found["referrals"],
        next=found.get("next"),
        chosen=chosen,
        first=not paging,
    )


@referrals.get("/referrals/{referral_id}")
async def one_referral(request: Request, referral_id: str) -> Response:
    """One contact as it stands."""
    return await show(request, referral_id)


@referrals.post("/referrals/{referral_id}/{name}")
async def act(request: Request, referral_id: str, name: str) -> Response:
    """Carries out what one of the forms asks for. A refusal shows the contact again, with that form open.

    So does a button that gives a list a row more or less: then nothing is asked for yet.
    """
    form = await sessions.checked_form(request)
    action = form_named(EVERY, name)
    fields = await screen_fields(request) if name == SCREENING else action.fields
    shown = f"{name}-{form.get('step_id')}" if form.get("step_id") else name
    if change := changed(fields, form):
        return await show(request, referral_id, shown, change.filled, focus=element_of(change, shown))
    filled = read(fields, form)
    form_id = posted_id(form)
    data = data_of(action, filled, form, form_id, referral_id)
    try:
        answer = await ask_command(request, "intake", action.command, data, uuid5(form_id, action.command))
    except Problem as problem:
        if problem.status in PASSED_ON:
            raise
        wrong = wrongs(problem, fields, language_of(request))
        return await show(request, referral_id, shown, filled, wrong)
    return go_to(f"/referrals/{referral_id}", answer.position, done=action.name)


def data_of(
    action: Action, filled: Filled, form: FormData, form_id: UUID, referral_id: str
) -> dict[str, Any]:
    """The command's data: what was written, what is fixed, and the ids made from the form's."""
    data = {"referral_id": str(referral_id)} | filled.data | dict(action.fixed)
    for name in action.ids:
        place(data, name.split("."), str(uuid5(form_id, name)))
    if form.get("step_id"):
        data["step_id"] = str(form.get("step_id"))
    if action.command == "identify_subject":
        data["subject"] = {"languages": []} | data.get("subject", {})
    if action.command == SCREENING:
        data.setdefault(PREFIX, {})
    return data


async def show(
    request: Request,
    referral_id: str,
    opened: str = "",
    filled: Filled | None = None,
    wrong: Wrongs | None = None,
    *,
    focus: str = "",
) -> Response:
    """The contact's page.

    opened: the form being filled in, as it was and with what is wrong. focus: the element to go on in.
    """
    answer = await ask_query(
        request, "intake", "referral", {"referral_id": str(referral_id), **reveal_of(request)}
    )
    referral = answer.result
    asker = sessions.current_asker(request)
    role = asker.role if asker else ""
    wrong = wrong or Wrongs()
    step = shown_step(referral, request.query_params.get("step", ""), opened)
    ending = offered((action for action in ENDING if action.when(referral)), role)
    closing = [action for action in ending if action.command == CLOSING and not step]
    return page(
        request,
        "referral.html",
        wrong.status,
        referral=referral,
        referral_id=referral_id,
        rail=rail(referral),
        step=step,
        now=first_open(referral),
        step_forms=offered(forms_of(step, referral), role),
        plan_forms=offered(forms_of("plan", referral), role) if referral.get("plan") else [],
        closing=closing,
        beside=offered((action for action in BESIDE if action.when(referral)), role),
        ending=[action for action in ending if action not in closing],
        focus=focus,
        report=EVERY["report_step"],
        events=await timeline(request, referral_id=str(referral_id)),
        cases=await cases_of(request, referral, role),
        searches=await searches_of(request, role, referral_id=str(referral_id)),
        follow_ups=await follow_ups_of(request, role, referral_id=str(referral_id)),
        may_open=role == "coordinator" and is_open(referral) and bool(person_of(referral)),
        opened=opened,
        values=filled.values if filled else {},
        errors=wrong.errors,
        labels=wrong.labels,
        problem=wrong.problem,
        done=EVERY.get(request.query_params.get("done", "")),
        called=request.query_params.get("done") == "call",
        form_id=uuid4,
        own_choices={"possible_duplicates": duplicates(referral)},
        own_fields={SCREENING: await screen_fields(request)},
        known={name: unmasked(values) for name, values in known_values(referral).items()},
    )


def person_of(referral: Referral) -> str:
    """Whom the contact is about, where that is known and told; else empty."""
    subject = (referral.get("texts") or {}).get("subject") or {}
    return str(subject.get("person_id", ""))


async def cases_of(request: Request, referral: Referral, role: str) -> list[dict[str, Any]]:
    """The cases about the same person that the reader may see."""
    if not person_of(referral) or role not in SEES_CASES:
        return []
    asked = {"person_id": person_of(referral)}
    return list((await ask_query(request, "intake", "cases", asked)).result["cases"])


def duplicates(referral: Referral) -> list[tuple[str, str]]:
    """The contacts that may be the same as this one: id and number."""
    return [
        (str(one["referral_id"]), short(one["number"])) for one in referral.get("possible_duplicates", [])
    ]
