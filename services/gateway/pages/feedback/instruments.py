"""The instruments: what is asked, of whom, in which words."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import ask_query
from services.gateway.pages.page import page

instruments = APIRouter(include_in_schema=False)
Instrument = dict[str, Any]


@instruments.get("/instruments")
async def every_instrument(request: Request) -> Response:
    """Each with its items in the reader's language, and in easy words where it has these."""
    return page(request, "feedback/instruments.html", instruments=await known_instruments(request))


async def known_instruments(request: Request) -> list[Instrument]:
    """Those of this installation, in the service's order."""
    return list((await ask_query(request, "feedback", "instruments", {})).result["instruments"])


def worded(instrument: Instrument) -> bool:
    """Whether it has words to ask with: of a licensed one only the scoring is here (R-F5)."""
    return bool(instrument["worded"])
