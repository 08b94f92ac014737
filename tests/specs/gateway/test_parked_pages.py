"""The operators' page of parked facts: what it shows, and what its forms ask of the service."""

from http.cookies import SimpleCookie
from typing import Any

import httpx
import pytest

from services.gateway.cookies import SESSION
from tests.specs.gateway.edge import Echo, Reply, an_edge, refusal, send_to

HERE = "/operations/parked"
FACT: dict[str, Any] = {
    "source": "intake",
    "position": 17,
    "subject": "referral/2026-00001",
    "what": "fi.tukiverkko.intake.advice-given.v1",
    "error": "ValueError",
    "place": "contacts.py:97 in _next",
    "tries": 5,
    "since": "2026-01-07T09:20:00+02:00",
    "next_try": None,
}
LISTED = {"parked": [FACT | {"behind": 2}]}


class Service(Echo):
    """A reader with one parked fact; it remembers what it was asked."""

    def __init__(self, no: Reply | None = None) -> None:
        super().__init__()
        self.no = no
        self.asked: list[tuple[str, str, dict[str, Any]]] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        if method != "operate":
            return await super().ask(service, method, request, timeout)
        self.asked.append((service, request["name"], request["data"]))
        if request["name"] == "list_parked":
            return {"status": 200, "result": LISTED, "position": {}}
        if request["name"] == "show_parked":
            return {"status": 200, "result": FACT | {"event": {"data": {"minutes": 10}}}, "position": {}}
        return self.no or {"status": 200, "result": {"applied": 3, "parked": []}, "position": {}}


def visit(service: Service, method: str, path: str, **form: str) -> httpx.Response:
    """A request by a browser on which the operator is signed in."""
    with an_edge(service) as app:
        answer = send_to(app, "POST", "/sign-in", data={"person": "yllapitaja-1"})
        cookie = SimpleCookie(answer.headers["Set-Cookie"])[SESSION].value
        cookies = {SESSION: cookie, "lang": "en"}
        if method == "GET":
            return send_to(app, "GET", path, cookies)
        page = send_to(app, "GET", HERE, cookies).text
        csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
        return send_to(app, "POST", path, cookies, data={"csrf": csrf, **form})


def test_the_list_names_each_fact_what_broke_and_who_waits() -> None:
    page = visit(Service(), "GET", HERE)
    assert page.status_code == 200
    for words in ("intake:17", "2026-00001", "ValueError", "contacts.py:97 in _next", "<td>2</td>"):
        assert words in page.text


def test_one_fact_is_shown_with_its_message() -> None:
    page = visit(Service(), "GET", f"{HERE}/reporting/intake/17")
    assert "&#34;minutes&#34;: 10" in page.text


def test_retry_goes_back_to_the_list_and_says_what_came_of_it() -> None:
    service = Service()
    answer = visit(service, "POST", f"{HERE}/reporting/intake/17/retry")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{HERE}?applied=3")
    assert service.asked[-1] == ("reporting", "retry_parked", {"source": "intake", "position": 17})
    assert "3 facts became rows." in visit(service, "GET", f"{HERE}?applied=3").text


def test_all_of_them_are_tried_again() -> None:
    service = Service()
    assert visit(service, "POST", f"{HERE}/reporting/retry").status_code == 303
    assert service.asked[-1] == ("reporting", "retry_parked", {})


def test_discard_sends_the_reason() -> None:
    service = Service()
    visit(service, "POST", f"{HERE}/reporting/intake/17/discard", reason="Testin oma.")
    wanted = {"source": "intake", "position": 17, "reason": "Testin oma."}
    assert service.asked[-1] == ("reporting", "discard_parked", wanted)


def test_a_refusal_is_shown_above_the_list() -> None:
    no = refusal(409, "this fact only waits behind another one of {subject}", subject="referral/2026-00001")
    page = visit(Service(no), "POST", f"{HERE}/reporting/intake/17/discard", reason="Testin oma.")
    assert page.status_code == 409
    assert "this fact only waits behind another one of referral/2026-00001" in page.text
    assert "intake:17" in page.text


@pytest.mark.parametrize("path", ["/nobody/intake/17/retry", "/reporting/intake/17/lose"])
def test_what_is_not_there_is_said_so(path: str) -> None:
    assert visit(Service(), "POST", f"{HERE}{path}").status_code == 404


def test_a_form_from_elsewhere_is_refused() -> None:
    service = Service()
    with an_edge(service) as app:
        assert send_to(app, "POST", f"{HERE}/reporting/retry", data={}).status_code in {303, 401, 403}
    assert service.asked == []
