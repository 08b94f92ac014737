"""The API's documentation: the OpenAPI document, its page, and what the kinds of problems mean.

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

router = APIRouter(prefix="/api", redirect_slashes=False)
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
