"""Payments of the bank that fit no invoice: a person says which invoice each is of, or sets it aside."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.actions import Action
from services.gateway.pages.fields import Field
from services.gateway.pages.page import go_to, say
from services.gateway.pages.sending import Opened, drawn, form_named, saved, sent
from services.gateway.pages.words import N_

payments = APIRouter(include_in_schema=False)
HERE = "/payments"
A_PAGE = 25
PLACE = Action(
    "place_payment",
    N_("Place on an invoice"),
    (Field("number", N_("Number of the invoice")), Field("amount", N_("Euros of it"), "exact")),
)
ASIDE = Action(
    "set_payment_aside",
    N_("Set aside: of no invoice"),
    (Field("why", N_("Why"), "radio", "payments_aside"),),
)
FILE = Field("content", N_("Statement or notification of the bank (camt.053, camt.054)"), "file")
READ_FILE = Action("read_bank_file", N_("Read a file of the bank"), (FILE,), ids=("file_id",))
EVERY = {action.name: action for action in (PLACE, ASIDE)}


@payments.get(HERE)
async def waiting_payments(request: Request) -> Response:
    """The payments that wait for a person; with `?all=yes` those, too, that are where they belong."""
    return await show(request)


@payments.get(HERE + "/{entry_id}/do/{name}")
async def where_a_form_was(entry_id: str, name: str) -> Response:
    """A form's address, opened as a page: on to the list."""
    del entry_id, name
    return RedirectResponse(HERE, 303)


@payments.post(HERE + "/{entry_id}/do/{name}")
async def act(request: Request, entry_id: str, name: str) -> Response:
    """Places a payment, or sets it aside. A refusal shows the list again, with that form open."""
    form = await sessions.checked_form(request)
    action = form_named(EVERY, name)
    came = await sent(request, "billing", action, form, lambda data: {"entry_id": entry_id} | data)
    if isinstance(came, Opened):
        return await show(request, came, entry_id)
    return go_to(HERE, came.position, done=name)


async def show(request: Request, opened: Opened | None = None, at: str = "") -> Response:
    """The list. opened: a form that was refused; at: of which payment it is."""
    everything = request.query_params.get("all") == "yes"
    asked: dict[str, Any] = {"limit": A_PAGE} if everything else {"limit": A_PAGE, "waiting": True}
    paging = {"cursor": request.query_params["cursor"]} if request.query_params.get("cursor") else {}
    found = (await ask_query(request, "billing", "payments", asked | paging)).result
    language = language_of(request)
    return drawn(
        request,
        "billing/payments.html",
        opened or Opened(),
        payments=[{**one, "because": because(one, language)} for one in found["payments"]],
        next=found.get("next"),
        chosen={"all": "yes"} if everything else {},
        first=not paging,
        everything=everything,
        at=at,
        actions=(PLACE, ASIDE),
        file=FILE,
        done=saved(EVERY, request.query_params.get("done", "")),
    )


def because(payment: dict[str, Any], language: str) -> str:
    """Why it waits, in the reader's language."""
    values = payment.get("values")
    told = values if isinstance(values, dict) else {}
    return say(language, payment["sentence"], **told) if payment.get("sentence") else ""
