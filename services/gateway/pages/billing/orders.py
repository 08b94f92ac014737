"""Orders: the list, one order as it stands, and the forms of what may be done with it."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.billing import order_forms as forms
from services.gateway.pages.billing.centre import is_centre
from services.gateway.pages.billing.payers import called_payers
from services.gateway.pages.page import as_number, go_to, page
from services.gateway.pages.sending import Opened, drawn, form_named, saved, sent
from services.gateway.pages.words import N_

orders = APIRouter(include_in_schema=False)
A_PAGE = 25
ASKED = ("case_id", "case_number", "cursor")
READS_INVOICES = "finance"
DONE = {
    "place_order": N_("Place an order"),
    "shares": N_("Cost shares"),
}


@orders.get("/orders")
async def list_of_orders(request: Request) -> Response:
    """The orders the reader may see, of a case where one is asked for, a page at a time."""
    asked = {name: request.query_params[name] for name in ASKED if request.query_params.get(name)}
    found = (await ask_query(request, "billing", "orders", asked | {"limit": A_PAGE})).result
    asker = sessions.current_asker(request)
    return page(
        request,
        "billing/orders.html",
        orders=found["orders"],
        case=found.get("case"),
        next=found.get("next"),
        chosen={name: value for name, value in asked.items() if name != "cursor"},
        first="cursor" not in asked,
        opens=bool(asker and asker.role != "provider"),
        places=is_centre(request) or bool(asker and asker.role == "coordinator"),
    )


@orders.get("/orders/{order_id}")
async def one_order(request: Request, order_id: str) -> Response:
    """One order as it stands."""
    return await show(request, order_id)


@orders.get("/orders/{order_id}/do/{name}")
async def where_a_form_was(request: Request, order_id: str, name: str) -> Response:
    """Where a form was sent: opened again, in another language perhaps, it is the order's page."""
    return await show(request, order_id, Opened(name if name in forms.EVERY else ""))


@orders.post("/orders/{order_id}/do/{name}")
async def act(request: Request, order_id: str, name: str) -> Response:
    """Carries out what one of the forms asks for. A refusal shows the order again, with that form open."""
    form = await sessions.checked_form(request)
    action = form_named(forms.EVERY, name)
    came = await sent(request, "billing", action, form, lambda data: forms.data_of(order_id, data))
    if isinstance(came, Opened):
        return await show(request, order_id, came)
    return go_to(f"/orders/{order_id}", came.position, done=name)


async def an_order(request: Request, order_id: str) -> forms.Order:
    """The order, as it stands."""
    return (await ask_query(request, "billing", "order", {"order_id": str(order_id)})).result


async def show(request: Request, order_id: str, opened: Opened | None = None) -> Response:
    """The order's page. opened: a form that was refused."""
    order = await an_order(request, order_id)
    asker, centre = sessions.current_asker(request), is_centre(request)
    role = asker.role if asker else ""
    called = called_payers(order["payers"], language_of(request))
    return drawn(
        request,
        "billing/order.html",
        opened or Opened(),
        order=order,
        order_id=order_id,
        payers=payers_of(order),
        called=called,
        ceiling=ceiling_of(order),
        waiting=[flag for flag in order["flags"] if flag.get("amount")],
        flags=[flag for flag in order["flags"] if not flag.get("amount")],
        invoices=await invoices_of(request, order_id) if role == READS_INVOICES else None,
        forms=forms.offered(order, role, centre=centre),
        centre=centre,
        opens_case=role in {"coordinator", "buyer"},
        known=forms.known_values(order),
        own_choices={"own_payers": [(code, called.get(code, code)) for code in order["own"]]},
        done=saved(forms.EVERY, request.query_params.get("done", ""))
        or DONE.get(request.query_params.get("done", ""), ""),
    )


def payers_of(order: forms.Order) -> list[dict[str, Any]]:
    """Each payer with its newest share and its newest decision; None where there is none."""
    shares = order["shares"][-1]["shares"] if order["shares"] else {}
    decisions = {each["payer_id"]: each for each in order["commitments"]}
    return [
        {
            **payer,
            "share": shares.get(payer["payer_id"]),
            "decision": decisions.get(payer["payer_id"]),
            "own": payer["payer_id"] in order["own"],
        }
        for payer in order["payers"]
    ]


def ceiling_of(order: forms.Order) -> dict[str, Any]:
    """The ceiling, with how much of it is used in percent; None where there is none."""
    told = order["ceiling"]
    used, limit = as_number(told["used"]), as_number(told.get("limit"))
    percent = round(100 * used / limit) if used is not None and limit else None
    return {**told, "percent": percent}


async def invoices_of(request: Request, order_id: str) -> list[dict[str, Any]]:
    """The order's invoices that the reader may see, the newest last."""
    answer = await ask_query(request, "billing", "invoices", {"order_id": str(order_id)})
    return list(answer.result["invoices"])
