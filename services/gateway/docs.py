"""The API's documentation: the OpenAPI document, its page, and what the kinds of problems mean; of events the
AsyncAPI document and the JSON Schemas.

The page is Swagger UI as published (`static/swagger/`, Apache-2.0): nothing is fetched from elsewhere.
"""

from functools import cache
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from services.gateway.headers import POLICY_OF_API_PAGE
from services.gateway.languages import language_of, translate
from services.gateway.openapi import openapi_document
from services.gateway.problems import OTHER, TITLES, Problem
from shared.contracts.asyncapi import asyncapi_document
from shared.contracts.catalogue import EVENTS
from shared.contracts.schemas import ENVELOPE, envelope_schema, schema_at_address

router = APIRouter(prefix="/api", redirect_slashes=False)
SCHEMA_JSON = "application/schema+json"
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tukiverkko: the API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/swagger/swagger-ui.css">
<script src="/static/swagger/swagger-ui-bundle.js" defer></script>
<script src="/static/swagger/start.js" defer></script>
</head>
<body>
<main id="api"><p>The document that this page shows: <a href="/api/openapi.json">openapi.json</a></p></main>
</body>
</html>
"""


@cache
def document() -> dict[str, Any]:
    """The document, made once a process."""
    return openapi_document()


@router.get("/openapi.json", response_model=None)
async def openapi() -> Response:
    """The OpenAPI 3.1 document."""
    return JSONResponse(document())


@cache
def events_document() -> dict[str, Any]:
    """The AsyncAPI document, made once a process."""
    return asyncapi_document()


@router.get("/asyncapi.json", response_model=None)
async def asyncapi() -> Response:
    """The AsyncAPI 3.0 document of the events that subscribers get."""
    return JSONResponse(events_document())


@router.get("/v1/schemas/{name}.json", response_model=None)
async def schema(name: str) -> Response:
    """The JSON Schema of an event's data, or of the envelope. `Sunset` (RFC 8594): until when it is told."""
    if name == ENVELOPE:
        return JSONResponse(schema_at_address(name, envelope_schema()), media_type=SCHEMA_JSON)
    event = EVENTS.get(name)
    if event is None:
        raise Problem(404, "there is nothing at this address")
    headers = {"Sunset": f"{event.deprecated:%a, %d %b %Y 23:59:59 GMT}"} if event.deprecated else {}
    return JSONResponse(schema_at_address(name, event.schema), media_type=SCHEMA_JSON, headers=headers)


@router.get("/docs", response_model=None)
async def docs() -> Response:
    """The document as a page on which one can try things out."""
    return HTMLResponse(PAGE, headers={"Content-Security-Policy": POLICY_OF_API_PAGE})


@router.get("/problems/{kind}", response_model=None)
async def problem(request: Request, kind: str) -> Response:
    """What a problem's `type` means."""
    titles = dict([*TITLES.values(), OTHER])
    if kind not in titles:
        raise Problem(404, "there is no such kind of problem")
    title = translate(language_of(request), titles[kind])
    return JSONResponse({"type": f"/api/problems/{kind}", "title": title})
