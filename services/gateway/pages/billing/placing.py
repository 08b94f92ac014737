"""An order is placed: for a case, found by its number where one does not come from it."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.pages.actions import Action
from services.gateway.pages.billing.centre import is_centre
from services.gateway.pages.billing.order_forms import CEILING, PRICE
from services.gateway.pages.fields import Field
from services.gateway.pages.page import go_to
from services.gateway.pages.sending import Opened, drawn, sent, today
from services.gateway.pages.words import N_
from services.gateway.problems import Problem

placing = APIRouter(include_in_schema=False)
HERE = "/orders/new"
DETAILS = N_("Address, cost centre, reference and language")
PAYER = (
    Field("payer_id", N_("Code of the payer"), hint=N_("Short, of your own choice. For example ls-08.")),
    Field("sector", N_("Sector"), "select", "sectors"),
    Field("organisation", N_("Organisation")),
    Field("business_id", N_("Business ID"), hint=N_("For example 2345678-0.")),
    Field("e_invoice.address", N_("E-invoice address")),
    Field("e_invoice.operator", N_("Operator of e-invoices")),
    Field(
        "postal",
        N_("Postal address"),
        required=False,
        hint=N_("For example Esimerkkikatu 1, 40100 Jyväskylä."),
        apart=DETAILS,
    ),
    Field("cost_centre", N_("Cost centre"), required=False, apart=DETAILS),
    Field("reference", N_("The buyer's reference"), required=False, apart=DETAILS),
    Field(
        "language",
        N_("Language of the invoices"),
        "select",
        "invoice_languages",
        required=False,
        apart=DETAILS,
    ),
)
PLACE = Action(
    "place_order",
    N_("Place an order"),
    (
        Field("service_line", N_("Service"), "select", "service_lines"),
        Field("starts_on", N_("First day"), "date"),
        Field("ends_on", N_("Last day"), "date", required=False),
        Field("provider.name", N_("Provider")),
        Field("provider.business_id", N_("Business ID of the provider"), hint=N_("For example 2345678-0.")),
        Field("provider.iban", N_("IBAN"), required=False),
        Field("provider.bic", N_("BIC"), required=False),
        Field(
            "provider.address",
            N_("Postal address of the provider"),
            required=False,
            hint=N_("For example Esimerkkikatu 1, 40100 Jyväskylä."),
        ),
        Field("provider.payment_days", N_("Days to pay"), "number", required=False),
        Field("payers", N_("Payers"), "rows", rows=1, fields=PAYER),
        *PRICE,
        *CEILING,
    ),
    ids=("order_id",),
)


@placing.get(HERE)
async def empty_order(request: Request) -> Response:
    """The form for a case: `?case_id=`, or `?case_number=` as one types it; without either one is asked."""
    asked = {n: request.query_params[n] for n in ("case_id", "case_number") if request.query_params.get(n)}
    if not asked:
        refuse_others(request)
    case = await the_case(request, asked) if asked else None
    sought = asked.get("case_number", "")
    return show(request, case, Opened(), sought=sought, missing=bool(asked))


@placing.post(HERE)
async def place_order(request: Request) -> Response:
    """Places the order. A refusal, or a button of the list of payers, brings the form back as it was."""
    form = await sessions.checked_form(request)
    case_id = str(form.get("case_id") or "")
    came = await sent(request, "billing", PLACE, form, lambda data: {"case_id": case_id} | data)
    if isinstance(came, Opened):
        return show(request, await the_case(request, {"case_id": case_id}), came, missing=True)
    return go_to(f"/orders/{came.result['order_id']}", came.position, done="place_order")


def refuse_others(request: Request) -> None:
    """Problem 401 or 403 for who places no orders."""
    asker = sessions.current_asker(request)
    if asker is None:
        raise Problem(401, N_("sign in first"))
    if not (is_centre(request) or asker.role == "coordinator"):
        raise Problem(403, N_("orders are placed by coordinators and by the centre's finance"))


async def the_case(request: Request, asked: dict[str, str]) -> dict[str, Any] | None:
    """The case that billing knows by this id or number; None where there is none for this reader."""
    refuse_others(request)
    found = await ask_query(request, "billing", "orders", asked | {"limit": 1})
    case: dict[str, Any] | None = found.result.get("case")
    return case


def show(
    request: Request,
    case: dict[str, Any] | None,
    opened: Opened,
    *,
    sought: str = "",
    missing: bool = False,
) -> Response:
    """The form, or the question which case it is for. missing: there is none as it was asked for."""
    known = {"service_line": case["service_line"], "starts_on": today()} if case else {}
    return drawn(
        request,
        "billing/placing.html",
        opened,
        case=case,
        action=PLACE,
        known=known,
        sought=sought,
        missing=missing and case is None,
        here=HERE,
    )
