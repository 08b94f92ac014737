"""Contact persons: whom one reaches in each sector of the region's counties, and who stands in for them."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.actions import Action
from services.gateway.pages.directory.names import choices_of, everybody, named
from services.gateway.pages.directory.paging import a_page_of
from services.gateway.pages.directory.teams import is_centre
from services.gateway.pages.fields import Field
from services.gateway.pages.page import go_to, labelled
from services.gateway.pages.sending import Opened, drawn, form_named, saved, sent
from services.gateway.pages.words import N_
from shared.kernel.reference import codes, vocabulary

contact_persons = APIRouter(include_in_schema=False)
Data = dict[str, Any]
HERE = "/experts/contact-persons"
A_PAGE = 4
"""Counties: each with a row for every sector."""
NARROWED = ("county", "sector")
HOLDERS = ("professional_id", "substitute")
APPOINT = Action(
    "appoint_contact_person",
    N_("Appoint a contact person"),
    (
        Field("county", N_("Wellbeing services county"), "select", "own_counties"),
        Field("sector", N_("Sector"), "select", "sectors"),
        Field("professional_id", N_("Contact person"), "select", "people"),
        Field("substitute", N_("Substitute"), "select", "people", required=False),
    ),
)
EVERY = {APPOINT.name: APPOINT}


@contact_persons.get(HERE)
async def posts(request: Request) -> Response:
    """The posts of the region's counties, or of one county or sector."""
    return await show(request, Opened())


@contact_persons.get(HERE + "/do/{name}")
async def where_a_form_was(request: Request, name: str) -> Response:
    """Where a form was sent: opened again, in another language perhaps, it is the page of the posts."""
    return await show(request, Opened(name if name in EVERY else ""))


@contact_persons.post(HERE + "/do/{name}")
async def act(request: Request, name: str) -> Response:
    """Appoints. A refusal shows the posts again, with the form open."""
    form = await sessions.checked_form(request)
    action = form_named(EVERY, name)
    came = await sent(request, "matching", action, form)
    if isinstance(came, Opened):
        return await show(request, came)
    county = str(form.get("county"))
    return go_to(HERE, came.position, county=county, done=name)


async def show(request: Request, opened: Opened) -> Response:
    """The page of the posts. opened: a form that was refused."""
    language, asker = language_of(request), sessions.current_asker(request)
    asked = {name: said for name in NARROWED if (said := request.query_params.get(name))}
    found = (await ask_query(request, "matching", "contact_persons", asked)).result["contact_persons"]
    ids = [one[name] for one in found for name in HOLDERS if one.get(name)]
    centre = is_centre(request)
    people = await (everybody(request) if centre else named(request, ids))
    own = counties_of(asker.region if asker else "")
    counties = [one for one in own if asked.get("county", one) == one]
    shown = a_page_of(counties, A_PAGE, request.query_params.get("cursor", ""))
    return drawn(
        request,
        "directory/contact_persons.html",
        opened,
        shown=shown,
        sectors=[one for one in codes("sectors") if asked.get("sector", one) == one],
        posts={(one["county"], one["sector"]): one for one in found},
        chosen=asked,
        people=people,
        forms=[APPOINT] if centre else [],
        known={APPOINT.name: asked},
        own_choices={"people": choices_of(people, ids), "own_counties": in_words(language, own)},
        done=saved(EVERY, request.query_params.get("done", "")),
    )


def in_words(language: str, counties: tuple[str, ...]) -> list[tuple[str, str]]:
    """Counties to choose from."""
    return [(one, labelled(language, "counties", one)) for one in counties]


def counties_of(region: str) -> tuple[str, ...]:
    """The counties of a region, in the list's order."""
    return next((tuple(one["counties"]) for one in vocabulary("regions") if one["id"] == region), ())
