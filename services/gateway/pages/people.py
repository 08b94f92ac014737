"""A person of the identity vault: who they are, who may be told, and who is the same person twice."""

from typing import Any
from uuid import uuid4, uuid5

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_command, ask_query
from services.gateway.languages import language_of
from services.gateway.pages import person_forms as forms
from services.gateway.pages.fields import Filled, read
from services.gateway.pages.page import a_day, go_to, page, say
from services.gateway.pages.posted import PASSED_ON, posted_id
from services.gateway.pages.revealing import reveal_of
from services.gateway.pages.sending import form_named
from services.gateway.pages.words import N_
from services.gateway.pages.wrongs import Wrongs, wrongs
from services.gateway.problems import Problem

people = APIRouter(include_in_schema=False)
Person = dict[str, Any]
SEARCHING = "search"
"""The form by which others of one name and birth date are found."""


@people.get("/people/{person_id}")
async def one_person(request: Request, person_id: str) -> Response:
    """Who somebody is."""
    return await show(request, person_id)


@people.get("/people/{person_id}/do/{name}")
async def where_a_form_was(request: Request, person_id: str, name: str) -> Response:
    """Where a form was sent: opened again, in another language perhaps, it is the person's page."""
    return await show(request, person_id, name if name in forms.EVERY else "")


@people.post("/people/{person_id}/do/{name}")
async def act(request: Request, person_id: str, name: str) -> Response:
    """Carries out what one of the forms asks for, or searches. A refusal shows the page with it open."""
    form = await sessions.checked_form(request)
    if name == SEARCHING:
        return await searched(request, person_id, read(forms.SEARCH, form))
    action = form_named(forms.EVERY, name)
    filled, form_id = read(action.fields, form), posted_id(form)
    data = {"person_id": person_id, **filled.data, **dict(action.fixed)}
    try:
        answer = await ask_command(request, "intake", action.command, data, uuid5(form_id, action.command))
    except Problem as problem:
        if problem.status in PASSED_ON:
            raise
        wrong = wrongs(problem, action.fields, language_of(request))
        return await show(request, person_id, name, filled, wrong, found=again(request, filled))
    return go_to(f"/people/{person_id}", answer.position, done=name)


def again(request: Request, filled: Filled) -> list[tuple[str, str]] | None:
    """Who was chosen in a form that comes back; none in a form where nobody is."""
    if "into" not in filled.data:
        return None
    return [(str(filled.data["into"]), say(language_of(request), N_("The one that was chosen")))]


async def searched(request: Request, person_id: str, filled: Filled) -> Response:
    """The page with those found; names are asked for in a form's body and stand in no address."""
    language = language_of(request)
    try:
        told = (await ask_query(request, "intake", "people", filled.data)).result["people"]
    except Problem as problem:
        if problem.status in PASSED_ON:
            raise
        wrong = wrongs(problem, forms.SEARCH, language)
        return await show(request, person_id, SEARCHING, filled, wrong)
    others = [(each["person_id"], named(each, language)) for each in told if each["person_id"] != person_id]
    return await show(request, person_id, forms.MERGE.name if others else SEARCHING, filled, found=others)


async def show(
    request: Request,
    person_id: str,
    opened: str = "",
    filled: Filled | None = None,
    wrong: Wrongs | None = None,
    *,
    found: list[tuple[str, str]] | None = None,
) -> Response:
    """The person's page. found: who may be the same, once searched for. opened: a form, as filled."""
    answer = await ask_query(request, "intake", "person", {"person_id": person_id, **reveal_of(request)})
    person, language = answer.result, language_of(request)
    asker = sessions.current_asker(request)
    wrong = wrong or Wrongs()
    return page(
        request,
        "person.html",
        wrong.status,
        person=person,
        person_id=person_id,
        cases=(await ask_query(request, "intake", "cases", {"person_id": person_id})).result["cases"],
        offers=bool(asker and asker.role in forms.OFFERED),
        forms=forms,
        found=found,
        opened=opened,
        values=filled.values if filled else {},
        known={"birth_date": person["birth_date"], **{n: person[n] for n in ("given_name", "family_name")}},
        errors=wrong.errors,
        labels=wrong.labels,
        problem=wrong.problem,
        done=forms.EVERY.get(request.query_params.get("done", "")),
        form_id=uuid4,
        guardian_names={each["guardian_id"]: guardian(each, language) for each in person["guardians"]},
        own_choices={
            "guardians": [
                (each["guardian_id"], guardian(each, language))
                for each in person["guardians"]
                if each["may_be_told"]
            ],
            "found_people": found or [],
        },
    )


def named(person: Person, language: str) -> str:
    """Somebody by name and birth date."""
    return f"{person['given_name']} {person['family_name']}, {a_day(language, person['birth_date'])}"


def guardian(told: dict[str, Any], language: str) -> str:
    """A guardian by name; one who is registered has a page of their own."""
    return str(told.get("name") or say(language, N_("A registered person")))
