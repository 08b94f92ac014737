"""Invoices and credit notes: the list, one of them with its documents, sent, credited, paid."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.actions import Action
from services.gateway.pages.billing.centre import is_centre
from services.gateway.pages.fields import HELSINKI, Field
from services.gateway.pages.page import a_month, as_number, go_to
from services.gateway.pages.sending import Opened, drawn, form_named, saved, sent, today
from services.gateway.pages.step_forms import reason
from services.gateway.pages.words import N_

invoices = APIRouter(include_in_schema=False)
Invoice = dict[str, Any]
A_PAGE = 50
FILTERS = ("month", "payer_id", "state", "order_id")
MONTHS_BACK = 36
SEND = Action("send_invoice", N_("Write down that it was sent"), ())
PAY = Action(
    "record_payment",
    N_("Record a payment"),
    (
        Field("amount", N_("Euros"), "exact"),
        Field("paid_on", N_("Paid on"), "date"),
        Field("reference", N_("Reference number")),
    ),
)
CREDIT = Action(
    "credit_invoice",
    N_("Credit the whole invoice"),
    (reason(),),
)
EVERY = {action.name: action for action in (SEND, PAY, CREDIT)}


@invoices.get("/invoices")
async def list_of_invoices(request: Request) -> Response:
    """The invoices the reader may see, filtered, a page at a time; for the centre the form of a run."""
    return await show_list(request)


@invoices.get("/invoices/{number}")
async def one_invoice(request: Request, number: str) -> Response:
    """One invoice or credit note."""
    return await show(request, number)


@invoices.get("/invoices/{number}/do/{name}")
async def where_a_form_was(request: Request, number: str, name: str) -> Response:
    """Where a form was sent: opened again it is the invoice's page."""
    return await show(request, number, Opened(name if name in EVERY else ""))


@invoices.post("/invoices/{number}/do/{name}")
async def act(request: Request, number: str, name: str) -> Response:
    """Carries out what one of the forms asks for. A refusal shows the invoice again, with that form open."""
    form = await sessions.checked_form(request)
    action = form_named(EVERY, name)
    about = {} if action is PAY else {"number": number}
    came = await sent(request, "billing", action, form, lambda data: about | data)
    if isinstance(came, Opened):
        return await show(request, number, came)
    return go_to(f"/invoices/{number}", came.position, done=name)


async def show_list(request: Request, opened: Opened | None = None) -> Response:
    """The list's page. opened: the form of a run that was refused."""
    chosen = {name: request.query_params[name] for name in FILTERS if request.query_params.get(name)}
    paging = {"cursor": request.query_params["cursor"]} if request.query_params.get("cursor") else {}
    found = (await ask_query(request, "billing", "invoices", chosen | paging | {"limit": A_PAGE})).result
    asker, centre = sessions.current_asker(request), is_centre(request)
    months = months_back(language_of(request), chosen.get("month", ""))
    return drawn(
        request,
        "billing/invoices.html",
        opened or Opened(),
        invoices=found["invoices"],
        next=found.get("next"),
        chosen=chosen,
        first=not paging,
        months=months,
        run_month=months[1][0],
        centre=centre,
        by_payer=bool(asker and not asker.payer_id),
    )


def months_back(language: str, asked: str = "") -> list[tuple[str, str]]:
    """Months from now back, newest first, and the one asked for: ("2025-09", "September 2025")."""
    now = datetime.now(HELSINKI)
    numbers = [now.year * 12 + now.month - 1 - back for back in range(MONTHS_BACK)]
    codes = [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]
    found = [(code, a_month(language, code)) for code in codes]
    return found if not asked or asked in codes else [*found, (asked, asked)]


async def show(request: Request, number: str, opened: Opened | None = None) -> Response:
    """The invoice's page. opened: a form that was refused."""
    invoice: Invoice = (await ask_query(request, "billing", "invoice", {"number": number})).result
    asker, centre = sessions.current_asker(request), is_centre(request)
    return drawn(
        request,
        "billing/invoice.html",
        opened or Opened(),
        invoice=invoice,
        number=number,
        owed=owed(invoice),
        forms=offered(invoice) if centre else [],
        known={
            "record_payment": {
                "amount": owed(invoice),
                "paid_on": today(),
                "reference": invoice["reference"],
            }
        },
        opens_order=bool(asker and asker.role == "finance"),
        done=saved(EVERY, request.query_params.get("done", "")),
    )


def offered(invoice: Invoice) -> list[Action]:
    """What may be done with it now."""
    forms = [SEND] if invoice["state"] == "issued" else []
    if invoice["kind"] == "invoice" and invoice["state"] != "credited":
        forms.append(PAY)
        if not as_number(invoice["paid"]):
            forms.append(CREDIT)
    return forms


def owed(invoice: Invoice) -> str:
    """What is not paid and not credited yet, in euros; empty where nothing is."""
    total, paid, credited = (as_number(invoice[name]) for name in ("total", "paid", "credited"))
    if invoice["kind"] != "invoice" or total is None or paid is None or credited is None:
        return ""
    left = total - paid - credited
    return str(left) if left > 0 else ""
