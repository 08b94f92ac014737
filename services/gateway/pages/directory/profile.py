"""A professional of the directory: the profile as the reader may see it, and forms of what may be done."""

import re
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import Answer, ask_query
from services.gateway.languages import language_of
from services.gateway.pages.directory import profile_forms as forms
from services.gateway.pages.fields import read
from services.gateway.pages.page import go_to, page, say
from services.gateway.pages.sending import Opened, drawn, saved, sent, today
from services.gateway.pages.words import N_
from services.gateway.pages.wrongs import Wrongs, labels
from services.gateway.problems import Problem
from services.gateway.sign_in import site

profile = APIRouter(include_in_schema=False)
MAKES_CONTACT = frozenset({"coordinator", "contact_person", "professional"})
"""Who may write a contact down, by which the centre is asked to seek somebody."""
NO_CASE = N_("there is no such case here")


@profile.get("/experts/{professional_id}")
async def one_professional(request: Request, professional_id: str) -> Response:
    """One professional."""
    return await show(request, professional_id)


@profile.get("/experts/{professional_id}/link")
async def make_link(request: Request, professional_id: str) -> Response:
    """The link for confirming the profile without an account, to be sent to the professional."""
    link = (await ask_query(request, "matching", "profile_link", {"professional_id": professional_id})).result
    address = f"{site(request)}/p/{link['token']}"
    return page(request, "directory/make_link.html", address=address, link=link, person_id=professional_id)


@profile.get("/experts/{professional_id}/do/{name}")
async def where_a_form_was(request: Request, professional_id: str, name: str) -> Response:
    """Where a form was sent: opened again, in another language perhaps, it is the profile's page."""
    return await show(request, professional_id, Opened(name if name in forms.EVERY else ""))


@profile.post("/experts/{professional_id}/do/{name}")
async def act(request: Request, professional_id: str, name: str) -> Response:
    """Carries out what one of the forms asks for. A refusal shows the profile again, with that form open."""
    form = await sessions.checked_form(request)
    if name not in forms.EVERY:
        raise Problem(HTTPStatus.NOT_FOUND, N_("there is no such form"))
    came = await carried_out(request, professional_id, name, form)
    if isinstance(came, Opened):
        return await show(request, professional_id, came)
    return go_to(f"/experts/{professional_id}", came.position, done=name)


async def carried_out(request: Request, professional_id: str, name: str, form: FormData) -> Answer | Opened:
    """What the form asks for; or the form as it comes back."""
    action, whose = forms.EVERY[name], {"professional_id": professional_id}
    if name == "declare_conflict":
        return await conflict_declared(request, professional_id, form)
    if name == "update_profile":
        known = await a_profile(request, professional_id)
        return await sent(request, "matching", action, form, lambda data: whose | forms.whole(data, known))
    return await sent(request, "matching", action, form, lambda data: whose | data)


async def conflict_declared(request: Request, professional_id: str, form: FormData) -> Answer | Opened:
    """A case is named as people name it, by its number; matching is told the case, or whom it is about."""
    action = forms.EVERY["declare_conflict"]
    filled = read(action.fields, form)
    number = filled.data.get("case_number")
    subject = await subject_of(request, str(number), filled.data.get("with_whom")) if number else {}
    if subject is None:
        errors = {"case_number": say(language_of(request), NO_CASE)}
        wrong = Wrongs(HTTPStatus.UNPROCESSABLE_ENTITY, "", errors, labels(action.fields, errors))
        return Opened(action.name, filled, wrong, str(form.get("form_id") or ""))

    def told(data: dict[str, Any]) -> dict[str, Any]:
        said = {name: value for name, value in data.items() if name == "reason"}
        return {"professional_id": professional_id, "with": subject} | said

    return await sent(request, "matching", action, form, told)


async def subject_of(request: Request, number: str, with_whom: object) -> dict[str, str] | None:
    """With what the conflict is, as the command says it; None where there is no such case for this reader."""
    found = (await ask_query(request, "intake", "cases", {"number": number, "limit": 1})).result["cases"]
    if not found:
        return None
    case_id = str(found[0]["case_id"])
    if with_whom == "case":
        return {"case_id": case_id}
    case = (await ask_query(request, "intake", "case", {"case_id": case_id})).result
    return {"person_id": str(case["person_id"])}


async def a_profile(request: Request, professional_id: str) -> forms.Profile:
    """The professional, as much as the reader is told."""
    asked = {"professional_id": professional_id}
    return (await ask_query(request, "matching", "professional", asked)).result


def ways_to_reach(contact: dict[str, str]) -> list[tuple[str, str]]:
    """How they are reached as it is written, each with what a phone or a mail program opens; "" for none."""
    phone, email = contact.get("phone") or "", contact.get("email") or ""
    dialled = re.sub(r"[\s()./-]", "", phone)
    tel = f"tel:{dialled}" if re.fullmatch(r"\+?[0-9]{3,}", dialled) else ""
    mailto = f"mailto:{quote(email, safe='@')}" if re.fullmatch(r"[^@\s]+@[^@\s]+", email) else ""
    return [(address, written) for address, written in ((tel, phone), (mailto, email)) if written]


async def show(request: Request, professional_id: str, opened: Opened | None = None) -> Response:
    """The profile's page. opened: a form that was refused."""
    person = await a_profile(request, professional_id)
    asker = sessions.current_asker(request)
    role = asker.role if asker else ""
    done = request.query_params.get("done", "")
    return drawn(
        request,
        "directory/profile.html",
        opened or Opened(),
        person=person,
        person_id=professional_id,
        told_all=forms.is_told_all(person),
        reach=ways_to_reach(person.get("contact") or {}),
        forms=forms.offered(person, asker),
        known=forms.known_values(person, today()),
        makes_links=role == "coordinator" and forms.is_there(person),
        makes_contact=role in MAKES_CONTACT,
        done=saved(forms.EVERY | {"register_professional": forms.REGISTER}, done),
    )
