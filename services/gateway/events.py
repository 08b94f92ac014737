"""`GET /api/v1/events`: the events that a subscriber is granted, a page at a time, waiting for new ones.

Which these are, the service that keeps the grants says (docs/subscribers.md). What is this edge's own is the
waiting: however many wait, the sources are asked together how far their logs are.
"""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.gateway.api import ROOT
from services.gateway.asking import Answer, Asking, of_api, put, services_of
from services.gateway.body import legible, shown
from services.gateway.languages import N_
from services.gateway.problems import Problem
from shared.contracts.services import WITH_A_LOG
from shared.contracts.subscribing import ReadEvents
from shared.plumbing.ask import PATIENCE, NoAnswer, Services

events = APIRouter(redirect_slashes=False)
KEEPER = "reporting"
LONGEST = 30
"""Seconds that an answer may be waited for."""
LOOK = 0.5
"""Seconds between two looks at the sources, while anybody waits."""
BEYOND = 2**62
"""A position that no log reaches: what is asked for is its head."""
OURS = ("wait", "lang")


@events.get(f"{ROOT}/events", response_model=None)
async def read_events(request: Request) -> Response:
    """A page of events; where there is none yet, the first that comes within `wait` seconds."""
    asking, (data, wait) = await asked(request)
    until = time.monotonic() + wait
    answer = await page(request, asking, data)
    while not answer.result["events"] and not answer.result["more"] and time.monotonic() < until:
        data["after"] = answer.result["next"]
        if not await news(request).since(answer.position, until) or await request.is_disconnected():
            break
        answer = await page(request, asking, data)
    return JSONResponse(answer.result)


async def asked(request: Request) -> tuple[Asking, tuple[dict[str, Any], int]]:
    """Who asks, for what, and the seconds to wait. `after` is a cursor here, not a position to wait for."""
    return await of_api(request, waits=False), data_in(request)


async def page(request: Request, asking: Asking, data: Mapping[str, Any]) -> Answer:
    """What there is now."""
    told = asking.request("events", data)
    return await put(services_of(request), KEEPER, "events", told)


def data_in(request: Request) -> tuple[dict[str, Any], int]:
    """The question's data, and how many seconds to wait. Problem 422."""
    data: dict[str, Any] = {}
    for name in request.query_params:
        given = request.query_params.getlist(name)
        for text in (name, *given):
            legible(text)
        if len(given) > 1 or name not in {*ReadEvents.model_fields, *OURS}:
            sentence = N_("this is given twice") if len(given) > 1 else N_("there is no such field here")
            raise misfit(shown(name), sentence)
        data[name] = given[0]
    data.pop("lang", None)
    return data, seconds(data.pop("wait", "0"))


def seconds(given: str) -> int:
    """How long to wait. Problem 422."""
    if not (
        given.isascii() and given.isdigit() and len(given) <= len(str(LONGEST)) and int(given) <= LONGEST
    ):
        raise misfit("wait", N_("whole seconds are expected here, {most} at most"), most=LONGEST)
    return int(given)


def misfit(field: str, sentence: str, **values: object) -> Problem:
    """A 422 about one field."""
    return Problem(
        422, "some fields do not fit: {names}", {"names": field},
        fields=[{"field": field, "sentence": sentence, "values": values}],
    )  # fmt: skip


class News:
    """How far the sources' logs are, asked once for all who wait, and only while somebody does."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._heads: dict[str, int] = {}
        self._waiting = 0
        self._looked = asyncio.Condition()
        self._looking: asyncio.Task[None] | None = None

    async def since(self, read: Mapping[str, int], until: float) -> bool:
        """Waits until a log is longer than it was read; whether one is by then (time.monotonic)."""

        def longer() -> bool:
            return any(head > read.get(source, 0) for source, head in self._heads.items())

        self._waiting += 1
        try:
            if self._looking is None or self._looking.done():
                self._looking = asyncio.create_task(self._look())
            async with asyncio.timeout(max(0.0, until - time.monotonic())), self._looked:
                await self._looked.wait_for(longer)
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1
        return True

    async def _look(self) -> None:
        while self._waiting:
            told = await asyncio.gather(*map(self._head, WITH_A_LOG))
            async with self._looked:
                # A log that was restored is shorter: as it is now, not as it was.
                self._heads = {source: head for source, head in told if head is not None}
                self._looked.notify_all()
            await asyncio.sleep(LOOK)

    async def _head(self, source: str) -> tuple[str, int | None]:
        try:
            told = await self._services.ask(
                source, "facts_after", {"position": BEYOND, "limit": 1}, timeout=PATIENCE
            )
        except NoAnswer:
            return source, None
        return source, int(told["head"])


def news(request: Request) -> News:
    """The app's own, made when somebody waits for the first time."""
    state = request.app.state
    if not hasattr(state, "news"):
        state.news = News(services_of(request))
    found: News = state.news
    return found
