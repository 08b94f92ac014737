"""Pages know who is signed in by a cookie, and take forms only from themselves."""

from http.cookies import SimpleCookie
from typing import Any

from fastapi import FastAPI
from joserfc import jwt
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.gateway import sessions
from services.gateway.asking import ask_query
from services.gateway.cookies import SESSION
from tests.specs.gateway.edge import QUERY, an_edge, send_to

COORDINATOR = "koordinaattori-1"


async def sign_in(request: Request) -> Response:
    response = Response()
    await sessions.sign_in_as(request, response, request.path_params["person"])
    return response


async def whoami(request: Request) -> Response:
    asker = sessions.current_asker(request)
    told = {"user": asker.user, "role": asker.role, "name": asker.name} if asker else None
    token = asker.token if asker else None
    return JSONResponse({"asker": told, "csrf": sessions.csrf_token(request), "token": token})


async def sign_out(request: Request) -> Response:
    response = Response()
    await sessions.sign_out(request, response)
    return response


async def form(request: Request) -> Response:
    sent = await sessions.checked_form(request, secret=request.query_params.get("secret"))
    return JSONResponse(dict(sent))


async def ask(request: Request) -> Response:
    answer = await ask_query(request, "intake", "referral", {"referral_id": "1"}, after={"intake": 3})
    return JSONResponse(answer.result)


def with_pages(app: FastAPI) -> FastAPI:
    app.add_route("/t/in/{person}", sign_in, methods=["POST"])
    app.add_route("/t/out", sign_out, methods=["POST"])
    app.add_route("/t/who", whoami)
    app.add_route("/t/form", form, methods=["POST"])
    app.add_route("/t/ask", ask)
    return app


def signed_in(app: FastAPI) -> dict[str, str]:
    """The cookies of a browser on which the coordinator is signed in."""
    answer = send_to(app, "POST", f"/t/in/{COORDINATOR}")
    cookie = SimpleCookie(answer.headers["Set-Cookie"])[SESSION]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "lax", "/")
    return {SESSION: cookie.value}


def test_one_of_the_demo_s_people_signs_in() -> None:
    with an_edge() as app:
        cookies = signed_in(with_pages(app))
        asker = send_to(app, "GET", "/t/who", cookies=cookies).json()["asker"]
    assert asker == {"user": COORDINATOR, "role": "coordinator", "name": "Keksitty Koordinaattori"}


def test_nobody_else_signs_in() -> None:
    with an_edge() as app:
        assert send_to(with_pages(app), "POST", "/t/in/someone").status_code == 404


def test_nobody_signs_in_that_way_where_the_demo_is_off() -> None:
    with an_edge(demo=False) as app:
        assert send_to(with_pages(app), "POST", f"/t/in/{COORDINATOR}").status_code == 403


def test_pages_say_that_they_are_for_trying_out_where_anyone_signs_in_as_anyone() -> None:
    for demo in (True, False):
        with an_edge(demo=demo) as app:
            shown = send_to(app, "GET", "/sign-in?lang=en").text
        assert ("this installation is for trying out" in shown) is demo


def test_a_cookie_of_another_installation_signs_nobody_in() -> None:
    with an_edge() as elsewhere:
        cookies = signed_in(with_pages(elsewhere))
    with an_edge() as here:
        told = send_to(with_pages(here), "GET", "/t/who", cookies=cookies).json()
    assert told["asker"] is None


def test_a_page_asks_with_the_token_of_who_is_signed_in() -> None:
    with an_edge() as app:
        cookies = signed_in(with_pages(app))
        asked = send_to(app, "GET", "/t/ask", cookies=cookies).json()
        assert send_to(app, "GET", "/t/ask").status_code == 303, "to the way in"
        assert app.state.sign_in.verifier.asker(asked["token"]).user == COORDINATOR
    assert asked["after"] == {"intake": 3}


def test_the_browser_holds_no_token_and_nothing_about_the_person() -> None:
    with an_edge() as app:
        cookies = signed_in(with_pages(app))
        told = send_to(app, "GET", "/t/who", cookies=cookies).json()
    assert "." not in cookies[SESSION]
    assert cookies[SESSION] != told["token"]


def test_a_token_of_ours_lasts_some_minutes_only() -> None:
    with an_edge() as app:
        token = send_to(app, "GET", "/t/who", cookies=signed_in(with_pages(app))).json()["token"]
        claims = jwt.decode(token, app.state.sign_in.key, algorithms=["Ed25519"]).claims
    assert claims["exp"] - claims["iat"] == 300


def test_signing_in_again_is_a_new_sign_in_and_the_old_one_is_over() -> None:
    with an_edge() as app:
        first = signed_in(with_pages(app))
        answer = send_to(app, "POST", f"/t/in/{COORDINATOR}", cookies=first)
        second = SimpleCookie(answer.headers["Set-Cookie"])[SESSION].value
        assert second != first[SESSION]
        assert send_to(app, "GET", "/t/who", cookies=first).json()["asker"] is None


def test_an_id_that_somebody_else_chose_signs_nobody_in() -> None:
    with an_edge() as app:
        chosen = {SESSION: "chosen-by-somebody-else"}
        answer = send_to(with_pages(app), "POST", f"/t/in/{COORDINATOR}", cookies=chosen)
        assert SimpleCookie(answer.headers["Set-Cookie"])[SESSION].value != chosen[SESSION]
        assert send_to(app, "GET", "/t/who", cookies=chosen).json()["asker"] is None


def test_who_signed_out_is_out_even_with_a_copy_of_the_cookie() -> None:
    with an_edge() as app:
        cookies = signed_in(with_pages(app))
        left = send_to(app, "POST", "/t/out", cookies=cookies)
        assert SimpleCookie(left.headers["Set-Cookie"])[SESSION].value == ""
        assert send_to(app, "GET", "/t/who", cookies=cookies).json()["asker"] is None


def test_over_tls_the_cookie_is_bound_to_this_host() -> None:
    with an_edge() as app:
        answer = send_to(with_pages(app), "POST", f"/t/in/{COORDINATOR}", at="https://edge.example")
        cookie = SimpleCookie(answer.headers["Set-Cookie"])[f"__Host-{SESSION}"]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")
        name = {f"__Host-{SESSION}": cookie.value}
        assert send_to(app, "GET", "/t/who", name, at="https://edge.example").json()["asker"]
        without = {SESSION: cookie.value}
        assert send_to(app, "GET", "/t/who", without, at="https://edge.example").json()["asker"] is None


def test_the_demo_s_people_are_nowhere_but_on_the_embedded_default() -> None:
    """Whoever reaches the pages of an installation on servers would be whomever they like."""
    elsewhere: tuple[dict[str, Any], ...] = (
        {"amqp_url": "amqp://127.0.0.1"},
        {"oidc_issuer": "https://sign-in.example"},
    )
    for more in elsewhere:
        with an_edge(**more) as app:
            assert send_to(with_pages(app), "POST", f"/t/in/{COORDINATOR}").status_code == 403
            assert "Keksitty" not in send_to(app, "GET", "/sign-in").text


def test_without_a_sign_in_service_one_is_told_so() -> None:
    with an_edge(amqp_url="amqp://127.0.0.1") as app:
        shown = send_to(app, "GET", "/sign-in?lang=en").text
        assert "this installation has no sign-in service set" in shown
        assert send_to(app, "GET", "/sign-in/start").status_code == 404


def test_the_api_takes_no_cookie() -> None:
    with an_edge() as app:
        assert send_to(app, "GET", QUERY, signed_in(with_pages(app))).status_code == 401


def test_a_form_of_ours_is_taken() -> None:
    with an_edge() as app:
        cookies = signed_in(with_pages(app))
        csrf = send_to(app, "GET", "/t/who", cookies=cookies).json()["csrf"]
        answer = send_to(app, "POST", "/t/form", cookies=cookies, data={"csrf": csrf, "text": "Å & ä"})
    assert answer.json()["text"] == "Å & ä"


def test_a_form_without_its_token_is_refused() -> None:
    with an_edge() as app:
        cookies = signed_in(with_pages(app))
        for data in ({}, {"csrf": "guess"}, {"csrf": "ä"}):
            assert send_to(app, "POST", "/t/form", cookies=cookies, data=data).status_code == 403


def test_a_form_from_another_site_is_refused() -> None:
    with an_edge() as app:
        with_pages(app)
        for headers in (
            {"Origin": "http://elsewhere.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
        ):
            assert send_to(app, "POST", "/t/form", headers=headers).status_code == 403


def test_behind_a_proxy_the_form_comes_from_where_people_are() -> None:
    """Whatever the proxy calls us: the settings say how people reach the pages."""
    with an_edge(public_url="https://tuki.example") as app:
        with_pages(app)
        for origin, status in (("https://tuki.example", 200), ("http://edge.example", 403)):
            answer = send_to(app, "POST", "/t/form", headers={"Origin": origin}, data={"a": "1"})
            assert answer.status_code == status


def test_a_link_s_form_is_tied_to_the_link() -> None:
    with an_edge() as app:
        with_pages(app)
        assert send_to(app, "POST", "/t/form?secret=link", data={"csrf": "guess"}).status_code == 403


def test_a_form_that_cannot_be_read_is_refused() -> None:
    with an_edge() as app:
        with_pages(app)
        for body in (b"a=%ff", b"a=\xff", b"a=%00", b"&".join([b"a=1"] * 3000)):
            assert send_to(app, "POST", "/t/form", content=body).status_code == 422
        assert send_to(app, "POST", "/t/form", content=b"a" * 2_000_000).status_code == 413
