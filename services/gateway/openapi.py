"""The OpenAPI 3.1 document, made from the models of commands, queries and views. Nothing runs for it."""

import inspect
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from services.gateway.api import ROOT
from services.gateway.offers import OFFERS, Offer
from services.gateway.openapi_events import events_operation
from services.gateway.openapi_parts import PARAMETERS, REFUSALS, RESPONSES, SCHEMAS, reference
from shared.contracts.asking import Asked, Query

DESCRIPTION = """Commands and queries of Tukiverkko.

A command says that something be so: `POST` with an `Idempotency-Key`, the command's own id. Sent again with
the same id it gives the same answer and changes nothing. A query is a `GET`; one that names
people is a `POST` without that header, so that no name stands in an address. Both answer `{"result",
"position"}`; given `after=intake:17` either waits until it has seen that. Refusals are problem+json
(RFC 9457) with a sentence in the language of `Accept-Language` (fi, sv, en)."""
Shapes = Mapping[tuple[Any, JsonSchemaMode], dict[str, Any]]
"""A model's schema by the model, and by whether it is read or written."""


def openapi_document() -> dict[str, Any]:
    """The whole document, as plain JSON data."""
    shapes, definitions = all_shapes()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tukiverkko",
            "version": version("tukiverkko"),
            "description": DESCRIPTION,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "tags": [*({"name": offer.service} for offer in OFFERS), {"name": "events"}],
        "paths": {path: item for offer in OFFERS for path, item in paths_of(offer, shapes).items()}
        | {f"{ROOT}/events": {"get": events_operation()}},
        "components": {
            "schemas": definitions | SCHEMAS,
            "parameters": PARAMETERS,
            "responses": RESPONSES,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "A token signed by this installation: `tukiverkko token` makes one.",
                }
            },
        },
    }


def all_shapes() -> tuple[Shapes, dict[str, Any]]:
    """Each model's schema (a reference), and the definitions they refer to."""
    models: list[tuple[type[BaseModel], JsonSchemaMode]] = []
    for offer in OFFERS:
        models += [(model, "validation") for model in (*offer.commands.values(), *offer.queries.values())]
        models += [(model, "serialization") for model in offer.views.values()]
    shapes, whole = models_json_schema(models, ref_template="#/components/schemas/{model}")
    return shapes, whole.get("$defs", {})


def paths_of(offer: Offer, shapes: Shapes) -> dict[str, Any]:
    """A path for each command and query of a service."""
    paths: dict[str, Any] = {}
    for name, command in offer.commands.items():
        paths[f"{ROOT}/{offer.service}/{name}"] = {
            "post": operation(offer.service, name, command, reference("schemas", "CommandAnswer"))
            | {"parameters": parameters(command=True), "requestBody": body_of(command, shapes)}
        }
    for name, query in offer.queries.items():
        view = offer.views.get(name)
        answer = shapes[view, "serialization"] if view else {"type": "object"}
        told = operation(offer.service, name, query, answer)
        if query.by_post:
            more = {"parameters": parameters(), "requestBody": body_of(query, shapes)}
        else:
            more = {"parameters": [*fields_of(query), *parameters()]}
        paths[f"{ROOT}/{offer.service}/{name}"] = {"post" if query.by_post else "get": told | more}
    return paths


def body_of(asked: type[Asked], shapes: Shapes) -> dict[str, Any]:
    """A command's data, or that of a query that names people, as a request's body."""
    request = {"schema": shapes[asked, "validation"], "example": asked.example}
    return {"required": True, "content": {"application/json": request}}


def operation(service: str, name: str, asked: type[Asked], result: dict[str, Any]) -> dict[str, Any]:
    """What a command's and a query's operation have in common."""
    words = inspect.getdoc(asked) or name.replace("_", " ")
    answer = {
        "type": "object",
        "required": ["result", "position"],
        "properties": {"result": result, "position": reference("schemas", "Position")},
    }
    return {
        "operationId": f"{service}.{name}",
        "tags": [service],
        "summary": words.partition("\n")[0],
        "description": words,
        "responses": {
            "200": {
                "description": "Done, or answered.",
                "headers": {"X-Correlation-Id": {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": answer}},
            }
        }
        | {str(status): reference("responses", name_) for status, name_ in REFUSALS.items()},
    }


def parameters(*, command: bool = False) -> list[dict[str, Any]]:
    """The headers and parameters that every operation has; a command has one more."""
    return [reference("parameters", name) for name in PARAMETERS if command or name != "IdempotencyKey"]


def fields_of(query: type[Query]) -> list[dict[str, Any]]:
    """A query's fields as query parameters. A query has plain fields and lists of plain values only."""
    schema = query.model_json_schema(by_alias=True)
    example = getattr(query, "example", {})
    found = []
    for name, shape in schema["properties"].items():
        if name == "as_of" and not query.takes_as_of:
            continue
        parameter: dict[str, Any] = {"name": name, "in": "query", "schema": without_none(shape)}
        if name in schema.get("required", []):
            parameter["required"] = True
        if words := shape.get("description"):
            parameter["description"] = words
        if name in example:
            parameter["example"] = example[name]
        found.append(parameter)
    return found


def without_none(shape: dict[str, Any]) -> dict[str, Any]:
    """A parameter that is left out is absent, never null."""
    kept = {key: value for key, value in shape.items() if key not in {"default", "title"}}
    if "anyOf" in kept:
        choices = [part for part in kept.pop("anyOf") if part.get("type") != "null"]
        kept |= choices[0] if len(choices) == 1 else {"anyOf": choices}
    return kept
