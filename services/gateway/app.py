"""The gateway's app: the API, the pages, their sign-in and what watches over them."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Lifespan

from services.gateway import api, docs, health, pages
from services.gateway.documents.accounting_routes import accounting_documents
from services.gateway.documents.invoices.routes import invoice_documents
from services.gateway.documents.research_routes import research_documents
from services.gateway.documents.routes import documents
from services.gateway.documents.year_routes import year_documents
from services.gateway.events import events
from services.gateway.languages import N_
from services.gateway.limits import Doorkeeper, Limits
from services.gateway.problems import Problem
from services.gateway.recognising import Recognising
from services.gateway.showing import shown
from services.gateway.sign_in import build_sign_in
from services.gateway.watch import Watch
from shared.plumbing.ask import Services
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings

STATIC = Path(__file__).parent / "static"
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

    services: closed by who made it, for example in `lifespan`; so are `app.state.sign_in.sessions`.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=lifespan)
    app.state.services = services
    app.state.sign_in = build_sign_in(settings, signing_key(settings.keys))
    app.state.certificates = settings.certificate_files
    app.state.limits = Limits.of(settings)
    for router in (api.routes(), events, docs.router, health.router):
        app.include_router(router)
    app.mount("/static", OwnFiles(directory=STATIC), name="static")
    app.include_router(documents)
    app.include_router(invoice_documents)
    app.include_router(accounting_documents)
    app.include_router(research_documents)
    app.include_router(year_documents)
    pages.mount(app)
    app.add_exception_handler(Problem, shown_problem)
    app.add_exception_handler(HTTPException, shown_http)
    for part in (Recognising, Doorkeeper, Watch):  # the last is the outermost
        app.add_middleware(part)
    return app


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
