"""One agreement: what it says, the evidence for the VAT exemption, and when it ends."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.actions import Action
from services.gateway.pages.billing.centre import is_centre
from services.gateway.pages.billing.order_forms import EVIDENCE
from services.gateway.pages.fields import Field, Filled, read
from services.gateway.pages.page import go_to
from services.gateway.pages.posted import PASSED_ON
from services.gateway.pages.sending import Opened, drawn, saved, sent, today
from services.gateway.pages.step_forms import reason
from services.gateway.pages.words import N_
from services.gateway.problems import Problem

agreements = APIRouter(include_in_schema=False)
Agreement = dict[str, Any]
PARTIES = frozenset({"buyer", "provider"})
"""The roles of a party: each gives its own notice."""
GIVEN_ON = Field("given_on", N_("Notice is given on"), "date")
NOTICE = Action(
    "give_notice",
    N_("Give notice"),
    (Field("by", N_("Who gives notice"), "radio", "agreement_sides", inline=True), GIVEN_ON),
)
EVIDENCE_CAME = Action("add_vat_evidence", N_("Add evidence for the VAT exemption"), EVIDENCE)
END = Action("end_agreement", N_("Agree on a last day"), (Field("ends_on", N_("Last day"), "date"), reason()))
EVERY = {action.name: action for action in (EVIDENCE_CAME, NOTICE, END)}


@dataclass(frozen=True)
class Effect:
    """When the agreement would end by notice on a day; or why notice is refused."""

    ends_on: str = ""
    problem: str = ""


@agreements.get("/agreements/{agreement_id}")
async def one_agreement(request: Request, agreement_id: str) -> Response:
    """One agreement as it stands."""
    return await show(request, agreement_id)


@agreements.get("/agreements/{agreement_id}/notice")
async def where_the_preview_was(agreement_id: str) -> Response:
    """A form's address, opened as a page: on to its agreement."""
    return go_to(f"/agreements/{agreement_id}")


@agreements.post("/agreements/{agreement_id}/notice")
async def look_at_notice(request: Request, agreement_id: str) -> Response:
    """The notice's form as it is filled in, with when the agreement would end. Nothing is saved."""
    form = await sessions.checked_form(request)
    filled = read(notice_for(request).fields, form)
    return await show(
        request, agreement_id, Opened("give_notice", filled, form_id=str(form.get("form_id") or ""))
    )


@agreements.get("/agreements/{agreement_id}/do/{name}")
async def where_a_form_was(request: Request, agreement_id: str, name: str) -> Response:
    """Where a form was sent: opened again it is the agreement's page."""
    return await show(request, agreement_id, Opened(name if name in EVERY else ""))


@agreements.post("/agreements/{agreement_id}/do/{name}")
async def act(request: Request, agreement_id: str, name: str) -> Response:
    """Carries out what a form asks for. A refusal shows the agreement again, with that form open."""
    form = await sessions.checked_form(request)
    action = notice_for(request) if name == "give_notice" else EVERY.get(name)
    if action is None:
        raise Problem(HTTPStatus.NOT_FOUND, N_("there is no such form"))
    told: dict[str, Any] = {"agreement_id": agreement_id} | side_of(request, name)
    if name == "add_vat_evidence":
        told["vat_exemption"] = {}
    came = await sent(request, "billing", action, form, lambda data: told | data)
    if isinstance(came, Opened):
        return await show(request, agreement_id, came)
    return go_to(f"/agreements/{agreement_id}", came.position, done=name)


def notice_for(request: Request) -> Action:
    """The notice's form: a party gives its own and is not asked whose."""
    return replace(NOTICE, fields=(GIVEN_ON,)) if party(request) else NOTICE


def party(request: Request) -> str:
    """The side that is signed in; empty for the centre."""
    asker = sessions.current_asker(request)
    return asker.role if asker and asker.role in PARTIES else ""


def side_of(request: Request, name: str) -> dict[str, str]:
    """Of a party's notice, whose it is."""
    side = party(request)
    return {"by": side} if side and name == "give_notice" else {}


async def ask(request: Request, agreement_id: str, **more: str) -> Agreement:
    """The agreement, as it stands."""
    data = {"agreement_id": str(agreement_id), **more}
    return (await ask_query(request, "billing", "agreement", data)).result


async def effect_of(request: Request, agreement_id: str, given_on: str) -> Effect:
    """When it would end by notice on this day, as billing says."""
    if not given_on:
        return Effect()
    try:
        found = await ask(request, agreement_id, notice_on=given_on)
    except Problem as problem:
        if problem.status in PASSED_ON:
            raise
        language = language_of(request)
        said = [problem.said(language), *(sentence for _, sentence in problem.fields_said(language))]
        return Effect(problem=" ".join(said))
    return Effect(ends_on=str(found.get("notice_ends_on") or ""))


def offered(request: Request, agreement: Agreement) -> Iterator[Action]:
    """The forms beside the notice's, for the centre."""
    if not is_centre(request):
        return
    missing = [name for name, there in agreement["vat_exemption"].items() if not there]
    if missing:
        fields = tuple(field for field in EVIDENCE if field.name.partition(".")[2] in missing)
        yield replace(EVIDENCE_CAME, fields=fields)
    if agreement["state"] != "ended":
        yield END


async def show(request: Request, agreement_id: str, opened: Opened | None = None) -> Response:
    """The agreement's page. opened: a form that was sent, and comes back."""
    agreement, opened = await ask(request, agreement_id), opened or Opened()
    may = agreement["state"] == "signed" and bool(party(request) or is_centre(request))
    filled = opened.filled if opened.name == "give_notice" else Filled({}, {})
    known = {"given_on": today(), "by": "buyer"} | filled.values
    return drawn(
        request,
        "billing/agreement.html",
        opened,
        agreement=agreement,
        agreement_id=agreement_id,
        forms=list(offered(request, agreement)),
        notice=notice_for(request) if may else None,
        notice_values=known,
        effect=await effect_of(request, agreement_id, str(known["given_on"])) if may else Effect(),
        opens_order=party(request) != "provider",
        done=saved(EVERY, request.query_params.get("done", "")),
    )
