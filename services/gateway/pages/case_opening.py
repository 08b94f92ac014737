"""Opening a case from its contact: the form, filled in with what the contact knows."""

from typing import Any
from uuid import uuid4, uuid5

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_command, ask_query
from services.gateway.languages import language_of
from services.gateway.pages.actions import Referral
from services.gateway.pages.fields import Field, Filled, read
from services.gateway.pages.page import go_to, page
from services.gateway.pages.posted import PASSED_ON, posted_id
from services.gateway.pages.words import N_
from services.gateway.pages.wrongs import Wrongs, wrongs
from services.gateway.problems import Problem

case_openings = APIRouter(include_in_schema=False)
FIELDS = (
    Field("service_line", N_("Service"), "select", "service_lines"),
    Field("process_lead", N_("Who leads"), "select", "sectors"),
    Field("nature", N_("Nature"), "radio", "natures", required=False, inline=True),
    Field("required_parties", N_("Sectors that have to take part"), "boxes", "sectors", required=False),
    Field(
        "base_services",
        N_("Services that stay beside"),
        "lines",
        required=False,
        hint=N_("One on each line. They go on as they are."),
    ),
    Field("usual_end", N_("Usually ends"), "date", required=False),
    Field(
        "restricted_to",
        N_("Restricted to named people"),
        "lines",
        required=False,
        hint=N_("User names, one on each line, your own too. Nobody else will know that the case is there."),
    ),
)


@case_openings.get("/referrals/{referral_id}/case")
async def form_page(request: Request, referral_id: str) -> Response:
    """The form."""
    referral = await asked(request, referral_id)
    return draw(request, referral, Filled({}, {"service_line": referral["service_line"]}))


@case_openings.post("/referrals/{referral_id}/case")
async def open_case(request: Request, referral_id: str) -> Response:
    """Opens the case and goes to its page; a refusal brings the form back as it was."""
    form = await sessions.checked_form(request)
    referral = await asked(request, referral_id)
    filled, form_id = read(FIELDS, form), posted_id(form)
    case_id = str(uuid5(form_id, "case_id"))
    data = filled.data | {"case_id": case_id, "referral_id": str(referral_id)} | subject_of(referral)
    try:
        answer = await ask_command(request, "intake", "open_case", data, uuid5(form_id, "open_case"))
    except Problem as problem:
        if problem.status in PASSED_ON:
            raise
        return draw(request, referral, filled, wrongs(problem, FIELDS, language_of(request)))
    return go_to(f"/cases/{case_id}", answer.position, done="open_case")


async def asked(request: Request, referral_id: str) -> Referral:
    """The contact that the case follows."""
    return (await ask_query(request, "intake", "referral", {"referral_id": str(referral_id)})).result


def subject_of(referral: Referral) -> dict[str, Any]:
    """Whom the case is about. Problem 409 where the contact does not say it."""
    subject = (referral.get("texts") or {}).get("subject")
    if not subject:
        raise Problem(409, N_("a case is about somebody: identify the contact's subject first"))
    return {"person_id": subject["person_id"]}


def draw(request: Request, referral: Referral, filled: Filled, wrong: Wrongs | None = None) -> Response:
    """The form as it is filled in."""
    wrong = wrong or Wrongs()
    return page(
        request,
        "case_opening.html",
        wrong.status,
        referral=referral,
        referral_id=referral["referral_id"],
        named=bool((referral.get("texts") or {}).get("subject")),
        fields=FIELDS,
        values=filled.values,
        errors=wrong.errors,
        labels=wrong.labels,
        problem=wrong.problem,
        form_id=uuid4(),
    )
