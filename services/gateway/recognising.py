"""Who is signed in on the browser that asks: found out once, before any page looks."""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.cookies import SESSION, kept
from services.gateway.problems import not_yet
from services.gateway.showing import shown
from services.gateway.sign_in import Signed, sign_in_of
from services.gateway.signing_in.sessions_kept import SessionsAway

WITHOUT_ANYBODY = ("/static/", "/api/", "/livez", "/readyz", "/metrics")
"""Addresses at which no cookie is looked at."""


class Recognising:
    """A part of the app's way in; 503 where sessions cannot be reached."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith(WITHOUT_ANYBODY):
            request = HTTPConnection(scope)
            try:
                scope["state"]["signed"] = await recognised(request)
            except SessionsAway:
                problem = not_yet("sign-ins cannot be looked up just now: try again shortly")
                await shown(request, problem)(scope, receive, send)
                return
        await self.app(scope, receive, send)


async def recognised(request: HTTPConnection) -> Signed | None:
    """The sign-in that this browser's cookie stands for. SessionsAway."""
    secret = kept(request, SESSION)
    session = await sign_in_of(request).sessions.find(secret) if secret else None
    return Signed(secret, session) if session else None
