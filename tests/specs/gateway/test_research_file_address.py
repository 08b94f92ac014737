"""A study's research file at its address, of what reporting answers (R-R5)."""

from base64 import b64encode
from http.cookies import SimpleCookie
from typing import Any

import httpx

from services.gateway.cookies import SESSION
from tests.specs.gateway.edge import Echo, Reply, an_edge, refusal, send_to

STUDY = "5b0d8f0e-3c55-4a2f-9d0b-6f3c1d2e4a90"
HERE = f"/documents/research/{STUDY}.zip"
FILE = {"name": "research.zip", "media_type": "application/zip", "content": b64encode(b"PK").decode()}


class Reporting(Echo):
    """Answers how the file stands, or with a no; it remembers what it was asked."""

    def __init__(self, state: str = "done", no: Reply | None = None) -> None:
        super().__init__()
        self.result = {"study_id": STUDY, "state": state} | ({"file": FILE} if state == "done" else {})
        self.no = no
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        self.asked.append((f"{service}.{request['name']}", request["data"]))
        return self.no or {"status": 200, "result": self.result, "position": {}}


def visit(path: str, reporting: Reporting) -> httpx.Response:
    """A request by a browser on which somebody is signed in."""
    with an_edge(reporting) as app:
        answer = send_to(app, "POST", "/sign-in", data={"person": "koordinaattori-1"})
        cookie = SimpleCookie(answer.headers["Set-Cookie"])[SESSION].value
        return send_to(app, "GET", path, {SESSION: cookie, "lang": "fi"})


def test_it_is_a_file_that_nobody_else_keeps() -> None:
    reporting = Reporting()
    answer = visit(f"{HERE}?as_of=2025-12-31", reporting)
    assert reporting.asked == [("reporting.research_file", {"study_id": STUDY, "as_of": "2025-12-31"})]
    assert (answer.status_code, answer.content) == (200, b"PK")
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="research.zip"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_while_it_is_made_one_is_told_to_ask_again() -> None:
    answer = visit(HERE, Reporting("waiting"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (202, "3")
    assert answer.text == "tutkimusaineistoa tehdään: pyydä sitä hetken kuluttua uudelleen"


def test_what_could_not_be_made_and_a_no_are_pages() -> None:
    assert visit(HERE, Reporting("failed")).status_code == 503
    assert visit(HERE, Reporting(no=refusal(403, "no"))).status_code == 403
