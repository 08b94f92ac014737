"""Whether it lives, whether all of it works, and its figures."""

import asyncio
from typing import Any, Protocol, runtime_checkable

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.gateway.asking import services_of
from services.gateway.languages import N_
from services.gateway.offers import OFFERS
from services.gateway.problems import Problem, not_yet, problem_json
from services.gateway.sign_in import sign_in_of
from services.gateway.signing_in.sessions_kept import SessionsAway
from shared.plumbing.ask import AnswerLate, ServiceAway, ServiceBroken, Services
from shared.plumbing.certificates import tell_ends

PATIENCE = 2.0
router = APIRouter(redirect_slashes=False)


@router.get("/livez", response_model=None)
async def live() -> Response:
    """200 as long as this process answers at all."""
    return JSONResponse({"live": True})


@router.get("/readyz", response_model=None)
async def ready(request: Request) -> Response:
    """200 when every service answers, relays its facts and follows the others'; else 503 and who does not."""
    port = services_of(request)
    states = await asyncio.gather(*(state_of(port, offer.service) for offer in OFFERS))
    missing = {offer.service: why for offer, why in zip(OFFERS, states, strict=True) if why}
    try:
        await sign_in_of(request).sessions.check()
    except SessionsAway:
        missing["gateway"] = N_("sign-ins cannot be looked up")
    if not missing:
        return JSONResponse({"ready": True})
    fields = [{"field": service, "sentence": why} for service, why in missing.items()]
    return problem_json(
        request, Problem(503, "not everything works yet", fields=fields, headers={"Retry-After": "1"})
    )


async def state_of(port: Services, service: str) -> str | None:
    """None where the service is ready; else a sentence that says what it lacks."""
    try:
        status: dict[str, Any] = await port.ask(service, "status", {}, timeout=PATIENCE)
    except ServiceAway:
        return "the service does not answer"
    except AnswerLate:
        return "the service is late to answer"
    except ServiceBroken:
        return "the service is broken"
    return None if status.get("ready") else "the service does not relay or follow facts yet"


@router.get("/metrics", response_model=None)
async def metrics(request: Request) -> Response:
    """The figures of this process, and when the certificates end, for Prometheus."""
    tell_ends(request.app.state.certificates)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


@runtime_checkable
class TellingFigures(Protocol):
    """A port that can tell the figures of the services' process: the bridge of the embedded default."""

    async def metrics(self) -> str: ...


@router.get("/metrics/services", response_model=None)
async def metrics_of_services(request: Request) -> Response:
    """The figures of the services' process, where it has no port of its own."""
    port = services_of(request)
    if not isinstance(port, TellingFigures):
        raise Problem(404, "here each service tells its figures on a port of its own")
    try:
        return Response(await port.metrics(), media_type=CONTENT_TYPE_LATEST)
    except ServiceAway:
        raise not_yet("the services' process is away just now: try again shortly") from None
