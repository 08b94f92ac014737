"""Contacts that the one being written down may repeat, offered while it is written (R-I7).

What was typed so far comes in a form's body and goes no further than the question; nothing of it is kept.
"""

from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.pages import contact_fields as contact
from services.gateway.pages.fields import read
from services.gateway.pages.page import page
from services.gateway.problems import Problem

similar = APIRouter(include_in_schema=False)
RECOGNISES = {
    "referrer": ("name", "organisation", "phone", "email"),
    "subject": ("given_name", "family_name", "birth_date"),
}
"""By what a contact is recognised, part by part."""


@similar.post("/calls/{form_id}/similar")
async def similar_contacts(request: Request, form_id: str) -> Response:
    """A part of the call's page: the contacts that may be the same; nothing while too little is typed."""
    del form_id
    form = await sessions.checked_form(request)
    return page(request, "similar.html", contacts=await offered(request, sought(form)))


def sought(form: FormData) -> dict[str, Any]:
    """The question that the form so far comes to; empty while whom it is about is not written down."""
    typed = read((*contact.CONTACT, *contact.SUBJECT, *contact.MORE), form).data
    asked: dict[str, Any] = {
        part: {name: typed.get(part, {})[name] for name in names if name in typed.get(part, {})}
        for part, names in RECOGNISES.items()
    }
    if len(asked["subject"]) < len(RECOGNISES["subject"]) or not asked["referrer"]:
        return {}
    return asked | ({"received_at": typed["received_at"]} if "received_at" in typed else {})


async def offered(request: Request, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """The contacts found; none for what is half typed: the form says what does not fit when it is saved."""
    if not asked:
        return []
    try:
        answer = await ask_query(request, "intake", "similar_contacts", asked)
    except Problem:
        return []
    return list(answer.result["contacts"])
