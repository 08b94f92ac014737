"""Opening a contact or a case in an emergency, by saying why (docs/decisions/0014)."""

import re
from uuid import uuid4, uuid5

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_command
from services.gateway.languages import language_of
from services.gateway.pages.fields import Field, Filled, read
from services.gateway.pages.page import go_to, page
from services.gateway.pages.posted import PASSED_ON, posted_id
from services.gateway.pages.words import N_
from services.gateway.pages.wrongs import Wrongs, wrongs
from services.gateway.problems import Problem

glass = APIRouter(include_in_schema=False)
FIELDS = (
    Field(
        "reason",
        N_("Why it cannot wait"),
        "long",
        hint=N_("Say no more about the family than is needed. The coordinator reads it."),
    ),
)
OFFERED = {"cases": ("worker", "expert", "contact_person"), "referrals": ("contact_person",)}
"""Kind of matter → the roles to which it is offered; what they may, intake says (policies/glass.cedar)."""
ID_OF = {"cases": "case_id", "referrals": "referral_id"}
MATTER = re.compile(r"/(cases|referrals)/[0-9a-fA-F-]{36}")


def way_in(request: Request) -> str:
    """Where a matter that is not there for the reader is opened in an emergency; empty: nowhere.

    It is offered whether there is such a matter or not, so that it tells nothing.
    """
    asker, found = sessions.current_asker(request), MATTER.match(request.url.path)
    if not asker or not found or asker.role not in OFFERED[found.group(1)]:
        return ""
    return f"{found.group(0)}/break-glass"


@glass.get("/cases/{matter_id}/break-glass")
@glass.get("/referrals/{matter_id}/break-glass")
async def form_page(request: Request, matter_id: str) -> Response:
    """The form."""
    return draw(request, matter_id, Filled({}, {}))


@glass.post("/cases/{matter_id}/break-glass")
@glass.post("/referrals/{matter_id}/break-glass")
async def break_glass(request: Request, matter_id: str) -> Response:
    """Opens it and goes to its page; a refusal brings the form back as it was."""
    form = await sessions.checked_form(request)
    filled, form_id = read(FIELDS, form), posted_id(form)
    kind = kind_in(request)
    data = {ID_OF[kind]: matter_id, **filled.data}
    try:
        answer = await ask_command(request, "intake", "break_glass", data, uuid5(form_id, "break_glass"))
    except Problem as problem:
        if problem.status in PASSED_ON:
            raise
        return draw(request, matter_id, filled, wrongs(problem, FIELDS, language_of(request)))
    return go_to(f"/{kind}/{matter_id}", answer.position)


def kind_in(request: Request) -> str:
    """The kind of matter, by the address."""
    return request.url.path.split("/")[1]


def draw(request: Request, matter_id: str, filled: Filled, wrong: Wrongs | None = None) -> Response:
    """The form as it is filled in."""
    wrong = wrong or Wrongs()
    return page(
        request,
        "break_glass.html",
        wrong.status,
        here=f"/{kind_in(request)}/{matter_id}",
        fields=FIELDS,
        values=filled.values,
        errors=wrong.errors,
        labels=wrong.labels,
        problem=wrong.problem,
        form_id=uuid4(),
    )
