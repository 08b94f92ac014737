"""The core unit of the region: who sits in its four fields with what share, and what is out of balance."""

from decimal import Decimal
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.languages import language_of
from services.gateway.pages.actions import Action
from services.gateway.pages.directory.names import Row, choices_of, everybody, named
from services.gateway.pages.directory.teams import is_centre
from services.gateway.pages.fields import Field
from services.gateway.pages.page import as_number, go_to, labelled
from services.gateway.pages.sending import Opened, drawn, form_named, saved, sent, today
from services.gateway.pages.words import N_
from shared.kernel.reference import codes

core_unit = APIRouter(include_in_schema=False)
Data = dict[str, Any]
HERE = "/experts/core-unit"
SEAT = Action(
    "seat_core_unit_member",
    N_("Seat somebody in the core unit"),
    (
        Field("field", N_("Field"), "radio", "fields_of_core_unit", inline=True),
        Field("professional_id", N_("Professional"), "select", "people"),
        Field("share", N_("Share of a full working time, percent"), "exact"),
        Field("from", N_("First day"), "date"),
        Field("to", N_("Last day"), "date", required=False),
    ),
)
UNSEAT = Action(
    "unseat",
    N_("End a seat in the core unit"),
    (
        Field("seat", N_("Who leaves, and which field"), "select", "seats"),
        Field("to", N_("Last day"), "date"),
    ),
)
EVERY = {action.name: action for action in (SEAT, UNSEAT)}


@core_unit.get(HERE)
async def the_core_unit(request: Request) -> Response:
    """The unit as it is today."""
    return await show(request, Opened())


@core_unit.get(HERE + "/do/{name}")
async def where_a_form_was(request: Request, name: str) -> Response:
    """Where a form was sent: opened again, in another language perhaps, it is the unit's page."""
    return await show(request, Opened(name if name in EVERY else ""))


@core_unit.post(HERE + "/do/{name}")
async def act(request: Request, name: str) -> Response:
    """Carries out what one of the forms asks for. A refusal shows the unit again, with that form open."""
    form = await sessions.checked_form(request)
    action = form_named(EVERY, name)
    came = await sent(request, "matching", action, form, data_of)
    if isinstance(came, Opened):
        return await show(request, came)
    return go_to(HERE, came.position, done=name)


def data_of(data: Data) -> Data:
    """The command's data: a seat is a field and who sits there."""
    told = dict(data)
    if "seat" in told:
        told["field"], _, told["professional_id"] = str(told.pop("seat")).partition(" ")
    return told


async def show(request: Request, opened: Opened) -> Response:
    """The unit's page. opened: a form that was refused."""
    unit = (await ask_query(request, "matching", "core_unit", {})).result
    seats, centre = unit["seats"], is_centre(request)
    people = await (everybody(request) if centre else named(request, (s["professional_id"] for s in seats)))
    ending = [(f"{s['field']} {s['professional_id']}", seat_in_words(request, s, people)) for s in seats]
    return drawn(
        request,
        "directory/core_unit.html",
        opened,
        unit=unit,
        fields=by_field(seats, unit["flags"]),
        people=people,
        forms=[SEAT, *([UNSEAT] if seats else [])] if centre else [],
        known={SEAT.name: {"from": today()}, UNSEAT.name: {"to": today()}},
        own_choices={"people": choices_of(people), "seats": ending},
        done=saved(EVERY, request.query_params.get("done", "")),
    )


def seat_in_words(request: Request, seat: Data, people: dict[str, Row]) -> str:
    """Who sits where, to choose from."""
    who = people.get(seat["professional_id"], {}).get("name", seat["professional_id"])
    return f"{who}, {labelled(language_of(request), 'fields_of_core_unit', seat['field'])}"


def by_field(seats: list[Data], flags: list[Data]) -> list[Data]:
    """The four fields in their order: seats, their shares together, and how much that is of all shares."""
    shares = [(seat, as_number(seat["share"]) or Decimal()) for seat in seats]
    whole = sum((share for _, share in shares), Decimal())
    told = []
    for field in codes("fields_of_core_unit"):
        own = [(seat, share) for seat, share in shares if seat["field"] == field]
        share = sum((each for _, each in own), Decimal())
        told.append({
            "field": field,
            "seats": [seat for seat, _ in own],
            "share": share,
            "part": round(100 * share / whole) if whole else 0,
            "flags": [flag["code"] for flag in flags if flag["field"] == field],
        })  # fmt: skip
    return told
