"""`POST /api/v1/<service>/<command>` and `GET /api/v1/<service>/<query>`, for whatever is on offer.

A query that names people (`by_post`) is a POST as well, so that no name stands in an address.

The data is passed on as it came: the service says what does not fit, so that each sentence has one home.
"""

from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.gateway.asking import Answer, of_api, put, services_of
from services.gateway.body import LIMIT, bytes_of, json_object, legible, shown
from services.gateway.offers import OFFERS
from services.gateway.problems import Problem
from shared.contracts.asking import Command, Query
from shared.plumbing.ask import PATIENCE

ROOT = "/api/v1"
OUR_OWN = frozenset({"after", "lang"})
"""Query parameters that are the gateway's, not the question's."""
Endpoint = Callable[[Request], Awaitable[Response]]


@cache
def routes() -> APIRouter:
    """A route for each command and each query of each service; the same for every app of a process."""
    router = APIRouter(prefix=ROOT, redirect_slashes=False)
    for offer in OFFERS:
        for name, kind in offer.commands.items():
            path = f"/{offer.service}/{name}"
            way = commanding(offer.service, name, kind)
            router.add_api_route(path, way, methods=["POST"], response_model=None)
        for name, question in offer.queries.items():
            path = f"/{offer.service}/{name}"
            ask = asking_in_a_body if question.by_post else asking
            method = "POST" if question.by_post else "GET"
            router.add_api_route(
                path, ask(offer.service, name, question), methods=[method], response_model=None
            )
    return router


def commanding(service: str, name: str, kind: type[Command]) -> Endpoint:
    """The way of one command. What is large is read of nobody who may not sign in."""
    patience = kind.patience or PATIENCE

    async def command(request: Request) -> Response:
        small = None if kind.largest > LIMIT else await bytes_of(request)
        asker = await of_api(request)
        body = await bytes_of(request, kind.largest, patience) if small is None else small
        in_json(request)
        command_id = idempotency_key(request)
        told = asker.request(name, json_object(body), command_id, patience=patience)
        return answered(await put(services_of(request), service, "carry_out", told, patience))

    return command


def asking(service: str, name: str, question: type[Query]) -> Endpoint:
    """The way of one query."""

    async def query(request: Request) -> Response:
        asked = (await of_api(request)).request(name, data_in(request.query_params, question))
        return answered(await put(services_of(request), service, "answer", asked))

    return query


def asking_in_a_body(service: str, name: str, _question: type[Query]) -> Endpoint:
    """The way of a query that names people: nothing of it stands in the address."""

    async def query(request: Request) -> Response:
        body = await bytes_of(request)
        asker = await of_api(request)
        in_json(request)
        asked = asker.request(name, json_object(body))
        return answered(await put(services_of(request), service, "answer", asked))

    return query


def answered(answer: Answer) -> Response:
    """The answer as it is sent."""
    return JSONResponse({"result": answer.result, "position": answer.position})


def in_json(request: Request) -> None:
    """Problem 415 where the body is said to be something else than JSON."""
    kind, _, _ = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != "application/json":
        raise Problem(415, "send the data as application/json", headers={"Accept": "application/json"})


def idempotency_key(request: Request) -> str:
    """The command's id. Problem 422 where it is missing or no UUID."""
    given = request.headers.get("idempotency-key", "").strip()
    if not given:
        raise Problem(
            422,
            "a command needs an id of its own: the header Idempotency-Key with a UUID",
            fields=[{"field": "Idempotency-Key", "sentence": "this is missing"}],
        )
    try:
        return str(UUID(given))
    except ValueError:
        raise Problem(
            422,
            "the header Idempotency-Key has to be a UUID",
            fields=[{"field": "Idempotency-Key", "sentence": "this is no UUID"}],
        ) from None


def data_in(parameters: QueryParams, question: type[Query]) -> dict[str, Any]:
    """The question's data. What may be given several times is a list; anything else once, or Problem 422."""
    data: dict[str, Any] = {}
    for name in parameters:
        if name in OUR_OWN:
            continue
        given = parameters.getlist(name)
        for text in (name, *given):
            legible(text)
        if len(given) > 1 and name not in lists_in(question):
            raise Problem(
                422, "{field} is given twice", {"field": shown(name)},
                fields=[{"field": shown(name), "sentence": "this is given twice"}],
            )  # fmt: skip
        data[name] = given if name in lists_in(question) else given[0]
    return data


@cache
def lists_in(question: type[Query]) -> frozenset[str]:
    """The fields of a question that are lists, by the names they have in the API."""
    shapes = question.model_json_schema(by_alias=True)["properties"]
    return frozenset(name for name, shape in shapes.items() if "array" in _types_in(shape))


def _types_in(shape: dict[str, Any]) -> set[str]:
    """The types that a value may have. JSON Schema names one or several, or shapes of which it has any."""
    told = [part.get("type", []) for part in (shape, *shape.get("anyOf", []))]
    return {each for types in told for each in ([types] if isinstance(types, str) else types)}
