"""The gateway's app: the API, the pages, their sign-in and what watches over them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Lifespan

from services.gateway import api, docs, health, pages
from services.gateway.documents.routes import documents
from services.gateway.languages import N_
from services.gateway.problems import Problem, problem_json
from services.gateway.sessions import SignIn
from services.gateway.watch import Watch
from shared.plumbing.ask import Services
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import Verifier

STATIC = Path(__file__).parent / "static"
FOR_PROGRAMS = ("/api/", "/livez", "/readyz", "/metrics")
SENTENCES = {
    404: N_("there is nothing at this address"),
    405: N_("this address takes another method: {allowed}"),
}


class OwnFiles(StaticFiles):
    """Styles, scripts and pictures of ours: they hold nothing about anybody, so a browser may keep them."""

    def file_response(self, *args: Any, **options: Any) -> Response:
        response = super().file_response(*args, **options)
        response.headers["Cache-Control"] = "public, max-age=3600"
        return response


def build_app(
    services: Services, settings: Settings, *, lifespan: Lifespan[FastAPI] | None = None
) -> FastAPI:
    """The app over a port to the services. It reads the signing key of the settings' folder (made if none).

    services: closed by who made it, for example in `lifespan`.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=lifespan)
    key = signing_key(settings.keys)
    app.state.services = services
    app.state.sign_in = SignIn(key, settings.demo, Verifier(key, play=False))
    for router in (api.routes(), docs.router, health.router):
        app.include_router(router)
    app.mount("/static", OwnFiles(directory=STATIC), name="static")
    app.include_router(documents)
    pages.mount(app)
    app.add_exception_handler(Problem, shown_problem)
    app.add_exception_handler(HTTPException, shown_http)
    app.add_middleware(Watch)
    return app


def shown(request: Request, problem: Problem) -> Response:
    """A problem as a page for people, as problem+json for programs."""
    page: Callable[[Request, Problem], Response] | None = getattr(request.app.state, "problem_page", None)
    if page is None or request.url.path.startswith(FOR_PROGRAMS):
        return problem_json(request, problem)
    return page(request, problem)


async def shown_problem(request: Request, error: Exception) -> Response:
    """What the edge or a service refused."""
    if not isinstance(error, Problem):
        raise error
    return shown(request, error)


async def shown_http(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: an unknown address, a wrong method."""
    if not isinstance(error, HTTPException):
        raise error
    headers = dict(error.headers or {})
    allowed = headers.get("Allow", "")
    sentence = SENTENCES.get(error.status_code, "the request could not be answered")
    return shown(request, Problem(error.status_code, sentence, {"allowed": allowed}, headers=headers))
