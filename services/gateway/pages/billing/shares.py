"""Cost shares as an editor: a percent for each payer, their sum, and what they would bring before they hold.

What they would bring is billing's to say, to the cent (its query preview_shares); the page adds up percents.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.actions import Action
from services.gateway.pages.billing.centre import is_centre
from services.gateway.pages.billing.order_forms import FROM, Order
from services.gateway.pages.billing.orders import an_order
from services.gateway.pages.billing.payers import called_payers
from services.gateway.pages.fields import Field, Filled, read
from services.gateway.pages.page import a_number, as_number, go_to
from services.gateway.pages.posted import PASSED_ON
from services.gateway.pages.sending import Opened, drawn, sent, today
from services.gateway.pages.step_forms import reason
from services.gateway.pages.words import N_
from services.gateway.pages.wrongs import wrongs
from services.gateway.problems import Problem

shares = APIRouter(include_in_schema=False)
WHOLE = Decimal(100)
FORM = "shares"


@dataclass(frozen=True)
class Effect:
    """What the shares come to. payers: billing's preview; problem: why it tells none."""

    total: Decimal | None = None
    payers: tuple[dict[str, Any], ...] = ()
    uncommitted: tuple[str, ...] = ()
    problem: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether they are 100 together."""
        return self.total == WHOLE

    @property
    def missing(self) -> Decimal:
        """What is missing to 100; below 0 what is too much."""
        return WHOLE - (self.total or 0)


@shares.get("/orders/{order_id}/shares")
async def shares_page(request: Request, order_id: str) -> Response:
    """The shares that hold, to be changed."""
    order = await to_be_shared(request, order_id)
    values = known_values(order)
    return show(request, order, Opened(FORM, Filled({}, values)), Effect(sum_of(order, values)))


@shares.post("/orders/{order_id}/shares/preview")
async def preview(request: Request, order_id: str) -> Response:
    """The form as it is filled in, with what it would bring each payer. Nothing is saved."""
    form = await sessions.checked_form(request)
    order = await to_be_shared(request, order_id)
    filled = read(fields_of(order, language_of(request)), form)
    opened = Opened(FORM, filled, form_id=str(form.get("form_id") or ""))
    return show(request, order, opened, await effect_of(request, order, filled))


@shares.get("/orders/{order_id}/shares/preview")
async def where_the_preview_was(order_id: str) -> Response:
    """A form's address, opened as a page: on to the form."""
    return go_to(f"/orders/{order_id}/shares")


@shares.post("/orders/{order_id}/shares")
async def save(request: Request, order_id: str) -> Response:
    """Agrees or revises the shares. A refusal brings the form back as it was."""
    form = await sessions.checked_form(request)
    order = await to_be_shared(request, order_id)
    action = action_of(order, language_of(request))
    came = await sent(
        request, "billing", action, form, lambda data: {"order_id": order_id, "shares": {}} | data
    )
    if isinstance(came, Opened):
        return show(request, order, came, await effect_of(request, order, came.filled))
    return go_to(f"/orders/{order_id}", came.position, done="shares")


async def to_be_shared(request: Request, order_id: str) -> Order:
    """The order. Problem 403 for who reads it and does not agree its shares."""
    order = await an_order(request, order_id)
    if not is_centre(request):
        raise Problem(403, N_("cost shares are agreed through the centre's finance"))
    return order


def action_of(order: Order, language: str) -> Action:
    """The first shares are agreed; all after them are a revision, which says why."""
    command = "revise_cost_shares" if order["shares"] else "agree_cost_shares"
    return Action(command, N_("Cost shares"), fields_of(order, language), key=FORM)


def fields_of(order: Order, language: str) -> tuple[Field, ...]:
    """A percent for each payer, the day, and for a revision why."""
    called = called_payers(order["payers"], language)
    percents = tuple(Field(f"shares.{payer_id}", name, "exact") for payer_id, name in called.items())
    return (*percents, FROM, *((reason(),) if order["shares"] else ()))


def known_values(order: Order) -> dict[str, Any]:
    """What the form begins with: the newest shares; today, or the order's first day before it."""
    newest = order["shares"][-1]["shares"] if order["shares"] else {}
    first = order["starts_on"] if not order["shares"] else today()
    percents = {f"shares.{payer}": a_number("en", share) for payer, share in newest.items()}
    return percents | {"effective_from": max(first, order["starts_on"])}


def sum_of(order: Order, values: dict[str, Any]) -> Decimal | None:
    """The percents together; None where one of them is no number. An empty one is 0."""
    total = Decimal()
    for payer in order["payers"]:
        said = str(values.get(f"shares.{payer['payer_id']}") or "0").replace(",", ".").strip(" %")
        number = as_number(said)
        if number is None or not 0 <= number <= WHOLE:
            return None
        total += number
    return total


async def effect_of(request: Request, order: Order, filled: Filled) -> Effect:
    """What billing says that these shares would bring; only their sum while it is not 100."""
    total = sum_of(order, filled.values)
    if total != WHOLE or not filled.data.get("effective_from"):
        return Effect(total)
    asked = {"order_id": order["order_id"], **{n: filled.data[n] for n in ("effective_from", "shares")}}
    try:
        found = (await ask_query(request, "billing", "preview_shares", asked)).result
    except Problem as problem:
        if problem.status in PASSED_ON:
            raise
        told = wrongs(problem, fields_of(order, language_of(request)), language_of(request))
        return Effect(total, problem=" ".join([told.problem, *told.errors.values()]))
    return Effect(total, tuple(found["payers"]), tuple(found["uncommitted"]))


def show(request: Request, order: Order, opened: Opened, effect: Effect) -> Response:
    """The editor."""
    return drawn(
        request,
        "billing/shares.html",
        opened,
        order=order,
        order_id=order["order_id"],
        action=action_of(order, language_of(request)),
        called=called_payers(order["payers"], language_of(request)),
        effect=effect,
    )
