"""The edge with a port behind it that says back what it was asked: what the edge itself does can be seen.

No rule of a service stands here. What services answer is tested with the services themselves, in tests/flows.
"""

import asyncio
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from services.gateway.app import build_app
from services.gateway.cookies import SESSION
from services.gateway.signing_in.sessions_kept import Session
from shared.plumbing.settings import Settings

COMMAND = "/api/v1/intake/give_advice"
QUERY = "/api/v1/intake/referral"
COMMAND_ID = "6d0c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a10"
SIGNED_IN = {"Authorization": "Bearer a.token.of-someone"}
SENDING = SIGNED_IN | {"Idempotency-Key": COMMAND_ID, "Content-Type": "application/json"}
Reply = dict[str, Any]


class Echo:
    """Answers every request with the request itself, or with what it was told to."""

    def __init__(self, reply: Reply | Exception | None = None, standing: Reply | None = None) -> None:
        self.reply = reply
        self.standing = standing or {"ready": True}

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        if isinstance(self.reply, Exception):
            raise self.reply
        if method == "status":
            return {"service": service, **self.standing}
        said = {"service": service, "method": method, "patience": timeout, **request}
        return self.reply or {"status": 200, "result": said, "position": {"intake": 17}}


@contextmanager
def an_edge(echo: Echo | None = None, *, demo: bool = True, **more: Any) -> Iterator[FastAPI]:
    """The gateway's app with its key in a folder of its own. more: settings."""
    with tempfile.TemporaryDirectory() as folder:
        yield build_app(echo or Echo(), Settings(data=Path(folder), demo=demo, **more))


def addresses(router: APIRouter) -> list[tuple[str, str]]:
    """Each method and address of the app's router, with an x in each place of the address."""
    return [(method, re.sub(r"{[a-z_]+}", "x", path)) for method, path in paths(router)]


def paths(router: APIRouter) -> list[tuple[str, str]]:
    """Each method and address of the app's router, its places by their names."""
    found: list[tuple[str, str]] = []
    for route in router.routes:
        if isinstance(route, APIRoute):
            found += [(method, route.path) for method in sorted(route.methods or ())]
        elif inner := getattr(route, "original_router", None):
            found += paths(inner)
    return found


def signed_in(app: FastAPI, claims: dict[str, str], name: str = "") -> dict[str, str]:
    """The cookies of a browser on which somebody is signed in, who has these claims."""
    session = Session({"region": "sisa-suomi"} | claims, name or claims["sub"])
    return {SESSION: asyncio.run(app.state.sign_in.sessions.begin(session))}


def send(method: str, path: str, echo: Echo | None = None, **more: Any) -> httpx.Response:
    """One request to an edge of its own."""
    with an_edge(echo) as app:
        return send_to(app, method, path, **more)


def send_to(
    app: FastAPI,
    method: str,
    path: str,
    cookies: dict[str, str] | None = None,
    *,
    at: str = "http://edge.example",
    come_from: str = "192.0.2.7",
    **more: Any,
) -> httpx.Response:
    """One request to this edge, by a browser with these cookies. at: how it is reached; come_from: whose."""

    async def sent() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(come_from, 50_000))
        async with httpx.AsyncClient(transport=transport, base_url=at, cookies=cookies) as client:
            return await client.request(method, path, **more)

    return asyncio.run(sent())


def command(body: bytes | str = b"{}", echo: Echo | None = None, **headers: str) -> httpx.Response:
    """A command with this body. A header given as an empty text is left out."""
    given = SENDING | {name.replace("_", "-"): value for name, value in headers.items()}
    kept = {name: value for name, value in given.items() if value}
    return send("POST", COMMAND, echo, content=body, headers=kept)


def query(parameters: str = "", echo: Echo | None = None, **headers: str) -> httpx.Response:
    """A query with these parameters, as typed."""
    given = SIGNED_IN | {name.replace("_", "-"): value for name, value in headers.items()}
    as_bytes = {name: value.encode("latin-1") for name, value in given.items()}
    return send("GET", f"{QUERY}?{parameters}", echo, headers=as_bytes)


def refusal(status: int, sentence: str, **values: Any) -> Reply:
    """A service's no, as it travels."""
    return {"status": status, "problem": {"sentence": sentence, "values": values, "fields": []}}
