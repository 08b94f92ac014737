"""Pages know who is signed in by a cookie, and take forms only from themselves."""

from http.cookies import SimpleCookie

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from tests.specs.gateway.edge import an_edge, send_to

COORDINATOR = "koordinaattori-1"


async def sign_in(request: Request) -> Response:
    response = Response()
    sessions.sign_in_as(request, response, request.path_params["person"])
    return response


async def whoami(request: Request) -> Response:
    asker = sessions.current_asker(request)
    told = {"user": asker.user, "role": asker.role, "name": asker.name} if asker else None
    return JSONResponse({"asker": told, "csrf": sessions.csrf_token(request)})


async def form(request: Request) -> Response:
    sent = await sessions.checked_form(request, secret=request.query_params.get("secret"))
    return JSONResponse(dict(sent))


async def ask(request: Request) -> Response:
    answer = await ask_query(request, "intake", "referral", {"referral_id": "1"}, after={"intake": 3})
    return JSONResponse(answer.result)


def with_pages(app: FastAPI) -> FastAPI:
    app.add_route("/api/t/in/{person}", sign_in, methods=["POST"])
    app.add_route("/api/t/who", whoami)
    app.add_route("/api/t/form", form, methods=["POST"])
    app.add_route("/api/t/ask", ask)
    return app


def signed_in(app: FastAPI) -> dict[str, str]:
    """The cookies of a browser on which the coordinator is signed in."""
    answer = send_to(app, "POST", f"/api/t/in/{COORDINATOR}")
    cookie = SimpleCookie(answer.headers["Set-Cookie"])[sessions.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "lax", "/")
    return {sessions.COOKIE: cookie.value}


def test_one_of_the_demo_s_people_signs_in() -> None:
    with an_edge() as app:
        cookies = signed_in(with_pages(app))
        asker = send_to(app, "GET", "/api/t/who", cookies=cookies).json()["asker"]
    assert asker == {"user": COORDINATOR, "role": "coordinator", "name": "Keksitty Koordinaattori"}


def test_nobody_else_signs_in() -> None:
    with an_edge() as app:
        assert send_to(with_pages(app), "POST", "/api/t/in/someone").status_code == 404


def test_nobody_signs_in_that_way_where_the_demo_is_off() -> None:
    with an_edge(demo=False) as app:
        assert send_to(with_pages(app), "POST", f"/api/t/in/{COORDINATOR}").status_code == 404


def test_a_cookie_of_another_installation_signs_nobody_in() -> None:
    with an_edge() as elsewhere:
        cookies = signed_in(with_pages(elsewhere))
    with an_edge() as here:
        told = send_to(with_pages(here), "GET", "/api/t/who", cookies=cookies).json()
    assert told["asker"] is None


def test_a_page_asks_with_the_token_of_who_is_signed_in() -> None:
    with an_edge() as app:
        cookies = signed_in(with_pages(app))
        asked = send_to(app, "GET", "/api/t/ask", cookies=cookies).json()
        assert send_to(app, "GET", "/api/t/ask").status_code == 401
    assert asked["token"] == cookies[sessions.COOKIE]
    assert asked["after"] == {"intake": 3}


def test_a_form_of_ours_is_taken() -> None:
    with an_edge() as app:
        cookies = signed_in(with_pages(app))
        csrf = send_to(app, "GET", "/api/t/who", cookies=cookies).json()["csrf"]
        answer = send_to(app, "POST", "/api/t/form", cookies=cookies, data={"csrf": csrf, "text": "Å & ä"})
    assert answer.json()["text"] == "Å & ä"


def test_a_form_without_its_token_is_refused() -> None:
    with an_edge() as app:
        cookies = signed_in(with_pages(app))
        for data in ({}, {"csrf": "guess"}, {"csrf": "ä"}):
            assert send_to(app, "POST", "/api/t/form", cookies=cookies, data=data).status_code == 403


def test_a_form_from_another_site_is_refused() -> None:
    with an_edge() as app:
        with_pages(app)
        for headers in (
            {"Origin": "http://elsewhere.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
        ):
            assert send_to(app, "POST", "/api/t/form", headers=headers).status_code == 403


def test_a_link_s_form_is_tied_to_the_link() -> None:
    with an_edge() as app:
        with_pages(app)
        assert send_to(app, "POST", "/api/t/form?secret=link", data={"csrf": "guess"}).status_code == 403


def test_a_form_that_cannot_be_read_is_refused() -> None:
    with an_edge() as app:
        with_pages(app)
        for body in (b"a=%ff", b"a=\xff", b"a=%00", b"&".join([b"a=1"] * 3000)):
            assert send_to(app, "POST", "/api/t/form", content=body).status_code == 422
        assert send_to(app, "POST", "/api/t/form", content=b"a" * 2_000_000).status_code == 413
