"""How a problem is shown: as a page to people, as problem+json to programs."""

from collections.abc import Callable

from starlette.requests import HTTPConnection
from starlette.responses import Response

from services.gateway.problems import Problem, problem_json

FOR_PROGRAMS = ("/api/", "/livez", "/readyz", "/metrics")


def shown(request: HTTPConnection, problem: Problem) -> Response:
    """A problem as a page for people, as problem+json for programs."""
    page: Callable[[HTTPConnection, Problem], Response] | None = getattr(
        request.app.state, "problem_page", None
    )
    if page is None or request.url.path.startswith(FOR_PROGRAMS):
        return problem_json(request, problem)
    return page(request, problem)
