"""The operators' first page: what `tukiverkko status` tells, for who has no shell and no Grafana.

It names services, loops and numbers, and nothing of any matter. It asks for itself anew every half minute,
by a header: no script is needed, and one may turn it off.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import ask_operation, services_of
from services.gateway.pages.page import page
from services.gateway.problems import Problem
from shared.contracts.services import SERVICES
from shared.plumbing.ask import NoAnswer
from shared.plumbing.standing import READS, behind, heads_of

operations = APIRouter(include_in_schema=False)
HERE = "/operations"
AGAIN = 30
"""Seconds until it asks for itself anew."""
PATIENCE = 3.0


@dataclass(frozen=True)
class Loop:
    """What a row shows. behind: facts; None where that cannot be known, or where it has no way to go."""

    service: str
    name: str
    source: str | None
    ready: bool
    behind: int | None
    says: tuple[str, ...]
    parked: int


@operations.get(HERE)
async def how_it_stands(request: Request) -> Response:
    """Every service with its loops. The services decide by policy whether the reader may see it."""
    told = await asyncio.gather(*(told_by(request, service) for service in SERVICES))
    asked = dict(zip(SERVICES, told, strict=True))
    still = "still" in request.query_params
    drawn = page(
        request,
        "operations.html",
        services={name: bool(said.get("ready")) for name, said in asked.items()},
        away=[name for name, said in asked.items() if "because" in said],
        loops=[loop for name in SERVICES for loop in loops_of(name, asked)],
        positions={name: said.get("positions", {}).get(name) for name, said in asked.items()},
        version=version("tukiverkko"),
        now=datetime.now(UTC).isoformat(),
        again=AGAIN,
        still=still,
    )
    if not still:
        drawn.headers["Refresh"] = str(AGAIN)
    return drawn


async def told_by(request: Request, service: str) -> dict[str, Any]:
    """What a service says of itself; that it is away, where it does not answer. Problem where it refuses."""
    try:
        await ask_operation(request, service, "list_parked", {"limit": 1})
        return dict(await services_of(request).ask(service, "status", {}, timeout=PATIENCE))
    except NoAnswer:
        return {"because": "away"}
    except Problem as problem:
        if problem.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise
        return {"because": "away"}


def loops_of(service: str, asked: dict[str, dict[str, Any]]) -> list[Loop]:
    """A service's loops, as the page shows them."""
    said = asked[service]
    missing = behind(service, said, heads_of(asked))
    return [
        Loop(
            service,
            name,
            name.removeprefix(READS) if name.startswith(READS) else None,
            bool(told.get("ready", True)),
            missing.get(name),
            tuple(str(told[what]) for what in ("stopped", "fault", "making") if told.get(what)),
            int(told.get("parked") or 0),
        )
        for name, told in said.get("loops", {}).items()
    ]
