"""Cookies of ours: read by no script, and over TLS bound to this very host."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from services.gateway.sign_in import is_https

SESSION = "tukiverkko_session"
WAY_IN = "tukiverkko_way_in"


def cookie_name(request: HTTPConnection, name: str) -> str:
    """What a cookie is called: over TLS no neighbouring host can set one of this name."""
    return f"__Host-{name}" if is_https(request) else name


def kept(request: HTTPConnection, name: str) -> str:
    """What the browser holds under this name; empty where it holds nothing."""
    return request.cookies.get(cookie_name(request, name), "")


def keep(request: HTTPConnection, response: Response, name: str, value: str, seconds: int) -> None:
    """The browser holds a cookie for so long."""
    response.set_cookie(
        cookie_name(request, name), value,
        max_age=seconds, httponly=True, samesite="lax", path="/", secure=is_https(request),
    )  # fmt: skip


def forget(request: HTTPConnection, response: Response, name: str) -> None:
    """The browser lets go of a cookie."""
    response.delete_cookie(
        cookie_name(request, name), path="/", httponly=True, samesite="lax", secure=is_https(request)
    )
