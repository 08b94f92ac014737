"""A run of invoicing: asked for a month, and how far it is. It is a job: one looks until it is done."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.pages.actions import Action
from services.gateway.pages.billing.invoices import show_list
from services.gateway.pages.fields import Field
from services.gateway.pages.page import go_to, page
from services.gateway.pages.sending import Opened, sent
from services.gateway.pages.words import N_
from services.gateway.problems import Problem

runs = APIRouter(include_in_schema=False)
RUN = Action("run_invoicing", N_("Invoice a month"), (Field("month", N_("Month"), "select"),))


@runs.get("/invoices/run")
async def where_the_form_was() -> Response:
    """A form's address, opened as a page: on to the list."""
    return go_to("/invoices")


@runs.post("/invoices/run")
async def run(request: Request) -> Response:
    """Asks for the run, and on to how far it is. A refusal shows the list again."""
    form = await sessions.checked_form(request)
    came = await sent(request, "billing", RUN, form)
    if isinstance(came, Opened):
        return await show_list(request, came)
    return go_to(f"/invoices/runs/{came.result['job']}")


@runs.get("/invoices/runs/{job}")
async def how_far(request: Request, job: str) -> Response:
    """How far the run is. With a script the page looks again by itself."""
    found = (await ask_query(request, "billing", "job", {"job": job})).result
    if not found.get("month"):  # the reading of a bank's file
        raise Problem(404, "there is nothing at this address")
    return page(request, "billing/run.html", job=found)
