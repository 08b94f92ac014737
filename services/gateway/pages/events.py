"""The catalogue of events, for who subscribes and who looks after subscribers.

It is made from the contracts and tells of nobody, like the API's own documentation: whoever is signed in
may read it. When an event is told, why and what its fields mean is said in English, as in its schema.
"""

import json
from itertools import groupby

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import of_page
from services.gateway.pages.page import page
from services.gateway.problems import Problem
from shared.contracts.catalogue import EVENTS
from shared.contracts.envelope import PREFIX
from shared.contracts.schemas import ROOT as SCHEMAS

events = APIRouter(include_in_schema=False)
HERE = "/events"


@events.get(HERE)
async def all_events(request: Request) -> Response:
    """Every event by service: when it is told, since when, until when."""
    of_page(request, None, None)
    services = [(name, list(some)) for name, some in groupby(EVENTS.values(), lambda each: each.service)]
    return page(request, "events.html", services=services, count=len(EVENTS))


@events.get(HERE + "/{name}")
async def one_event(request: Request, name: str) -> Response:
    """One event: why it is told and what follows, each field, an example, how one subscribes to it."""
    of_page(request, None, None)
    event = EVENTS.get(name)
    if event is None:
        raise Problem(404, "there is nothing at this address")
    others = [each for each in EVENTS.values() if each.contract.FACT == event.contract.FACT]
    return page(
        request,
        "event.html",
        event=event,
        others=[each for each in others if each is not event],
        type=PREFIX + event.name,
        schema=f"{SCHEMAS}/{event.name}.json",
        example=json.dumps(event.example, ensure_ascii=False, indent=1),
    )
