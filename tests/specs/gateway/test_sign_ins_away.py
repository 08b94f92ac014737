"""While sign-ins cannot be looked up nobody is told that they are signed out: it is to be tried again."""

import asyncio

import httpx
from fastapi import FastAPI

from services.gateway.cookies import SESSION
from tests.specs.gateway.edge import an_edge

NOWHERE = "postgresql://nobody@127.0.0.1:9/nothing"
HELD = {"Cookie": f"{SESSION}=an-id-of-before; lang=en"}


def answered(app: FastAPI, path: str) -> httpx.Response:
    """What a browser that was signed in is answered."""

    async def whole() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://edge.example") as client:
            answer = await client.get(path, headers=HELD)
        await app.state.sign_in.sessions.close()
        return answer

    return asyncio.run(whole())


def test_a_page_says_to_try_again() -> None:
    with an_edge(database_url=NOWHERE) as app:
        answer = answered(app, "/queue")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert "sign-ins cannot be looked up just now" in answer.text


def test_it_is_not_ready_and_says_so() -> None:
    with an_edge(database_url=NOWHERE) as app:
        answer = answered(app, "/readyz")
    assert answer.status_code == 503
    assert {"field": "gateway", "detail": "sign-ins cannot be looked up"} in answer.json()["fields"]


def test_styles_and_the_api_need_no_sign_in_of_pages() -> None:
    with an_edge(database_url=NOWHERE) as app:
        assert answered(app, "/static/pages/pages.css").status_code == 200
    with an_edge(database_url=NOWHERE) as app:
        assert answered(app, "/api/v1/intake/referral").status_code == 401
